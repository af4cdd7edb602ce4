"""The December plans of the beauty groups and of the bank, and their reviews: what they cost and bring, worked out by hand."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from example_workspaces import checked
from sopbook.handbook.check.workspace import CheckedWorkspace

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def book() -> CheckedWorkspace:
    return checked(PROJECT)


def playbook(book: CheckedWorkspace, kind: str, name: str, locale: str = "en") -> Any:
    return book.editions["hq", locale].playbooks[kind, name].value


def test_members_reached_become_orders(book: CheckedWorkspace) -> None:
    plan = playbook(book, "monthly-plan", "beauty-december-2026")

    # 6,000 × 0.48 = 2,880; × 0.38 = 1,094.4; × 0.52 = 569.1; × 0.74 = 421.1
    assert [link["people"] for link in plan["funnel"]["links"]] == [2880, 1094, 569, 421]
    assert plan["result"]["orders"] == 421
    assert next(goal["target"] for goal in plan["goals"] if goal["id"] == "orders") == 421


def test_orders_bring_their_margin(book: CheckedWorkspace) -> None:
    result = playbook(book, "monthly-plan", "beauty-december-2026")["result"]

    assert result["revenue"] == 421 * 108 == 45_468
    assert result["gross_profit"] == 25_462.08, "45,468 × 0.56"


def test_every_cost_is_counted_once(book: CheckedWorkspace) -> None:
    plan = playbook(book, "monthly-plan", "beauty-december-2026")
    result = plan["result"]

    activities = 3 * 888 + 15 * 130 + 12 * 50 + 6 * 130 + 3 * 880 + 3 * 520
    assert result["gift_cost"] == activities == 10_194
    assert result["newcomer_cost"] == 30 * 20 + 6 * 25 == 750
    assert result["labour_cost"] == 120 * 38 + 60 * 32 + 48 * 32 + 36 * 36 + 40 * 30 + 14 * 45 + 6 * 60 == 11_502
    draw = playbook(book, "activity", "zero-yuan-draw")["budget"]["total"]
    reserve = draw - 50  # In place of a buyers' show of 50 yuan.
    assert next(cost["amount"] for cost in plan["other_costs"] if cost["id"] == "group-c-reserve") == reserve == 513
    assert result["other_cost"] == 500 + 300 + 400 + 240 + 14.4 + reserve == 1_967.4
    assert result["total_cost"] == 24_413.4


def test_what_is_left(book: CheckedWorkspace) -> None:
    result = playbook(book, "monthly-plan", "beauty-december-2026")["result"]

    assert result["profit"] == 1_048.68, "25,462.08 − 24,413.40"
    assert result["roi_percent"] == 4.3, "1,048.68 / 24,413.40 = 4.296 percent"


def test_what_the_flash_sale_takes_off_is_a_cost_of_its_budget(book: CheckedWorkspace) -> None:
    sale = playbook(book, "activity", "flash-sale")

    # 40 boxes × (79 − 64), 20 coupons × 8, 10 samples × 3, and two boxes opened for 90.
    assert sale["budget"]["total"] == 40 * 15 + 20 * 8 + 10 * 3 + 90 == 880


@pytest.mark.parametrize(("locale", "said"), [
    ("en", "Price: 64 yuan. The lowest price of the last seven days was 79 yuan."), ("zh", "64元"),
])
def test_messages_say_the_prices_of_the_list(book: CheckedWorkspace, locale: str, said: str) -> None:
    rules = next(one["say"] for one in playbook(book, "activity", "flash-sale", locale)["messages"] if one["id"] == "rules")

    assert said in rules
    assert "79" in rules


def test_what_contradicts_the_list_or_is_for_another_group_is_found(tmp_path: Path) -> None:
    for name in ("playbooks", "schema"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path)
    (tmp_path / "docs").mkdir()
    change(tmp_path / "playbooks/hq/merchandise/beauty-prices-december-2026.yaml", "basis: past-7-days", "basis: singly-today")
    change(tmp_path / "playbooks/hq/activity/flash-sale.zh.yaml", "价格：${flash_yuan}元。", "价格：${flash_yuan}元（64元）。")
    change(tmp_path / "playbooks/hq/monthly-plan/beauty-december-2026.yaml", "unit_cost: 20", "unit_cost: 25")
    bank = tmp_path / "playbooks/hq/monthly-plan/bank-december-2026.yaml"
    change(bank, "dice-evenings, activity: bank-dice", "dice-evenings, activity: dice-guess")
    for riddles in ("first set of riddles", "second set"):  # The plan as it was: an operator of the bank was offered the beauty groups' messages.
        line = f'Dice evening with the {riddles}, in all three groups at once"\n            owner: Client manager\n            activity: '
        change(bank, f"{line}bank-dice", f"{line}dice-guess")
    change(tmp_path / "playbooks/hq/roadmap/bank-six-months.yaml", "bank-dice", "dice-guess")
    change(tmp_path / "playbooks/hq/positioning/bank-benefits-group.yaml", "bank-dice", "dice-guess")

    diagnostics = checked(tmp_path).diagnostics
    found = {(one.path.removeprefix("playbooks/hq/"), one.code, one.message) for one in diagnostics}

    assert [one.message for one in diagnostics if one.path.endswith("bank-december-2026.yaml")] == [
        "dice-guess is written for none of this plan's groups.", *["dice-guess is not written for every group of this slot."] * 2,
    ]
    assert {one for one in found if "bank-december-2026" not in one[0]} == {
        ("activity/flash-sale.yaml", "LAW006", "“lowest price of the last seven days” compares a price, and no price list bears it out."),
        ("activity/flash-sale.zh.yaml", "LAW006", "“近7天…最低” compares a price, and no price list bears it out."),
        ("activity/flash-sale.zh.yaml", "TEXT010", "The text types 64元, and that amount stands in merchandise/beauty-prices-december-2026."),
        ("monthly-plan/beauty-december-2026.yaml", "RULE001", "The price list does not count newcomer-coupon as a cost of 25 yuan."),
        ("roadmap/bank-six-months.yaml", "RULE001", "This activity is written for none of this roadmap's groups."),
        ("positioning/bank-benefits-group.yaml", "RULE001", "This activity is not written for this group."),
    }


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def test_the_bank_counts_cards_beside_orders(book: CheckedWorkspace) -> None:
    plan = playbook(book, "monthly-plan", "bank-december-2026")

    # 17,670 × 0.35 = 6,184.5; × 0.14 = 865.8; × 0.38 = 329.0
    assert [link["people"] for link in plan["funnel"]["links"]] == [6184, 866, 329]
    assert plan["result"] == {
        "orders": 329, "revenue": 329 * 46, "gross_profit": 1_906.88, "gains": 120 * 85 + 90 * 40 + 12 * 150,
        "gift_cost": 9 * 100 + 6 * 100 + 6 * 130 + 6 * 100 + 15 * 94, "newcomer_cost": 0, "labour_cost": 165 * 48 + 60 * 45 + 10 * 60, "other_cost": 1_600,
        "total_cost": 17_110, "profit": 396.88, "roi_percent": 2.3,
    }, "15,134 × 12.6 % + 15,600 − 17,110, and 396.88 / 17,110"
    assert plan["result"]["orders"] == next(goal["target"] for goal in plan["goals"] if goal["id"] == "orders")


def test_the_beauty_groups_are_reviewed_against_their_plan(book: CheckedWorkspace) -> None:
    review, plan = playbook(book, "review", "beauty-december-2026-review"), playbook(book, "monthly-plan", "beauty-december-2026")["result"]

    assert [(one["planned"], one["actual"], one["effect_percent"]) for one in review["funnel"]["links"]] == [
        (2880, 2910, 2.1), (1094, 1019, -7.8), (569, 561, 5.9), (421, 438, 5.5),
    ]
    assert sum(one["revenue"] for one in review["results"]) == review["funnel"]["revenue"] == 46_866
    assert [one["planned"] for one in review["costs"]] == [plan[name] for name in ("gift_cost", "newcomer_cost", "labour_cost", "other_cost")]
    # 46,866 × 55 % = 25,776.30; 9,771 + 640 + 12,010 + 1,484.40 = 23,905.40; 1,870.90 / 23,905.40 = 7.83 %.
    assert review["result"] == {
        "orders": 438, "average_order": 107, "gross_profit": 25_776.3, "total_cost": 23_905.4, "profit": 1_870.9, "roi_percent": 7.8,
        "planned_roi_percent": 4.3, "weakest": "Opens the link",
    }


def test_the_bank_is_reviewed_against_its_plan(book: CheckedWorkspace) -> None:
    review, plan = playbook(book, "review", "bank-december-2026-review"), playbook(book, "monthly-plan", "bank-december-2026")

    assert [(one["planned"], one["actual"], one["actual_percent"]) for one in review["funnel"]["links"]] == [(6184, 6102, 34.9), (866, 931, 15.3), (329, 341, 36.6)]
    assert sum(one["revenue"] for one in review["results"]) == review["funnel"]["revenue"] == 15_277
    assert [(one["planned"], one["unit_value"]) for one in review["gains"]] == [(one["quantity"], one["unit_value"]) for one in plan["gains"]]
    # 15,277 × 13.1 % = 2,001.29; 131 × 85 + 84 × 40 + 9 × 150 = 15,845; − 17,216 = 630.29; / 17,216 = 3.66 %.
    assert (review["result"]["profit"], review["result"]["roi_percent"], review["result"]["planned_roi_percent"]) == (630.29, 3.7, 2.3)
