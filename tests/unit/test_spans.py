"""What goes on for days: rows on Today, from the day on which it begins until it is due."""

import json
import re
from pathlib import Path

import pytest

from day_scripts import days_in
from example_workspaces import TODAY, checked, lay_out
from rotas import edition_of, files
from sopbook.outputs.html.today import today
from unit.workspaces import ENVELOPE

JOB = """\
kind: job
title: {en: Job}
plural: {en: Jobs}
spans: {each: /given/*, start: /on, days: /due, about: /about, who: /for, groups: /groups}
"""
THEME = """\
kind: theme
title: {en: Theme}
plural: {en: Themes}
spans: {each: /months/*, month: /month, title: /name, groups: /groups}
"""
LINE = {"type": "string", "x-text": "plain"}
GROUPS = {"type": "array", "x-merge": "set", "items": {"type": "string", "x-ref": "note"}}


def schema(**fields: object) -> str:
    envelope = json.loads(files()["schema/show/schema.json"])
    return json.dumps({**envelope, "properties": {**{name: one for name, one in envelope["properties"].items() if "$ref" in one and "envelope" in one["$ref"]}, **fields}})


def listed(**fields: object) -> dict[str, object]:
    return {"type": "array", "x-key": "id", "items": {"type": "object", "properties": {"id": {"type": "string"}, **fields}}}


def workspace(on: str = "2026-12-30", **more: str) -> dict[str, str]:
    """Return a workspace in which a job lasts for two days, and December and February have a theme."""
    return {
        **files(),
        "schema/job/kind.yaml": JOB,
        "schema/job/schema.json": schema(given=listed(on={"type": "string", "format": "date"}, about=LINE), due={"type": "integer"}, **{"for": LINE}, groups=GROUPS),
        "schema/theme/kind.yaml": THEME,
        "schema/theme/schema.json": schema(months=listed(month=LINE, name=LINE), groups=GROUPS),
        "playbooks/hq/job/read.yaml": f"id: read\n{ENVELOPE}groups: [good]\nfor: Deputies\ndue: 2\ngiven:\n  - {{id: first, on: {on}, about: The new rules.}}\n",
        "playbooks/hq/theme/quiet.yaml": (
            f"id: quiet\n{ENVELOPE}months:\n  - {{id: m1, month: 2026-12, name: Thanks & rest}}\n  - {{id: m2, month: 2027-02, name: Not yet}}\n"
        ),
        **more,
    }


def rows(root: Path, given: dict[str, str]) -> dict[str, list[str]]:
    """Return the words of what goes on, by day."""
    made = today(edition_of(root, given))
    assert made
    found = {day: re.findall(r"<ul class=\"sop-rows sop-today__spans\">(.*?)</ul>", html, re.DOTALL) for day, html in days_in(made.files.values()).items()}
    return {day: [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for part in parts for row in part.split("</li>") if row.strip()] for day, parts in found.items()}


def test_a_task_stands_on_each_day_until_it_is_due_with_whom_it_concerns(tmp_path: Path) -> None:
    assert rows(tmp_path, workspace()) == {
        "2026-12-30": ["A note Job · Deputies · until 2027-01-01 · The new rules.", "Thanks &amp; rest Theme"],
        "2026-12-31": ["A note Job · Deputies · until 2027-01-01 · The new rules.", "Thanks &amp; rest Theme"],
        "2027-01-01": ["A note Job · Deputies · due today · The new rules."],
    }


def test_a_task_brings_its_days_along_and_a_month_does_not(tmp_path: Path) -> None:
    found = rows(tmp_path, workspace("2027-03-01"))

    assert [day for day in found if day > "2027-01-01"] == ["2027-03-01", "2027-03-02", "2027-03-03"]  # And none of February.


def test_such_a_day_counts_as_no_day_with_entries(tmp_path: Path) -> None:
    made = today(edition_of(tmp_path, workspace("2027-03-01")))

    assert made
    known = re.search(r'data-sop-planned="([^"]*)"', str(made.page.body))
    assert known
    assert json.loads(known[1].replace("&#34;", '"').replace("&quot;", '"'))["days"]["2027-03-01"] == []


def test_a_draft_is_not_on_today(tmp_path: Path) -> None:
    given = workspace()
    given["playbooks/hq/job/read.yaml"] = given["playbooks/hq/job/read.yaml"].replace("status: active", "status: draft")

    assert "Deputies" not in str(rows(tmp_path, given))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("spans: {each: /given/*, start: /about, days: /due}", "/given/*/about need not be a date."),
        ("spans: {each: /given/*, start: /begin, days: /due}", "/given/*/begin"),
        ("spans: {each: /given/*, start: /on}", "spans"),
    ],
)
def test_what_a_kind_says_of_its_spans_is_checked(tmp_path: Path, written: str, said: str) -> None:
    given = workspace(**{"schema/job/kind.yaml": JOB.partition("spans")[0] + written + "\n"})

    found = [one.message for one in checked(lay_out(tmp_path, dict(given)), TODAY).diagnostics]
    assert any(said in one for one in found), found
