"""Computed values and rules of a kind, on small playbooks of a kind `visit`."""

from pathlib import Path
from typing import Any

import pytest

from example_workspaces import checked, lay_out
from sopbook.handbook.check.workspace import CheckedWorkspace
from sopbook.handbook.edition import edition
from sopbook.handbook.view.view import view_of
from unit.workspaces import FOREIGN

SCHEMA = """{"type": "object", "properties": {
  "first": {}, "last": {}, "next": {"type": "string"}, "say": {}, "rate": {"type": "number"},
  "stops": {"type": "array", "items": {"type": "object", "properties": {
    "id": {}, "at": {}, "rooms": {"type": "array", "items": {"properties": {"at": {}, "late": {"readOnly": true}}}}, "late": {"readOnly": true}}}},
  "total": {"readOnly": true}, "sums": {"readOnly": true, "properties": {"all": {}, "deep": {"properties": {"er": {}}}}}
}}"""


def visits(root: Path, config: str, **playbooks: str) -> CheckedWorkspace:
    """Return a checked workspace whose kind `visit` has this kind.yaml, with its playbooks by name."""
    files = {"schema/visit/kind.yaml": f"kind: visit\n{FOREIGN}{config}", "schema/visit/schema.json": SCHEMA}
    files |= {f"playbooks/hq/visit/{name}.yaml": text for name, text in playbooks.items()}
    return checked(lay_out(root / "w", dict(files)))


def value(workspace: CheckedWorkspace, name: str) -> Any:
    return workspace.of_branch("hq").playbooks["visit", name].value


def said(workspace: CheckedWorkspace) -> list[str]:
    return [
        f"{d.path.rpartition('/')[2]}:{d.span.line}:{d.span.column} {d.code} {d.message}" + (f" | {d.hint}" if d.hint else "")
        for d in workspace.diagnostics
    ]


def rule(text: str, message: str = "No.", **more: str) -> str:
    """Return the YAML of one rule."""
    fields = "".join(f"    {name}: {content}\n" for name, content in more.items())
    return f"rules:\n  - rule: '{text}'\n    message: {{en: '{message}'}}\n{fields}"


def test_a_value_is_worked_out_once_or_for_every_item(tmp_path: Path) -> None:
    config = """derive:
  - {each: /stops/*, at: /late, value: "self.at > 60"}
  - {at: /total, value: "sum(self.stops.map(s, s.at))"}
  - {at: /sums/deep/er, value: "product([self.total, 2])"}
"""
    workspace = visits(tmp_path, config, a="stops: [{id: x, at: 30}, {id: y, at: 90.5}]\n")

    assert said(workspace) == []
    assert value(workspace, "a") == {
        "stops": [{"id": "x", "at": 30, "late": False}, {"id": "y", "at": 90.5, "late": True}],
        "total": 120.5,
        "sums": {"deep": {"er": 241}},
    }


def test_the_file_itself_stays_without_the_computed_values(tmp_path: Path) -> None:
    workspace = visits(tmp_path, "derive: [{at: /total, value: '1'}]\n", a="first: 1\n")

    assert workspace.of_branch("hq").playbooks["visit", "a"].document.value == {"first": 1}


def test_another_playbook_is_looked_up_with_its_computed_values(tmp_path: Path) -> None:
    config = "derive: [{at: /total, value: 'has(self.next) ? sum([self.first, lookup(\"visit\", self.next).total]) : self.first'}]\n"
    workspace = visits(tmp_path, config, a="first: 1\nnext: b\n", b="first: 2\nnext: c\n", c="first: 4\n")

    assert said(workspace) == []
    assert [value(workspace, name)["total"] for name in "abc"] == [7, 6, 4]


def test_a_reference_to_any_kind_is_looked_up_as_it_is_written(tmp_path: Path) -> None:
    config = "derive: [{at: /total, value: 'has(self.next) ? lookup(\"visit/\" + self.next).total + 1.0 : 4.0'}]\n"
    workspace = visits(tmp_path, config, a="next: b\n", b="first: 2\n")

    assert said(workspace) == []
    assert [value(workspace, name)["total"] for name in "ab"] == [5, 4]


def test_a_playbook_that_is_not_there_or_broken_is_an_empty_table(tmp_path: Path) -> None:
    config = "derive: [{at: /total, value: 'has(lookup(\"visit\", self.next).first)'}]\n"
    workspace = visits(tmp_path, config, a="next: gone\n", b="next: broken\n", broken="first: 1\nnext: 5\n", d="next: a\nfirst: 1\n", e="next: d\n")

    assert [line for line in said(workspace) if "broken.yaml" not in line] == []
    assert [value(workspace, name)["total"] for name in ("a", "b", "d", "e")] == [False, False, False, True]


@pytest.mark.parametrize("names", [["a"], ["a", "b"], ["a", "b", "c"]])
def test_a_circle_of_lookups_ends(tmp_path: Path, names: list[str]) -> None:
    config = "derive: [{at: /total, value: 'has(lookup(\"visit\", self.next).total) ? 1 : 0'}]\n"
    following = {name: f"next: {names[(i + 1) % len(names)]}\n" for i, name in enumerate(names)}

    workspace = visits(tmp_path, config, **following)

    assert said(workspace) == []
    assert sum(value(workspace, name)["total"] for name in names) == len(names) - 1


def test_a_long_chain_of_lookups_is_followed_to_its_end(tmp_path: Path) -> None:
    config = "derive: [{at: /total, value: 'has(self.next) ? sum([1, lookup(\"visit\", self.next).total]) : 1'}]\n"
    chain = {f"p{n}": f"next: p{n + 1}\n" for n in range(199)} | {"p199": "first: 1\n"}

    workspace = visits(tmp_path, config, **chain)

    assert said(workspace) == []
    assert value(workspace, "p0")["total"] == 200


def test_an_expression_that_fails_names_kind_yaml_and_the_playbook(tmp_path: Path) -> None:
    workspace = visits(tmp_path, "derive:\n  - at: /total\n    value: self.first + 1.5\n", a="first: 1\n")

    assert [line.split(":")[:2] for line in said(workspace)] == [["kind.yaml", "7"]]
    assert workspace.diagnostics[0].code == "RULE002"
    assert "playbooks/hq/visit/a.yaml" in workspace.diagnostics[0].message


@pytest.mark.parametrize("expression", ["timestamp('2026-12-01T00:00:00Z')", "duration('1h')", "b'x'", "1.0 / 0.0", "0.0 / 0.0", "optional.of(1)"])
def test_a_computed_value_that_json_cannot_carry_is_a_mistake_of_the_kind(tmp_path: Path, expression: str) -> None:
    workspace = visits(tmp_path, f'derive: [{{at: /total, value: "{expression}"}}]\n', a="first: 1\n")

    assert [(d.path, d.code) for d in workspace.diagnostics] == [("schema/visit/kind.yaml", "RULE002")]


def test_a_rule_that_does_not_hold_is_told_where_it_says(tmp_path: Path) -> None:
    config = rule("self.first <= self.last", "The last day ({/last}) lies before the first ({/first}).", at="/last", hint="{en: Swap them.}")
    workspace = visits(tmp_path, config, a="first: 2026-12-10\nlast: 2026-12-01\n", b="first: 2026-12-01\nlast: 2026-12-01\n")

    assert said(workspace) == ["a.yaml:2:7 RULE001 The last day (2026-12-01) lies before the first (2026-12-10). | Swap them."]


def test_a_rule_is_asked_for_every_item_and_told_for_each_that_breaks_it(tmp_path: Path) -> None:
    config = rule("self.at >= 0", "{/id} is at {/at}.", each="/stops/*", at="/at")
    workspace = visits(tmp_path, config, a="stops:\n  - {id: x, at: -1}\n  - {id: y, at: 0}\n  - {id: z, at: -2.5}\n", b="first: 1\n")

    assert said(workspace) == ["a.yaml:2:17 RULE001 x is at -1.", "a.yaml:4:17 RULE001 z is at -2.5."]


@pytest.mark.parametrize(
    ("text", "each", "broken"),
    [
        ("!before.exists(b, b.at > self.at)", "/stops/*", [4]),
        ("before.all(b, b.id != self.id)", "/stops/*", [4]),
        ("parent.first == 1", "/stops/*", []),
        ("parent.id != \"y\"", "/stops/*/rooms/*", [3, 3]),
        ("parent.at <= self.at", "/stops/*/rooms/*", [3]),
        ("before.all(b, b.at < self.at)", "/stops/*/rooms/*", [3]),
        ("doc.first == 1 && doc.stops.exists(s, s.id == \"x\")", "/stops/*/rooms/*", []),
        ("self.at > 5", "/stops/1", []),
        ("self.at > 6", "/stops/1", [4]),
        ("self == doc && parent == doc && before == []", "", []),
    ],
)
def test_a_rule_sees_itself_what_holds_it_what_stands_before_it_and_all(tmp_path: Path, text: str, each: str, broken: list[int]) -> None:
    playbook = "first: 1\nstops:\n  - {id: y, at: 9, rooms: [{at: 9}, {at: 8}]}\n  - {id: y, at: 6}\n  - {id: x, at: 11}\n"
    workspace = visits(tmp_path, rule(text, each=each) if each else rule(text), a=playbook)

    assert [(d.code, d.span.line) for d in workspace.diagnostics] == [("RULE001", line) for line in broken]


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("{/say}", "早安"), ("{/first} of {/rate}", "12 of 2.5"), ("{/gone}", "nothing"), ("{/stops/1/id}", "y"), ("{/stops/7/id}", "nothing"),
        ("{first} {} {/} {{/say}}", "{first} {} {/} {早安}"), ("{/urgent}", "true"), ("{/stops/0/at}", "nothing"),
    ],
)  # fmt: skip
def test_a_message_shows_the_values_at_its_pointers(tmp_path: Path, message: str, shown: str) -> None:
    playbook = "say: 早安\nfirst: 12\nrate: 2.5\nurgent: true\nstops: [{id: x}, {id: y}]\n"

    assert [d.message for d in visits(tmp_path, rule("false", message), a=playbook).diagnostics] == [shown]


def test_a_rule_that_fails_names_kind_yaml_once_for_each_playbook(tmp_path: Path) -> None:
    config = rule("self.at > 0", each="/stops/*")
    workspace = visits(tmp_path, config, a="stops: [{id: x}, {id: y}]\n", b="stops: [{id: x}]\n", c="stops: [{at: 1}]\n")

    assert [(d.path, d.span.line, d.code) for d in workspace.diagnostics] == [("schema/visit/kind.yaml", 6, "RULE002")] * 2
    assert ["visit/a.yaml" in workspace.diagnostics[0].message, "visit/b.yaml" in workspace.diagnostics[1].message] == [True, True]


@pytest.mark.parametrize("text", ["self.first", "size([1])", "\"true\"", "null", "[true]"])
def test_a_rule_that_gives_anything_but_true_or_false_is_a_mistake_of_the_kind(tmp_path: Path, text: str) -> None:
    workspace = visits(tmp_path, rule(text), a="first: 1\n")

    assert [(d.path, d.code) for d in workspace.diagnostics] == [("schema/visit/kind.yaml", "RULE002")]


def test_a_rule_sees_computed_values_and_params_filled_in(tmp_path: Path) -> None:
    config = "derive: [{at: /total, value: '5'}]\n" + rule("self.total == 5")

    assert said(visits(tmp_path, config, a="first: 1\n")) == []


def test_a_playbook_that_breaks_its_schema_is_not_asked_its_rules(tmp_path: Path) -> None:
    workspace = visits(tmp_path, rule("self.gone > 1"), a="next: 5\n")

    assert [d.code for d in workspace.diagnostics] == ["SCHEMA003"]


def test_all_playbooks_of_a_kind_are_asked_in_the_order_of_their_ids(tmp_path: Path) -> None:
    config = """derive:
  - {at: /total, value: "has(self.first) ? self.first * 2 : 0"}
"""
    other = {
        "schema/sum/kind.yaml": f"kind: sum\n{FOREIGN}derive:\n  - {{at: /lines, value: 'each(\"visit\").map(v, {{\"of\": v.first, \"double\": v.total}})'}}\n"
        "  - {each: /lines/*, at: /share, value: 'ratio(self.double, sum(doc.lines.map(l, l.double)))'}\n  - {at: /b, value: 'item(\"visit/stops\", \"b\").at'}\n",
        "schema/sum/schema.json": """{"properties": {"b": {"readOnly": true}, "lines": {"title": "Lines", "readOnly": true, "type": "array", "items":
            {"properties": {"of": {"title": "Of"}, "double": {"title": "Double"}, "share": {"title": "Share"}}}}}}""",
        "playbooks/hq/sum/all.yaml": "{}\n",
    }
    schema = SCHEMA.replace('"stops": {"type": "array",', '"stops": {"type": "array", "x-key": "id",')
    playbooks = {f"playbooks/hq/visit/{name}.yaml": text for name, text in {"b": "first: 3\n", "a": "first: 1\nstops: [{id: b, at: 9}]\n"}.items()}
    workspace = checked(lay_out(tmp_path / "w", {"schema/visit/kind.yaml": f"kind: visit\n{FOREIGN}{config}", "schema/visit/schema.json": schema, **playbooks, **other}))

    assert said(workspace) == []
    assert workspace.of_branch("hq").playbooks["sum", "all"].value == {
        "lines": [{"of": 1, "double": 2, "share": 0.25}, {"of": 3, "double": 6, "share": 0.75}], "b": 9,
    }


def test_a_list_of_tables_that_the_tool_works_out_is_on_the_page(tmp_path: Path) -> None:
    config = "derive: [{at: /total, value: '[{\"branch\": \"east\", \"score\": 81}, {\"branch\": \"south\", \"score\": 64.5}]'}]\n"
    workspace = visits(tmp_path, config, a="first: 1\n")
    shown = edition(workspace, "hq")
    total = view_of(shown.playbooks["visit", "a"], shown).child("total")

    assert [[field.text for field in row.items] for row in total.items] == [["east", "81"], ["south", "64.5"]]


def test_a_retired_playbook_is_not_among_all(tmp_path: Path) -> None:
    retired = "id: old\ntitle: Old\nsummary: Gone.\nversion: '1.0'\nowner: Desk\nreviewed_on: 2026-11-01\nreview_by: 2027-11-01\ntags: [sample]\nstatus: retired\n"
    root = lay_out(tmp_path / "w", {
        "schema/visit/kind.yaml": f"kind: visit\n{FOREIGN}derive: [{{at: /total, value: 'each(\"note\").map(n, n.id)'}}]\n", "schema/visit/schema.json": SCHEMA,
        "playbooks/hq/visit/a.yaml": "first: 1\n", "playbooks/hq/note/old.yaml": retired,
    })

    assert value(checked(root), "a")["total"] == ["good"]


def test_a_value_that_is_null_is_left_out(tmp_path: Path) -> None:
    workspace = visits(tmp_path, 'derive:\n  - {at: /total, value: "has(self.first) ? self.first : null"}\n', full="first: 3\n", bare="last: 1\n")

    assert said(workspace) == []
    assert (value(workspace, "full"), value(workspace, "bare")) == ({"first": 3, "total": 3}, {"last": 1})


LOOKING_UP = """derive:
  - {at: /total, value: "has(self.next) ? lookup('visit', self.next).rate : 0"}
rules:
  - rule: "!has(self.next) || lookup('visit', self.next).rate > 5"
    message: {en: 'Too cheap.'}
"""


def test_what_waits_for_a_playbook_with_an_error_is_told_when_that_is_mended(tmp_path: Path) -> None:
    waiting = visits(tmp_path / "waiting", LOOKING_UP, a="next: other\n", other="rate: much\n")
    mended = visits(tmp_path / "mended", LOOKING_UP, a="next: other\n", other="rate: 3\n")

    assert said(waiting) == ['other.yaml:1:7 SCHEMA003 rate is "much"; a number is expected. | Write the number alone, without quotes, unit or separators.']
    assert said(mended) == ["a.yaml:1:1 RULE001 Too cheap."]


def test_what_there_is_not_at_all_is_told(tmp_path: Path) -> None:
    assert said(visits(tmp_path, LOOKING_UP, a="next: nobody\n"))[0].startswith("kind.yaml:")


def test_what_waits_through_another_playbook_waits_as_well(tmp_path: Path) -> None:
    config = """derive:
  - {at: /total, value: "has(self.next) ? lookup('visit', self.next).total + 1 : self.rate"}
"""
    chain = {"a": "next: b\n", "b": "next: c\n"}

    assert [one.partition(" |")[0] for one in said(visits(tmp_path, config, **chain, c="rate: much\n"))] == [
        'c.yaml:1:7 SCHEMA003 rate is "much"; a number is expected.',
    ]  # fmt: skip
