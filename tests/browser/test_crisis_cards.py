"""Crisis cards on a phone: the first message and the number of whoever is on duty, from anywhere and at once."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.handbook_site import PHONE, stand

ANYWHERE = ("index", "activity/dice-guess", "welcome/new-group-member", "monthly-plan/beauty-december-2026", "tags")
IN_THE_EVENING, AT_NIGHT = "2026-12-03T12:06:00Z", "2026-12-03T14:45:00Z"
"""20:06 and 22:45 in Shanghai: its own duty manager answers until 22:00, the region's until 22:30, headquarters' until 23:00."""
@pytest.fixture
def operator(browser: Browser, whole_address: str) -> Iterator[BrowserContext]:
    """An operator with a phone that grants the clipboard."""
    with browser.new_context(base_url=whole_address, viewport=PHONE, has_touch=True, service_workers="block") as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=whole_address)
        yield context


def _first_message(site: Path, edition: str, card: str) -> str:
    value = json.loads((site / edition / f"data/crisis/{card}.json").read_text("utf-8"))["value"]
    return next(str(step["say"]).strip() for step in value["first_minutes"]["do"] if "say" in step)


@pytest.mark.parametrize("edition", ["hq/zh", "shanghai/zh"])
@pytest.mark.parametrize("start", ANYWHERE)
def test_three_taps_from_any_page_copy_the_first_message(operator: BrowserContext, whole_site: Path, edition: str, start: str) -> None:
    page = operator.new_page()
    page.goto(f"/{edition}/{start}.html")
    stand(page)
    page.locator(".sop-dock").get_by_role("link", name="出事了").tap()
    page.locator(".sop-rows").get_by_role("link", name="群里有人发广告").tap()
    page.wait_for_url("**/crisis/adverts.html")
    stand(page)
    page.get_by_role("button", name="复制这段话").tap()

    expect(page.locator(".sop-bar__copy")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == _first_message(whole_site, edition, "adverts")


@pytest.mark.parametrize("where", [0, 0.5, 1])
def test_the_buttons_stay_at_every_place_of_the_page(operator: BrowserContext, where: float) -> None:
    page = operator.new_page()
    page.goto("/shanghai/zh/crisis/dead-group.html")
    stand(page)
    page.evaluate("(where) => scrollTo(0, where * document.documentElement.scrollHeight)", where)

    for button in page.locator(".sop-bar :is(button, a)").all():
        expect(button).to_be_in_viewport(ratio=1)
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44


@pytest.mark.parametrize(("moment", "numbers"), [
    (IN_THE_EVENING, ["分机6210", "分机6100", "分机6000"]), (AT_NIGHT, ["分机6000", "分机6210", "分机6100"]),
])
def test_whoever_answers_at_this_hour_comes_first(operator: BrowserContext, moment: str, numbers: list[str]) -> None:
    page = operator.new_page()
    page.clock.set_fixed_time(moment)
    page.goto("/shanghai/zh/crisis/adverts.html")
    stand(page)

    expect(page.locator("[data-sop-chain=duty-manager] small:not(div > small)").filter(has_text="分机")).to_have_text(numbers)
    expect(page.locator(".sop-bar .sop-call__button")).to_contain_text(numbers[0])
    expect(page.locator("[data-sop-chain=duty-manager] > .sop-off")).to_have_count(0 if moment == IN_THE_EVENING else 2)


def test_a_call_dials_the_switchboard_and_the_extension(operator: BrowserContext) -> None:
    page = operator.new_page()
    page.clock.set_fixed_time(IN_THE_EVENING)
    page.goto("/shanghai/zh/crisis/adverts.html")

    call = page.locator(".sop-bar").get_by_role("link", name="打电话给上海值班主管，分机6210")
    expect(call).to_have_attribute("href", "tel:+862100000000,6210")


def test_without_scripts_every_number_stands_with_its_hours(browser: Browser, whole_address: str) -> None:
    with browser.new_context(base_url=whole_address, viewport=PHONE, java_script_enabled=False) as context:
        page: Page = context.new_page()
        page.goto("/shanghai/zh/crisis/adverts.html")
        for row in ("上海值班主管 上海 10:00–22:00", "大区值班主管 09:30–22:30", "总部值班主管 09:00–23:00"):
            expect(page.locator("[data-sop-chain=duty-manager] li").filter(has_text=row)).to_be_visible()


def test_every_card_has_a_number_of_its_own_region(whole_site: Path) -> None:
    numbers = {"hq": "6000", "east": "6100", "shanghai": "6210", "south": "7100"}
    for data in sorted(whole_site.glob("*/*/data/crisis/*.json")):
        edition = data.parents[2]
        page = (edition / f"crisis/{data.stem}.html").read_text("utf-8")
        bar = page[page.index('class="sop-bar"'):]
        assert f"{numbers[edition.parent.name]}</small>" in bar, data


def test_a_later_step_opens_in_place_and_a_link_opens_it(operator: BrowserContext) -> None:
    page = operator.new_page()
    page.goto("/hq/zh/crisis/adverts.html")
    stand(page)
    message = page.locator("#steps-remind-member [data-sop-message]")
    expect(message).to_be_hidden()
    page.locator("#steps-remind-member > details > summary").tap()
    expect(message).to_be_visible()

    page.goto("/hq/zh/crisis/adverts.html#case")
    stand(page)
    expect(page.locator("#case")).to_be_in_viewport()
