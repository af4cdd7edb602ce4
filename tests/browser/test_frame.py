"""Our own frame: what stands around a page of the handbook works with scripts and without, on a phone, by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import reader_with_a_phone
from browser.handbook_site import LAPTOP, PHONE, REPOSITORY, stand

SHEET = "/activity/dice-guess.html"
KINDS = {
    "crisis": "Something went wrong", "moderation": "House rules", "positioning": "Groups", "welcome": "Welcome", "follow-up": "Follow-up", "activity": "Activities",
    "journey": "Journeys", "content": "Content", "merchandise": "Prices", "task": "Tasks", "audience": "Segments and tags", "monthly-plan": "Months",
    "roadmap": "Roadmaps", "review": "Reviews", "research": "Research", "onboarding": "Onboarding", "guide": "Guides", "compliance": "Red lines", "team": "Teams",
    "touchpoint": "Touchpoints", "metric": "Metrics",
}
"""The kinds that headquarters uses, in the order of their kind.yaml, and what the menu calls them."""
GROUND = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(244, 246, 245)", "rgb(15, 21, 20)"


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """A reader with a phone and a light system, whose pages stand when a test begins."""
    with reader_with_a_phone(browser, address) as page:
        yield page


@pytest.fixture
def laptop(phone: Page) -> Page:
    """The same with a laptop."""
    phone.set_viewport_size(LAPTOP)
    return phone


def _open(page: Page, path: str = SHEET) -> None:
    page.goto(path)
    stand(page)


def _more(page: Page) -> None:
    """Open what the menu folds: the pages beside, tags and guides, the colours."""
    page.locator(".sop-nav__more > summary").click()


def _ground(page: Page, colour: str) -> None:
    page.wait_for_function(f"(wanted) => {GROUND} === wanted", arg=colour)


def test_pages_follow_the_system_until_somebody_chooses(laptop: Page) -> None:
    _open(laptop)
    _ground(laptop, LIGHT)
    laptop.emulate_media(color_scheme="dark")
    _ground(laptop, DARK)
    _open(laptop, "/index.html")
    _ground(laptop, DARK)

    _more(laptop)
    laptop.get_by_role("radio", name="Light").check()
    _ground(laptop, LIGHT)
    _open(laptop)
    _ground(laptop, LIGHT)
    laptop.emulate_media(color_scheme="light")
    laptop.emulate_media(color_scheme="dark")
    assert laptop.evaluate(GROUND) == LIGHT
    _more(laptop)
    laptop.get_by_role("radio", name="System").check()
    _ground(laptop, DARK)


def test_a_page_has_its_colours_before_its_scripts_run(laptop: Page) -> None:
    _open(laptop)
    _more(laptop)
    laptop.get_by_role("radio", name="Dark").check()
    laptop.route("**/sopbook.js", lambda route: route.abort())
    laptop.goto("/index.html")
    assert laptop.evaluate(GROUND) == DARK


def test_colours_are_chosen_by_keyboard(laptop: Page) -> None:
    _open(laptop)
    _more(laptop)
    laptop.get_by_role("radio", name="System").focus()
    laptop.keyboard.press("ArrowLeft")
    _ground(laptop, DARK)
    laptop.keyboard.press("ArrowLeft")
    _ground(laptop, LIGHT)


def test_a_page_by_hand_has_the_colours_that_were_chosen_in_the_handbook_and_the_other_way_round(laptop: Page) -> None:
    _open(laptop)
    _more(laptop)
    laptop.get_by_role("radio", name="Dark").check()
    _open(laptop, "/authors/branches.html")
    _ground(laptop, "rgb(30, 33, 41)")
    laptop.get_by_title("Switch to light").click()
    _open(laptop)
    _ground(laptop, LIGHT)
    _more(laptop)
    expect(laptop.get_by_role("radio", name="Light")).to_be_checked()


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(phone: Page) -> None:
    _open(phone)
    menu = phone.get_by_role("button", name="Menu")
    inside = phone.locator(".sop-nav")
    expect(inside).to_be_hidden()
    assert menu.get_attribute("aria-expanded") == "false"
    menu.focus()
    phone.keyboard.press("Enter")
    expect(inside).to_be_visible()
    assert menu.get_attribute("aria-expanded") == "true"
    phone.keyboard.press("Escape")
    expect(inside).to_be_hidden()
    expect(menu).to_be_focused()


def test_a_link_into_the_page_closes_the_menu(phone: Page) -> None:
    _open(phone)
    phone.get_by_role("button", name="Menu").click()
    phone.locator(".sop-nav").evaluate("(one) => one.insertAdjacentHTML('beforeend', '<a href=\"#rewards\">Rewards</a>')")
    phone.locator(".sop-nav").get_by_role("link", name="Rewards").click()
    expect(phone.locator(".sop-nav")).to_be_hidden()
    expect(phone).to_have_url(f"{phone.url.split('#')[0]}#rewards")


def test_a_tap_beside_the_menu_closes_it(phone: Page) -> None:
    _open(phone)
    phone.get_by_role("button", name="Menu").click()
    phone.mouse.click(PHONE["width"] - 10, PHONE["height"] - 100)
    expect(phone.locator(".sop-nav")).to_be_hidden()


def test_a_closed_menu_is_not_on_the_way_of_the_keyboard(phone: Page) -> None:
    _open(phone)
    phone.locator("#sop-main").focus()
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.closest('main') !== null")
    phone.keyboard.press("Shift+Tab")
    phone.keyboard.press("Shift+Tab")
    assert phone.evaluate("document.activeElement.closest('header') !== null")


def test_the_menu_leads_to_today_what_cannot_wait_the_kinds_and_the_pages_beside(laptop: Page) -> None:
    _open(laptop)
    menu = laptop.get_by_role("navigation", name="Handbook")
    top = [" ".join(text.split()) for text in menu.locator(":scope > ul > li > a").all_inner_texts()]
    counted = {kind: len([file for file in (REPOSITORY / "playbooks/hq" / kind).glob("*.yaml") if not file.name.endswith(".zh.yaml")]) for kind in KINDS}
    kinds = [f"{title} {counted[kind]}" for kind, title in KINDS.items()]
    assert top == ["Today", kinds[0], "All", *kinds[1:5]]
    _more(laptop)
    more = [" ".join(text.split()) for text in menu.locator(".sop-nav__more > ul > li > a").all_inner_texts()]
    assert more == [
        *kinds[5:], "Tags", "Glossary", "Calendar: Columns and week of a beauty group", "Calendar: Beauty prices, December 2026",
        "Calendar: Beauty groups, December 2026: from Double Twelve to the year's end", "Calendar: Riverside Branch, December 2026: cards that sleep are used again",
        "Without a network", "For authors",
    ]
    beside = menu.locator(".sop-nav__entries a")
    expect(beside).to_have_count(counted["activity"])
    expect(menu.locator("[aria-current=page]")).to_have_text("Guess the dice")
    menu.get_by_role("link", name="Red-packet hour").click()
    expect(laptop.locator("h1")).to_have_text("Red-packet hour")


def test_the_menu_opens_and_closes_without_a_script(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, viewport=PHONE, java_script_enabled=False, service_workers="block") as context:
        page = context.new_page()
        page.goto(SHEET)
        expect(page.locator(".sop-nav")).to_be_hidden()
        page.get_by_role("link", name="Menu").press("Enter")
        expect(page.locator(".sop-nav")).to_be_visible()
        page.locator(".sop-nav").get_by_role("link", name="Close").click()
        expect(page.locator(".sop-nav")).to_be_hidden()
        page.get_by_role("link", name="Menu").click()
        _more(page)
        page.locator(".sop-nav").get_by_role("link", name="Red-packet hour").click()
        expect(page.locator("h1")).to_have_text("Red-packet hour")


def test_the_switcher_folds_when_a_reader_turns_to_something_else(phone: Page, whole_address: str) -> None:
    _open(phone, f"{whole_address}/hq/en{SHEET}")
    switcher = phone.locator(".sop-header .sop-switch")
    switcher.locator("summary").click()
    expect(switcher).to_have_attribute("open", "")
    phone.keyboard.press("Escape")
    expect(switcher).not_to_have_attribute("open", "")
    expect(switcher.locator("summary")).to_be_focused()
    switcher.locator("summary").click()
    phone.mouse.click(PHONE["width"] / 2, PHONE["height"] - 20)
    expect(switcher).not_to_have_attribute("open", "")


def test_the_tabs_say_where_the_reader_is(laptop: Page) -> None:
    _open(laptop)
    current = laptop.locator(".sop-tabs [aria-current=location]")
    expect(current).to_have_text("Next")
    laptop.locator("#run-sheet").evaluate("(one) => one.scrollIntoView()")
    expect(current).to_have_text("Run")
    laptop.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(current).to_have_text("Background")
    expect(current).to_be_in_viewport()
    laptop.evaluate("scrollTo(0, 0)")
    expect(current).to_have_text("Next")


def test_columns_beside_a_long_page_stay_on_view(laptop: Page) -> None:
    _open(laptop)
    laptop.locator("#rewards").evaluate("(one) => one.scrollIntoView()")
    for column in (".sop-nav", ".sop-next"):
        top, bottom = laptop.locator(column).evaluate("(one) => [one.getBoundingClientRect().top, one.getBoundingClientRect().bottom]")
        assert 48 <= top < 100
        assert bottom <= LAPTOP["height"]
    expect(laptop.locator(".sop-next [data-sop-copy]")).to_be_in_viewport()


def test_the_way_back_to_the_top_shows_for_who_scrolls_up(phone: Page) -> None:
    _open(phone)
    back = phone.locator(".sop-top-button")
    phone.mouse.wheel(0, 3000)
    phone.wait_for_function("scrollY > 1500")
    expect(back).to_have_attribute("hidden", "")
    phone.mouse.wheel(0, -200)
    expect(back).not_to_have_attribute("hidden", "")
    back.click()
    phone.wait_for_function("scrollY === 0")
    expect(back).to_have_attribute("hidden", "")


def test_what_is_wider_than_a_phone_scrolls_by_keyboard(phone: Page) -> None:
    _open(phone, "/authors/branches.html")
    wide = phone.locator("pre > code[tabindex='0']").first
    wide.focus()
    phone.keyboard.press("ArrowRight")
    phone.wait_for_function("document.activeElement.scrollLeft > 0")


def test_a_link_into_a_part_that_is_folded_away_opens_it(phone: Page) -> None:
    _open(phone, "/crisis/price-increase.html")
    phone.evaluate("document.querySelector('.sop-line > details').id = 'picture'")
    phone.evaluate("location.hash = 'picture'")
    expect(phone.locator("#picture")).to_have_attribute("open", "")


def test_what_printing_unfolds_is_folded_again(laptop: Page) -> None:
    _open(laptop)
    before = laptop.locator("details[open]").count()
    laptop.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert laptop.locator("details[open]").count() > before
    laptop.evaluate("dispatchEvent(new Event('afterprint'))")
    assert laptop.locator("details[open]").count() == before


def test_an_address_that_leads_nowhere_does_no_harm(laptop: Page) -> None:
    errors: list[str] = []
    laptop.on("pageerror", lambda error: errors.append(str(error)))
    _open(laptop, f"{SHEET}#100%")
    assert errors == []


def test_the_hidden_way_back_is_not_on_the_way_of_the_keyboard(laptop: Page) -> None:
    _open(laptop)
    expect(laptop.locator(".sop-top-button")).to_be_hidden()


def test_who_reloads_stays_where_they_were(phone: Page) -> None:
    _open(phone, "/crisis/cold-service.html")
    phone.locator("#do-nots").evaluate("(one) => one.scrollIntoView()")
    where = phone.evaluate("scrollY")
    assert where > 500
    phone.reload()
    stand(phone)
    phone.wait_for_function("(where) => Math.abs(scrollY - where) < 3", arg=where)


@pytest.mark.parametrize("anchor", ["run-sheet", "rewards"])
def test_a_link_into_a_page_leads_to_the_place_below_the_header(phone: Page, anchor: str) -> None:
    _open(phone, f"{SHEET}#{anchor}")
    top = phone.locator(f"#{anchor}").evaluate("(one) => one.getBoundingClientRect().top")
    assert 48 <= top < 130


def test_no_page_asks_for_anything_of_the_theme(laptop: Page) -> None:
    asked: list[str] = []
    laptop.on("request", lambda one: asked.append(one.url))
    _open(laptop)
    laptop.wait_for_load_state("networkidle")
    assert sorted(url.rpartition("/")[2] for url in asked if url.endswith((".css", ".js"))) == ["colours.js", "frame.css", "sopbook.css", "sopbook.js"]


def test_a_page_by_hand_does_without_the_script_of_the_theme(laptop: Page) -> None:
    asked: list[str] = []
    laptop.on("request", lambda one: asked.append(one.url))
    _open(laptop, "/authors/branches.html")
    assert [url for url in asked if "/javascripts/" in url] == []
