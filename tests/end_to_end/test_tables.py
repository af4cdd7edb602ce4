"""Tables beside playbooks: what is read, how branches bring their own, and what a new one looks like."""

import json
from pathlib import Path

import pytest

from end_to_end.running import sopbook
from example_workspaces import EXAMPLES, checked, lay_out, written, wrong

_EXAMPLE = EXAMPLES / "invalid" / "TABLE010"
KIND = {name: (_EXAMPLE / "schema" / "count" / name).read_text("utf-8") for name in ("schema.json", "kind.yaml")}
COUNT = "playbooks/hq/count/december.yaml"
TABLE = "playbooks/hq/tables/december.csv"
EAST = "name: {en: East}\nparent: hq\nlocales: [en]\n"
FORK = "fork: december\nresults_file: tables/own.csv\n"

Files = dict[str, str | bytes]


def workspace(root: Path, table: str | bytes, *files: Files) -> Path:
    """Return a workspace with a playbook that has a table."""
    return lay_out(root, {
        "schema/count/schema.json": KIND["schema.json"], "schema/count/kind.yaml": KIND["kind.yaml"],
        COUNT: "title: December\nresults_file: tables/december.csv\n", TABLE: table,
    }, *files)


def rows(root: Path, branch: str = "hq") -> list[dict[str, object]]:
    """Return the rows that the playbook has in a branch."""
    made = checked(root)
    assert made.diagnostics == (), made.diagnostics
    found = made.of_branch(branch).playbooks["count", "december"].value["results"]
    return list(found)


def findings(root: Path) -> list[str]:
    return [written(one) for one in wrong(root)]


@pytest.mark.parametrize("table", [
    b"\xef\xbb\xbfdate,orders,revenue,share,note\r\n2026-12-01,14,\"1,234\",12%,\"a, b\"\r\n\r\n",
    b"Day,Orders,Revenue,Share,Note\n2026-12-01,14,1234,12,\"a, b\"\n,,,,\n",
    b"note,orders,date,revenue,share,,\n\"a, b\",14,2026-12-01,1234.0,12,,\n",
], ids=["as Excel saves it", "by titles, with an empty row", "in another order, with empty columns"])
def test_a_table_fills_its_list(table: bytes, tmp_path: Path) -> None:
    assert rows(workspace(tmp_path, table)) == [{"date": "2026-12-01", "orders": 14, "revenue": 1234, "share": 12, "note": "a, b"}]


def test_a_column_may_be_called_what_any_language_calls_it(tmp_path: Path) -> None:
    root = workspace(tmp_path, "日期,订单\n2026-12-01,14\n", {"schema/count/labels.zh.yaml": "fields: {/results/*/date: 日期, /results/*/orders: 订单}\n"})

    assert rows(root) == [{"date": "2026-12-01", "orders": 14}]


def test_a_choice_may_be_called_by_its_label(tmp_path: Path) -> None:
    schema = KIND["schema.json"].replace('"note": { "title": "Note", "type": "string" }', '"note": { "title": "Note", "enum": ["sunny", "rain"] }')
    root = workspace(tmp_path, "date,orders,note\n2026-12-01,14,雨\n", {"schema/count/schema.json": schema, "schema/count/labels.zh.yaml": "values: {note: {sunny: 晴, rain: 雨}}\n"})

    assert rows(root) == [{"date": "2026-12-01", "orders": 14, "note": "rain"}]


def test_an_empty_cell_is_a_field_that_is_not_there(tmp_path: Path) -> None:
    assert rows(workspace(tmp_path, "date,orders,note\n2026-12-01,0,\n")) == [{"date": "2026-12-01", "orders": 0}]


def test_a_table_of_more_than_a_megabyte_is_not_read(tmp_path: Path) -> None:
    (found,) = findings(workspace(tmp_path, "date,orders,note\n" + f"2026-12-01,1,{'x' * 1_000_000}\n"))

    assert found.startswith(f"{TABLE}:1:1-1:1 error TABLE012 The table has more than 1,000,000 bytes.")


def test_what_is_typed_beside_a_table_is_told(tmp_path: Path) -> None:
    root = workspace(tmp_path, "date,orders\n2026-12-01,1\n", {COUNT: "title: December\nresults_file: tables/december.csv\nresults: [{date: 2026-12-01, orders: 1}]\n"})

    assert [one.splitlines()[0] for one in findings(root)] == [f"{COUNT}:3:1-3:8 error SCHEMA014 results is worked out by the tool and must not be typed."]


def test_a_table_elsewhere_is_not_read(tmp_path: Path) -> None:
    root = workspace(tmp_path, "date,orders\n", {COUNT: "title: December\nresults_file: ../../secret.csv\n"})

    assert [one.splitlines()[0] for one in findings(root)] == [f"{COUNT}:2:15-2:31 error FILE002 ../../secret.csv is no table in tables/."]


def test_a_branch_brings_a_table_of_its_own(tmp_path: Path) -> None:
    root = workspace(tmp_path, "date,orders\n2026-12-01,14\n2026-12-02,9\n", {
        "playbooks/east/branch.yaml": EAST, "playbooks/east/count/december.yaml": FORK, "playbooks/east/tables/own.csv": "date,orders\n2026-12-03,5\n",
    })
    sopbook("accept", "december", "--all", "--branch", "east", "-C", root)

    assert rows(root, "east") == [{"date": "2026-12-03", "orders": 5}]
    assert len(rows(root)) == 2


def test_a_mistake_in_a_branch_s_table_stands_in_its_cell(tmp_path: Path) -> None:
    root = workspace(tmp_path, "date,orders\n2026-12-01,14\n", {
        "playbooks/east/branch.yaml": EAST, "playbooks/east/count/december.yaml": FORK, "playbooks/east/tables/own.csv": "date,orders\n2026-12-03,501\n",
    })

    assert [one.splitlines()[0] for one in findings(root) if "SCHEMA" in one] == ["playbooks/east/tables/own.csv:2:12-2:15 error SCHEMA008 orders is 501; it must be at most 500."]


def test_a_branch_hears_when_the_parent_s_table_changes(tmp_path: Path) -> None:
    root = workspace(tmp_path, "date,orders\n2026-12-01,14\n", {
        "playbooks/east/branch.yaml": EAST, "playbooks/east/count/december.yaml": FORK, "playbooks/east/tables/own.csv": "date,orders\n2026-12-03,5\n",
    })
    sopbook("accept", "december", "--all", "--branch", "east", "-C", root)
    assert findings(root) == []

    (root / TABLE).write_text("date,orders\n2026-12-01,15\n", "utf-8")

    assert [one.splitlines()[0] for one in findings(root)] == [
        "playbooks/east/count/december.yaml:2:1-2:13 warning DRIFT001 hq has changed results since you accepted it.",
    ]


def test_a_locked_table_is_kept_under_the_same_name_too(tmp_path: Path) -> None:
    schema = json.loads(KIND["schema.json"])
    schema["properties"]["locks"] = {"type": "array", "items": {"type": "object", "properties": {"path": {"type": "string"}, "mode": {"type": "string"}, "why": {"type": "string"}}}}
    root = workspace(tmp_path, "date,orders\n2026-12-01,14\n", {
        "schema/count/schema.json": json.dumps(schema),
        COUNT: "title: December\nresults_file: tables/december.csv\nlocks: [{path: /results_file, mode: fixed, why: One count for all.}]\n",
        "playbooks/east/branch.yaml": EAST, "playbooks/east/count/december.yaml": "fork: december\nresults_file: tables/december.csv\n",
        "playbooks/east/tables/december.csv": "date,orders\n2026-12-01,99\n",
    })

    assert any("LOCK001" in one for one in findings(root))


def test_a_new_playbook_comes_with_its_table(tmp_path: Path) -> None:
    root = workspace(tmp_path, "date,orders\n2026-12-01,14\n")

    run = sopbook("new", "count", "january", "--table", "-C", root)

    assert run.output.splitlines() == ["playbooks/hq/count/january.yaml", "playbooks/hq/tables/january.csv"]
    assert (root / "playbooks/hq/tables/january.csv").read_bytes() == b"\xef\xbb\xbfDay,Orders,Revenue,Share,Note\r\n"
    assert "results_file: tables/january.csv\n" in (root / "playbooks/hq/count/january.yaml").read_text("utf-8")


def test_a_playbook_that_is_there_gets_its_table_alone(tmp_path: Path) -> None:
    root = workspace(tmp_path, "date,orders\n2026-12-01,14\n")
    (root / TABLE).unlink()

    assert sopbook("new", "count", "december", "--table", "-C", root).output.splitlines() == [TABLE]
    run = sopbook("new", "count", "december", "--table", "-C", root)
    assert (run.exit_code, run.output) == (2, f"Error: {TABLE} exists already.\n")
    assert sopbook("new", "note", "january", "--table", "-C", root).output == "Error: A playbook of the kind note has no table.\n"
