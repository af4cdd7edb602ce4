"""With `frame: theme` the theme stands around all pages, and works with our script in place of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import reader_with_a_phone
from browser.handbook_site import LAPTOP, PHONE, open_all, served, stand
from browser.test_access import AXE, axe
from browser.test_find_and_read import WIDER_THAN_THE_WINDOW
from end_to_end.running import copy_of_our_workspace, process

SHEET = "/activity/dice-guess.html"
GROUND = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(30, 33, 41)"


@pytest.fixture(scope="module")
def themed(tmp_path_factory: pytest.TempPathFactory, whole_site: Path) -> Iterator[str]:
    """The address of headquarters' English edition, built with `frame: theme`."""
    root = copy_of_our_workspace(tmp_path_factory.mktemp("themed") / "workspace", sheets=whole_site.is_dir())
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("      branch: hq\n", "      branch: hq\n      frame: theme\n"), "utf-8")
    site = root / "site"
    run = process("build", "-C", root, "--to", site, "--edition", "hq/en")
    assert run.returncode == 0, run.stderr
    with served(site / "hq" / "en") as where:
        yield where


@pytest.fixture
def phone(browser: Browser, themed: str) -> Iterator[Page]:
    """A reader with a phone and a light system, whose pages stand when a test begins."""
    with reader_with_a_phone(browser, themed) as page:
        yield page


@pytest.fixture
def laptop(phone: Page) -> Page:
    """The same with a laptop."""
    phone.set_viewport_size(LAPTOP)
    return phone


def _open(page: Page, path: str = SHEET) -> None:
    page.goto(path)
    stand(page)


def _ground(page: Page, colour: str) -> None:
    page.wait_for_function(f"(wanted) => {GROUND} === wanted", arg=colour)


def test_pages_follow_the_system_until_somebody_chooses(laptop: Page) -> None:
    _open(laptop)
    _ground(laptop, LIGHT)
    laptop.emulate_media(color_scheme="dark")
    _ground(laptop, DARK)
    _open(laptop, "/index.html")
    _ground(laptop, DARK)

    laptop.get_by_title("Switch to light").click()
    _ground(laptop, LIGHT)
    _open(laptop)
    _ground(laptop, LIGHT)
    laptop.emulate_media(color_scheme="light")
    laptop.emulate_media(color_scheme="dark")
    assert laptop.evaluate(GROUND) == LIGHT


def test_a_page_is_dark_before_its_scripts_run_once_the_reader_has_seen_one(laptop: Page) -> None:
    laptop.emulate_media(color_scheme="dark")
    _open(laptop)
    laptop.route("**/sopbook.js", lambda route: route.abort())
    laptop.goto("/index.html")
    assert laptop.evaluate(GROUND) == DARK


def test_colours_are_chosen_by_keyboard(laptop: Page) -> None:
    _open(laptop)
    laptop.locator("#__palette_0").focus()
    laptop.keyboard.press("Enter")
    _ground(laptop, DARK)
    expect(laptop.locator("#__palette_1")).to_be_focused()
    laptop.keyboard.press("Enter")
    _ground(laptop, LIGHT)


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(phone: Page) -> None:
    _open(phone)
    menu = phone.get_by_role("button", name="Menu")
    inside = phone.locator(".md-sidebar--primary")
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
    phone.locator(".md-sidebar--primary label.md-nav__link[for=__toc]").click()
    phone.locator(".md-sidebar--primary a[href='#rewards']").click()
    expect(phone.locator(".md-sidebar--primary")).to_be_hidden()
    expect(phone).to_have_url(f"{phone.url.split('#')[0]}#rewards")


def test_parts_of_the_navigation_open_by_keyboard(laptop: Page) -> None:
    _open(laptop)
    label = laptop.locator(".md-sidebar--primary label[tabindex]:visible").first
    box = laptop.locator(f"#{label.get_attribute('for')}")
    before = box.is_checked()
    label.focus()
    laptop.keyboard.press("Enter")
    assert box.is_checked() != before
    laptop.keyboard.press("Space")
    assert box.is_checked() == before


def test_the_contents_say_where_the_reader_is(laptop: Page) -> None:
    _open(laptop)
    laptop.locator("#run-sheet").evaluate("(one) => one.scrollIntoView()")
    current = laptop.locator(".md-sidebar--secondary [aria-current=location]")
    expect(current).to_have_attribute("href", "#run-sheet")
    laptop.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(current).to_have_attribute("href", "#about")
    expect(current).to_be_in_viewport()
    laptop.evaluate("scrollTo(0, 0)")
    expect(current).to_have_count(0)


def test_columns_beside_a_long_page_stay_on_view(laptop: Page) -> None:
    _open(laptop)
    laptop.locator("#rewards").evaluate("(one) => one.scrollIntoView()")
    for column in (".md-sidebar--primary", ".md-sidebar--secondary"):
        top, bottom = laptop.locator(f"{column} .md-sidebar__scrollwrap").evaluate("(one) => [one.getBoundingClientRect().top, one.getBoundingClientRect().bottom]")
        assert 0 < top < 100
        assert bottom <= LAPTOP["height"]


def test_the_header_names_the_page_once_its_heading_is_gone(phone: Page) -> None:
    _open(phone)
    name = phone.locator("[data-md-component=header-title]")
    expect(name).not_to_have_class("md-header__title--active")
    phone.locator("#rewards").evaluate("(one) => one.scrollIntoView()")
    expect(name).to_contain_class("md-header__title--active")
    phone.evaluate("scrollTo(0, 0)")
    expect(name).not_to_contain_class("md-header__title--active")


def test_the_way_back_to_the_top_shows_for_who_scrolls_up(phone: Page) -> None:
    _open(phone)
    back = phone.locator(".md-top")
    phone.mouse.wheel(0, 3000)
    phone.wait_for_function("scrollY > 1500")
    expect(back).to_have_attribute("hidden", "")
    phone.mouse.wheel(0, -200)
    expect(back).not_to_have_attribute("hidden", "")
    back.click()
    phone.wait_for_function("scrollY === 0")
    expect(back).to_have_attribute("hidden", "")


def test_no_page_asks_for_the_script_of_the_theme(laptop: Page) -> None:
    asked: list[str] = []
    laptop.on("request", lambda one: asked.append(one.url))
    _open(laptop)
    assert [url for url in asked if "/javascripts/" in url] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_as_readable_inside_of_the_theme(phone: Page, scheme: Literal["light", "dark"]) -> None:
    phone.emulate_media(color_scheme=scheme)
    found = []
    for path in (SHEET, "/crisis/price-increase.html", "/all.html", "/index.html", "/activity/index.html"):
        phone.set_viewport_size(PHONE)
        _open(phone, path)
        phone.evaluate(AXE)
        open_all(phone)
        for size in (PHONE, LAPTOP):
            phone.set_viewport_size(size)
            found += [(path, size["width"], one) for one in axe(phone)]
            wide = phone.evaluate(WIDER_THAN_THE_WINDOW)
            found += [(path, size["width"], wide)] if wide["scrolls"] or wide["cut"] else []
    assert found == []


def test_the_switcher_stands_above_the_page_inside_of_the_theme(laptop: Page) -> None:
    _open(laptop)
    switcher = laptop.locator(".md-content .sop-switch")
    switcher.locator("summary").click()
    expect(switcher.get_by_role("link", name="中文")).to_have_attribute("href", "../../zh/activity/dice-guess.html")
