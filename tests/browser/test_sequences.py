"""A sequence of messages: one after the other by one button, or all at once; pictures that go along."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import without_complaints
from browser.filled_groups import EVERYTHING, filled
from browser.handbook_site import PHONE, open_all

GAME = "/activity/dice-guess.html"
NO_CLIPBOARD = """
Object.defineProperty(navigator, "clipboard", { value: undefined });
document.execCommand = () => false;
"""


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Page]:
    """A phone on which the group is filled in."""
    with browser.new_context(base_url=address, service_workers="block", viewport=PHONE, accept_downloads=True) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        with without_complaints(context) as page:
            page.add_init_script(filled(EVERYTHING))
            yield page


def _texts(page: Page) -> list[str]:
    return [str(text) for text in page.locator("section[aria-labelledby=run-sheet] [data-sop-message]").all_text_contents()]


def _open(page: Page) -> None:
    """Open the page with every line of its run sheet opened."""
    page.goto(GAME)
    open_all(page)


def _clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_one_button_copies_message_after_message(reader: Page) -> None:
    _open(reader)
    section = reader.locator("section[aria-labelledby=run-sheet]")
    texts = _texts(reader)
    assert len(texts) > 5
    step = section.get_by_role("button", name=f"Copy next: 1 of {len(texts)}", exact=True)
    step.click()
    step = section.locator(".sop-sequence button").first
    expect(step).to_have_text("Copied")
    assert section.locator(".sop-sequence__preview").inner_text() == texts[0].splitlines()[0]  # What was copied stays below while the button says so.
    assert _clipboard(reader) == texts[0]
    expect(section.locator(".sop-sequence__preview")).to_have_text(texts[1].splitlines()[0])
    step.click()
    expect(step).to_have_text(f"Copy next: 3 of {len(texts)}", timeout=5000)
    assert _clipboard(reader) == texts[1]
    # Whoever copies a message by its own button goes on from there.
    section.locator("[data-sop-copy]").nth(4).click()
    expect(step).to_have_text(f"Copy next: 6 of {len(texts)}")


def test_what_is_folded_away_is_not_copied(reader: Page) -> None:
    _open(reader)
    section = reader.locator("section[aria-labelledby=run-sheet]")
    texts = _texts(reader)
    step = section.locator(".sop-sequence button").first
    expect(step).to_have_text(f"Copy next: 1 of {len(texts)}")
    # A kind's own page may fold messages.
    section.evaluate(
        """(section) => {
          for (const message of section.querySelectorAll("figure.sop-bubble")) {
            const box = document.createElement("details");
            box.open = true;
            box.className = "of-the-kind";
            message.replaceWith(box);
            box.append(document.createElement("summary"), message);
          }
        }"""
    )
    section.locator("[data-sop-copy]").last.click()
    expect(step).to_have_text(f"Copy next: 1 of {len(texts)}")
    section.locator("[data-sop-copy]").nth(2).click()
    expect(step).to_have_text(f"Copy next: 4 of {len(texts)}")

    section.evaluate("(section) => [...section.querySelectorAll('.of-the-kind')].slice(2).forEach((box) => { box.open = false; })")
    expect(step).to_have_text("Copy next: 2 of 2")
    step.click()
    expect(step).to_have_text("Copied")
    assert _clipboard(reader) == texts[1]

    section.evaluate("(section) => section.querySelectorAll('.of-the-kind').forEach((box) => { box.open = false; })")
    expect(step).to_be_hidden()


def test_copy_all_puts_a_blank_line_between_messages(reader: Page) -> None:
    _open(reader)
    section = reader.locator("section[aria-labelledby=run-sheet]")
    section.get_by_role("button", name="Copy all").click()
    expect(section.locator(".sop-sequence button").nth(1)).to_have_text("Copied")
    assert _clipboard(reader) == "\n\n".join(_texts(reader))


def test_without_any_clipboard_all_messages_are_offered_marked(reader: Page) -> None:
    reader.add_init_script(NO_CLIPBOARD)
    _open(reader)
    reader.locator("section[aria-labelledby=run-sheet]").get_by_role("button", name="Copy all").click()
    window = reader.get_by_role("dialog", name="Press and hold the marked text to copy it")
    text = window.get_by_role("textbox")
    expect(text).to_have_value("\n\n".join(_texts(reader)))
    assert text.evaluate("(field) => field.selectionEnd - field.selectionStart === field.value.length")
    window.get_by_role("button", name="Close").click()
    expect(window).to_have_count(0)


def test_a_round_is_one_message_with_its_options(reader: Page) -> None:
    _open(reader)
    reader.locator("#rounds-underneath [data-sop-copy]").first.click()
    expect(reader.locator("#rounds-underneath [data-sop-copy]").first).to_have_text("Copied")
    assert _clipboard(reader).splitlines()[-3:] == ["A. Small, 1 or 2", "B. Middle, 3 or 4", "C. Large, 5 or 6"]


def test_an_attached_picture_is_shown_and_downloaded(reader: Page, tmp_path: Path, site: Path) -> None:
    _open(reader)
    picture = reader.get_by_role("img", name="What the letters A, B and C mean, with dice")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("(img) => [img.naturalWidth, img.naturalHeight]") == [1080, 1080]
    assert [picture.get_attribute(name) for name in ("width", "height", "loading")] == ["1080", "1080", "lazy"]
    button = reader.locator("#run-sheet-rules").get_by_role("link", name="Download")
    box = button.bounding_box()
    assert box
    assert box["height"] >= 44
    with reader.expect_download() as download:
        button.click()
    assert download.value.suggested_filename == "dice-letters.png"
    download.value.save_as(tmp_path / "got.png")
    assert (tmp_path / "got.png").read_bytes() == (site / "files/hq/dice-letters.png").read_bytes()


def test_a_branch_and_another_language_have_the_picture_too(whole_site: Path) -> None:
    # Shanghai forks the game; the picture comes from headquarters, in Chinese for readers of Chinese.
    all_pictures = ("check-in-rules", "claim-then-pay", "dice-letters", "order-of-use")
    for edition, ending in (("shanghai/en", ".png"), ("shanghai/zh", ".zh.png")):
        page = (whole_site / edition / "activity/dice-guess.html").read_text("utf-8")
        assert f'src="../files/hq/dice-letters{ending}"' in page
        assert sorted(file.name for file in (whole_site / edition / "files/hq").iterdir()) == [f"{name}{ending}" for name in all_pictures]
