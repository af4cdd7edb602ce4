"""What the search says beside its results: a page of the handbook's own, help where little is found, what was not found so far."""

import re

from playwright.sync_api import Locator, Page, expect


def _ask(page: Page, query: str) -> None:
    """Type a query, and wait for the final answer."""
    page.locator(".sop-search__field").fill(query)
    expect(page.locator(".sop-search__results")).to_have_attribute("aria-busy", "false")


def _ways(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Who helps now").locator("a, p")


def test_a_question_about_the_day_leads_to_today_above_the_results(page: Page) -> None:
    page.goto("/crisis/index.html")
    page.keyboard.press("/")
    _ask(page, "what do I send tomorrow")
    first = page.locator(".sop-search__results a").first
    expect(first).to_have_attribute("data-path", "index.html")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/index\.html$"))


def test_who_finds_nothing_is_led_to_the_crises_to_today_and_to_somebody_on_duty(page: Page) -> None:
    page.goto("/index.html")
    page.keyboard.press("/")
    _ask(page, "qqqzzz")
    expect(_ways(page)).to_have_text(["Something went wrong", "Today", re.compile(r"^Duty manager at HQ\s*extension 6000 · 09:00–23:00$")])
    expect(_ways(page).last).to_have_attribute("href", "tel:+862100000000,6000")
    _ways(page).first.click()
    expect(page).to_have_url(re.compile(r"/crisis/index\.html$"))


def test_who_finds_little_sees_the_nearest_pages_and_which_words_stand_nowhere(page: Page) -> None:
    page.goto("/index.html")
    page.keyboard.press("/")
    _ask(page, "wombat xylophone zeppelin refund marmalade")
    expect(page.locator(".sop-search__rest > p").first).to_have_text("Not in the handbook: wombat, xylophone, zeppelin, marmalade")
    _ask(page, "refund")
    expect(_ways(page)).to_have_count(0)


def test_pages_for_authors_are_a_group_of_their_own_below(page: Page) -> None:
    page.goto("/index.html")
    page.keyboard.press("/")
    _ask(page, "translations")
    authors = page.locator(".sop-search__authors a")
    assert {str(one.get_attribute("data-path")).partition("/")[0] for one in authors.all()} <= {"authors", "covers.html"}
    expect(authors.first).to_be_attached()
    assert not [one for one in page.locator(".sop-search__results a").all() if str(one.get_attribute("data-path")).startswith("authors/")]


def test_what_was_not_found_is_kept_here_and_can_be_copied_and_emptied(page: Page) -> None:
    page.goto("/index.html")
    for query in ("qqqzzz", "refund", "vvvkkk", "qqqzzz"):
        page.keyboard.press("/")
        _ask(page, query)
        page.keyboard.press("Escape")
    page.keyboard.press("/")
    _ask(page, "")
    rest = page.locator(".sop-search__rest")
    expect(rest.locator("h2")).to_have_text("2 searches of yours found little")
    rest.get_by_role("button", name="Copy the list").click()
    expect(rest.get_by_role("button", name="Copied")).to_be_visible()
    lines = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert [line.split("\t")[1:] for line in lines] == [["2", "qqqzzz"], ["1", "vvvkkk"]]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", line.split("\t")[0]) for line in lines)
    rest.get_by_role("button", name="Empty the list").click()
    expect(rest.locator("h2")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('sopbook:unmet:hq/en')") == "[]"
