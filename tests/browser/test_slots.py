"""Blanks in messages: filled in once for each group, shown and copied on every page, never as HTML."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import without_complaints
from browser.filled_groups import EVERYTHING, filled
from browser.handbook_site import PHONE, open_all
from browser.my_group import clipboard, copy, fill_in, message, my_group, opener

WELCOME = "/welcome/new-group-member.html"
GAME = "/activity/dice-guess.html"
NAMES = "Your name in the group"
NO_STORAGE = """
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("refused", "SecurityError"); } });
"""


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A phone whose browser grants the clipboard."""
    with browser.new_context(base_url=address, service_workers="block", viewport=PHONE, accept_downloads=True) as made:
        made.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        yield made


@pytest.fixture
def reader(phone: BrowserContext) -> Iterator[Page]:
    """A page on that phone that may not complain."""
    with without_complaints(phone) as page:
        yield page


def test_filled_in_once_it_stands_in_every_message_of_every_page_and_is_copied(page: Page) -> None:
    page.goto(GAME)
    expect(message(page, "run-sheet-rules")).to_contain_text(f"[{NAMES}]")
    expect(opener(page)).to_contain_text("My group")
    expect(page.get_by_role("button", name="My group", exact=True)).to_be_visible()
    box = opener(page).bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44

    fill_in(page, Name_in_this_list="Club B", **{NAMES: "Xiaowan", "Your deputy": "Lin"})

    expect(opener(page)).to_contain_text("Club B")
    expect(message(page, "run-sheet-rules")).to_contain_text("Xiaowan here with the die, Lin with the slip")
    page.goto(WELCOME)
    expect(message(page, "messages-auto-welcome")).to_contain_text("I'm Xiaowan, your")
    fill_in(page, **{"Group name": "Skin Diary"})
    page.locator("#messages-auto-welcome summary").click()
    copy(page, "messages-auto-welcome").click()
    expect(copy(page, "messages-auto-welcome")).to_have_text("Copied")
    # The token of WeCom goes along as it is: WeCom fills it in.
    assert clipboard(page).startswith("%NICKNAME%, welcome to Skin Diary! I'm Xiaowan, your make-up")
    assert page.locator(".sop-slot--token").first.text_content() == "%NICKNAME%"


def test_a_value_is_words_whatever_it_looks_like(reader: Page) -> None:
    reader.goto(GAME)
    open_all(reader)
    title = reader.title()
    for value in ("<img src=x onerror=\"document.title='hurt'\">", "$& and $1 and $`", "${operator.name} ${group.number}", "&lt;b&gt; \\n"):
        fill_in(reader, Name_in_this_list=value, **{NAMES: value, "Your deputy": "Lin"})

        expect(message(reader, "run-sheet-rules")).to_have_text(re.compile(re.escape(f"Good evening, {value} here with the die")))
        copy(reader, "run-sheet-rules").click()
        expect(copy(reader, "run-sheet-rules")).to_have_text("Copied")
        assert clipboard(reader).startswith(f"Good evening, {value} here with the die, Lin with")
        expect(copy(reader, "run-sheet-rules")).to_have_text("Copy")
    assert reader.locator("img[src=x]").count() == 0
    assert reader.title() == title


def test_empty_blanks_ask_before_copying_and_the_keyboard_is_enough(reader: Page) -> None:
    reader.goto(GAME)
    open_all(reader)
    copy(reader, "run-sheet-rules").focus()
    reader.keyboard.press("Enter")
    question = reader.get_by_role("dialog", name="2 blanks are still empty")
    expect(question.get_by_label(NAMES)).to_be_focused()
    expect(question.get_by_label(NAMES)).to_have_accessible_description("For example: Xiaowan")
    reader.keyboard.press("Escape")
    expect(question).to_have_count(0)
    expect(copy(reader, "run-sheet-rules")).to_have_text("Copy")

    copy(reader, "run-sheet-rules").click()
    question.get_by_role("button", name="Copy as it is").click()
    expect(copy(reader, "run-sheet-rules")).to_have_text("Copied")
    assert clipboard(reader).startswith(f"Good evening, [{NAMES}] here with the die, [Your deputy] with")

    copy(reader, "run-sheet-rules").click()
    question.get_by_role("button", name="Cancel").click()
    copy(reader, "run-sheet-rules").click()
    reader.keyboard.type("Xiaowan")
    reader.keyboard.press("Tab")
    reader.keyboard.type("Lin")
    reader.keyboard.press("Enter")
    expect(message(reader, "run-sheet-rules")).to_contain_text("Xiaowan here with the die, Lin with")
    assert clipboard(reader).startswith("Good evening, Xiaowan here with the die, Lin with")
    # Kept: nothing is asked any more.
    copy(reader, "run-sheet-rules").click()
    expect(reader.locator("dialog[open]")).to_have_count(0)


def test_a_members_name_is_used_once_and_never_kept(reader: Page) -> None:
    reader.add_init_script(filled(EVERYTHING))
    reader.goto(WELCOME)
    reader.locator("#messages-coupon summary").click()
    copy(reader, "messages-coupon").click()
    question = reader.get_by_role("dialog", name="1 blank is still empty")
    question.get_by_label("The member you are answering").fill("Auntie Wu")
    question.get_by_role("button", name="Fill in and copy").click()

    expect(copy(reader, "messages-coupon")).to_have_text("Copied")
    assert clipboard(reader).startswith("Hello Auntie Wu, 小婉 here.")
    expect(message(reader, "messages-coupon")).to_contain_text("Hello [The member you are answering], 小婉 here.")
    assert "Auntie Wu" not in str(reader.evaluate("JSON.stringify(localStorage)"))
    opener(reader).click()
    expect(my_group(reader).get_by_label("The member you are answering")).to_have_count(0)


def test_an_empty_blank_stands_out_not_by_colour_alone_and_a_tap_leads_to_its_field(reader: Page) -> None:
    reader.goto(GAME)
    open_all(reader)
    blank = message(reader, "run-sheet-rules").locator(".sop-slot").first
    style = "(e) => getComputedStyle(e).borderTopStyle"
    assert blank.text_content() == f"[{NAMES}]"
    assert blank.evaluate(style) == "dashed"
    blank.click()
    expect(my_group(reader).get_by_label(NAMES)).to_be_focused()
    reader.keyboard.type("Xiaowan")
    reader.keyboard.press("Escape")
    assert blank.text_content() == "Xiaowan"
    assert blank.evaluate(style) == "none"


def test_several_groups_side_by_side(reader: Page) -> None:
    reader.add_init_script(filled({"operator.name": "Xiaowan", "backup.name": "Lin"}, name="Club A"))
    reader.goto(GAME)
    opener(reader).click()
    panel = my_group(reader)
    panel.get_by_role("button", name="Add a group").click()
    panel.get_by_label("Name in this list").fill("Club B")
    panel.get_by_label(NAMES).fill("Mei")
    expect(message(reader, "run-sheet-rules")).to_contain_text("Mei here with the die, [Your deputy] with")

    panel.get_by_role("radio", name="Club A").check()
    expect(panel.get_by_label(NAMES)).to_have_value("Xiaowan")
    expect(message(reader, "run-sheet-rules")).to_contain_text("Xiaowan here with the die, Lin with")
    panel.get_by_label("Name in this list").fill("Club C")
    expect(panel.get_by_role("radio")).to_have_count(2)
    expect(panel.get_by_role("radio", name="Club C")).to_be_checked()

    panel.get_by_role("button", name="Delete this group").click()
    expect(panel.get_by_role("alert")).to_contain_text("Delete Club C and what is filled in for it?")
    panel.get_by_role("alert").get_by_role("button", name="Cancel").click()
    expect(panel.get_by_role("radio")).to_have_count(2)
    panel.get_by_role("button", name="Delete this group").click()
    panel.get_by_role("alert").get_by_role("button", name="Delete this group").click()
    expect(panel.get_by_role("radio", name="Club B")).to_be_checked()
    reader.reload()
    expect(opener(reader)).to_contain_text("Club B")
    expect(message(reader, "run-sheet-rules")).to_contain_text("Mei here with the die")


def test_among_fifty_groups_with_long_names_one_is_found_and_its_blanks_stay_in_sight(reader: Page) -> None:
    groups = [{"id": f"g{number}", "name": f"{number} {'群里的朋友' * 42}"[:210], "values": {}} for number in range(50)]
    reader.add_init_script(f"localStorage.setItem('sopbook:groups', {json.dumps(json.dumps({'groups': groups, 'current': 'g30'}))})")
    reader.goto(WELCOME)
    reader.locator(".sop-group").click()
    field, chosen = reader.get_by_label("Name in this list").bounding_box(), reader.locator(".sop-panel__group:has(:checked)")
    assert field
    assert field["y"] < 400
    expect(chosen).to_be_in_viewport()
    heights = reader.locator(".sop-panel__group > span").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().height)")
    assert (len(heights), max(heights)) == (50, 40)  # Two lines of 20 px.

    reader.get_by_label("Find a group").fill("17 ")
    shown = reader.locator(".sop-panel__group:visible")
    expect(shown).to_have_count(2)  # It, and the one that is chosen.
    shown.first.click()
    expect(chosen).to_contain_text("17 ")


def test_to_a_file_and_back_nothing_is_lost_and_nothing_overwritten_unasked(reader: Page, browser: Browser, address: str, tmp_path: Path) -> None:
    reader.add_init_script(filled({"operator.name": "Xiaowan", "backup.name": "Lin"}, name="Club A"))
    reader.goto(GAME)
    opener(reader).click()
    with reader.expect_download() as download:
        my_group(reader).get_by_role("button", name="Save to a file").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.suffix == ".json"

    # A colleague has a group of the same name, with another deputy and a group number.
    with browser.new_context(base_url=address, service_workers="block", viewport=PHONE) as context, without_complaints(context) as other:
        other.add_init_script(filled({"backup.name": "Tao", "group.number": "7"}, name="Club A").replace("g-test", "g-other"))
        other.goto(GAME)
        opener(other).click()
        panel = my_group(other)

        def bring() -> None:
            with other.expect_file_chooser() as chooser:
                panel.get_by_role("button", name="Read from a file").click()
            chooser.value.set_files(file)

        bring()
        expect(panel.get_by_role("alert")).to_contain_text("says something else for Your deputy in Club A: “Lin” instead of “Tao”")
        panel.get_by_role("alert").get_by_role("button", name="Keep mine").click()
        expect(panel.get_by_role("alert")).to_contain_text("1 group read.")
        expect(panel.get_by_label("Your deputy")).to_have_value("Tao")
        expect(panel.get_by_label(NAMES)).to_have_value("Xiaowan")
        expect(panel.get_by_label("Group number")).to_have_value("7")

        bring()
        panel.get_by_role("alert").get_by_role("button", name="Take the file's").click()
        expect(panel.get_by_label("Your deputy")).to_have_value("Lin")
        expect(panel.get_by_label("Group number")).to_have_value("7")
        expect(panel.get_by_role("radio")).to_have_count(1)


def test_a_wrong_file_gets_one_sentence_and_changes_nothing(reader: Page, tmp_path: Path) -> None:
    reader.add_init_script(filled({"operator.name": "Xiaowan"}))
    reader.goto(GAME)
    before = reader.evaluate("localStorage.getItem('sopbook:groups')")
    opener(reader).click()
    wrong_values = '{"sopbook": "groups", "version": 1, "groups": [{"values": {"a": 7}}]}'
    for place, content in enumerate(("{", "[]", wrong_values, '{"groups": []}', "null", "<svg onload=alert(1)>")):
        wrong = tmp_path / f"wrong-{place}.json"
        wrong.write_text(content, "utf-8")
        reader.locator("dialog input[type=file]").set_input_files(wrong)
        expect(my_group(reader).get_by_role("alert")).to_have_text(f"{wrong.name} holds no groups of this handbook. Nothing has changed.")
    assert json.loads(reader.evaluate("localStorage.getItem('sopbook:groups')"))["groups"] == json.loads(before)["groups"]


def test_another_tab_follows_and_so_does_another_language(browser: Browser, whole_address: str) -> None:
    with browser.new_context(base_url=whole_address, service_workers="block", viewport=PHONE) as context, without_complaints(context) as first, without_complaints(context) as second:
        first.goto("/hq/en/activity/dice-guess.html")
        second.goto("/hq/zh/activity/dice-guess.html")
        expect(message(second, "run-sheet-rules")).to_contain_text("我是[你在群里的称呼]，骰子")
        fill_in(first, **{NAMES: "小婉"})
        expect(message(second, "run-sheet-rules")).to_contain_text("我是小婉，骰子")


def test_without_storage_it_lasts_as_long_as_the_page_and_says_so(phone: BrowserContext) -> None:
    # The theme complains as well: it keeps light or dark.
    with without_complaints(phone, tolerated="refused") as page:
        page.add_init_script(NO_STORAGE)
        page.goto(GAME)
        opener(page).click()
        expect(my_group(page)).to_contain_text("This browser keeps nothing")
        my_group(page).get_by_label(NAMES).fill("Xiaowan")
        expect(message(page, "run-sheet-rules")).to_contain_text("Xiaowan here with the die")


def test_a_message_that_appears_later_is_filled_and_copied_too(reader: Page) -> None:
    reader.add_init_script(filled({"operator.name": "Xiaowan"}))
    reader.goto(GAME)
    reader.evaluate(
        """() => {
          const bubble = document.querySelector("#run-sheet-rules .sop-bubble").cloneNode(true);
          const later = document.createElement("div");
          later.id = "later";
          bubble.querySelector(".sop-slot").replaceWith(Object.assign(document.createElement("span"), { className: "sop-slot", textContent: "[name]" }));
          bubble.querySelector(".sop-slot").dataset.slot = "operator.name";
          bubble.querySelector("button").hidden = true;
          later.append(bubble);
          document.querySelector(".sop-page").prepend(later);
        }"""
    )
    expect(message(reader, "later")).to_contain_text("Good evening, Xiaowan here")
    expect(copy(reader, "later")).to_be_visible()


def test_it_works_from_disk(browser: Browser, site: Path) -> None:
    with browser.new_context(viewport=PHONE) as context, without_complaints(context) as page:
        page.goto((site / GAME[1:]).as_uri())
        fill_in(page, **{NAMES: "Xiaowan", "Your deputy": "Lin"})
        page.goto((site / WELCOME[1:]).as_uri())
        expect(message(page, "messages-auto-welcome")).to_contain_text("I'm Xiaowan, your")
        page.goto((site / GAME[1:]).as_uri())
        open_all(page)
        copy(page, "run-sheet-rules").click()
        expect(copy(page, "run-sheet-rules")).to_have_text(re.compile("Copied|Press and hold the marked text to copy it"))
