"""Copying a message: exactly its text, and a reader always learns what happened."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.filled_groups import EVERYTHING, filled
from browser.handbook_site import open_all

CRISIS = "crisis/price-increase"
REFUSED = """
Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("refused")) } });
document.execCommand = () => false;
"""
TAPPED_AT_ONCE = """
new MutationObserver((_, watch) => {
  const button = document.querySelector(".sop-first .sop-sent [data-sop-copy]:not([hidden])");
  if (!button) return;
  watch.disconnect();
  button.click();
}).observe(document, { attributes: true, childList: true, subtree: true });
"""
"""A reader who is waiting for the button taps in the moment it is there."""
OLD_WAY = """
Object.defineProperty(navigator, "clipboard", { value: undefined });
"""


@pytest.fixture
def message(site: Path) -> str:
    """The first message of the crisis, as its data holds it."""
    data = json.loads((site / "data" / f"{CRISIS}.json").read_text("utf-8"))
    [text] = [step["say"] for step in data["value"]["first_minutes"]["do"] if "say" in step]
    assert isinstance(text, str)
    assert "\n\n" in text
    return text.strip()


def _bubble(page: Page) -> Locator:
    page.goto(f"/{CRISIS}.html")
    return page.locator(".sop-first .sop-sent .sop-bubble")


def _clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_the_button_copies_exactly_the_message_and_says_so(page: Page, message: str) -> None:
    button = _bubble(page).get_by_role("button", name="Copy")
    button.click()

    said = _bubble_button(page)
    expect(said).to_have_text("Copied")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_attribute("aria-live", "polite")
    # As written, with the params filled in; slots stay for the operator.
    assert _clipboard(page).splitlines() == _shown(page).splitlines()
    assert _clipboard(page).splitlines() == message.splitlines()
    expect(said).to_have_text("Copy", timeout=5000)


def test_a_tap_in_the_moment_the_button_appears_copies(page: Page, message: str) -> None:
    page.add_init_script(TAPPED_AT_ONCE)
    bubble = _bubble(page)
    expect(bubble.get_by_role("button")).to_have_text("Copied")
    assert _clipboard(page).splitlines() == message.splitlines()


def test_every_message_of_a_page_is_copied_as_it_is_shown(page: Page) -> None:
    page.add_init_script(filled(EVERYTHING))
    page.goto("/activity/dice-guess.html")
    bubbles = page.locator(".sop-bubble")
    assert bubbles.count() > 5
    open_all(page)
    for bubble in bubbles.all():
        bubble.locator("button").click()
        expect(bubble.locator("button")).to_have_text("Copied")
        copied = _clipboard(page)
        assert copied == bubble.locator("[data-sop-message]").evaluate("(text) => text.innerText"), copied
        assert copied == copied.strip()
        assert "\n\n\n" not in copied


def test_the_keyboard_is_enough(page: Page, message: str) -> None:
    bubble = _bubble(page)
    bubble.locator("button").evaluate(
        """(button) => {
          const before = document.createElement("a");
          before.href = "#";
          button.parentElement.before(before);
          before.focus();
        }"""
    )
    page.keyboard.press("Tab")
    expect(bubble.locator("button")).to_be_focused()
    page.keyboard.press("Enter")

    expect(bubble.locator("button")).to_have_text("Copied")
    assert _clipboard(page).splitlines() == message.splitlines()


def test_without_the_new_clipboard_the_old_way_copies(page: Page, message: str) -> None:
    page.goto("about:blank")
    page.add_init_script(OLD_WAY)
    bubble = _bubble(page)
    bubble.locator("button").click()

    expect(bubble.locator("button")).to_have_text("Copied")


def test_where_copying_is_refused_the_text_is_selected_and_the_label_says_what_to_do(page: Page, message: str) -> None:
    page.add_init_script(REFUSED)
    bubble = _bubble(page)
    bubble.locator("button").click()

    advice = "Press and hold the marked text to copy it"
    expect(bubble.locator("button")).to_have_text(advice)
    expect(page.get_by_role("status").filter(has_text=advice)).to_have_count(1)
    assert str(page.evaluate("getSelection().toString()")).splitlines() == message.splitlines()


def _bubble_button(page: Page) -> Locator:
    return page.locator(".sop-first .sop-sent .sop-bubble button")


def _shown(page: Page) -> str:
    return page.locator(".sop-first .sop-sent [data-sop-message]").inner_text()
