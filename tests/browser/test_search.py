"""The search of the theme finds playbooks by the words that operators use."""

import re

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize(
    ("asked", "title", "path"),
    [
        ("dice", "Guess the dice", "activity/dice-guess.html"),
        ("too expensive", "Members feel cheated by a price increase", "crisis/price-increase.html"),
    ],
)
def test_the_search_finds_and_opens_a_playbook(page: Page, asked: str, title: str, path: str) -> None:
    page.goto("/index.html")
    opener = page.locator("label.md-header__button[for=__search]")
    if opener.is_visible():  # a phone hides the field behind a button
        opener.click()
    else:
        page.locator("input.md-search__input").click()
    expect(page.locator("input.md-search__input")).to_be_focused()
    page.keyboard.type(asked, delay=20)
    found = page.locator(f"a.md-search-result__link[href*='{path}']").first
    expect(found).to_be_visible(timeout=15_000)
    found.click()

    expect(page).to_have_url(re.compile(rf"/{re.escape(path)}"))
    expect(page.locator("h1")).to_have_text(title)
