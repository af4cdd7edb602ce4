"""A page begins with what to do: measured on a phone, in one load of a page of every kind in every edition."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import without_complaints
from browser.handbook_site import LAPTOP, PHONE, stand

KINDS = ("activity", "monthly-plan", "positioning", "welcome")
"""A crisis card has buttons of its own at the bottom of the screen; test_crisis_cards.py is about them."""
LOWEST_COPY, HEIGHTS_AT_TOP, HEIGHTS_SCROLLED, FINGER = 660, 150, 102, 44
SCREENS = {"monthly-plan": 8, "positioning": 8, "welcome": 5}
"""How long a page is at most with its folds closed, in screens of a phone. The longest of a kind counts."""

MEASURE = """() => {
  const seen = (one) => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  const height = (selector) => all(selector).reduce((sum, one) => sum + one.getBoundingClientRect().height, 0);
  const copy = all("[data-sop-copy]")[0];
  const around = (one, side) => Math.min(0, parseFloat(getComputedStyle(one, "::after")[side]) || 0);
  const small = all("button, summary, .sop-tick, :is(.sop-dock, .sop-tabs, .sop-rows, .sop-links, .sop-crumb, .sop-status, .sop-next__more) a").filter((one) => {
    const box = one.getBoundingClientRect();
    const tall = box.height - (one.matches(".sop-pill, .sop-mark") ? around(one, "top") + around(one, "bottom") : 0);
    const broad = box.width - (one.matches(".sop-mark") ? around(one, "left") + around(one, "right") : 0);
    return tall < 43.5 || (broad < 43.5 && !one.matches(".sop-mark"));
  });
  const names = [...document.querySelectorAll("[data-sop-copy], .sop-tick input")].filter((one) => !one.closest("[hidden]:not([data-sop-copy])")).map((one) => one.getAttribute("aria-label"));
  return {
    copy: copy ? copy.getBoundingClientRect().bottom + scrollY : null,
    fixed: height(".sop-header") + height(".sop-tabs") + height(".sop-dock"),
    stays: height(".sop-tabs") + height(".sop-dock"),
    screens: document.documentElement.scrollHeight / innerHeight,
    small: small.map((one) => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 30)}`),
    unnamed: names.filter((one) => !one).length,
    twice: names.filter((one, place) => one && names.indexOf(one) !== place),
    sideways: document.documentElement.scrollWidth > innerWidth,
  };
}"""
SCROLL = """async () => {
  const bad = [];
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight * 0.9) {
    scrollTo(0, y);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30))));
    const bar = document.querySelector(".sop-tabs").getBoundingClientRect();
    const current = document.querySelectorAll(".sop-tabs [aria-current]");
    if (bar.bottom <= 0 || bar.top >= innerHeight || current.length !== 1) bad.push([y, bar.top, current.length]);
  }
  return bad;
}"""


def _editions(site: Path) -> list[str]:
    return sorted(one.relative_to(site).as_posix() for one in site.glob("*/*") if (one / "index.html").is_file())


def _pages(site: Path, kind: str) -> list[str]:
    """Return the pages of a kind in all editions."""
    files = [file for file in site.glob(f"*/*/{kind}/*.html") if not file.name.startswith(("index", "by-"))]
    return sorted(file.relative_to(site).as_posix() for file in files)


@pytest.fixture
def phone(browser: Browser, whole_address: str) -> Iterator[Page]:
    """A reader with a phone, of any edition."""
    with browser.new_context(
        base_url=whole_address, viewport=PHONE, color_scheme="light", reduced_motion="reduce", service_workers="block"
    ) as context, without_complaints(context) as page:
        yield page


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_its_first_message_on_the_first_screen_and_its_tabs_at_hand(phone: Page, whole_site: Path, kind: str) -> None:
    pages = _pages(whole_site, kind)
    assert {path.rsplit("/", 2)[0] for path in pages} == set(_editions(whole_site))
    wrong: list[tuple[str, str, Any]] = []
    for path in pages:
        phone.goto(f"/{path}")
        stand(phone)
        found = phone.evaluate(MEASURE)
        wrong += [(path, "the first copy button", found["copy"])] if not found["copy"] or found["copy"] > LOWEST_COPY else []
        wrong += [(path, "what stands on the page", found["fixed"])] if found["fixed"] > HEIGHTS_AT_TOP else []
        wrong += [(path, "what stays on the page", found["stays"])] if found["stays"] > HEIGHTS_SCROLLED else []
        wrong += [(path, "screens", found["screens"])] if found["screens"] > SCREENS.get(kind, found["screens"]) else []
        wrong += [(path, what, found[what]) for what in ("small", "unnamed", "twice", "sideways") if found[what]]
    for path in {path.rsplit("/", 2)[0]: path for path in pages}.values():
        phone.goto(f"/{path}")
        stand(phone)
        wrong += [(path, "tabs", one) for one in phone.evaluate(SCROLL)]
    assert wrong == []


DEAD = """() => [...document.querySelectorAll(".sop-rows > li")].filter((row) => {
  const box = row.getBoundingClientRect();
  row.scrollIntoView({ block: "center" });
  const now = row.getBoundingClientRect();
  return [[0.02, 0.1], [0.5, 0.5], [0.97, 0.9]].some(([x, y]) =>
    document.elementFromPoint(now.left + x * now.width, now.top + y * now.height)?.closest("a") !== row.querySelector("a"));
}).map((row) => row.textContent.trim().slice(0, 40))"""


def test_rows_are_links_as_a_whole_and_an_index_is_short(phone: Page, whole_site: Path) -> None:
    wrong: list[Any] = []
    for edition in _editions(whole_site):
        for path in ("index.html", *(f"{kind}/index.html" for kind in (*KINDS, "crisis"))):
            phone.goto(f"/{edition}/{path}")
            stand(phone)
            wrong += [(edition, path, one) for one in phone.evaluate(DEAD)]
            found = phone.evaluate(MEASURE)
            wrong += [(edition, path, one) for one in found["small"]]
            rows = phone.locator(".sop-rows > li").count()
            if path == "crisis/index.html" and found["screens"] > rows / 7 + 0.5:
                wrong.append((edition, path, found["screens"], rows))
    assert wrong == []


def test_the_background_is_folded_and_opens_for_a_link_into_it_for_paper_and_for_all_at_once(phone: Page) -> None:
    page = "/hq/en/activity/dice-guess.html"
    phone.goto(page)
    stand(phone)
    expect(phone.locator("#metrics")).to_be_hidden()
    expect(phone.locator(".sop-background > summary")).to_contain_text("Rules · Who does what")
    phone.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(phone.locator("#metrics")).to_be_visible()
    phone.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(phone.locator("#metrics")).to_be_hidden()
    phone.goto(f"{page}#metrics")
    expect(phone.locator("#metrics")).to_be_in_viewport()

    phone.goto("/hq/en/index.html")
    phone.goto(page)
    stand(phone)
    phone.locator(".sop-header__menu").click()
    phone.locator(".sop-nav__more > summary").click()
    phone.get_by_role("button", name="Open all folds").click()
    assert phone.locator(".sop-main details:not([open])").count() == 0


def test_the_first_card_goes_on_with_what_nobody_has_ticked(phone: Page) -> None:
    phone.goto("/hq/en/welcome/new-group-member.html")
    stand(phone)
    card = phone.locator(".sop-next")
    first = card.locator("[data-sop-message]").text_content()
    assert "%NICKNAME%" not in str(first)
    id_of_first = str(card.locator(".sop-next__more a").get_attribute("href"))
    phone.locator(f"{id_of_first} .sop-tick input").check()
    expect(card.locator("[data-sop-message]")).not_to_have_text(str(first))
    phone.locator(f"{id_of_first} .sop-tick input").uncheck()
    expect(card.locator("[data-sop-message]")).to_have_text(str(first))


def test_few_stops_lead_to_the_text_on_a_laptop(phone: Page) -> None:
    phone.set_viewport_size(LAPTOP)
    for path in ("welcome/new-group-member", "crisis/price-increase", "activity/dice-guess"):
        phone.goto(f"/hq/en/{path}.html")
        stand(phone)
    stops: list[str] = []
    while len(stops) < 30:
        phone.keyboard.press("Tab")
        inside = phone.evaluate("document.activeElement.closest('.sop-main') ? '' : document.activeElement.closest('.sop-nav') ? 'beside' : 'above'")
        if not inside:
            break
        stops.append(inside)
    assert len(stops) <= 14
    assert stops.count("beside") <= 10
    assert phone.locator("[data-sop-seen] a").all_text_contents() == ["Members feel cheated by a price increase", "New group member, from the first second to day 30"]


REFUSED = {
    "blocked": "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })",
    "full": "Storage.prototype.setItem = () => { throw new DOMException('no room', 'QuotaExceededError'); }",
}


@pytest.mark.parametrize("how", list(REFUSED))
def test_a_browser_that_keeps_nothing_is_told_of_once_and_all_works_for_the_visit(phone: Page, how: str) -> None:
    phone.add_init_script(REFUSED[how])
    phone.goto("/hq/en/activity/dice-guess.html")
    stand(phone)
    expect(phone.locator(".sop-unsaved")).to_have_count(1, timeout=1000)
    expect(phone.locator(".sop-unsaved")).to_contain_text("keeps nothing")
    box = phone.locator(".sop-check .sop-tick input").first
    box.check()
    expect(box).to_be_checked()
    expect(phone.locator(".sop-unsaved")).to_have_count(1)
    phone.locator(".sop-unsaved button").click()
    expect(phone.locator(".sop-unsaved")).to_have_count(0)
