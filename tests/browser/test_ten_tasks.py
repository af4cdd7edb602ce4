"""Ten things that an operator does in an evening, with one thumb: how many taps, changes of page and searches each takes."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Locator, Page, expect

from browser.conftest import without_complaints
from browser.filled_groups import EVERYTHING, filled
from browser.handbook_site import PHONE, served, stand
from browser.kept_editions import open_and_keep, part_of
from browser.today_page import at, stands

EDITIONS = ("hq/zh", "hq/en", "shanghai/zh")
START = {"hq/zh": "20:00", "hq/en": "20:00", "shanghai/zh": "19:00"}
"""When the dice are thrown on the evening of 3 December, for which two branches have an hour of their own."""
EVENING = "2026-12-03"
ASKED = {"member.name": "小林"}
"""What nobody can fill in beforehand, so that a message asks for it each time."""


@dataclass
class Thumb:
    """A thumb on a page, and what it did: taps, changes of page, and searches."""

    page: Page
    taps: int = 0
    pages: int = 0
    searches: int = 0

    def __post_init__(self) -> None:
        self._where = self.page.url.partition("#")[0]
        self.page.on("framenavigated", self._moved)

    def tap(self, element: Locator) -> None:
        """Tap on something."""
        element.tap()
        self.taps += 1

    def follow(self, link: Locator) -> None:
        """Tap on a link to another page, and wait until that stands."""
        with self.page.expect_navigation():
            self.tap(link)
        stand(self.page)

    @property
    def did(self) -> tuple[int, int, int]:
        """Return taps, changes of page and searches."""
        return self.taps, self.pages, self.searches

    def _moved(self, frame: Frame) -> None:
        if frame == self.page.main_frame and frame.url.partition("#")[0] != self._where:
            self._where = frame.url.partition("#")[0]
            self.pages += 1


@pytest.fixture(params=EDITIONS)
def edition(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def phone(browser: Browser, whole_address: str) -> Iterator[BrowserContext]:
    with browser.new_context(base_url=whole_address, viewport=PHONE, has_touch=True, service_workers="block", timezone_id="Asia/Shanghai") as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=whole_address)
        yield context


@pytest.fixture
def thumb(phone: BrowserContext, edition: str) -> Iterator[Thumb]:
    """A thumb on Today, six minutes into the game of the evening."""
    with without_complaints(phone) as page:
        hours, minutes = START[edition].split(":")
        at(page, f"{EVENING}T{hours}:{int(minutes) + 6:02}", f"/{edition}/index.html")
        stands(page)
        yield Thumb(page)


def beats(site: Path, edition: str) -> list[dict[str, Any]]:
    """Return what is sent on the evening of the game, in its order."""
    said = json.loads((site / edition / "data/activity/dice-guess.json").read_text("utf-8"))["beats"]
    return [beat for beat in said if beat["text"] and beat["day"] == 0]


def on_paper(text: str) -> str:
    """Return a text with what the group has filled in, and the winner of this evening."""
    return re.sub(r"\$\{([\w.]+)\}", lambda slot: {**EVERYTHING, **ASKED}[slot[1]], text)


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_an_advert_in_the_group(thumb: Thumb, edition: str, whole_site: Path) -> None:
    value = json.loads((whole_site / edition / "data/crisis/adverts.json").read_text("utf-8"))["value"]
    thumb.follow(thumb.page.locator(".sop-dock__urgent"))
    thumb.follow(thumb.page.locator(".sop-rows a[href='adverts.html']"))
    thumb.tap(thumb.page.locator(".sop-bar__copy"))
    assert clipboard(thumb.page) == next(str(step["say"]).strip() for step in value["first_minutes"]["do"] if "say" in step)
    assert thumb.did == (3, 2, 0)


def test_a_newcomer_gets_the_first_message(thumb: Thumb) -> None:
    thumb.tap(thumb.page.locator(".sop-people__add > summary"))
    thumb.page.keyboard.type("小林")
    thumb.page.locator("#sop-person-script").select_option("welcome/new-group-member")
    thumb.tap(thumb.page.locator(".sop-people__add form button"))
    first = thumb.page.locator(".sop-person").first
    thumb.tap(first.locator("summary"))
    thumb.tap(first.locator("[data-sop-copy]"))
    expect(first.locator("[data-sop-copy]")).to_have_text(re.compile("已复制|Copied"))
    assert clipboard(thumb.page) == first.locator("[data-sop-message]").inner_text()
    assert thumb.did == (4, 0, 0)


def test_the_evening_is_copied_in_its_order_with_one_tap_a_message(thumb: Thumb, edition: str, whole_site: Path) -> None:
    sent = beats(whole_site, edition)
    while thumb.page.locator(".sop-earlier").count():
        thumb.page.locator(".sop-earlier").first.tap()  # What is over, and what is far ahead: nobody who follows the clock needs them.
    copied = []
    entry = re.sub(r"-rules$", "", str(thumb.page.locator(f"[id^='{EVENING}-'][id$='-rules'].sop-due--step").first.get_attribute("id")))
    for beat in sent:
        thumb.tap(thumb.page.locator(f"[id='{entry}-{beat['id']}'] [data-sop-copy]"))
        if "${member.name}" in beat["text"]:
            thumb.page.keyboard.type(ASKED["member.name"])
            thumb.tap(thumb.page.locator(".sop-dialog button[value=fill]"))
            expect(thumb.page.locator("[aria-labelledby=sop-ask-title]")).to_have_count(0)
        copied.append(clipboard(thumb.page))
    assert copied == [on_paper(beat["text"]) for beat in sent]
    assert len(sent) >= 30
    asking = sum("${member.name}" in beat["text"] for beat in sent)
    assert asking == (1 if edition == "shanghai/zh" else 0)  # The winner of the biscuits is called by name.
    assert thumb.did == (len(sent) + asking, 0, 0)


def test_riddle_five_before_its_time(thumb: Thumb, edition: str, whole_site: Path) -> None:
    riddle = [beat for beat in beats(whole_site, edition) if beat["id"].endswith("/ask")][4]
    button = thumb.page.locator(f"[id$='{riddle['id']}'] [data-sop-copy]:visible")
    if not button.count():
        thumb.tap(thumb.page.locator(".sop-earlier").first)  # Further ahead than a screen holds.
    thumb.tap(button)
    assert clipboard(thumb.page) == on_paper(riddle["text"])
    assert thumb.taps <= 2
    assert thumb.did[1:] == (0, 0)


def test_the_run_sheet_on_paper(thumb: Thumb) -> None:
    row = thumb.page.locator(f"[id^='{EVENING}-'].sop-due--run")
    if row.is_hidden():
        thumb.tap(thumb.page.locator(".sop-earlier").last)
    if "sop-due--row" in str(row.get_attribute("class")):
        thumb.tap(row.locator(".sop-due__open"))
    sheet = row.locator("a[href='print/activity/dice-guess.pdf']")
    expect(sheet).to_be_visible()
    answer = thumb.page.request.get(f"{thumb.page.url.rpartition('/')[0]}/{sheet.get_attribute('href')}")
    assert answer.body().startswith(b"%PDF")
    assert thumb.taps + 1 <= 3
    assert thumb.did[1:] == (0, 0)


def test_next_week(thumb: Thumb) -> None:
    thumb.follow(thumb.page.locator("[data-sop-next-week]").first)
    expect(thumb.page.locator("[id='2026-12-07']")).to_be_in_viewport()
    expect(thumb.page.locator("[id='2026-12-08']")).to_be_visible()
    assert thumb.did == (1, 1, 0)


def test_what_the_branch_changed(thumb: Thumb, edition: str) -> None:
    thumb.follow(thumb.page.locator(".sop-dock a[href='all.html']"))
    link = thumb.page.locator("main a[href='changes.html']")
    if edition.startswith("hq/"):
        expect(link).to_have_count(0)  # Nobody stands above headquarters.
        return
    thumb.follow(link)
    expect(thumb.page.locator("[data-sop-rows]").first).to_be_visible()
    assert thumb.did == (2, 2, 0)


def test_the_other_language_in_the_same_place(thumb: Thumb, edition: str) -> None:
    branch, locale = edition.split("/")
    page = thumb.page
    page.goto(f"/{edition}/activity/dice-guess.html")
    stand(page)
    page.locator(".sop-line[id$='/ask'] >> nth=2").evaluate("(one) => scrollTo(0, one.getBoundingClientRect().top + scrollY - 300)")
    page.mouse.wheel(0, -60)  # The header comes back.
    page.wait_for_function("'sopUp' in document.documentElement.dataset")
    thumb = Thumb(page)
    thumb.tap(page.locator(".sop-switch summary"))
    thumb.tap(page.locator(".sop-switch a", has_text="English" if locale == "zh" else "中文").first)
    expect(page).to_have_url(re.compile(rf"/{branch}/{'en' if locale == 'zh' else 'zh'}/activity/dice-guess\.html#."))
    page.wait_for_load_state("load")
    stand(page)
    assert page.evaluate("scrollY") > PHONE["height"]
    assert thumb.did == (2, 1, 0)


def test_in_flight_mode(browser: Browser, whole_site: Path, edition: str, tmp_path: Path) -> None:
    part_of(whole_site / edition, tmp_path / edition)
    with served(tmp_path) as address, browser.new_context(base_url=address, viewport=PHONE, has_touch=True, timezone_id="Asia/Shanghai") as context, without_complaints(context) as page:
        page.add_init_script(filled(EVERYTHING))
        page.clock.set_fixed_time(f"{EVENING}T{START[edition]}:00+08:00")
        open_and_keep(page, f"/{edition}/index.html")
        context.set_offline(True)
        page.reload()
        stands(page)
        thumb = Thumb(page)
        expect(page.locator(".sop-due[data-state=now]").first).to_be_visible()
        page.locator(".sop-due:visible .sop-tick input").first.check()
        page.goto(f"/{edition}/activity/dice-guess.html")
        expect(page.locator("#run-sheet")).to_be_attached()
        assert thumb.taps == 0


def test_the_plan_in_the_calendar_of_the_phone(thumb: Thumb) -> None:
    thumb.follow(thumb.page.locator(".sop-links a[data-sop-covers]").first)
    thumb.tap(thumb.page.locator(".sop-links a[href='#take']"))
    link = thumb.page.locator("[data-sop-webcal]:visible").first
    expect(link).to_have_attribute("href", re.compile(r"^webcal://.*\.ics$"))
    thumb.taps += 1  # The phone takes it from there.
    assert thumb.did == (3, 1, 0)
