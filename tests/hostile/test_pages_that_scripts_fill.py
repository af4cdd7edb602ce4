"""What scripts put on a page: texts of a hostile author on Today, step by step and in lists, and what a reader types who is no better."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.filled_groups import EVERYTHING
from browser.handbook_site import PHONE, served, stand
from browser.today_page import at, stands
from hostile.watching import listening

TYPED = "\"'><img src=x onerror=alert('typed')></script><svg onload=alert('typed')>"
"""What the reader calls a group, a member and all else that can be filled in."""
NAME = "'><i onload=x()>"
"""No more than twenty letters."""
EVENING = "2026-12-03T20:06"
FOREIGN = "main :is(img[src=x], [onerror], [onload], svg[onload]), dialog :is(img[src=x], [onerror], [onload], svg[onload])"


@contextmanager
def reader(browser: Browser, site: Path, moment: str, path: str) -> Iterator[tuple[Page, list[str]]]:
    """Give a page of somebody whose group is hostile in all its values, at a moment, and a list of what it does that it should not."""
    seen: list[str] = []
    with served(site) as address, browser.new_context(base_url=address, viewport=PHONE, service_workers="block", timezone_id="Asia/Shanghai") as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        page = context.new_page()
        listening(page, seen)
        group = json.dumps({"groups": [{"id": "g-test", "name": TYPED, "values": dict.fromkeys(EVERYTHING, TYPED)}], "current": "g-test"})
        page.add_init_script(f"localStorage.getItem('sopbook:groups') ?? localStorage.setItem('sopbook:groups', {json.dumps(group)});")
        at(page, moment, path)
        yield page, seen
        assert page.locator(FOREIGN).count() == 0


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_today_shows_and_copies_what_was_written_and_typed(browser: Browser, hostile_site: Path) -> None:
    with reader(browser, hostile_site, EVENING, "/hq/en/index.html") as (page, seen):
        stands(page)
        expect(page.locator(".sop-due:visible").first).to_contain_text("<img src=x onerror=alert(")
        copies = page.locator(".sop-due:visible [data-sop-copy]")
        assert copies.count() > 0
        for button in copies.all():
            button.click()
            assert "onerror=alert(" in clipboard(page)
        for other in ("The day after", "The day before"):
            page.get_by_role("button", name=other).click()
            stands(page)
    assert seen == []


def test_an_evening_is_run_to_its_last_step(browser: Browser, hostile_site: Path) -> None:
    with reader(browser, hostile_site, EVENING, "/hq/en/activity/dice-guess.html") as (page, seen):
        stand(page)
        page.get_by_role("button", name="Step by step").or_(page.get_by_role("link", name="Step by step")).first.click()
        run = page.locator(".sop-run[open]")
        said = []
        for _ in range(120):
            said.append(run.inner_text())
            if (found := re.search(r"(\d+) of (\d+)", run.locator(".sop-run__count").inner_text())) and found[1] == found[2]:
                break
            page.keyboard.press("ArrowRight")
        assert len(said) > 10
        assert all("onerror=alert(" in one for one in said)
    assert seen == []


def test_a_person_of_the_list_may_be_called_anything(browser: Browser, hostile_site: Path) -> None:
    with reader(browser, hostile_site, EVENING, "/hq/en/index.html") as (page, seen):
        stands(page)
        page.get_by_text("Add a person").click()
        page.get_by_label("What you call them").fill(NAME)
        page.get_by_role("button", name="Put on the list").click()
        stands(page)
        expect(page.locator(".sop-people")).to_contain_text(NAME)
    assert seen == []


@pytest.mark.parametrize("query", [TYPED, "<img src=x onerror=alert('asked')>", "onerror alert", "'; alert('asked'); '"])
def test_the_search_shows_what_is_asked_as_it_is(query: str, browser: Browser, hostile_site: Path) -> None:
    with reader(browser, hostile_site, EVENING, "/hq/en/all.html") as (page, seen):
        stand(page)
        page.keyboard.press("/")
        page.keyboard.insert_text(query)
        page.locator(".sop-search__results li, .sop-search__status:not(:empty)").first.wait_for()
        page.wait_for_timeout(300)
    assert seen == []
