"""What the browser itself prints of a page: the page, and nothing to press or to navigate with."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browser.filled_groups import EVERYTHING, filled
from browser.handbook_site import LAPTOP, stand
from browser.my_group import fill_in
from pdf_files import page_count, page_texts, squeezed

LONGEST = ("bank-dice", "word-riddle", "read-the-pinyin", "daily-check-in", "mid-autumn", "distributor-programme")
"""Activities of which the page and the sheet differed most."""
PAGES = ("index", "crisis/index", "crisis/price-increase", "activity/dice-guess", "monthly-plan/beauty-december-2026")


@pytest.fixture
def paper(browser: Browser, address: str) -> Page:
    """A dark page of a laptop: paper is white all the same."""
    return browser.new_context(base_url=address, service_workers="block", color_scheme="dark", viewport={"width": 1280, "height": 800}).new_page()


def test_nothing_to_press_or_to_navigate_with_is_on_paper(paper: Page) -> None:
    for path in PAGES:
        paper.goto(f"/{path}.html")
        paper.emulate_media(media="print")
        left = paper.evaluate(
            """() => [...document.querySelectorAll("header, nav, .sop-foot, .sop-side, .sop-skip, button, input, select, .sop-switch, .sop-print")]
                .filter((one) => one.getClientRects().length && getComputedStyle(one).visibility !== "hidden")
                .map((one) => one.outerHTML.slice(0, 80))"""
        )
        assert left == [], path
        assert paper.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert paper.evaluate("getComputedStyle(document.querySelector('.sop-page h1')).color") == "rgb(0, 0, 0)"


def test_what_was_filled_in_on_the_phone_is_printed_and_the_built_sheet_keeps_its_blanks(paper: Page, site: Path) -> None:
    paper.clock.set_fixed_time("2026-12-03T12:06:00Z")
    paper.goto("/activity/dice-guess.html")
    before = squeezed("".join(page_texts(paper.pdf(prefer_css_page_size=True))))
    fill_in(paper, Name_in_this_list="Club B", **{"Your name in the group": "Xiaowan", "Your deputy": "Lin"})

    filled = paper.pdf(prefer_css_page_size=True)
    sheet = site / "print" / "activity" / "dice-guess.pdf"
    own, built = squeezed("".join(page_texts(filled))), squeezed("".join(page_texts(sheet)))

    assert squeezed("Good evening, Xiaowan here with the die, Lin with") in own
    assert ("ClubB·2026-12-03" in own, "ClubB" in before, "2026-12-03" in before) == (True, False, True)
    assert [("[Yournameinthegroup]" in text, "[Yourdeputy]" in text) for text in (own, built, before)] == [(False, False), (True, True), (True, True)]
    assert page_count(filled) <= page_count(sheet) + 1
    assert paper.get_by_text("Club B · 2026-12-03").count() == 0  # The screen is as it was.


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_what_a_browser_prints_is_at_most_a_page_longer_than_the_sheet(browser: Browser, whole_address: str, whole_site: Path, locale: str) -> None:
    longer: dict[str, int] = {}
    with browser.new_context(base_url=whole_address, service_workers="block", viewport=LAPTOP) as context:
        page = context.new_page()
        page.add_init_script(filled(EVERYTHING))
        for activity in LONGEST:
            page.goto(f"/hq/{locale}/activity/{activity}.html")
            stand(page)
            more = page_count(page.pdf(prefer_css_page_size=True)) - page_count(whole_site / "hq" / locale / f"print/activity/{activity}.pdf")
            longer |= {activity: more} if more > 1 else {}
    assert longer == {}


def _without_pictures(text: str) -> str:
    """Return a text without emoji, for which not every machine has a font."""
    return re.sub("[\U00010000-\U0010ffff]", "", text)


def test_messages_stay_in_one_piece(paper: Page, site: Path) -> None:
    value = json.loads((site / "data" / "activity" / "dice-guess.json").read_text("utf-8"))["value"]
    messages = [step["say"] for step in value["run_sheet"] if "say" in step and "${" not in step["say"]]
    paper.goto("/activity/dice-guess.html")

    pages = [_without_pictures(squeezed(text)) for text in page_texts(paper.pdf(prefer_css_page_size=True))]

    assert len(pages) > 3
    assert len(messages) > 5
    for message in messages:
        assert [number for number, page in enumerate(pages) if _without_pictures(squeezed(message)) in page], message
    words = "".join(pages)
    assert all(one not in words for one in ("Copy", squeezed("Print (PDF)"), squeezed("Skip to content"), "Activities"))


def test_an_address_outside_is_written_out(paper: Page) -> None:
    paper.goto("/crisis/price-increase.html")
    paper.evaluate("""document.querySelector(".sop-summary").insertAdjacentHTML("afterend", '<p><a href="https://example.com/notice">the notice</a></p>')""")

    text = squeezed("".join(page_texts(paper.pdf(prefer_css_page_size=True))))

    assert "thenotice(https://example.com/notice)" in text
    assert ".html)" not in text
