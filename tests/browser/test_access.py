"""Everyone can read the handbook: axe finds nothing, text may be large, scripts may be off, languages are marked."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import reader_with_a_phone
from browser.handbook_site import LAPTOP, PHONE, REPOSITORY, open_all, stand
from browser.test_crisis_cards import AT_NIGHT
from browser.test_find_and_read import WIDER_THAN_THE_WINDOW
from screenshots import page_types

AXE = (REPOSITORY / "tests" / "fixtures" / "axe-4.10.3.min.js").read_text("utf-8")
RICH = "shanghai/zh"
"""An edition with marks of two branches, Chinese, a badge here and there."""
RUN = """(only) => axe.run(document, { resultTypes: ["violations"], preload: false, ...(only && { runOnly: only }) }).then((found) =>
  found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`)))"""
"""Without `preload`: only the rule about sound that plays by itself needs what is fetched then, and the handbook has no sound."""


@pytest.fixture
def reader(browser: Browser, whole_address: str) -> Iterator[Page]:
    """A reader of the whole site, at first with a phone, in light colours, without a worker in between."""
    with reader_with_a_phone(browser, whole_address) as page:
        yield page


def axe(page: Page, only: list[str] | None = None) -> list[Any]:
    return list(page.evaluate(RUN, only))


def _pages(whole_site: Path, edition: str) -> list[str]:
    """Return one page of every sort of an edition, without the part for authors and indexes that are like another."""
    pages = [f"/{edition}/{path}" for path in page_types(whole_site / edition) if not path.startswith("authors/") and "/by-" not in path]
    assert len(pages) > 10
    return pages


GUIDES = ("authors/index", "authors/branches", "authors/coverage")
"""A guide with tables, one with code, and a table that the tool makes: what other pages for authors are made of."""


@pytest.mark.parametrize("sort", ["entrance", "pages", "more-pages", "authors"])
def test_axe_finds_nothing(reader: Page, whole_site: Path, sort: str) -> None:
    paths = {
        "entrance": ["/index.html"],
        "pages": _pages(whole_site, RICH)[::2],
        "more-pages": _pages(whole_site, RICH)[1::2],
        "authors": [f"/hq/en/{page}.html" for page in GUIDES],
    }[sort]
    found = []
    for path in paths:
        reader.emulate_media(color_scheme="light")
        reader.set_viewport_size(PHONE)
        reader.goto(path)
        stand(reader)
        reader.evaluate(AXE)
        open_all(reader)
        for size in (PHONE, LAPTOP):
            reader.set_viewport_size(size)
            found += [(path, size["width"], "light", one) for one in axe(reader)]
        _darken(reader)
        for size in (LAPTOP, PHONE):
            reader.set_viewport_size(size)
            # What else axe looks for does not depend on the colours.
            found += [(path, size["width"], "dark", one) for one in axe(reader, ["color-contrast", "link-in-text-block"])]
    assert found == []


def _search(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("红包")
    expect(page.locator(".sop-search__results a").nth(3)).to_be_visible()


def _my_group(page: Page) -> None:
    page.locator(".sop-header .sop-group").click()
    expect(page.locator("dialog[open]")).to_be_visible()


def _question_about_blanks(page: Page) -> None:
    open_all(page)
    page.locator(".sop-bubble:has(.sop-slot[data-slot]) [data-sop-copy]").first.click()
    expect(page.locator("dialog[open]")).to_be_visible()


@pytest.mark.parametrize("opened", [_search, _my_group, _question_about_blanks], ids=lambda one: one.__name__.strip("_"))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens_over_a_page(reader: Page, opened: Callable[[Page], None], scheme: Literal["light", "dark"]) -> None:
    reader.emulate_media(color_scheme=scheme)
    reader.goto(f"/{RICH}/activity/dice-guess.html")
    opened(reader)
    reader.evaluate(AXE)
    found = []
    for size in (PHONE, LAPTOP):
        reader.set_viewport_size(size)
        found += axe(reader)
    assert found == []


def _darken(page: Page) -> None:
    """Show the open page dark. The theme's script asks the system in a turn of its own, so its switch is set by hand."""
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.body.matches('[data-md-color-scheme]') && document.body.setAttribute('data-md-color-scheme', 'slate')")


def test_nothing_scrolls_sideways_at_320_px_or_with_text_twice_as_large(reader: Page, whole_site: Path) -> None:
    wrong = []
    for path in [*_pages(whole_site, RICH), *(f"/hq/en/{page}.html" for page in GUIDES)]:
        reader.set_viewport_size({"width": 320, "height": 740})
        reader.goto(path)
        stand(reader)
        open_all(reader)
        found = {"320 px": reader.evaluate(WIDER_THAN_THE_WINDOW)}
        reader.set_viewport_size(LAPTOP)
        reader.evaluate("document.documentElement.style.fontSize = parseFloat(getComputedStyle(document.documentElement).fontSize) * 2 + 'px'")
        found["200 %"] = reader.evaluate(WIDER_THAN_THE_WINDOW)
        wrong += [(path, size, one["cut"]) for size, one in found.items() if one["scrolls"] or one["cut"]]
    assert wrong == []


WITHOUT_CONTROLS = """(page) => {
  // What scripts add are controls, not content. Today says what is now, and which day it shows; without a script it leads to the plans, which say all of it.
  // The way to next week depends on the day. Whom a button calls follows the hour; the list of newcomers is the reader's own.
  const added = "noscript, .sop-run-button, [data-sop-next-week], [data-sop-call], [data-sop-days], [data-sop-people], button, .sop-tick, .sop-ticks, .sop-progress, .sop-learnt, [data-sop-sequence], [data-sop-zone], .sop-today__note, [data-sop-state], [data-sop-day-name], .sop-today__coming, [data-sop-ideas], [data-sop-address]";
  const copy = page.cloneNode(true);
  copy.querySelectorAll(added).forEach((one) => one.remove());
  return copy.textContent;
}"""


def test_pages_are_whole_without_javascript(browser: Browser, whole_site: Path, whole_address: str) -> None:
    settings: Any = {"base_url": whole_address, "viewport": PHONE, "service_workers": "block"}
    with browser.new_context(**settings) as first, browser.new_context(**settings, java_script_enabled=False) as second:
        scripted, plain = first.new_page(), second.new_page()
        scripted.clock.set_fixed_time(AT_NIGHT)
        for path in _pages(whole_site, RICH):
            texts = []
            for page in (scripted, plain):
                page.goto(path)
                texts.append(page.locator(".sop-page").first.evaluate(WITHOUT_CONTROLS))
            with_, without = (set(re.findall(r"\w+", text)) for text in texts)
            assert len(without) > 5
            assert with_ - without == set(), path


def test_details_and_navigation_open_without_javascript(browser: Browser, whole_address: str) -> None:
    with browser.new_context(base_url=whole_address, service_workers="block", viewport=PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/hq/zh/crisis/price-increase.html")
        step = page.locator(".sop-line:has([data-sop-message])").first
        step.locator("summary").click()
        expect(step.locator("[data-sop-message]")).to_be_visible()
        expect(page.locator("[data-sop-copy]").first).to_be_hidden()
        page.locator(".sop-header__menu").click()
        page.locator(".sop-nav__more > summary").click()
        page.locator(".sop-nav a[href$='crisis/cold-service.html']").click()
        expect(page).to_have_url(f"{whole_address}/hq/zh/crisis/cold-service.html")


OTHER_LANGUAGE = r"""(own) => {
  // A single Chinese word inside an English sentence is a term. A text is Chinese where most of it is.
  const chinese = (text) => (text.match(/[\u4e00-\u9fff]/g) ?? []).length > (text.match(/[a-z]+/gi) ?? []).length;
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.parentElement.closest("script, style, code, pre") || !chinese(text.data)) continue;
    if (!text.parentElement.closest("[lang]").lang.startsWith("zh")) found.push(text.data.trim().slice(0, 60));
  }
  return found;
}"""


@pytest.mark.parametrize("edition", ["hq/en", "south/en"])
def test_chinese_in_an_english_page_says_that_it_is_chinese(reader: Page, whole_site: Path, edition: str) -> None:
    unmarked = []
    for path in _pages(whole_site, edition):
        reader.goto(path)
        unmarked += [(path, one) for one in reader.evaluate(OTHER_LANGUAGE)]
    assert unmarked == []


def test_the_skip_link_leads_into_the_page(reader: Page) -> None:
    reader.goto("/hq/en/activity/dice-guess.html")
    reader.keyboard.press("Tab")
    skip = reader.locator(":focus")
    assert skip.get_attribute("class") == "sop-skip"
    target = str(skip.get_attribute("href"))
    skip.press("Enter")
    assert reader.locator(target).evaluate("(one) => Math.abs(one.getBoundingClientRect().top) < innerHeight")
    reader.keyboard.press("Tab")
    assert reader.evaluate(f"document.querySelector('{target}').compareDocumentPosition(document.activeElement) & 4")


def test_who_wants_no_motion_gets_none(reader: Page) -> None:
    reader.goto("/hq/en/activity/dice-guess.html")
    slow = reader.evaluate(
        """() => [...document.querySelectorAll("*")].filter((one) => {
          const style = getComputedStyle(one);
          return [style.transitionDuration, style.animationDuration].some((all) => all.split(", ").some((d) => parseFloat(d) > 0.02));
        }).length"""
    )
    assert slow == 0
    assert reader.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_where_the_system_chooses_the_colours_bubbles_have_an_edge(reader: Page) -> None:
    reader.emulate_media(forced_colors="active")
    reader.goto("/hq/en/crisis/price-increase.html")
    for selector in (".sop-bubble__text", ".sop-copy", ".sop-first"):
        edge = reader.locator(selector).first.evaluate("(one) => [getComputedStyle(one).borderTopStyle, getComputedStyle(one).borderTopWidth]")
        assert edge[0] == "solid", selector
        assert edge[1] != "0px", selector
    reader.goto("/hq/en/positioning/beauty-welfare-group.html")
    box, ground = reader.evaluate(
        "[getComputedStyle(document.querySelector('.sop-flow text')).fill, getComputedStyle(document.body).backgroundColor]"
    )
    assert box != ground
