"""The kind content: its week on the days of its period, and its rules, the posts of a monthly plan counted with it."""

import json
from pathlib import Path
from typing import Any

import pytest

from example_workspaces import TODAY, checked, lay_out, wrong
from sopbook.handbook.agenda import plan_of
from sopbook.handbook.edition import edition
from unit.workspaces import note

_SCHEMA = Path(__file__).parents[2] / "schema" / "content"
_TEXT = {"type": "string"}


def _list(**fields: Any) -> dict[str, Any]:
    return {"type": "array", "x-key": "id", "items": {"type": "object", "properties": {"id": _TEXT, **fields}}}


def _kind(name: str, **fields: Any) -> dict[str, str]:
    """Return a kind with nothing but these fields."""
    return {
        f"schema/{name}/kind.yaml": f"kind: {name}\ntitle: {{en: {name}}}\nplural: {{en: {name}s}}\nenvelope: false\n",
        f"schema/{name}/schema.json": json.dumps({"type": "object", "properties": {"title": _TEXT, **fields}}),
    }


KINDS = (
    _kind("positioning") | _kind("team", roles=_list(name={**_TEXT, "x-text": "plain"})) | _kind("metric", metrics=_list(name=_TEXT))
    | _kind("monthly-plan", status=_TEXT, groups={"type": "array", "x-merge": "set", "items": _TEXT}, weeks=_list(days=_list(date=_TEXT, slots=_list(touchpoint=_TEXT))))
)
COLUMN = "for: Clients, cadence: Weekly, source: The desk, extract: One line, post: By hand, good: It is right, metrics: [reach], owner: manager"
WEEK = """\
  - {id: daily, every: {until: 2026-12-03}, at: "10:00", column: news, what: The news, owner: manager, send: {mode: group-hand}, say: Good morning!}
  - {id: tip, every: {weekdays: [thursday]}, at: "09:00", column: tips, what: A tip, owner: manager, send: {mode: group-hand}, say: A tip!, by_date: [{date: 2026-12-10, say: Another!}]}
"""
PLAN = "title: December\nstatus: active\ngroups: [cards]\nweeks: [{id: one, days: [{id: third, date: 2026-12-03, slots: [{id: game, touchpoint: group}, {id: sms, touchpoint: sms}]}]}]\n"


def workspace(root: Path, week: str = WEEK, columns: str = "", plan: str = PLAN) -> Path:
    """Return a workspace with a content plan for ten days of December, two posts a day at most, and a monthly plan."""
    fields = (
        "groups: [cards]\nperiod: {start: 2026-12-01, end: 2026-12-10}\nmost_a_day: 2\ncolumns:\n"
        f"  - {{id: news, name: News, {COLUMN}}}\n  - {{id: tips, name: Tips, {COLUMN}, lead_weeks_from: 2, lead_weeks_to: 4}}\n{columns}week:\n{week}"
    )
    ours = {f"schema/content/{file.name}": file.read_text("utf-8") for file in _SCHEMA.iterdir() if file.is_file()}
    return lay_out(root, dict(ours), {
        **KINDS, "playbooks/hq/content/columns.yaml": note("columns", fields), "playbooks/hq/monthly-plan/december.yaml": plan,
        "playbooks/hq/positioning/cards.yaml": "title: Cards\n", "playbooks/hq/team/bank.yaml": "title: Team\nroles: [{id: manager, name: Client manager}]\n",
        "playbooks/hq/metric/metrics.yaml": "title: Metrics\nmetrics: [{id: reach, name: Reach}]\n",
    })


def test_the_week_comes_on_the_days_of_its_period(tmp_path: Path) -> None:
    workspace_, key = checked(workspace(tmp_path, plan=PLAN.replace("12-03", "12-02")), TODAY), ("content", "columns")
    assert [one.message for one in workspace_.diagnostics] == []
    shown = edition(workspace_, "hq")
    plan = plan_of(shown.playbooks[key], shown)
    assert plan is not None
    assert [f"{one.at:%m-%d %H:%M} {one.item.key} {one.words('who')}: {one.words('message')}" for one in plan.entries] == [
        "12-01 10:00 daily-2026-12-01 Client manager: Good morning!",
        "12-02 10:00 daily-2026-12-02 Client manager: Good morning!",
        "12-03 09:00 tip-2026-12-03 Client manager: A tip!",
        "12-03 10:00 daily-2026-12-03 Client manager: Good morning!",
        "12-10 09:00 tip-2026-12-10 Client manager: Another!",
    ]


def told(root: Path, **given: str) -> list[tuple[str, str]]:
    """Return what is wrong with a content plan: code and message."""
    return [(one.code, one.message) for one in wrong(workspace(root, **given), TODAY)]


def test_posts_of_the_monthly_plan_count_with_those_of_the_week(tmp_path: Path) -> None:
    # Two of the week and the game; the SMS is no post in the group.
    assert told(tmp_path) == [("RULE003", "2026-12-03 has more posts than most_a_day allows, those of the monthly plan included.")]


@pytest.mark.parametrize("plan", [PLAN.replace("active", "draft"), PLAN.replace("[cards]", "[others]")], ids=["a draft", "other groups"])
def test_a_draft_and_a_plan_for_others_do_not_count(plan: str, tmp_path: Path) -> None:
    assert told(tmp_path, plan=plan) == []


@pytest.mark.parametrize(("given", "found"), [
    ({"week": WEEK.replace('"09:00"', '"10:00"')}, ("RULE001", "tip-2026-12-03 collides with another post at 10:00.")),
    ({"columns": f"  - {{id: stickers, name: Stickers, {COLUMN}}}\n"}, ("RULE003", "Nothing of stickers is posted in the week.")),
    ({"columns": f"  - {{id: stickers, name: Stickers, {COLUMN}, any_time: true, lead_weeks_from: 4, lead_weeks_to: 2}}\n"}, (
        "RULE001", "stickers begins 4 to 2 weeks ahead: the smaller number comes first.",
    )),
    ({"week": WEEK.replace("until: 2026-12-03", "dates: [2026-12-24]")}, ("SEND010", "This gives 2026-12-24, which is no day of the plan.")),
    ({"week": WEEK + "days: []\n"}, ("SCHEMA014", "days is worked out by the tool and must not be typed.")),
], ids=["one time", "a column without a slot", "lead", "a day beyond the period", "days that are typed"])
def test_what_a_content_plan_is_told(given: dict[str, str], found: tuple[str, str], tmp_path: Path) -> None:
    assert found in told(tmp_path, **given)
