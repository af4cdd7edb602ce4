"""Today and step by step for readers whose day, clock, browser or number of groups is an odd one."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import without_complaints
from browser.filled_groups import RUNS
from browser.handbook_site import PHONE, REPOSITORY, served, stand
from browser.test_anatomy import REFUSED
from browser.test_people import add, rows
from browser.today_page import shown, stands
from end_to_end.running import sopbook
from example_workspaces import lay_out

TODAY = "/hq/zh/index.html"


@contextmanager
def reader(browser: Browser, address: str, moment: str, zone: str = "Asia/Shanghai") -> Iterator[Page]:
    """Give a page of somebody with a phone, at a moment and in a time zone of their own."""
    with browser.new_context(base_url=address, viewport=PHONE, has_touch=True, service_workers="block", timezone_id=zone) as context, without_complaints(context) as page:
        page.clock.install(time=moment)
        yield page


def test_an_edition_without_any_plan_begins_with_all_and_has_no_way_into_nothing(browser: Browser, tmp_path: Path) -> None:
    lay_out(tmp_path / "w", {"mkdocs.yml": (REPOSITORY / "mkdocs.yml").read_text("utf-8"), "docs/about.md": "# About\n"})
    done = sopbook("build", "-C", tmp_path / "w", "--to", tmp_path / "site")
    assert done.exit_code == 0, done.output
    with served(tmp_path / "site") as address, reader(browser, address, "2026-12-03T20:06:00+08:00") as page:
        page.goto("/")
        stand(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("What do you need now?")
        for link in sorted({str(one.get_attribute("href")).partition("#")[0] for one in page.locator("a[href]:not([href^='tel:'])").all()} - {""}):
            assert page.request.get(f"/{link.removeprefix('./')}").status == 200, link


@pytest.mark.parametrize(("moment", "said"), [
    ("2025-06-01T09:00:00+08:00", "计划从2026-"),
    ("2028-02-29T20:06:00+08:00", "上一份计划到2027-"),
])
def test_long_before_and_after_every_plan_today_says_so_and_offers_something(browser: Browser, whole_address: str, moment: str, said: str) -> None:
    with reader(browser, whole_address, moment) as page:
        page.goto(TODAY)
        stands(page)
        expect(page.locator(".sop-today__note")).to_contain_text(said)
        expect(page.locator(".sop-ideas .sop-rows__title")).to_have_count(3)
        page.locator(".sop-today__note a").tap()
        stands(page)
        assert shown(page)


def test_somebody_who_joins_on_29_february_is_counted_on_and_one_person_alone_is_a_group(browser: Browser, whole_address: str) -> None:
    with reader(browser, whole_address, "2028-02-29T20:06:00+08:00") as page:
        page.goto(TODAY)
        stands(page)
        page.get_by_text("加一个人").tap()
        expect(page.get_by_label("第1天是哪天")).to_have_value("2028-02-29")
        add(page, "小林", "2028-02-29")
        first = rows(page)
        assert {day for _, day in first} == {"第1天"}
        assert {name for name, _ in first} <= {"小林", "群里发"}
        page.clock.set_fixed_time("2028-03-01T09:00:00+08:00")
        page.reload()
        stands(page)
        page.get_by_text("名单：1人").tap()
        expect(page.locator(".sop-people__all")).to_contain_text("小林 第2天")
        page.clock.set_fixed_time("2028-03-29T09:00:00+08:00")
        page.reload()
        stands(page)
        assert ("小林", "第30天") in rows(page) or ("群里发", "第30天") in rows(page)


@pytest.mark.parametrize(("zone", "moment"), [
    ("America/New_York", "2027-03-20T01:00:00+08:00"),  # Their own day is one behind, and their clock was put forward on 14 March.
    ("Pacific/Kiritimati", "2027-03-20T20:06:00+08:00"),  # One ahead.
])
def test_a_device_elsewhere_counts_the_days_of_the_branch(browser: Browser, whole_address: str, zone: str, moment: str) -> None:
    with reader(browser, whole_address, moment, zone) as page:
        page.goto(TODAY)
        stands(page)
        expect(page.locator("[data-sop-day-input]")).to_have_value("2027-03-20")
        page.get_by_text("加一个人").tap()
        expect(page.get_by_label("第1天是哪天")).to_have_value("2027-03-20")
        add(page, "小林", "2027-03-09")
        page.get_by_text("名单：1人").tap()
        expect(page.locator(".sop-people__all")).to_contain_text("小林 第12天")


def test_fifty_groups_take_no_room_from_the_message_of_now(browser: Browser, whole_address: str) -> None:
    groups = [{"id": f"g{number}", "name": f"{number} {'群里的朋友' * 42}"[:210], "values": {}} for number in range(50)]
    kept = {"groups": json.dumps({"groups": groups, "current": "g49"}), "today:group": json.dumps({group["id"]: RUNS for group in groups})}
    with reader(browser, whole_address, "2026-12-03T20:06:00+08:00") as page:
        page.add_init_script("".join(f"localStorage.setItem('sopbook:{key}', {json.dumps(text)});" for key, text in kept.items()))
        page.goto(TODAY)
        stands(page)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        card = page.locator(".sop-due[data-state=now]:visible").first.bounding_box()
        assert card
        assert card["y"] < 200
        expect(page.locator("[data-sop-sort][aria-pressed=true]")).to_be_in_viewport()  # More than six have no button each: "My group" changes.


@pytest.mark.parametrize("how", list(REFUSED))
def test_where_nothing_can_be_kept_an_evening_is_run_all_the_same(browser: Browser, whole_address: str, how: str) -> None:
    with reader(browser, whole_address, "2026-12-03T20:06:00+08:00") as page:
        page.add_init_script(REFUSED[how])
        page.goto(TODAY)
        stands(page)
        expect(page.locator(".sop-unsaved")).to_have_count(1)
        page.locator(f"[data-sop-sort='{RUNS}']").tap()
        box = page.locator(".sop-due[data-state=now]:visible .sop-tick input").first
        box.check()
        page.get_by_role("button", name="没做的都推迟5分钟").tap()
        expect(page.get_by_role("button", name="晚了5分钟 · 恢复准点")).to_be_visible()
        page.goto("/hq/zh/activity/dice-guess.html#run")
        expect(page.locator(".sop-run[open] h1")).to_be_visible()
        before = page.locator(".sop-run__count").inner_text()
        page.locator(".sop-run__steps button").last.tap()
        expect(page.locator(".sop-run__count")).not_to_have_text(before)


def test_a_screen_that_may_not_stay_on_is_said_and_nothing_else_happens(browser: Browser, whole_address: str) -> None:
    with reader(browser, whole_address, "2026-12-03T20:06:00+08:00") as page:
        page.add_init_script("Object.defineProperty(navigator, 'wakeLock', { value: { request: () => Promise.reject(new DOMException('low battery', 'NotAllowedError')) } });")
        page.goto("/hq/zh/activity/dice-guess.html#run")
        expect(page.get_by_text("屏幕会自己熄灭")).to_be_visible()
