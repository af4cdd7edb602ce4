"""Registers: lists whose items other playbooks name. Each item is a line with an id, a name everywhere, and an entry in the search."""

import json
from pathlib import Path
from typing import TypeAlias

from example_workspaces import checked, lay_out, written
from sopbook.handbook.edition import edition
from sopbook.outputs.html.handbook import Handbook, render

Files: TypeAlias = dict[str, str | bytes]
LINE = {"type": "string", "x-text": "plain", "x-translatable": True}
ITEM = {
    "id": {"type": "string"}, "note": {**LINE, "title": "Note"}, "name": {**LINE, "title": "Name"}, "short": LINE,
    "means": {**LINE, "title": "Means"}, "formula": {"type": "string", "x-text": "markdown", "title": "Formula"},
}
METRICS = {"type": "array", "x-key": "id", "x-merge": "by-id", "title": "Metrics", "items": {"type": "object", "properties": ITEM}}
METRIC: Files = {
    "schema/metric/kind.yaml": """\
kind: metric
title: {en: Metric}
plural: {en: Metrics}
envelope: false
register: {items: /metrics, name: /name, text: /means, short: /short}
""",
    "schema/metric/schema.json": json.dumps({"type": "object", "properties": {"title": LINE, "metrics": METRICS}}),
    "schema/plan/kind.yaml": "kind: plan\ntitle: {en: Plan}\nplural: {en: Plans}\nenvelope: false\n",
    "schema/plan/schema.json": json.dumps({"type": "object", "properties": {
        "title": LINE, "watch": {"type": "string", "title": "Watch", "x-item": {"kind": "metric", "list": "/metrics"}},
    }}),
}
LIST = """\
title: What we count
metrics:
  - {id: dau, note: Counts nobody twice., name: Daily members, short: DAU, means: Members who wrote or clicked today., formula: a / b}
  - {id: speakers, name: Speakers, means: Members who wrote.}
"""
PLAN = "title: December\nwatch: dau\n"


def pages(tmp_path: Path, files: Files) -> dict[str, str]:
    """Return the pages of a workspace with these files, by path."""
    return {path: page.body for path, page in handbook(tmp_path, files).pages.items()}


def handbook(root: Path, files: Files) -> Handbook:
    """Return the handbook of a workspace with these files, none of which is wrong."""
    workspace = checked(lay_out(root, {**METRIC, **files}))
    assert [written(one) for one in workspace.errors] == []
    return render(edition(workspace, "hq"))[0]


def test_an_item_is_a_line_that_opens_with_its_name_and_what_it_means(tmp_path: Path) -> None:
    page = pages(tmp_path, {"playbooks/hq/metric/all.yaml": LIST})["metric/all"]
    line = page[page.index('<li class="sop-line">'):]
    closed, opened = line[:line.index("</summary>")], line[line.index("</summary>"):line.index("</li>")]
    assert '<h3 class="sop-line__title" id="metrics-dau">Daily members</h3>' in closed
    assert "DAU" in closed
    assert "Members who wrote or clicked today." in closed
    assert "Counts nobody twice." in opened
    assert "a / b" in opened


def test_others_call_the_item_by_its_name_and_lead_to_it_and_it_names_them(tmp_path: Path) -> None:
    made = pages(tmp_path, {"playbooks/hq/metric/all.yaml": LIST, "playbooks/hq/plan/december.yaml": PLAN})
    assert '<a href="../metric/all.html#metrics-dau">Daily members</a>' in made["plan/december"]
    assert 'Used by: <a href="../plan/december.html">December</a>' in made["metric/all"]


def test_the_search_leads_to_the_item(tmp_path: Path) -> None:
    passages = {one.anchor: one for one in handbook(tmp_path, {"playbooks/hq/metric/all.yaml": LIST}).pages["metric/all"].passages}
    assert passages["metrics-dau"].heading == "Daily members"
    assert "Members who wrote or clicked today." in passages["metrics-dau"].text
    assert "a / b" in passages["metrics-dau"].text
    assert "a / b" not in passages["metrics-speakers"].text


def test_a_field_above_narrows_a_long_list_down(tmp_path: Path) -> None:
    many = LIST + "".join(f"  - {{id: m{n}, name: Metric {n}, means: Number {n}.}}\n" for n in range(6))
    assert "data-sop-find>" not in pages(tmp_path / "few", {"playbooks/hq/metric/all.yaml": LIST})["metric/all"]
    assert "data-sop-find>" in pages(tmp_path / "many", {"playbooks/hq/metric/all.yaml": many})["metric/all"]


def test_no_two_registers_of_a_kind_have_an_item_of_one_id(tmp_path: Path) -> None:
    other = "title: What the bank counts\nmetrics:\n  - {id: dau, name: Daily clients, means: Clients who clicked.}\n"
    workspace = checked(lay_out(tmp_path, {**METRIC, "playbooks/hq/metric/all.yaml": LIST, "playbooks/hq/metric/bank.yaml": other}))
    assert [written(one) for one in workspace.errors] == [
        "playbooks/hq/metric/bank.yaml:3:10-3:13 error REF004 dau is the id of an item of metric/all, too (playbooks/hq/metric/all.yaml, line 3).\n"
        "    Other playbooks name the items by it alone, so give one of the two another id.",
    ]
