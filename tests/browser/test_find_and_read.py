"""An operator finds a playbook in two clicks and reads it on a phone, with or without JavaScript."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.handbook_site import PHONE, SIZES, page_paths, stand

WIDER_THAN_THE_WINDOW = """() => {
  const window_ = document.documentElement.clientWidth;
  const cut = [...document.querySelectorAll(".sop-page *")].filter((element) => {
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.right <= window_ + 1) return false;
    for (let up = element; up; up = up.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(up).overflowX) || getComputedStyle(up).textOverflow === "ellipsis") return false; // A line that ends in "…" opens.
    return true;
  });
  return { scrolls: document.documentElement.scrollWidth > innerWidth, cut: cut.slice(0, 3).map((one) => one.outerHTML.slice(0, 120)) };
}"""

_BROKEN_WORDS = """() => {
  const broken = new Set();
  for (const cell of document.querySelectorAll(".sop-table :is(th, td)")) {
    const head = cell.closest("thead");
    if (head && getComputedStyle(head).position === "absolute") continue; // on a phone only screen readers meet it
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      if (texts.currentNode.parentElement.closest("code")) continue;
      for (const word of texts.currentNode.data.matchAll(/[A-Za-z]{2,24}/g)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) broken.add(word[0]);
      }
    }
  }
  return [...broken].slice(0, 8);
}"""


def _two_clicks(page: Page, need: str, title: str) -> None:
    page.goto("/all.html")
    page.get_by_role("link", name=need).first.click()
    page.locator(".sop-rows").get_by_text(title, exact=True).click()
    expect(page.locator("h1")).to_have_text(title)


def test_an_activity_is_two_clicks_away_with_its_run_sheet(page: Page) -> None:
    _two_clicks(page, "Run an activity", "Guess the dice")

    run_sheet = page.locator("section[aria-labelledby=run-sheet]")
    expect(run_sheet).to_be_visible()
    times = run_sheet.locator(".sop-line__when").all_inner_texts()
    assert len(times) > 3
    assert all(time[:2].isdecimal() and time[2] == ":" and time[3:5].isdecimal() for time in times)
    lines = run_sheet.locator("[data-sop-message]").all_text_contents()
    assert lines
    assert all(line.strip() for line in lines)


def test_the_first_minutes_of_a_crisis_are_within_two_screens(page: Page) -> None:
    _two_clicks(page, "Something went wrong", "Members feel cheated by a price increase")

    first = page.locator(".sop-first")
    expect(first.get_by_role("listitem").first).to_be_visible()
    top = first.evaluate("(card) => card.getBoundingClientRect().top + scrollY")
    height = page.evaluate("innerHeight")
    assert top < 2 * height
    first_thing_to_do = first.locator("li").first.evaluate("(item) => item.getBoundingClientRect().bottom + scrollY")
    assert first_thing_to_do <= 2 * height


def test_every_crisis_begins_with_its_first_minutes(page: Page, site: Path) -> None:
    late = []
    for path in page_paths(site):
        if path.startswith("crisis/") and path != "crisis/index.html":
            page.goto(f"/{path}")
            top = page.locator(".sop-first li").first.evaluate("(item) => item.getBoundingClientRect().bottom + scrollY")
            if top > 2 * page.evaluate("innerHeight"):
                late.append((path, top))
    assert late == []


@pytest.mark.parametrize(
    ("need", "title", "part"),
    [
        ("Plan the month", "Beauty groups, December 2026: from Double Twelve to the year's end", "weeks"),
        ("Welcome members", "New group member, from the first second to day 30", "messages"),
        ("Start a group", "Card-benefits group of a bank", "benefits"),
    ],
)
def test_the_other_kinds_are_two_clicks_away(page: Page, need: str, title: str, part: str) -> None:
    _two_clicks(page, need, title)

    expect(page.locator(f"section[aria-labelledby={part}]")).to_be_visible()


_SMALL = """() => [...document.querySelectorAll("button.sop-copy, .sop-needs a, .sop-chips a")]
  .map((one) => [one.textContent.trim(), one.getBoundingClientRect().height])
  .filter(([, height]) => height > 0 && height < 44)"""


def test_every_page_fits_breaks_no_word_is_easy_to_touch_and_says_its_language(page: Page, site: Path) -> None:
    """One test and not four, because to open every page takes longer than all else."""
    widths = [360, 320] if page.viewport_size == PHONE else [1280]
    wrong: list[tuple[str, str, object]] = []
    for path in page_paths(site):
        page.set_viewport_size({"width": widths[0], "height": 740})
        page.goto(f"/{path}")
        stand(page)
        wrong += [(path, "a broken word", one) for one in page.evaluate(_BROKEN_WORDS)]
        wrong += [(path, "less than 44 px", one) for one in page.evaluate(_SMALL)]
        if (language := page.locator("html").get_attribute("lang")) != "en":
            wrong.append((path, "language", language))
        if (headings := page.locator("h1").count()) != 1:
            wrong.append((path, "headings", headings))
        for width in widths:
            page.set_viewport_size({"width": width, "height": 740})
            found = page.evaluate(WIDER_THAN_THE_WINDOW)
            if found["scrolls"] or found["cut"]:
                wrong.append((path, f"wider than {width} px", found["cut"]))
    assert wrong == []


def test_one_of_many_codes_is_found_by_its_words_or_its_address(page: Page) -> None:
    codes = "/authors/codes.html"
    page.goto(codes)
    rows = page.locator(".sop-codes li")
    find = page.get_by_label("Find a code or a word")
    expect(find).to_be_visible()
    assert rows.count() > 100
    assert page.evaluate("document.documentElement.scrollHeight / innerHeight") <= 3

    find.fill("yaml101")
    shown = page.locator(".sop-codes li:visible", has=page.locator("#yaml101"))
    expect(shown).to_have_count(1)
    shown.locator("summary").click()
    expect(shown.locator(".sop-line__in")).to_be_visible()
    find.fill("unheard-of")
    expect(page.get_by_text("No code says that.")).to_be_visible()

    for before in (f"{codes}?again", None):  # From another page, and from this one with a filter in the way.
        if before:
            page.goto(before)
        else:
            find.fill("yaml101")
        page.goto(f"{codes}{'?again' if not before else ''}#schema001")
        expect(page.locator("#schema001")).to_be_in_viewport()
        expect(rows.filter(has=page.locator("#schema001")).locator(".sop-line__in")).to_be_visible()


@pytest.mark.parametrize("size", list(SIZES))
def test_it_reads_without_javascript(browser: Browser, address: str, size: str) -> None:
    with browser.new_context(base_url=address, service_workers="block", viewport=SIZES[size], java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/activity/dice-guess.html")
        expect(page.locator("section[aria-labelledby=run-sheet] .sop-line__when").first).to_be_visible()
        page.locator("section[aria-labelledby=run-sheet] summary").first.click()
        expect(page.locator("section[aria-labelledby=run-sheet] [data-sop-message]").first).to_be_visible()
        assert page.locator(".sop-copy").count() > 0
        assert page.locator(".sop-copy:visible").count() == 0


def test_a_register_is_narrowed_down_and_a_link_to_a_line_opens_it(page: Page) -> None:
    page.goto("/metric/metrics.html")
    lines = page.locator(".sop-register > .sop-line")
    every = lines.count()
    page.get_by_placeholder("Find in the list").fill("gross profit")
    expect(lines.filter(visible=True)).to_have_count(1)
    expect(lines.filter(visible=True)).to_contain_text("Return on cost")

    page.get_by_placeholder("Find in the list").fill("zebra")
    expect(page.get_by_text("Nothing in the list says that.")).to_be_visible()

    page.goto("/metric/metrics.html#metrics-gross-margin")
    page.reload()
    assert lines.count() == every
    expect(page.locator("#metrics-gross-margin").locator("xpath=ancestor::details")).to_have_attribute("open", "")
    expect(page.get_by_text("(Revenue − cost of goods) / revenue × 100")).to_be_visible()
