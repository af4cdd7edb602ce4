"""What folds, what goes on, what is kept: the parts of a page at work. test_every_page.py measures them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import without_complaints
from browser.handbook_site import LAPTOP, PHONE, stand


@pytest.fixture
def phone(browser: Browser, whole_address: str) -> Iterator[Page]:
    """A reader with a phone, of any edition."""
    with browser.new_context(
        base_url=whole_address, viewport=PHONE, color_scheme="light", reduced_motion="reduce", service_workers="block"
    ) as context, without_complaints(context) as page:
        yield page


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
    assert "%NICKNAME%" not in str(phone.locator(".sop-next [data-sop-message]").text_content())  # Nobody pastes what WeCom itself sends.
    phone.goto("/hq/en/activity/red-packet-hour.html")
    stand(phone)
    card = phone.locator(".sop-next")
    first = card.locator("[data-sop-message]").text_content()
    id_of_first = str(card.locator(".sop-next__more a").first.get_attribute("href"))
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
