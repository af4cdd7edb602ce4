"""The search as a reader uses it: opened, typed into, walked through and narrowed, with keys and by touch."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.conftest import without_complaints
from browser.handbook_site import LAPTOP, PHONE, SIZES, stand


def _field(page: Page) -> Locator:
    return page.get_by_role("searchbox", name=re.compile("^(Search|搜索)$"))


def _results(page: Page) -> Locator:
    return page.locator(".sop-search__results a")


def _all_results(page: Page) -> Locator:
    """Return the results once the whole index has answered what was typed."""
    expect(page.locator(".sop-search__results")).to_have_attribute("aria-busy", "false")
    return _results(page)


def _at_once(page: Page, text: str, *keys: str) -> None:
    """Type a text into the open search and press keys, before anything else has a turn."""
    page.evaluate("""([text, keys]) => {
        document.activeElement.value = text;
        document.activeElement.dispatchEvent(new Event("input", {bubbles: true}));
        for (const key of keys) document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
    }""", [text, list(keys)])


@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_a_key_opens_the_search_and_escape_closes_it(page: Page, keys: str) -> None:
    page.goto("/activity/index.html")
    page.keyboard.press(keys)
    expect(_field(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_slash_in_a_field_stays_a_slash(page: Page) -> None:
    page.goto("/index.html")
    page.keyboard.press("/")
    page.keyboard.type("and/or")
    expect(_field(page)).to_have_value("and/or")


def test_buttons_are_large_enough_for_a_finger(page: Page) -> None:
    page.goto("/index.html")
    stand(page)
    for button in page.locator("[data-sop-search]").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
    page.locator("[data-sop-search]").first.click()
    expect(_field(page)).to_be_focused()


def test_a_result_says_its_kind_its_title_and_the_sentence_and_opens_the_section(page: Page) -> None:
    page.goto("/index.html")
    page.keyboard.press("/")
    page.keyboard.type("a forwarded die shows its old number")
    first = _all_results(page).first
    expect(first.locator("strong")).to_have_text("Guess the dice")
    expect(first.locator(".sop-search__place")).to_have_text(re.compile(r"^Activity.*Key points$"))
    expect(first.locator("mark").filter(has_text=re.compile("^a forwarded die shows its old number$"))).to_have_count(1)
    assert "never forward an old one: a forwarded die" in first.locator(".sop-search__excerpt").inner_text()
    first.click()

    expect(page).to_have_url(re.compile(r"/activity/dice-guess\.html#key-points$"))
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("#key-points")).to_be_in_viewport()


def test_arrows_and_enter_are_enough(page: Page) -> None:
    page.goto("/index.html")
    page.keyboard.press("/")
    page.keyboard.type("price")
    second = _all_results(page).nth(1).get_attribute("data-path")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(_results(page).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(_field(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert second
    expect(page).to_have_url(re.compile(re.escape(second)))


def test_a_key_in_the_same_moment_acts_on_what_was_typed(page: Page) -> None:
    page.goto("/index.html")
    page.keyboard.press("/")
    page.keyboard.type("pric")
    _all_results(page)
    _at_once(page, "guess the dice", "Enter")
    expect(page).to_have_url(re.compile(r"/activity/dice-guess\.html"))


def test_escape_closes_and_the_query_is_there_again(page: Page) -> None:
    page.goto("/index.html")
    page.keyboard.press("/")
    page.keyboard.type("price")
    expect(_results(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(_field(page)).to_be_hidden()
    page.keyboard.press("/")
    expect(_field(page)).to_have_value("price")


def test_a_slash_in_the_moment_of_closing_opens_again_with_every_letter(page: Page) -> None:
    page.goto("/index.html")
    page.keyboard.press("/")
    page.keyboard.type("pri")
    _all_results(page)
    _at_once(page, "price", "Escape", "/")
    expect(_field(page)).to_have_value("price")


def test_enter_in_the_field_opens_the_first_result(page: Page) -> None:
    page.goto("/index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("guess the dice")
    expect(_results(page).first).to_contain_text("Guess the dice")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/activity/dice-guess\.html"))


def test_results_narrow_down_by_kind_and_by_tag(page: Page) -> None:
    page.goto("/index.html")
    page.keyboard.press("/")
    page.keyboard.type("group")
    expect(_results(page).nth(10)).to_be_visible()
    page.locator(".sop-search__chip").filter(has_text=re.compile("^Crisis card")).click()
    expect(_results(page).first).to_have_attribute("data-path", re.compile("^crisis/"))
    paths = [str(one.get_attribute("data-path")) for one in _all_results(page).all()]
    assert len(paths) > 5
    assert {path.partition("/")[0] for path in paths} == {"crisis"}
    tag = page.locator(".sop-search__chip").filter(has_text=re.compile("^#")).first
    tag.click()
    expect(tag).to_have_attribute("aria-pressed", "true")
    expect(_results(page)).to_have_count(int(tag.locator("small").inner_text()))
    tag.click()
    expect(_results(page)).to_have_count(len(paths))


def test_nothing_found_says_so(page: Page) -> None:
    page.goto("/index.html")
    page.keyboard.press("/")
    page.keyboard.type("qqqzzz")
    expect(page.get_by_role("status").filter(has_text="Nothing holds “qqqzzz”")).to_be_visible()
    expect(_results(page)).to_have_count(0)


def test_what_is_typed_is_shown_as_text(page: Page) -> None:
    page.goto("/index.html?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    expect(_field(page)).to_have_value("<img src=x onerror=alert(1)>")
    expect(page.locator(".sop-search img")).to_have_count(0)


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=list(SIZES))
def test_chinese_is_found_from_disk_without_a_server(browser: Browser, whole_site: Path, size: dict[str, int]) -> None:
    with browser.new_context(viewport={"width": size["width"], "height": size["height"]}) as context, without_complaints(context) as page:
        page.goto((whole_site / "hq" / "zh" / "all.html").as_uri())
        page.locator(".sop-find").click()
        # As an input method does it: the letters while composing, then the characters.
        session = context.new_cdp_session(page)
        session.send("Input.imeSetComposition", {"text": "jing li", "selectionStart": 7, "selectionEnd": 7})
        session.send("Input.insertText", {"text": "经理"})
        expect(_field(page)).to_have_value("经理")
        expect(_results(page).first.locator("mark").first).to_have_text("经理")
        titles = page.locator(".sop-search__results strong")
        expect(titles.filter(has_text="银行").first).to_be_visible()
        _all_results(page).first.click()
        expect(page.locator("h1")).to_be_visible()
        assert page.url.startswith("file:")
