"""Step by step: one step fills the screen, with its message, its tick and the time until the next one."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from browser.conftest import without_complaints
from browser.filled_groups import EVERYTHING, filled
from browser.handbook_site import LAPTOP, PHONE
from browser.test_access import AXE, axe
from browser.today_page import at, stands

DICE = "/hq/en/activity/dice-guess.html"
COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
EVENING = "2026-12-03T20:06"
WAKE_LOCK = """
  window.locks = [];
  Object.defineProperty(navigator, "wakeLock", { value: { request: (sort) => {
    const lock = new EventTarget();
    lock.release = () => { window.locks.push("released"); return Promise.resolve(); };
    window.locks.push(sort);
    return Promise.resolve(lock);
  } } });
"""
OUT_OF_SIGHT = """(hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@contextmanager
def reader(browser: Browser, address: str, size: ViewportSize | None = None) -> Iterator[Page]:
    """Give a page of a reader who grants the clipboard, on a phone unless told otherwise."""
    with browser.new_context(base_url=address, viewport=size or PHONE, service_workers="block", reduced_motion="reduce") as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        with without_complaints(context) as page:
            yield page


def step(page: Page) -> str:
    """Return time, number and words of the step on the screen."""
    run = page.locator(".sop-run[open]")
    return f"{run.locator('.sop-run__head strong').inner_text()} {run.locator('.sop-run__count').inner_text()} {run.locator('h1').inner_text()}"


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_two_taps_lead_from_today_to_the_message_of_this_minute(browser: Browser, whole_address: str) -> None:
    with reader(browser, whole_address) as page:
        at(page, EVENING, "/hq/en/index.html")
        stands(page)
        page.locator(".sop-due[data-state=now]").first.get_by_role("link", name="Step by step").click()
        expect(page.locator(".sop-run h1")).to_have_text("Ask: Riddle 1")
        page.locator(".sop-run").get_by_role("button", name="Copy: Ask: Riddle 1").click()

        expect(page.locator(".sop-run .sop-copy")).to_have_text("Copied")
        assert clipboard(page).startswith("Riddle 1\n")
        assert page.url.endswith("/hq/en/activity/dice-guess.html#run=2026-12-03T20:00")


def test_a_whole_evening_is_run_by_the_keyboard_alone(browser: Browser, whole_address: str) -> None:
    with reader(browser, whole_address, LAPTOP) as page:
        at(page, "2026-12-03T19:40", f"{DICE}#run")
        beats = page.request.get("/hq/en/data/activity/dice-guess.json").json()["beats"]
        page.locator(".sop-run[open]").wait_for()
        page.keyboard.press("ArrowLeft")
        while not step(page).split()[1].startswith("1"):
            page.keyboard.press("ArrowLeft")
        said = []
        for beat in beats:
            before = step(page)
            page.keyboard.press("Space")
            if beat != beats[-1]:
                page.wait_for_function("(before) => document.querySelector('.sop-run__count').textContent !== before", arg=before.split()[1] + " / " + str(len(beats)))
            if beat["text"]:
                said.append(clipboard(page))

        assert said == [re.sub(r"\$\{([\w.]+)\}", lambda slot: EVERYTHING[slot[1]], beat["text"]) for beat in beats if beat["text"]]
        expect(page.locator(".sop-run")).to_have_count(0)
        assert page.locator("#run-sheet ~ ol > .sop-ticked").count() == len(beats)


def test_one_goes_on_where_one_was_after_a_reload(browser: Browser, whole_address: str) -> None:
    with reader(browser, whole_address) as page:
        at(page, EVENING, f"{DICE}#run")
        expect(page.locator(".sop-run h1")).to_have_text("Ask: Riddle 1")
        page.get_by_role("button", name="Sent · next").click()
        expect(page.locator(".sop-run h1")).to_have_text("Lock the answers")
        here = step(page)
        page.reload()
        expect(page.locator(".sop-run h1")).to_have_text("Lock the answers")
        assert step(page) == here

        page.keyboard.press("Escape")
        expect(page.locator(".sop-run")).to_have_count(0)
        assert page.url == f"{whole_address}{DICE}"
        assert page.locator(".sop-line.sop-ticked").count() == 1


def test_the_time_until_the_next_step_runs_and_can_be_put_off(browser: Browser, whole_address: str) -> None:
    with reader(browser, whole_address) as page:
        at(page, EVENING, f"{DICE}#run")
        timer = page.locator(".sop-run__timer")
        expect(page.locator(".sop-run h1")).to_have_text("Ask: Riddle 1")
        page.keyboard.press("ArrowLeft")
        page.get_by_role("button", name="Done · next").click()
        expect(timer).to_contain_text(re.compile(r"[23]:[0-5]\d\s*until 20:09: Lock the answers"))
        page.get_by_role("button", name="+1 minute").click()
        expect(timer).to_contain_text("until 20:10: Lock the answers")
        expect(page.locator(".sop-run__head strong")).to_have_text("20:07")
        page.reload()
        expect(timer).to_contain_text("until 20:10: Lock the answers")
        page.get_by_role("button", name="1 min late · back on time").click()
        expect(timer).to_contain_text("until 20:09: Lock the answers")

        page.clock.fast_forward("03:00")
        expect(timer).to_contain_text("it was 20:09: Lock the answers")
        expect(page.get_by_role("status").filter(has_text="It is time: Lock the answers")).to_have_count(1)


def test_after_sleep_the_step_of_this_minute_is_shown_and_none_is_ticked(browser: Browser, whole_address: str) -> None:
    with reader(browser, whole_address) as page:
        at(page, EVENING, f"{DICE}#run")
        page.get_by_role("button", name="Sent · next").click()
        page.evaluate(OUT_OF_SIGHT, True)
        page.clock.set_system_time("2026-12-03T12:31:00Z")
        page.evaluate(OUT_OF_SIGHT, False)

        assert step(page).startswith("20:30 ")
        expect(page.get_by_role("button", name=re.compile(r"\d+ steps before this one are not ticked"))).to_be_visible()
        assert page.locator(".sop-line.sop-ticked").count() == 1


def test_the_screen_stays_on_while_somebody_runs_a_page(browser: Browser, whole_address: str) -> None:
    with reader(browser, whole_address) as page:
        page.add_init_script(WAKE_LOCK)
        at(page, EVENING, f"{DICE}#run")
        expect(page.get_by_text("Screen stays on")).to_be_visible()
        page.evaluate(OUT_OF_SIGHT, True)
        page.evaluate(OUT_OF_SIGHT, False)
        page.get_by_role("button", name="Leave; what is ticked stays").click()
        expect(page.locator(".sop-run")).to_have_count(0)

        assert page.evaluate("window.locks") == ["screen", "screen", "released"]


def test_where_it_cannot_stay_on_a_line_says_so(browser: Browser, whole_address: str) -> None:
    with reader(browser, whole_address) as page:
        page.add_init_script("delete Navigator.prototype.wakeLock")
        at(page, EVENING, f"{DICE}#run")
        expect(page.get_by_text("The screen will go dark by itself.")).to_be_visible()
        expect(page.get_by_text("Screen stays on")).to_be_hidden()


def test_a_crisis_card_counts_down_from_the_moment_one_begins(browser: Browser, whole_address: str) -> None:
    with reader(browser, whole_address) as page:
        at(page, EVENING, "/hq/en/crisis/adverts.html")
        page.locator(".sop-run-button").click()
        run = page.locator(".sop-run[open]")
        limit = int(str(page.locator("[data-sop-limit]").first.get_attribute("data-sop-limit")))
        expect(run.locator(".sop-run__timer")).to_contain_text(f"until 20:{6 + limit:02}")
        run.get_by_role("button", name="Done · next").click()
        expect(run.locator(".sop-run__count")).to_have_text(re.compile("^2 / "))
        assert page.locator(".sop-first .sop-ticked").count() == 1


def test_a_page_from_disk_runs_as_well(browser: Browser, whole_site: Path) -> None:
    with browser.new_context(viewport=PHONE) as context, without_complaints(context) as page:
        page.add_init_script(filled(EVERYTHING))
        page.goto(f"{(whole_site / 'hq/zh/activity/dice-guess.html').as_uri()}#run")
        expect(page.locator(".sop-run[open] h1")).to_be_visible()


@pytest.mark.parametrize("edition", ["hq/zh", "hq/en"])
def test_nine_messages_of_ten_are_read_without_scrolling(browser: Browser, whole_address: str, whole_site: Path, edition: str) -> None:
    fits = []
    with reader(browser, whole_address) as page:
        page.add_init_script(filled(EVERYTHING))
        for file in sorted((whole_site / edition / "activity").glob("*.html")):
            if "data-sop-run" not in file.read_text("utf-8"):
                continue
            page.goto(f"/{edition}/activity/{file.name}#run")
            page.locator(".sop-run[open] h1").wait_for()
            fits += page.evaluate("""() => {
              const run = document.querySelector(".sop-run"), stage = run.querySelector(".sop-run__stage"), text = run.querySelector(".sop-bubble__text");
              const press = (key) => run.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
              const all = document.querySelectorAll("[data-sop-run] [data-sop-tick]").length, fits = [];
              for (let i = 0; i < all; i++) press("ArrowLeft");
              for (let i = 0; i < all; i++, press("ArrowRight")) {
                if (text.parentElement.hidden) continue;
                stage.scrollTop = 0;
                fits.push(text.getBoundingClientRect().bottom <= stage.getBoundingClientRect().bottom);
              }
              return fits;
            }""")
    assert len(fits) > 200
    assert sum(fits) / len(fits) >= 0.9, f"{sum(fits)} of {len(fits)}"


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["360x740", "1280x800"])
def test_axe_finds_nothing_in_it(browser: Browser, whole_address: str, size: ViewportSize) -> None:
    with reader(browser, whole_address, size) as page:
        for colours in COLOURS:
            page.emulate_media(color_scheme=colours)
            at(page, EVENING, f"{DICE}#run")
            page.locator(".sop-run[open]").wait_for()
            page.evaluate(AXE)
            assert axe(page) == []
            assert page.evaluate("document.querySelector('.sop-run').scrollWidth") == size["width"]
