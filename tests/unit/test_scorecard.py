"""The kind scorecard: its arithmetic beside sums done by hand, a branch's own weights, and its rules."""

from pathlib import Path
from typing import Any

import pytest

from example_workspaces import checked, lay_out, written, wrong
from unit.workspaces import note

_SCHEMA = Path(__file__).parents[2] / "schema" / "scorecard"
_FILES = ("schema.json", "kind.yaml", "labels.en.yaml", "labels.zh.yaml", "page.html.j2", "print.typ")
_REGISTER = """\
{"type": "object", "properties": {"metrics": {"type": "array", "x-key": "id", "x-merge": "by-id", "items": {"type": "object", "properties": {
  "id": {"type": "string"}, "name": {"type": "string"}, "unit": {"type": "string"}, "better": {"type": "string"}}}}}}
"""
FIELDS = """\
period: {start: 2026-11-01, end: 2026-11-30, counted_on: 2026-12-04}
assessed: [{id: east, name: East}, {id: south, name: South}]
results_file: tables/november.csv
standard:
  - {id: answer, what: First answer, playbook: metric/ours, metric: reply-time, how_checked: Median, unit: minutes, weight: 30, full_marks_at: 10, zero_at: 30}
  - {id: routine, what: Routine, playbook: metric/ours, how_checked: Log, unit: percent, weight: 25, full_marks_at: 98, zero_at: 58}
  - {id: adverts, what: Adverts, playbook: metric/ours, how_checked: Log, unit: percent, weight: 20, full_marks_at: 95, zero_at: 75}
  - {id: visits, what: Visits, playbook: metric/ours, how_checked: Log, unit: percent, weight: 15, full_marks_at: 95, zero_at: 70}
  - {id: complaints, what: Complaints, playbook: metric/ours, how_checked: Log, unit: percent, weight: 10, full_marks_at: 95, zero_at: 75}
levels:
  - {id: steady, name: Steady, from: 90, what_follows: Nothing}
  - {id: good, name: Good, from: 75, what_follows: One thing}
  - {id: help, name: Help, from: 0, what_follows: A visit}
visit: [{id: look, text: Look first}]
messages: [{id: tell, when: On the day, text: Your mark is in.}]
"""
ROWS = {
    "east": {"answer": "12", "routine": "90", "adverts": "100", "visits": "85", "complaints": "85"},
    "south": {"answer": "31", "routine": "98", "adverts": "95", "visits": "95", "complaints": "95"},
}
COUNTS = "who,standard,value\n" + "".join(f"{who},{item},{value}\n" for who, row in ROWS.items() for item, value in row.items())
FORK = """\
fork: november
standard:
  - {id: answer, weight: {$value: 20, $why: Answers are quick here.}}
  - {id: visits, weight: {$value: 25, $why: Only a visit brings them back.}}
"""


def workspace(root: Path, fields: str = FIELDS, counts: str = COUNTS, fork: str = FORK) -> Path:
    """Return a workspace with a scorecard, its table, a register of metrics, and a branch that weighs otherwise."""
    files: dict[str, str | bytes] = {f"schema/scorecard/{name}": (_SCHEMA / name).read_text("utf-8") for name in _FILES}
    return lay_out(root, files, {
        "schema/metric/schema.json": _REGISTER,
        "schema/metric/kind.yaml": "kind: metric\ntitle: {en: Metric}\nplural: {en: Metrics}\nenvelope: false\nregister: {items: /metrics, name: /name, text: /unit}\n",
        "playbooks/hq/metric/ours.yaml": "metrics: [{id: reply-time, name: Time to the first answer, unit: minutes, better: lower}]\n",
        "playbooks/hq/scorecard/november.yaml": note("november", fields), "playbooks/hq/tables/november.csv": counts,
        **({"playbooks/east/branch.yaml": "name: {en: East}\nparent: hq\nlocales: [en]\n", "playbooks/east/scorecard/november.yaml": fork} if fork else {}),
    })


def scores(root: Path, branch: str) -> list[Any]:
    """Return the ranking as a branch has it."""
    made = checked(workspace(root))
    assert [one for one in made.diagnostics if not one.code.startswith("DRIFT")] == []
    return list(made.of_branch(branch).playbooks["scorecard", "november"].value["scores"])


def test_a_mark_is_weight_by_how_far_the_standard_is_met(tmp_path: Path) -> None:
    first, second = scores(tmp_path, "hq")

    # 12 minutes are 18 of the 20 from 30 down to 10: 0.9 × 30 = 27. 90 % are 32 of the 40 from 58 to 98: 0.8 × 25 = 20.
    # 100 % lie beyond full marks: 1 × 20 = 20. 15 of 25: 0.6 × 15 = 9. 10 of 20: 0.5 × 10 = 5. 27 + 20 + 20 + 9 + 5 = 81.
    assert [(one["standard"], one["value"], one["points"]) for one in first["marks"]] == [
        ("answer", 12, 27), ("routine", 90, 20), ("adverts", 100, 20), ("visits", 85, 9), ("complaints", 85, 5),
    ]
    # Most points, 15 − 9 = 6, are lost at visits; 3 at answers, 5 at routine and complaints.
    assert {name: first[name] for name in ("id", "score", "rank", "level", "weakest")} == {"id": "east", "score": 81, "rank": 1, "level": "good", "weakest": "visits"}
    # 31 minutes lie beyond 30 and earn nothing, not less than nothing; all else is full: 25 + 20 + 15 + 10 = 70.
    assert {name: second[name] for name in ("id", "score", "rank", "level", "weakest")} == {"id": "south", "score": 70, "rank": 2, "level": "help", "weakest": "answer"}


def test_a_branch_weighs_otherwise(tmp_path: Path) -> None:
    # 0.9 × 20 + 20 + 20 + 0.6 × 25 + 5 = 18 + 20 + 20 + 15 + 5 = 78, and 0 + 25 + 20 + 25 + 10 = 80: now South leads.
    assert [(one["id"], one["score"], one["rank"]) for one in scores(tmp_path, "east")] == [("south", 80, 1), ("east", 78, 2)]


def test_equal_marks_share_a_rank_and_full_marks_lose_nothing(tmp_path: Path) -> None:
    full = COUNTS.replace(",12", ",10").replace(",31", ",9").replace(",90", ",98").replace(",85", ",95")

    ranked = checked(workspace(tmp_path, counts=full)).of_branch("hq").playbooks["scorecard", "november"].value["scores"]

    assert [(one["id"], one["score"], one["rank"], one["level"], "weakest" in one) for one in ranked] == [("east", 100, 1, "steady", False), ("south", 100, 1, "steady", False)]


def test_before_the_count_there_is_a_standard_and_no_ranking(tmp_path: Path) -> None:
    made = checked(workspace(tmp_path, FIELDS.replace("results_file: tables/november.csv\n", "")))

    value = made.of_branch("hq").playbooks["scorecard", "november"].value
    assert "scores" not in value
    assert all("average_points" not in one for one in value["standard"])


@pytest.mark.parametrize(("before", "after", "message"), [
    ("weight: 15", "weight: 14", "The weights add up to 99, not 100."),
    ("zero_at: 58", "zero_at: 98", "routine gives full marks and no marks at the same value, 98."),
    ("full_marks_at: 98", "full_marks_at: 120", "routine is a percentage and asks for more than 100."),
    ("unit: minutes", "unit: hours", "reply-time is not counted in hours."),
    ("full_marks_at: 10, zero_at: 30", "full_marks_at: 30, zero_at: 10", "answer gives more points for a worse value of reply-time."),
    ("from: 75", "from: 90", "The level good begins at 90, not below the level above it."),
    ("from: 0", "from: 10", "A mark below 10 has no level."),
    ("end: 2026-11-30", "end: 2026-10-31", "The period ends on 2026-10-31, before it begins."),
    ("counted_on: 2026-12-04", "counted_on: 2026-11-29", "It was counted on 2026-11-29, before the period had ended."),
    ("metric: reply-time", "metric: replay-time", "There is no item replay-time in metrics of any playbook of the kind metric."),
])
def test_a_scorecard_that_contradicts_itself_is_told(before: str, after: str, message: str, tmp_path: Path) -> None:
    assert FIELDS.count(before) == 1

    assert message in [one.message for one in wrong(workspace(tmp_path, FIELDS.replace(before, after), fork=""))]


def test_wrong_weights_of_a_branch_are_told_in_its_own_file(tmp_path: Path) -> None:
    light = FORK.replace("$value: 25", "$value: 20")

    assert [written(one) for one in wrong(workspace(tmp_path, fork=light)) if one.code == "RULE001"] == [
        "playbooks/east/scorecard/november.yaml:4:35-4:37 error RULE001 The weights add up to 95, not 100.\n"
        "    Whoever gives one item more takes it from another.",
    ]


@pytest.mark.parametrize(("row", "finding"), [
    ("", "playbooks/hq/scorecard/november.yaml:11:17-11:21 error RULE001 east has no count for at least one item of the standard.\n    Add the row to the table, even where the value is 0."),
    ("east,visits,850\n", "playbooks/hq/tables/november.csv:5:13-5:16 error RULE001 visits of east is a percentage, and 850 is more than 100.\n    Divide by all cases, and multiply by 100."),
    ("eats,visits,85\n", "playbooks/hq/tables/november.csv:5:1-5:5 error REF003 There is no item eats in assessed.\n    Did you mean east?"),
    ("east,visit,85\n", "playbooks/hq/tables/november.csv:5:6-5:11 error REF003 There is no item visit in standard.\n    Did you mean visits?"),
    ("east,routine,85\n", "playbooks/hq/tables/november.csv:5:6-5:13 error TABLE010 east and routine stand twice; the first is on line 3.\n    Join the two rows, or delete one."),
])
def test_a_fault_of_the_table_is_told_at_its_cell(row: str, finding: str, tmp_path: Path) -> None:
    assert "east,visits,85\n" in COUNTS

    assert [written(one) for one in wrong(workspace(tmp_path, counts=COUNTS.replace("east,visits,85\n", row), fork=""))] == [finding]
