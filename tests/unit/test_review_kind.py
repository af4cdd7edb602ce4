"""The kind review: its arithmetic beside sums done by hand, for the two made-up companies, and its rules."""

from pathlib import Path
from typing import Any

import pytest

from example_workspaces import checked, lay_out, wrong
from unit.workspaces import note

_SCHEMA = Path(__file__).parents[2] / "schema" / "review"
_STUB = '{"type": "object", "properties": {"result": {"type": "object", "properties": {"roi_percent": {"type": "number"}}}}}'
FINDINGS = """\
findings:
  - {id: price-first, verdict: change, what: The price goes into the first line of lists, because: The link lost most, owner: Group owner, by: 2027-01-11}
  - {id: one-host, verdict: keep, what: One host a group on game evenings, because: Nobody waited, owner: Deputy, by: 2027-01-08}
"""
COMMON = """\
subject: month
plan: december
period: {start: 2026-12-01, end: 2026-12-31, counted_on: 2027-01-05}
"""
METRICS = """\
metrics:
  - {id: players, metric: Players of an evening, planned: 70, actual: 75, unit: people, better: higher}
  - {id: check-ins, metric: Check-ins, planned: 35, actual: 31, unit: percent, better: higher}
  - {id: newcomers, metric: Newcomers, planned: 60, actual: 52, unit: people, better: higher, near_percent: 85}
  - {id: reply, metric: Minutes to the first answer, planned: 10, actual: 7, unit: minutes, better: lower}
"""
SKIN_DIARY = COMMON + """\
results_file: tables/december.csv
funnel:
  traffic: {planned: 6000, actual: 5940}
  links:
    - {id: sees, step: Sees the message, planned_percent: 48, counted: 2910}
    - {id: opens, step: Opens the link, planned_percent: 38, counted: 1019}
    - {id: basket, step: Basket, planned_percent: 52, counted: 561}
    - {id: pays, step: Pays, planned_percent: 74, column: orders}
  revenue: 46866
  margin_percent: 55
costs:
  - {id: activities, what: Activities, planned: 10707, actual: 10284}
  - {id: newcomers, what: Newcomers, planned: 750, actual: 640}
  - {id: labour, what: Labour, planned: 11502, actual: 12010}
  - {id: other, what: Other, planned: 1454.4, actual: 1484.4}
""" + METRICS + FINDINGS
RIVERSIDE = COMMON + """\
funnel:
  traffic: {planned: 17670, actual: 17484}
  links:
    - {id: reads, step: Reads, planned_percent: 35, counted: 6102}
    - {id: opens, step: Opens, planned_percent: 14, counted: 931}
    - {id: orders, step: Orders, planned_percent: 38, counted: 341}
  revenue: 15277
  margin_percent: 13.1
gains:
  - {id: active, what: Cards active again, planned: 120, actual: 131, unit_value: 85, basis: The bank's planning value}
  - {id: apps, what: Apps set up, planned: 90, actual: 84, unit_value: 40, basis: The bank's planning value}
  - {id: cards, what: New cards, planned: 12, actual: 9, unit_value: 150, basis: The bank's planning value}
costs:
  - {id: activities, what: Activities, planned: 4290, actual: 4198}
  - {id: labour, what: Labour, planned: 11220, actual: 11508}
  - {id: other, what: Vouchers and tools, planned: 1600, actual: 1510}
""" + METRICS + FINDINGS
WEEKS = "date,orders\n2026-12-01,21\n2026-12-07,214\n2026-12-14,96\n2026-12-21,88\n2026-12-28,19\n"


def workspace(root: Path, fields: str) -> Path:
    """Return a workspace with a review, and a plan that says its planned return."""
    files: dict[str, str | bytes] = {f"schema/review/{name}": (_SCHEMA / name).read_text("utf-8") for name in ("schema.json", "kind.yaml", "labels.en.yaml", "labels.zh.yaml", "page.html.j2")}
    return lay_out(root, files, {
        "schema/monthly-plan/schema.json": _STUB, "schema/monthly-plan/kind.yaml": "kind: monthly-plan\ntitle: {en: Plan}\nplural: {en: Plans}\nenvelope: false\n",
        "playbooks/hq/monthly-plan/december.yaml": "result: {roi_percent: 4.3}\n", "playbooks/hq/review/december.yaml": note("december", fields),
        "playbooks/hq/tables/december.csv": WEEKS,
    })


def value(root: Path, fields: str) -> Any:
    """Return a review with what is computed."""
    made = checked(workspace(root, fields))
    assert made.diagnostics == (), made.diagnostics
    return made.of_branch("hq").playbooks["review", "december"].value


def test_skin_diary_by_hand(tmp_path: Path) -> None:
    review = value(tmp_path, SKIN_DIARY)

    # 5,940 / 6,000; 2,910 / 5,940 = 48.99 %, by 2.1 % more than 48; 1,019 / 2,910 = 35.02 %, by 7.8 % less than 38; and so on.
    assert review["funnel"]["traffic"]["effect_percent"] == -1
    assert [(one["planned"], one["actual"], one["actual_percent"], one["effect_percent"]) for one in review["funnel"]["links"]] == [
        (2880, 2910, 49, 2.1), (1094, 1019, 35, -7.8), (569, 561, 55.1, 5.9), (421, 438, 78.1, 5.5),
    ]
    # 46,866 / 438 = 107; 46,866 × 55 % = 25,776.30; 10,284 + 640 + 12,010 + 1,484.40 = 24,418.40; 1,357.90 / 24,418.40 = 5.56 %.
    assert review["result"] == {
        "orders": 438, "average_order": 107, "gross_profit": 25776.3, "total_cost": 24418.4, "profit": 1357.9, "roi_percent": 5.6,
        "planned_roi_percent": 4.3, "weakest": "Opens the link",
    }
    assert [one["difference"] for one in review["costs"]] == [-423, -110, 508, 30]


def test_riverside_by_hand(tmp_path: Path) -> None:
    review = value(tmp_path, RIVERSIDE)

    # 17,670 × 35 % = 6,184.5, and round goes to the even number; what comes behind is multiplied before it is rounded.
    assert [(one["planned"], one["actual_percent"]) for one in review["funnel"]["links"]] == [(6184, 34.9), (866, 15.3), (329, 36.6)]
    assert [one["value"] for one in review["gains"]] == [11135, 3360, 1350]
    # 15,277 × 13.1 % = 2,001.29; + 15,845 − 17,216 = 630.29; / 17,216 = 3.66 %.
    assert {name: review["result"][name] for name in ("average_order", "gross_profit", "gains", "total_cost", "profit", "roi_percent")} == {
        "average_order": 44.8, "gross_profit": 2001.29, "gains": 15845, "total_cost": 17216, "profit": 630.29, "roi_percent": 3.7,
    }


def test_a_metric_is_met_near_or_missed(tmp_path: Path) -> None:
    # 75 / 70 = 107.1 %; 31 / 35 = 88.6 %, under 90; 52 / 60 = 86.7 %, over its own 85; 10 / 7 = 142.9 %, since less is better.
    assert [(one["attained_percent"], one["verdict"]) for one in value(tmp_path, SKIN_DIARY)["metrics"]] == [
        (107.1, "met"), (88.6, "missed"), (86.7, "near"), (142.9, "met"),
    ]


@pytest.mark.parametrize(("before", "after", "message"), [
    ("plan: december\n", "", "A review of a month names its plan."),
    ("end: 2026-12-31", "end: 2026-11-30", "The period ends on 2026-11-30, before it begins."),
    ("counted_on: 2027-01-05", "counted_on: 2026-12-30", "It was counted on 2026-12-30, before the period had ended."),
    ("counted: 2910", "counted: 5941", "More people come out of sees than went in."),
    ("counted: 561", "counted: 561, column: basket", "basket is either counted or read from a column of the table: write one of them."),
    ("results_file: tables/december.csv\n", "", "pays reads a column, and there is no table."),
    ("verdict: change", "verdict: keep", "A review without anything to change or stop is not finished."),
    ("by: 2027-01-11", "by: 2027-01-05", "price-first is due on 2027-01-05, before anybody had counted."),
])
def test_a_review_that_contradicts_itself_is_told(before: str, after: str, message: str, tmp_path: Path) -> None:
    assert SKIN_DIARY.count(before) == 1

    found = [one for one in wrong(workspace(tmp_path, SKIN_DIARY.replace(before, after))) if one.code.startswith("RULE")]

    assert message in [one.message for one in found]


def test_a_review_of_a_game_needs_no_funnel_and_has_no_return(tmp_path: Path) -> None:
    costs = "costs:\n  - {id: packets, what: Packets, planned: 130, actual: 125}\n"

    assert value(tmp_path, COMMON + costs + METRICS + FINDINGS)["result"] == {"total_cost": 125, "planned_roi_percent": 4.3}
