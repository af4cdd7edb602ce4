"""The calendar of a plan: a grid or a list, what its entries lead to, and the files beside it."""

import csv
import io
import re
from datetime import datetime
from pathlib import Path
from urllib.request import urlopen

from icalendar import Calendar
from playwright.sync_api import Browser, Page, expect

from browser.conftest import without_complaints
from browser.handbook_site import LAPTOP, PHONE

PLAN = "/monthly-plan/beauty-december-2026.html"
CALENDAR = "/calendar/monthly-plan/beauty-december-2026.html"
DAYS = [f"2026-12-{day:02}" for day in range(1, 32)]


def left_edges(page: Page) -> dict[str, int]:
    """Return where each day of the plan begins, from the left."""
    boxes = {day: page.locator(f".sop-cell[id='{day}']").bounding_box() for day in DAYS}
    return {day: round(box["x"]) for day, box in boxes.items() if box}


def test_a_laptop_shows_a_grid_that_begins_on_monday(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, service_workers="block", viewport=LAPTOP) as context, without_complaints(context) as page:
        page.goto(CALENDAR)
        edges = left_edges(page)
        columns = sorted(set(edges.values()))

        assert len(edges) == 31
        assert len(columns) == 7
        assert {day: columns.index(edge) for day, edge in edges.items()} == {
            day: datetime.fromisoformat(day).weekday() for day in DAYS
        }
        expect(page.locator(".sop-month__names span").first).to_have_text("Monday")
        assert page.evaluate("document.documentElement.scrollWidth") == 1280


def test_a_phone_shows_a_list_of_days_with_their_weekdays(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, service_workers="block", viewport=PHONE) as context, without_complaints(context) as page:
        page.goto(CALENDAR)
        assert len(set(left_edges(page).values())) == 1
        expect(page.locator("[id='2026-12-07'] .sop-cell__date")).to_contain_text("Monday")
        page.locator("summary", has_text="12-21 – 12-27").click()
        expect(page.locator("[id='2026-12-21']")).to_be_in_viewport()
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_phone_opens_one_week_and_a_grid_shows_what_an_entry_is_about(browser: Browser, whole_address: str) -> None:
    for size in (PHONE, LAPTOP):
        with browser.new_context(base_url=whole_address, service_workers="block", viewport=size) as context, without_complaints(context) as page:
            page.clock.install(time=datetime.fromisoformat("2026-12-08T09:00+08:00"))
            page.goto(f"/hq/zh{CALENDAR}")
            expect(page.locator(".sop-cell[aria-current]")).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
            entries = page.locator(".sop-cell__entry:visible")
            if size is PHONE:
                assert page.locator(".sop-month__week[open]").count() == 1
                assert page.evaluate("document.documentElement.scrollHeight") <= 3 * PHONE["height"]
            else:
                assert entries.count() == page.locator(".sop-cell__entry").count()
                room = page.locator(".sop-cell__what").first.evaluate(
                    "(one) => Math.floor(one.clientWidth / parseFloat(getComputedStyle(one).fontSize)) * getComputedStyle(one).webkitLineClamp"
                )
                assert room >= 14  # Chinese characters, which are as wide as they are high.
            looks = entries.evaluate_all("""(all) => all.map((one) => one.querySelector("a")).map((link) => [
              link.querySelector("small").textContent, getComputedStyle(link).borderInlineStartColor, getComputedStyle(link).textDecorationLine])""")
            assert {line for *_, line in looks} == {"none"}
            assert len({word for word, *_ in looks}) == len({(word, colour) for word, colour, _ in looks})


def test_today_is_marked(page: Page) -> None:
    page.clock.install(time=datetime.fromisoformat("2026-12-08T00:30+08:00"))
    page.goto(CALENDAR)

    assert page.locator(".sop-cell[aria-current=date]").get_attribute("id") == "2026-12-08"


def test_the_plan_leads_to_it_and_its_entries_lead_on(page: Page) -> None:
    page.goto(PLAN)
    page.locator(".sop-crumb").get_by_role("link", name="Calendar", exact=True).click()
    cell = page.locator("[id='2026-12-03']")
    cell.locator(".sop-cell__entry", has_text="20:00").get_by_role("link").click()
    expect(page).to_have_url(re.compile("/index.html#2026-12-03-dice-1$"))
    entry = page.locator("[id='2026-12-03-dice-1']")
    expect(entry).to_be_in_viewport()
    entry.get_by_role("link", name="Guess the dice").click()
    expect(page).to_have_url(re.compile("/activity/dice-guess.html$"))
    page.go_back()
    page.go_back()

    page.goto(f"{CALENDAR}#2026-12-13")
    page.locator("[id='2026-12-13']").get_by_role("link").click()
    expect(page.locator(".sop-note--quiet[data-sop-groups='positioning/beauty-welfare-group']:visible")).to_contain_text("Members have heard enough")


def test_its_files_can_be_downloaded_and_its_address_copied(page: Page, tmp_path: Path) -> None:
    page.goto(CALENDAR)
    page.get_by_role("link", name="Subscribe or download").click()
    read = {}
    for name, ending in (("This plan once (.ics)", "ics"), ("Table (.xlsx)", "xlsx"), ("Table (.csv)", "csv")):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=name).click()
        assert waiting.value.suggested_filename == f"beauty-december-2026.{ending}"
        waiting.value.save_as(tmp_path / ending)
        read[ending] = (tmp_path / ending).read_bytes()
    slots = page.locator(".sop-cell__entry").count()
    assert len(list(csv.reader(io.StringIO(read["csv"].decode("utf-8-sig"), newline="")))) == slots + 1
    assert len(Calendar.from_ical(read["ics"].decode()).walk("VEVENT")) == slots + page.locator(".sop-cell--quiet").count()
    assert read["xlsx"].startswith(b"PK")

    box = page.locator("[data-sop-address]").first
    box.get_by_role("button", name="Copy: This plan").click()
    expect(box.locator("[data-sop-copy]")).to_have_text("Copied")
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    with urlopen(copied) as answer:
        assert answer.read() == read["ics"]


def test_two_taps_subscribe_and_each_phone_has_its_line(browser: Browser, whole_address: str) -> None:
    with browser.new_context(base_url=whole_address, service_workers="block", viewport=PHONE) as context, without_complaints(context) as page:
        page.goto(f"/hq/zh{CALENDAR}")
        page.get_by_role("link", name="订阅与下载").click()
        add = page.get_by_role("link", name="添加到日历：这份计划")
        expect(add).to_be_visible()
        assert add.evaluate("(one) => one.href") == f"{whole_address}/hq/zh{CALENDAR}".replace("http:", "webcal:").replace(".html", ".ics")
        every = page.get_by_role("link", name="添加到日历：本分公司全部计划，含节假日")
        assert str(every.get_attribute("href")).endswith("/hq/zh/calendar.ics")
        assert [one.inner_text().partition("：")[0] for one in page.locator(".sop-subscribe__how li").all()] == ["iPhone、iPad", "安卓、华为", "企业微信", "Outlook"]
        for button in page.locator(".sop-subscribe :is(a, button)").all():
            box = button.bounding_box()
            assert box
            assert box["height"] >= 44


def test_from_disk_no_address_is_offered(browser: Browser, site: Path) -> None:
    with browser.new_context(viewport=LAPTOP) as context, without_complaints(context) as page:
        page.goto(f"{site.as_uri()}{CALENDAR}")
        page.get_by_role("link", name="Subscribe or download").click()
        expect(page.locator("[data-sop-address]").first).to_be_hidden()
        expect(page.locator("[data-sop-how]").first).to_be_hidden()
        expect(page.get_by_role("link", name="Table (.csv)")).to_be_visible()
