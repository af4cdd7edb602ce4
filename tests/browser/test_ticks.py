"""Check lists: ticks are kept for a group and a day, can be taken back, and outlast a new build."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from browser.conftest import without_complaints
from browser.filled_groups import filled
from browser.handbook_site import PHONE, served
from end_to_end.running import process
from example_workspaces import EXAMPLES, lay_out

GAME = "/activity/dice-guess.html"
RULES = "run-sheet-rules"


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A phone."""
    with browser.new_context(base_url=address, service_workers="block", viewport=PHONE) as made:
        yield made


@pytest.fixture
def reader(phone: BrowserContext) -> Iterator[Page]:
    """A page on that phone that may not complain."""
    with without_complaints(phone) as page:
        yield page


def _box(page: Page, anchor: str) -> Locator:
    return page.locator(f"[id='{anchor}']").get_by_role("checkbox")


def _count(page: Page, section: str) -> Locator:
    return page.locator(f"section[aria-labelledby={section}] > .sop-progress")


def test_a_tick_stays_is_counted_and_can_be_set_with_the_keyboard(reader: Page) -> None:
    reader.goto(GAME)
    total = reader.locator("section[aria-labelledby=run-sheet] .sop-line").count()
    box = reader.get_by_role("checkbox", name="Done: Post this line, then the rules.")
    label = box.locator("xpath=..").bounding_box()
    assert label
    assert min(label["width"], label["height"]) >= 44
    expect(_count(reader, "run-sheet")).to_have_text(f"0 of {total} done")
    box.focus()
    reader.keyboard.press("Space")
    expect(box).to_be_checked()
    expect(_count(reader, "run-sheet")).to_have_text(f"1 of {total} done")
    expect(_count(reader, "materials")).to_have_text(re.compile("^0 of"))
    reader.reload()
    expect(_box(reader, RULES)).to_be_checked()


def test_ticks_belong_to_a_group_and_a_day(reader: Page) -> None:
    reader.add_init_script(filled({}, name="Club A"))
    reader.goto(GAME)
    _box(reader, RULES).check()
    day = reader.get_by_label("Day", exact=True)
    today = day.input_value()
    day.fill("2026-01-01")
    expect(_box(reader, RULES)).not_to_be_checked()
    day.fill(today)
    expect(_box(reader, RULES)).to_be_checked()

    reader.get_by_role("button", name="My group").click()
    panel = reader.get_by_role("dialog", name="My group")
    panel.get_by_role("button", name="Add a group").click()
    expect(_box(reader, RULES)).not_to_be_checked()
    panel.get_by_role("radio", name="Club A").check()
    reader.keyboard.press("Escape")
    expect(_box(reader, RULES)).to_be_checked()


def test_start_over_takes_this_pages_ticks_away_and_can_be_undone(reader: Page) -> None:
    reader.goto("/crisis/price-increase.html")
    reader.locator(".sop-tick input").first.check()
    reader.goto(GAME)
    _box(reader, RULES).check()
    _box(reader, "materials-real-die").check()
    reader.get_by_role("button", name="Start over").click()
    expect(reader.get_by_role("status").filter(has_text="2 ticks removed")).to_have_count(1)
    expect(reader.locator(".sop-tick input:checked")).to_have_count(0)
    undo = reader.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    undo.click()
    expect(reader.locator(".sop-tick input:checked")).to_have_count(2)
    expect(undo).to_be_hidden()
    reader.get_by_role("button", name="Start over").click()
    reader.goto("/crisis/price-increase.html")
    expect(reader.locator(".sop-tick input").first).to_be_checked()


def test_days_of_a_plan_keep_their_own_ticks(reader: Page) -> None:
    reader.goto("/monthly-plan/beauty-december-2026.html")
    day = reader.locator("#day-2026-12-03")
    reader.locator(".sop-week-fold", has=day).locator("> summary").click()
    day.get_by_role("checkbox").first.check()
    expect(day.locator(".sop-progress")).to_have_text(re.compile("^1 of"))
    expect(reader.locator("#day-2026-12-04 .sop-progress")).to_have_text(re.compile("^0 of"))
    expect(reader.get_by_label("Day", exact=True)).to_be_hidden()
    assert list(json.loads(str(reader.evaluate("localStorage.getItem('sopbook:ticks')")))) == ["2026-12-03"]


def test_another_tab_follows_and_old_ticks_go(phone: BrowserContext) -> None:
    old = {"2020-01-01": {"g": {"activity/dice-guess": ["run-sheet-rules"]}}}
    with without_complaints(phone) as first, without_complaints(phone) as second:
        first.add_init_script(f"localStorage.getItem('sopbook:ticks') ?? localStorage.setItem('sopbook:ticks', {json.dumps(json.dumps(old))})")
        first.goto(GAME)
        second.goto(GAME)
        _box(first, RULES).check()
        expect(_box(second, RULES)).to_be_checked()
        assert "2020-01-01" not in json.loads(str(first.evaluate("localStorage.getItem('sopbook:ticks')")))


def test_without_scripts_there_are_no_boxes_and_nothing_is_missing(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, service_workers="block", viewport=PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(GAME)
        assert page.get_by_role("checkbox").count() == 0
        assert page.locator("[data-sop-sequence]").first.is_hidden()
        expect(page.locator("[id='run-sheet-rules']")).to_contain_text("Post this line, then the rules.")


TEMPLATE = """
{% from "parts.html.j2" import table with context %}
<section aria-labelledby="items"><h2 id="items">{{ page['items'].title }}</h2>{{ table(page['items'], tick=true) }}</section>
"""
SETTINGS = """
site_name: Handbook
theme: {name: material, font: false}
plugins: [sopbook: {built_in_kinds: false}]
"""
NOTE = (EXAMPLES / "base/playbooks/hq/note/good.yaml").read_text("utf-8")


def test_ticks_outlast_a_new_build_with_a_step_in_front(browser: Browser, tmp_path: Path) -> None:
    def build(items: str) -> None:
        lay_out(tmp_path / "w", {
            "mkdocs.yml": SETTINGS, "docs/about.md": "# About\n", "schema/note/page.html.j2": TEMPLATE,
            "playbooks/hq/note/good.yaml": f"{NOTE}\nitems: [{items}]\n",
        })
        run = process("build", "-C", tmp_path / "w", "--to", tmp_path / "site")
        assert run.returncode == 0, run.stderr

    build("{id: tea, price: 3}, {id: cake, price: 5}")
    # The new site takes the place of the old one: the server looks at the folder anew for each request.
    with served(tmp_path / "site") as address, browser.new_context(base_url=address, service_workers="block", viewport=PHONE) as context:
        page = context.new_page()
        page.goto("/note/good.html")
        _box(page, "items-tea").check()
        build("{id: sugar, price: 1}, {id: tea, price: 3}, {id: cake, price: 5}")
        page.reload()
        expect(page.get_by_role("checkbox")).to_have_count(3)
        expect(_box(page, "items-tea")).to_be_checked()
        expect(page.locator(".sop-tick input:checked")).to_have_count(1)
