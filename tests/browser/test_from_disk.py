"""The built folder is a handbook by itself: opened from disk, without a server."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.conftest import without_complaints
from browser.handbook_site import SIZES


@pytest.mark.parametrize("size", list(SIZES))
def test_the_folder_opens_from_disk(browser: Browser, site: Path, size: str) -> None:
    with browser.new_context(viewport=SIZES[size]) as context, without_complaints(context) as page:
        page.goto((site / "index.html").as_uri())
        expect(page.locator("h1")).to_have_text("What do you need now?")
        page.get_by_role("link", name="Run an activity").first.click()
        page.locator(".sop-index").get_by_role("link", name="Guess the dice", exact=True).click()

        expect(page.locator("h1")).to_have_text("Guess the dice")
        assert page.url == (site / "activity" / "dice-guess.html").as_uri()
        expect(page.locator("section[aria-labelledby=run-sheet]")).to_be_visible()
