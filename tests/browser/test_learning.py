"""What a reader learns: done with a version, asked and explained, taken along in a file."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import without_complaints
from browser.handbook_site import PHONE, served
from browser.my_group import my_group, opener
from browser.test_access import AXE, axe
from end_to_end.running import process
from example_workspaces import lay_out

KIND = "kind: lesson\ntitle: {en: Lesson}\nplural: {en: Lessons}\nenvelope: false\n"
SCHEMA = {"type": "object", "properties": {
    "title": {"type": "string"},
    "read": {"title": "Read", "type": "array", "x-key": "id", "items": {"type": "object", "properties": {"id": {"type": "string"}, "what": {"type": "string"}, "version": {"type": "string"}}}},
    "questions": {"title": "Questions", "type": "array", "x-key": "id", "items": {"type": "object", "properties": {
        "id": {"type": "string"}, "ask": {"type": "string"}, "answer": {"type": "string"}, "because": {"type": "string"},
        "options": {"type": "array", "x-key": "id", "items": {"type": "object", "properties": {"id": {"type": "string"}, "text": {"type": "string"}}}},
    }}},
}}  # fmt: skip
TEMPLATE = """{% from "parts.html.j2" import section, quiz with context %}
{% call section(page['read']) %}<ul class="sop-learn">
{% for item in page['read'] %}<li id="{{ item.anchor }}" data-sop-progress="{{ item['version'].value }}"><p class="sop-do">{{ item['what'].html }}</p></li>
{% endfor %}</ul>{% endcall %}
{% call section(page['questions']) %}<div data-sop-pass="60">{{ quiz(page['questions'], 'ask', 'options', 'answer', 'because') }}</div>{% endcall %}
"""
LESSON = """title: The first day
read:
  - {id: rules, what: The rules, version: "VERSION"}
  - {id: words, what: The words, version: "1.0"}
questions:
  - id: advert
    ask: An advert, for the first time?
    options: [{id: out, text: Remove}, {id: talk, text: A word in private}]
    answer: talk
    because: Most mean well.
  - id: price
    ask: A wrong price?
    options: [{id: wait, text: Wait}, {id: recall, text: Recall it}]
    answer: recall
    because: Somebody has seen it.
"""


def site(folder: Path, version: str) -> Path:
    """Return a handbook whose lesson has rules of a version."""
    lay_out(folder / "w", {
        "mkdocs.yml": "site_name: Handbook\ntheme: {name: material, font: false}\nplugins:\n  - sopbook:\n      built_in_kinds: false\n",
        "schema/lesson/kind.yaml": KIND, "schema/lesson/schema.json": json.dumps(SCHEMA), "schema/lesson/page.html.j2": TEMPLATE,
        "playbooks/hq/lesson/first-day.yaml": LESSON.replace("VERSION", version),
    })
    run = process("build", "-C", folder / "w", "--to", folder / "site")
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The handbook, and the same after the rules have changed."""
    folder = tmp_path_factory.mktemp("lessons")
    return site(folder / "first", "1.0"), site(folder / "second", "1.1")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(service_workers="block", viewport=PHONE) as made:
        yield made


@pytest.fixture
def reader(context: BrowserContext) -> Iterator[Page]:
    with without_complaints(context) as page:
        yield page


def count(page: Page) -> str:
    return page.locator(".sop-learnt__count").inner_text()


def choose(page: Page, question: str, option: str) -> None:
    page.get_by_role("group", name=question).get_by_label(option).check()


def test_a_choice_is_explained_and_the_result_counts_the_first_try(reader: Page, folders: tuple[Path, Path]) -> None:
    with served(folders[0]) as address:
        reader.goto(f"{address}/lesson/first-day.html")
        asked = reader.get_by_role("group", name="An advert, for the first time?")
        choose(reader, "An advert, for the first time?", "Remove")
        expect(asked.get_by_role("status")).to_have_text("No, B is right.Most mean well.")
        choose(reader, "An advert, for the first time?", "A word in private")
        expect(asked.get_by_role("status")).to_have_text("Right.Most mean well.")
        choose(reader, "A wrong price?", "Recall it")

        expect(reader.get_by_text("1 of 2 right at the first try. 60% are needed. Read what you missed, then answer again.")).to_be_visible()
        assert count(reader) == "2 of 4 done. Next: The rules"
        reader.get_by_role("button", name="Answer again").click()
        choose(reader, "An advert, for the first time?", "A word in private")
        choose(reader, "A wrong price?", "Recall it")
        expect(reader.get_by_text("2 of 2 right at the first try. Passed.")).to_be_visible()
        reader.evaluate(AXE)
        assert axe(reader) == []


def test_what_has_changed_since_is_to_be_read_again(reader: Page, folders: tuple[Path, Path]) -> None:
    with served(folders[0]) as address:
        reader.goto(f"{address}/lesson/first-day.html")
        for name in ("The rules", "The words"):
            reader.get_by_label(f"Done: {name}").check()
        reader.reload()
        assert count(reader) == "2 of 4 done. Next: An advert, for the first time?"
        kept = reader.evaluate("localStorage.getItem('sopbook:progress')")
    with served(folders[1]) as address:
        reader.goto(f"{address}/lesson/first-day.html")
        reader.evaluate("kept => localStorage.setItem('sopbook:progress', kept)", kept)
        reader.reload()

        expect(reader.get_by_text("Changed since: you did it with version 1.0, now it is 1.1.")).to_be_visible()
        assert count(reader) == "1 of 4 done. Next: The rules"
        reader.get_by_label("Done: The rules").check()
        assert count(reader) == "2 of 4 done. Next: An advert, for the first time?"


def test_progress_goes_along_with_the_groups(reader: Page, browser: Browser, folders: tuple[Path, Path], tmp_path: Path) -> None:
    with served(folders[0]) as address:
        reader.goto(f"{address}/lesson/first-day.html")
        reader.get_by_label("Done: The words").check()
        opener(reader).click()
        with reader.expect_download() as saved:
            my_group(reader).get_by_role("button", name="Save to a file").click()
        saved.value.save_as(tmp_path / "my-groups.json")
        with browser.new_context(service_workers="block", viewport=PHONE) as other:
            page = other.new_page()
            page.goto(f"{address}/lesson/first-day.html")
            opener(page).click()
            my_group(page).locator("input[type=file]").set_input_files(tmp_path / "my-groups.json")
            expect(my_group(page).get_by_role("alert")).not_to_be_empty()
            page.reload()
            expect(page.get_by_label("Done: The words")).to_be_checked()


def test_without_scripts_the_answers_stand_folded_at_the_end(browser: Browser, folders: tuple[Path, Path]) -> None:
    with served(folders[0]) as address, browser.new_context(java_script_enabled=False, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(f"{address}/lesson/first-day.html")
        expect(page.get_by_text("Most mean well.")).to_be_hidden()
        page.get_by_text("Answers and reasons").click()

        expect(page.get_by_role("strong").filter(has_text="B. A word in private")).to_be_visible()
        expect(page.get_by_text("Most mean well.")).to_be_visible()
