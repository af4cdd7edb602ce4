"""Other days on Today: chosen, outside of every plan, quiet, at midnight, and loaded when they are looked at."""

import gzip
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import without_complaints
from browser.handbook_site import PHONE
from browser.today_page import TODAY, at, day, shown, stands


def test_another_day_is_chosen_by_arrows_and_by_date_and_stays_in_the_address(page: Page) -> None:
    at(page, "2026-12-03T19:55")
    page.get_by_role("button", name="The day after").click()
    page.get_by_role("button", name="The day after").click()
    assert (day(page), page.url.rpartition("#")[2]) == ("Saturday 2026-12-05", "2026-12-05")
    assert [one[0] for one in shown(page)] == [" "] * len(shown(page))  # Of another day nothing is now.

    page.get_by_label("Date", exact=True).fill("2026-12-13")
    assert day(page) == "Sunday 2026-12-13"
    expect(page.locator(".sop-note--quiet:visible")).to_contain_text("Quiet day. Members have heard enough")
    expect(page.locator(".sop-today__phase:visible")).to_contain_text("Formal")
    expect(page.locator(".sop-today__note")).to_be_hidden()

    page.go_back()
    expect(page).to_have_url(re.compile("#2026-12-05$"))
    assert day(page) == "Saturday 2026-12-05"
    page.reload()
    assert day(page) == "Saturday 2026-12-05"
    page.get_by_role("button", name="Today").click()
    assert day(page) == "Thursday 2026-12-03"


@pytest.mark.parametrize(
    ("moment", "why", "nearest"),
    [
        ("2026-11-20T09:00", ": the first begins on 2026-12-01", "Tuesday 2026-12-01"),
        ("2027-01-02T12:00", "", "Monday 2027-01-04"),
        ("2027-03-01T09:00", ": the last ended on 2027-01-31", "Sunday 2027-01-31"),
    ],
)
def test_a_day_outside_of_every_plan_says_why_what_is_next_and_what_could_be_done(page: Page, moment: str, why: str, nearest: str) -> None:
    at(page, moment)
    expect(page.locator(".sop-today__note")).to_have_text(f"No plan covers this day{why}. Go to {nearest}")
    ideas = page.locator(".sop-ideas .sop-rows__title")
    expect(ideas).to_have_count(3)
    expect(ideas.first).to_have_text("New product trial")
    expect(page.locator(".sop-ticks")).to_be_hidden()
    if moment.startswith("2026-11"):
        coming = page.locator(".sop-today__coming a")
        expect(coming).to_contain_text("Next: Tuesday 2026-12-01, 09:00")
        coming.click()
        expect(page.locator(".sop-due--open")).to_have_count(1)
        page.go_back()
    page.get_by_role("link", name=f"Go to {nearest}").click()

    assert day(page) == nearest
    expect(page.locator(".sop-today__coming a")).to_have_count(0)


def test_a_quiet_day_says_why_and_what_comes_next(page: Page) -> None:
    at(page, "2026-12-13T10:00")
    expect(page.locator(".sop-note--quiet:visible")).to_have_count(1)
    expect(page.locator(".sop-today__note, .sop-ideas").locator("visible=true")).to_have_count(0)
    coming = page.locator(".sop-today__coming a")
    expect(coming).to_contain_text("Next: Monday 2026-12-14, 10:30")
    coming.click()
    assert day(page) == "Monday 2026-12-14"
    expect(page.locator(".sop-due--open")).to_have_count(1)


def test_at_midnight_the_page_turns_to_the_new_day(page: Page) -> None:
    at(page, "2026-12-02T23:58")
    assert day(page) == "Wednesday 2026-12-02"
    page.clock.run_for(3 * 60_000)

    assert day(page) == "Thursday 2026-12-03"
    assert shown(page)[0].startswith("next 09:00")
    expect(page.get_by_label("Date", exact=True)).to_have_value("2026-12-03")


def test_days_come_when_they_are_looked_at_and_the_page_stays_light(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url.rpartition("/today/")[2]) if "/today/" in one.url else None)
    at(page, "2026-12-03T19:55")
    stands(page)
    assert asked == ["2026-12-0.js"]
    assert len(gzip.compress(page.request.get(TODAY).body(), 6)) <= 12_288
    assert page.locator(".sop-today__day").count() <= 3  # The day itself, the day before, and the next one.
    page.get_by_label("Date", exact=True).fill("2027-01-06")
    expect(page.locator("[data-sop-day='2027-01-06']")).to_be_visible()
    assert asked == ["2026-12-0.js", "2027-01-0.js"]


def test_days_that_do_not_come_are_named_and_asked_for_again(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, service_workers="block", viewport=PHONE) as context, without_complaints(context, tolerated="/today/2026-12-0.js") as page:
        page.route("**/today/2026-12-0.js", lambda route: route.abort())
        at(page, "2026-12-03T19:55")
        expect(page.locator(".sop-today__note")).to_contain_text("This day cannot be loaded now.")
        page.unroute("**/today/2026-12-0.js")
        page.evaluate("dispatchEvent(new Event('online'))")
        assert shown(page)[0].startswith("now 19:50")
