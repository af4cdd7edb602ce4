"""The list of people on Today: whom to send what, by days of their own, kept in the browser."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import without_complaints
from browser.handbook_site import PHONE
from browser.today_page import at, stands

TODAY = "/hq/zh/index.html"
EVENING = "2026-12-30T20:06"
SCRIPT = "new-group-member"
BY_ITSELF = ("group-welcome", "contact-welcome", "keyword-reply")
MANY = ("group-hand", "mass-group", "mass-contact", "announcement", "moments-own", "moments-company", "oa-mass")


@pytest.fixture
def phone(browser: Browser, whole_address: str) -> Iterator[BrowserContext]:
    """An operator with a phone that grants the clipboard."""
    with browser.new_context(base_url=whole_address, viewport=PHONE, has_touch=True, service_workers="block", timezone_id="Asia/Shanghai") as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=whole_address)
        yield context


@pytest.fixture
def page(phone: BrowserContext) -> Iterator[Page]:
    with without_complaints(phone) as made:
        at(made, EVENING, TODAY)
        stands(made)
        yield made


def add(page: Page, name: str, day: str) -> None:
    """Put somebody on the list whose form is open."""
    page.get_by_label("怎么称呼").fill(name)
    page.get_by_label("第1天是哪天").fill(day)
    page.get_by_label("用哪套话术").select_option(f"welcome/{SCRIPT}")
    page.get_by_role("button", name="加进名单").tap()


def rows(page: Page) -> list[tuple[str, str]]:
    """Return the first two words of every line of the list: who, and on which day."""
    stands(page)
    return [(one.locator("strong").inner_text(), " ".join(one.locator("small").all_inner_texts())) for one in page.locator(".sop-person summary").all()]


def messages(site: Path) -> list[dict[str, Any]]:
    """Return the messages of the welcome that somebody has to send."""
    value = json.loads((site / f"hq/zh/data/welcome/{SCRIPT}.json").read_text("utf-8"))["value"]
    return [one for one in value["messages"] if one["send"]["mode"] not in BY_ITSELF]


def test_exactly_what_is_due_for_each_stands_there_and_nobody_needs_more_than_two_taps_and_a_name(page: Page, whole_site: Path) -> None:
    page.get_by_text("加一个人").tap()
    expect(page.get_by_label("怎么称呼")).to_be_focused()
    expect(page.get_by_label("第1天是哪天")).to_have_value("2026-12-30")
    starts = {"小林": ("2026-12-30", 1), "阿May": ("2026-12-29", 2), "老周": ("2026-12-26", 5), "安安": ("2026-12-19", 12), "Kiki": ("2026-12-01", 30)}
    for name, (day, _) in starts.items():
        add(page, name, day)

    due = [(name, one) for name, (_, number) in starts.items() for one in messages(whole_site) if one.get("day", 1) == number]
    assert len(due) >= 6
    wanted = sorted(("群里发" if one["send"]["mode"] in MANY else name, f"第{starts[name][1]}天") for name, one in due)
    assert sorted(rows(page)) == wanted
    page.reload()
    stands(page)
    assert sorted(rows(page)) == wanted


def test_a_message_has_the_name_in_it_and_is_noted_as_sent_or_passed_over_and_back(page: Page) -> None:
    page.get_by_text("加一个人").tap()
    add(page, "小林", "2026-12-30")
    first = page.locator(".sop-person", has=page.locator("strong", has_text="小林")).first
    first.locator("summary").tap()
    expect(first.get_by_text("发送条件：")).to_be_visible()
    first.get_by_role("button", name="复制").tap()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("小林")
    assert "[" not in copied
    assert copied == first.locator("[data-sop-message]").inner_text()
    before = rows(page)
    first.get_by_role("button", name="已发").tap()
    assert len(rows(page)) == len(before) - 1
    page.get_by_role("button", name="撤销").tap()
    assert rows(page) == before
    page.locator(".sop-person").first.get_by_role("button", name="跳过").tap()
    page.reload()
    stands(page)
    assert len(rows(page)) == len(before) - 1


def test_what_goes_into_the_group_goes_out_once_for_all_whose_day_it_is(page: Page) -> None:
    page.get_by_text("加一个人").tap()
    for name in ("小林", "阿May", "老周"):
        add(page, name, "2026-12-30")
    together = page.locator(".sop-person", has_text="群里发（3人）")
    expect(together).to_have_count(1)
    together.locator("summary").tap()
    expect(together.get_by_text("群里发一次，算3个人的：小林、阿May、老周")).to_be_visible()
    together.get_by_role("button", name="已发").tap()
    expect(together).to_have_count(0)


def test_what_nobody_sent_yesterday_stands_first_and_what_came_before_somebody_was_added_is_not_asked_for(page: Page) -> None:
    page.get_by_text("加一个人").tap()
    add(page, "老周", "2026-12-10")  # Day 21: what was due on the twenty days before is over.
    assert {day for _, day in rows(page)} <= {"第21天"}
    add(page, "小林", "2026-12-30")
    page.clock.set_fixed_time("2026-12-31T08:00:00+08:00")
    page.reload()
    stands(page)
    late = page.locator(".sop-person--late")
    assert late.count() >= 2
    expect(page.locator(".sop-person").first.locator(".sop-person__when")).to_have_text("昨天该发")
    assert {name for name, _ in rows(page)[: late.count()]} <= {"小林", "老周", "群里发"}


def test_the_list_goes_into_a_file_and_onto_another_phone_and_a_number_is_no_name(page: Page, browser: Browser, whole_address: str, tmp_path: Path) -> None:
    page.get_by_text("加一个人").tap()
    for number in ("13800138000", "138 0013 8000", "11010119900307123X", "１３８００１３８０００"):
        add(page, number, "2026-12-30")
        expect(page.get_by_role("alert").filter(has_text="写个称呼就够了")).to_be_visible()
    add(page, "小林", "2026-12-30")
    page.get_by_text("名单：1人").tap()
    with page.expect_download() as saved:
        page.get_by_role("button", name="导出名单").tap()
    file = tmp_path / "my-people.json"
    saved.value.save_as(file)
    assert [one["name"] for one in json.loads(file.read_text("utf-8"))["people"]] == ["小林"]

    with browser.new_context(base_url=whole_address, viewport=PHONE, service_workers="block", timezone_id="Asia/Shanghai") as other, without_complaints(other) as second:
        at(second, EVENING, TODAY)
        stands(second)
        second.get_by_text("名单：0人").click()
        for given, said in ((b'{"sopbook": "groups"}', "里没有名单，什么都没改。"), (file.read_bytes(), "读入1人。")):
            second.locator(".sop-people input[type=file]").set_input_files({"name": "list.json", "mimeType": "application/json", "buffer": given})
            expect(second.locator(".sop-people__said")).to_contain_text(said)
        assert ("小林", "第1天") in rows(second)
        second.get_by_role("button", name="移出：小林").click()
        assert rows(second) == []


def test_where_the_browser_keeps_nothing_the_list_works_for_the_visit_and_says_so(phone: BrowserContext) -> None:
    phone.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };")
    with without_complaints(phone) as page:
        page.clock.install(time="2026-12-30T20:06:00+08:00")
        page.goto(TODAY)
        stands(page)
        expect(page.locator(".sop-unsaved")).to_be_visible()
        page.get_by_text("加一个人").tap()
        add(page, "小林", "2026-12-30")
        assert ("小林", "第1天") in rows(page)


def test_a_welcome_script_leads_to_the_list_with_its_messages_chosen(page: Page) -> None:
    page.goto("/hq/zh/welcome/new-contact.html")
    assert page.locator(".sop-tick, .sop-sequence").count() == 0  # Thirty days of one person are no check list of an evening.
    page.get_by_role("link", name="把人加进“今天”的名单").tap()
    stands(page)
    expect(page.get_by_label("用哪套话术")).to_have_value("welcome/new-contact")
    expect(page.get_by_label("怎么称呼")).to_be_in_viewport()
