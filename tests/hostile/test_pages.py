"""The hostile workspace as a reader meets it: every page in Chromium, every text as it was written, every file without a surprise."""

import csv
import io
import json
import re
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import Browser

from browser.handbook_site import page_paths, served, stand
from end_to_end.running import contents
from hostile.broken_out import broken_out
from hostile.texts import BREAKER, Hostile, Text
from hostile.watching import listening
from pdf_files import reader
from shared_work import MakeOnce

SHOWN = """() => [
  document.documentElement.textContent,
  ...[...document.querySelectorAll("[title], [aria-label], [alt], [content], [data-label]")].flatMap(
    (one) => ["title", "aria-label", "alt", "content", "data-label"].map((name) => one.getAttribute(name) ?? "")),
].join("\\n")"""
"""Everything that a page says, in texts and in attributes that are read out or shown."""


_OF_PLAYBOOKS = re.compile(r"playbooks/\w+/[\w-]+/.+\.yaml/(?!params/).*")
"""All texts of playbooks, forks and translations, but for params, some of which only the dropped weeks of the plan use."""
_NAMES = re.compile(
    r"playbooks/hq/branch\.yaml/(name/en|contacts/.*/en|holidays/.*/en|tags/(crisis|teacher|game|dice|bank)/en)|playbooks/south/branch\.yaml/(name|holidays/.*)/zh"
    r"|mkdocs\.yml/site_(name|description)|schema/[\w-]+/kind\.yaml/(title|plural|need|lead)/(en|zh)|schema/.*/properties/\w+/(title|description)"
)
"""What names things in menus, on the entrance, in the calendar and in the reference."""


@pytest.fixture(scope="module")
def visited(browser: Browser, hostile_site: Path, made_once: MakeOnce) -> tuple[list[str], str]:
    """What all pages did and should not have done, and all that they say."""

    def visit(file: Path) -> None:
        file.write_text(json.dumps(_visit(browser, hostile_site)), "utf-8")

    seen, said = json.loads(made_once("hostile-visit.json", visit).read_text("utf-8"))
    return seen, said


def _visit(browser: Browser, hostile_site: Path) -> tuple[list[str], str]:
    seen: list[str] = []
    said = []
    with served(hostile_site) as address, browser.new_context(base_url=address, service_workers="block") as context:
        page = context.new_page()
        listening(page, seen)
        for path in page_paths(hostile_site):
            page.goto(f"/{path}")
            stand(page)
            said.append(page.evaluate(SHOWN))
    return seen, _plain("\n".join(said))


def test_no_page_opens_a_dialog_complains_or_asks_another_host(visited: tuple[list[str], str]) -> None:
    assert visited[0] == []


def test_nothing_breaks_out_of_any_file(hostile_site: Path) -> None:
    whole = list(contents(hostile_site))  # A page for wrong addresses does not know where it is shown.
    for edition in ("hq/en", "south/zh"):
        assert broken_out(contents(hostile_site / edition), whole) == []
    assert broken_out({"index.html": (hostile_site / "index.html").read_bytes()}, contents(hostile_site)) == []


def test_every_text_of_a_playbook_is_shown_as_it_was_written(hostile: Hostile, visited: tuple[list[str], str]) -> None:
    of_playbooks = [text for text in hostile.texts if _OF_PLAYBOOKS.fullmatch(f"{text.file}{text.pointer}")]
    missing = {text.pointer for text in of_playbooks if not _says(visited[1], text)}

    assert len(of_playbooks) > 1000
    # Why somebody locked a text is for whoever meets the lock. A condition, and who takes over, stand in a sentence of the labels, whose hostile
    # text has no room for them. What repeats says something else on its day.
    assert {re.sub("[0-9]+", "*", pointer) for pointer in missing} == {"/locks/*/why", "/messages/*/only_if", "/visits/*/only_if", "/keywords/*/to", "/repeats/*/say"}


def test_every_name_is_shown_as_it_was_written(hostile: Hostile, visited: tuple[list[str], str]) -> None:
    names = [text for text in hostile.texts if _NAMES.fullmatch(f"{text.file}{text.pointer}")]
    missing = [f"{text.file}{text.pointer}" for text in names if not _says(visited[1], text)]

    assert len(names) > 50
    # What one playbook of a kind is called stands in the reference for authors, which is in English; pages name a kind by its plural.
    # The branch has a name of its own for the site; that of mkdocs.yml is looked at in test_theme.py.
    assert {*missing} == {"schema/memo/kind.yaml/title/zh", "mkdocs.yml/site_name", "mkdocs.yml/site_description"}


def test_files_to_take_along_say_what_was_written(hostile: Hostile, hostile_site: Path) -> None:
    site, card, plan = hostile_site / "hq/en", "playbooks/hq/crisis/teacher-leaves.yaml", "playbooks/hq/monthly-plan/beauty-december-2026.yaml"
    data = json.loads((site / "data/crisis/teacher-leaves.json").read_text("utf-8"))
    calendar = icalendar.Calendar.from_ical((site / "calendar/monthly-plan/beauty-december-2026.ics").read_bytes())
    table = (site / "calendar/monthly-plan/beauty-december-2026.csv").read_text("utf-8-sig")
    first = hostile.words_at(plan, "/weeks/0/days/0/slots/0/what")

    assert data["title"] == hostile.words_at(card, "/title")
    sent = next(place for place, step in enumerate(data["value"]["first_minutes"]["do"]) if "say" in step)
    assert data["value"]["first_minutes"]["do"][sent]["say"].startswith(hostile.words_at(card, f"/first_minutes/do/{sent}/say"))
    assert str(reader(site / "print/crisis/teacher-leaves.pdf").metadata.title).startswith(hostile.words_at(card, "/title"))  # type: ignore[union-attr]
    assert calendar["X-WR-CALNAME"] == hostile.words_at(plan, "/title")
    assert first in [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]
    assert any(row[5].removeprefix("'") == first for row in csv.reader(io.StringIO(table, newline="")))
    assert json.loads((site / "manifest.webmanifest").read_text("utf-8"))["short_name"] == hostile.words_at("playbooks/hq/branch.yaml", "/name/en")


def test_the_search_and_the_panel_show_texts(browser: Browser, hostile_site: Path) -> None:
    seen: list[str] = []
    with served(hostile_site) as address, browser.new_context(base_url=address, service_workers="block") as context:
        page = context.new_page()
        listening(page, seen)
        page.goto("/hq/en/crisis/teacher-leaves.html")
        stand(page)
        page.get_by_role("button", name="My group").click()
        panel = page.get_by_role("dialog", name="My group")
        assert "<img src=x onerror=alert(" in panel.inner_text()
        page.keyboard.press("Escape")
        page.keyboard.press("/")
        page.keyboard.type("onerror")
        results = page.locator(".sop-search__results li")
        results.nth(5).wait_for()
        shown = page.get_by_role("dialog", name="Search").inner_text()
        assert "</title></script>\"'><img src=x onerror=alert(" in shown
        assert page.locator("dialog img, dialog script, dialog b").count() == 0
        results.first.locator("a").click()
        page.wait_for_load_state()
        stand(page)
    assert seen == []


def _says(said: str, text: Text) -> bool:
    """Return whether a text is shown: the whole of it, or of Markdown what is no mark."""
    return _plain(text.words) in said or (f"[z{text.number}]:" in text.words and _plain(BREAKER.format(n=text.number)) in said)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)
