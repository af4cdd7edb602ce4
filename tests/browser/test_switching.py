"""Branches and languages: switch and land on the same playbook, see what a branch changed and what it was."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import without_complaints
from browser.handbook_site import PHONE, SIZES, open_all, page_paths, stand
from browser.test_find_and_read import WIDER_THAN_THE_WINDOW


@pytest.fixture(params=list(SIZES))
def reader(request: pytest.FixtureRequest, browser: Browser, whole_address: str) -> Iterator[Page]:
    """A page of the whole site, on a phone and on a laptop."""
    with browser.new_context(base_url=whole_address, service_workers="block", viewport=SIZES[request.param]) as context, without_complaints(context) as page:
        yield page


def test_from_headquarters_english_to_the_citys_chinese_and_back_to_what_it_was(reader: Page) -> None:
    reader.goto("/hq/en/activity/dice-guess.html")
    expect(reader.locator("h1")).to_have_text("Guess the dice")
    assert reader.locator(".sop-mark").count() == 0

    reader.locator(".sop-switch summary").click()
    reader.locator(".sop-switch").get_by_role("link", name="Shanghai").click()
    expect(reader).to_have_url(re.compile(r"/shanghai/en/activity/dice-guess\.html$"))
    reader.locator(".sop-switch summary").click()
    reader.locator(".sop-switch").get_by_role("link", name="中文").click()
    expect(reader).to_have_url(re.compile(r"/shanghai/zh/activity/dice-guess\.html$"))
    assert reader.locator("html").get_attribute("lang") == "zh"

    start = reader.locator(".sop-row div", has_text="开始时间")
    expect(start).to_contain_text("19:00")
    start.get_by_role("button").click()
    shown = reader.locator(".sop-change:popover-open")
    expect(shown).to_contain_text("上海改过这里")
    expect(shown.locator("dt")).to_have_text(["华东大区", "总部"])
    expect(shown.locator("dd")).to_have_text(["19:30", "20:00"])
    shown.get_by_role("button", name="关闭").click()
    expect(reader.locator(".sop-change:popover-open")).to_have_count(0)


def test_a_copied_message_holds_no_mark(reader: Page) -> None:
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.goto("/shanghai/zh/activity/dice-guess.html")
    open_all(reader)
    bubble = reader.locator(".sop-bubble:not(:has(.sop-slot))", has=reader.locator(".sop-mark")).first
    bubble.locator("button.sop-copy").click()
    expect(bubble.locator("button.sop-copy")).to_have_text("已复制")

    copied = str(reader.evaluate("navigator.clipboard.readText()"))
    assert copied.splitlines() == bubble.locator("[data-sop-message]").evaluate("(one) => one.textContent").splitlines()
    assert "改" not in copied.splitlines()[-1]


def test_what_was_dropped_is_said_with_its_reason(reader: Page) -> None:
    reader.goto("/east/en/welcome/new-group-member.html")
    dropped = reader.locator(".sop-dropped").first
    dropped.locator("summary").click()

    expect(dropped.locator("summary")).to_contain_text("East China dropped")
    expect(dropped.locator("li").first).to_contain_text("Why:")


def test_a_playbook_that_is_not_there_leads_to_the_start_page(reader: Page) -> None:
    reader.goto("/south/zh/crisis/typhoon-delay.html")
    reader.locator(".sop-switch summary").click()
    row = reader.locator(".sop-switch li", has_text="总部")
    expect(row).to_contain_text("那边没有这页")
    row.get_by_role("link").click()
    expect(reader).to_have_url(re.compile(r"/hq/zh/index\.html$"))


def test_the_entrance_leads_to_every_edition(reader: Page, whole_site: Path) -> None:
    reader.goto("/index.html")
    links = [str(one.get_attribute("href")) for one in reader.get_by_role("link").all()]

    assert sorted(links) == sorted(f"{f.relative_to(whole_site).as_posix()}/index.html" for f in whole_site.glob("*/*") if f.is_dir())
    reader.get_by_role("link", name="华南大区 · 中文").click()
    expect(reader.locator("h1")).to_have_text("今天")


def test_the_entrance_speaks_the_readers_language_and_leads_back_with_one_tap(reader: Page) -> None:
    reader.goto("/index.html")
    expect(reader.locator("h1")).to_have_text({"zh": "选择你的分部", "en": "Choose your branch"}[str(reader.evaluate("navigator.language"))[:2]])
    expect(reader.locator("a.last")).to_be_hidden()

    reader.goto("/shanghai/zh/activity/dice-guess.html")
    stand(reader)
    reader.goto("/index.html")
    expect(reader.locator("a.last")).to_contain_text("上海 · 中文")
    expect(reader.locator("a.alarm")).to_have_text("群里出事了")
    reader.locator("a.last").click()
    expect(reader).to_have_url(re.compile(r"/shanghai/zh/activity/dice-guess\.html$"))

    reader.goto("/index.html")
    reader.get_by_role("searchbox").fill("红包")
    reader.get_by_role("searchbox").press("Enter")
    expect(reader.locator(".sop-search__results a").first).to_be_visible()


THIRD_QUESTION = ".sop-line[id$='/ask'] >> nth=2"
TOPS = "Object.fromEntries([...document.querySelectorAll('.sop-body [id]')].map((one) => [one.id, one.getBoundingClientRect().top]))"


@pytest.mark.parametrize(("branch", "place"), [("hq", "#rewards"), ("hq", THIRD_QUESTION), ("shanghai", THIRD_QUESTION)])
def test_the_switch_keeps_the_place_of_the_reader(reader: Page, branch: str, place: str) -> None:
    reader.goto(f"/{branch}/zh/activity/dice-guess.html")
    stand(reader)
    reader.locator(place).evaluate("(one) => scrollTo(0, one.getBoundingClientRect().top + scrollY - 300)")
    reader.mouse.wheel(0, -60)  # The header of a phone comes back.
    reader.wait_for_function("innerWidth > 900 || 'sopUp' in document.documentElement.dataset")
    before = reader.evaluate(TOPS)
    reader.locator(".sop-switch summary").click()
    reader.locator(".sop-switch").get_by_role("link", name="English").click()
    expect(reader).to_have_url(re.compile(rf"/{branch}/en/activity/dice-guess\.html#."))
    reader.wait_for_load_state("load")
    stand(reader)
    anchor = reader.evaluate("decodeURIComponent(location.hash.slice(1))")
    assert 0 <= before[anchor] <= 400  # It was in sight above the middle.
    assert abs(reader.evaluate(TOPS)[anchor] - before[anchor]) <= 60


def test_what_the_other_branch_lacks_leads_to_the_nearest_place_above_it(reader: Page) -> None:
    reader.goto("/shanghai/zh/activity/dice-guess.html")
    stand(reader)
    place = reader.locator("[id='run-sheet-butterfly']")  # A step of Shanghai's, after one of East China's.
    place.evaluate("(one) => scrollTo(0, one.getBoundingClientRect().top + scrollY - innerHeight / 2 + 10)")
    reader.mouse.wheel(0, -20)
    reader.wait_for_function("innerWidth > 900 || 'sopUp' in document.documentElement.dataset")
    before = reader.evaluate(TOPS)
    reader.locator(".sop-switch summary").click()
    reader.locator(".sop-switch").get_by_role("link", name="总部").click()
    expect(reader).to_have_url(re.compile(r"/hq/zh/activity/dice-guess\.html#run-sheet-(slip-photo|butterfly)$"))
    reader.wait_for_load_state("load")
    stand(reader)
    assert abs(reader.evaluate(TOPS)["run-sheet-close"] - before["run-sheet-close"]) <= 60


def test_the_catalogue_names_whom_to_ring(reader: Page) -> None:
    reader.goto("/shanghai/zh/all.html")
    contacts = reader.locator(".sop-contacts li")

    expect(contacts.filter(has_text="上海值班主管")).to_contain_text("6210")
    expect(contacts.filter(has_text="大区值班主管").first).to_be_visible()


def test_a_city_in_chinese_fits_the_window_and_speaks_chinese(reader: Page, whole_site: Path) -> None:
    wrong = []
    for path in page_paths(whole_site / "shanghai" / "zh"):
        reader.goto(f"/shanghai/zh/{path}")
        assert reader.locator("html").get_attribute("lang") == "zh", path
        if reader.viewport_size == PHONE:
            reader.set_viewport_size({"width": 320, "height": 740})
        found = reader.evaluate(WIDER_THAN_THE_WINDOW)
        reader.set_viewport_size(PHONE if reader.viewport_size and reader.viewport_size["width"] < 400 else SIZES["1280x800"])
        if found["scrolls"] or found["cut"]:
            wrong.append((path, found["cut"]))
    assert wrong == []


def test_without_javascript_the_changes_are_readable(browser: Browser, whole_address: str) -> None:
    with browser.new_context(base_url=whole_address, service_workers="block", viewport=PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/shanghai/zh/activity/dice-guess.html")
        page.locator(".sop-pill--own").click()  # A link into a fold opens it.
        page.locator("#changes summary").click()
        expect(page.locator("#changes")).to_contain_text("20:00")
        page.locator(".sop-mark").first.click()
        expect(page.locator(".sop-change:popover-open")).to_be_visible()
