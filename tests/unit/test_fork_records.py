"""What a fork leaves behind: the records of what it overrides, the layers below each other, locks and drift."""

from typing import Any

import pytest

from sopbook.branches.fork.drift import State, drift
from sopbook.branches.fork.known import Known
from sopbook.branches.fork.neighbours import Neighbours
from sopbook.branches.fork.override import ABSENT
from sopbook.branches.fork.path import located, parse_path, write_path
from sopbook.kinds.schema_view import SchemaView
from unit.forks import SHAPE, accepted_from, document, exact, lay, told, value_of

PARENT = """\
title: T
goal: old
notes: [one]
tags: [x, y]
audience: {group: g, size: 5}
steps:
  - {id: a, text: A, checks: [{letter: x, say: X}]}
  - {id: b, text: B}
  - {id: c, text: C}
"""
A = {"id": "a", "text": "A", "checks": [{"letter": "x", "say": "X"}]}
B = {"id": "b", "text": "B"}

RECORDS: list[tuple[str, list[tuple[str, str, Any, Any, str]]]] = [
    ("fork: a\n$why: Nothing yet.", []),
    ("goal: new", [("/goal", "set", "old", "new", "")]),
    ("goal: old", [("/goal", "set", "old", "old", "")]),
    ("count: 5", [("/count", "set", ABSENT, 5, "")]),
    ("goal: {$value: new, $why: Theirs is dull.}", [("/goal", "set", "old", "new", "Theirs is dull.")]),
    ("goal: {$delete: true, $why: Not here.}", [("/goal", "delete", "old", ABSENT, "Not here.")]),
    ("goal: {$replace: [new]}", [("/goal", "set", "old", ["new"], "")]),
    ("notes: [two]", [("/notes", "set", ["one"], ["two"], "")]),
    ("audience: {size: 9, $why: More.}", [("/audience/size", "set", 5, 9, "More.")]),
    ("audience: {$replace: true, group: h}", [("/audience", "set", {"group": "g", "size": 5}, {"group": "h"}, "")]),
    ("params: {start: 1, 'a/b': 2}", [("/params/start", "set", ABSENT, 1, ""), ("/params/a~1b", "set", ABSENT, 2, "")]),
    ("params: {}", [("/params", "set", ABSENT, {}, "")]),
    ("tags: {$add: [z], $remove: [x], $why: Local.}", [("/tags/{x}", "delete", "x", ABSENT, "Local."), ("/tags/{z}", "add", ABSENT, "z", "Local.")]),
    ("tags: {$add: [x]}", [("/tags/{x}", "add", "x", "x", "")]),
    ("tags: {$replace: [z]}", [("/tags", "set", ["x", "y"], ["z"], "")]),
    ("steps: [{id: a, text: N, at: X}]", [("/steps/{a}/text", "set", "A", "N", ""), ("/steps/{a}/at", "set", ABSENT, "X", "")]),
    ("steps: [{id: a, checks: [{letter: x, say: N}]}]", [("/steps/{a}/checks/{x}/say", "set", "X", "N", "")]),
    ("steps: [{id: a, $delete: true}]", [("/steps/{a}", "delete", A, ABSENT, "")]),
    ("steps: [{id: b, $replace: true, text: N}]", [("/steps/{b}", "set", B, {"id": "b", "text": "N"}, "")]),
    ("steps: [{id: n, $add: last, text: N}]", [("/steps/{n}", "add", ABSENT, {"id": "n", "text": "N"}, "")]),
    ("steps: [{id: b, $move: first}]", [("/steps/{b}/$move", "move", "after a", "first", "")]),
    ("steps: [{id: a, $move: {after: b}, text: N}]", [("/steps/{a}/text", "set", "A", "N", ""), ("/steps/{a}/$move", "move", "first", "after b", "")]),
    ("$why: All.\ngoal: new\nsteps: [{id: b, $delete: true}, {id: c, text: N, $why: One.}]",
     [("/goal", "set", "old", "new", "All."), ("/steps/{b}", "delete", B, ABSENT, "All."), ("/steps/{c}/text", "set", "C", "N", "One.")]),
]  # fmt: skip


@pytest.mark.parametrize(("fork", "records"), RECORDS, ids=[fork for fork, _ in RECORDS])
def test_every_change_leaves_a_record(fork: str, records: list[tuple[str, str, Any, Any, str]]) -> None:
    _, overrides, found = lay(PARENT, fork)

    assert told(found) == []
    assert [(write_path(o.path), o.action, o.theirs, o.mine, o.why) for o in overrides] == records


@pytest.mark.parametrize(
    ("fork", "beside", "stood"),
    [
        ("{id: n, $add: {after: b}}", Neighbours("b", ("a",), ("c",)), None),
        ("{id: n, $add: {before: b}}", Neighbours("b", ("a",), ("c",)), None),
        ("{id: n, $add: last}", None, None),
        ("{id: a, $move: {after: c}}", Neighbours("c", ("a", "b")), Neighbours("a", (), ("b", "c"))),
        ("{id: c, $move: first}", None, Neighbours("c", ("a", "b"))),
    ],
)
def test_a_record_of_a_place_remembers_the_items_around_it(fork: str, beside: Neighbours | None, stood: Neighbours | None) -> None:
    assert [(o.standing.beside, o.standing.stood) for o in lay(PARENT, f"steps: [{fork}]")[1]] == [(beside, stood)]


def test_a_record_knows_its_line() -> None:
    fork = "goal: {$value: new}\naudience:\n  size: 9\ntags:\n  $add: [z]\nsteps:\n  - {id: b, $delete: true}\n"
    made = document(fork, "south")

    assert [made.span(o.place).line for o in lay(PARENT, fork)[1]] == [1, 3, 5, 7]


LEVELS = [
    ("a change of a change", "goal: south", "goal: city", "goal: city", [("/goal", "south", "city")]),
    ("a change of what the middle added", "count: 5", "count: 6", "{goal: old, count: 6}", [("/count", 5, 6)]),
    ("a deletion of what the middle added", "count: 5", "count: {$delete: true}", "goal: old", [("/count", 5, ABSENT)]),
    ("what the middle deleted is written again", "goal: {$delete: true}", "goal: city", "goal: city", [("/goal", ABSENT, "city")]),
    ("a field each", "count: 5", "title: City", "{goal: old, count: 5, title: City}", [("/title", ABSENT, "City")]),
    ("an empty fork below", "goal: south", "fork: a", "goal: south", []),
    ("an empty fork between", "fork: a", "goal: city", "goal: city", [("/goal", "old", "city")]),
]


@pytest.mark.parametrize(("south", "city", "gives", "records"), [case[1:] for case in LEVELS], ids=[case[0] for case in LEVELS])
def test_a_fork_of_a_fork(south: str, city: str, gives: str, records: list[tuple[str, Any, Any]]) -> None:
    middle, _, _ = lay("goal: old", south)

    made, overrides, found = lay(middle, city, branch="city", above="south")

    assert told(found) == []
    assert exact(made.value) == exact(value_of(gives))
    assert [(write_path(o.path), o.theirs, o.mine) for o in overrides] == records


def test_items_of_three_levels_and_who_wrote_them() -> None:
    middle, _, _ = lay(PARENT, "steps: [{id: s, $add: {after: a}, text: S}, {id: b, text: South}]\ntags: {$add: [z]}")
    made, _, found = lay(
        middle, "steps: [{id: n, $add: {after: s}, text: N}, {id: a, $delete: true}]\ntags: {$remove: [x]}\ngoal: {$value: City}",
        branch="city", above="south",
    )  # fmt: skip

    assert told(found) == []
    assert [item["text"] for item in made.value["steps"]] == ["S", "N", "South", "C"]
    wrote = {
        path: made.origin(located(made.value, parse_path(path), SHAPE) or ()).branch
        for path in ["/title", "/goal", "/tags/{y}", "/tags/{z}", "/steps/{s}/text", "/steps/{n}/text", "/steps/{b}/text", "/steps/{b}/id", "/steps/{c}"]
    }
    assert wrote == {
        "/title": "hq", "/goal": "city", "/tags/{y}": "hq", "/tags/{z}": "south", "/steps/{s}/text": "south",
        "/steps/{n}/text": "city", "/steps/{b}/text": "south", "/steps/{b}/id": "hq", "/steps/{c}": "hq",
    }  # fmt: skip
    assert made.paths == {f"playbooks/{branch}/note/a.yaml" for branch in ("hq", "south", "city")}


def test_a_finding_names_the_branch_above() -> None:
    middle, _, _ = lay(PARENT, "steps: [{id: b, $delete: true}]")

    assert told(lay(middle, "steps: [{id: b, text: N}]", branch="city", above="south")[2]) == [
        "1:14 FORK005 There is no item b in steps of south.",
    ]


def test_each_level_adds_locks_and_none_is_lifted() -> None:
    middle, overrides, found = lay("goal: old\nlocks: [{path: /goal}]", "locks: [{path: /title, mode: fixed}]")
    made, _, more = lay(middle, "locks: [{path: /tags, mode: add-only}]", branch="city", above="south")

    assert (overrides, found, more) == ((), [], [])
    assert [lock["path"] for lock in made.value["locks"]] == ["/goal", "/title", "/tags"]
    assert [made.origin(("locks", i)).branch for i in range(3)] == ["hq", "south", "city"]


STATES = [
    ("nothing has happened", "goal: old", "goal: mine", "goal: old", State.CURRENT),
    ("the parent says something else", "goal: old", "goal: mine", "goal: newer", State.STALE),
    ("the parent says what the branch says", "goal: old", "goal: mine", "goal: mine", State.CONVERGED),
    ("the parent has deleted it", "goal: old", "goal: mine", "title: T", State.DANGLING),
    ("the parent has it now, too", "title: T", "goal: mine", "goal: theirs", State.COLLISION),
    ("a number became a text", "x: 50", "x: 60", "x: about 50", State.TYPE_CHANGED),
    ("a number became true", "x: 1", "x: 60", "x: true", State.TYPE_CHANGED),
    ("0 became false", "x: [0]", "x: [60]", "x: [false]", State.STALE),
    ("a whole number became a broken one", "x: 1", "x: 60", "x: 1.5", State.STALE),
    ("an item below what is replaced", "audience: {group: g}", "audience: {$replace: true, group: h}", "audience: {group: i}", State.STALE),
    ("what is deleted has changed", "goal: old", "goal: {$delete: true}", "goal: newer", State.STALE),
    ("what is deleted is gone", "goal: old", "goal: {$delete: true}", "title: T", State.CONVERGED),
    ("an item that is deleted is gone", "steps: [{id: a}, {id: b}]", "steps: [{id: b, $delete: true}]", "steps: [{id: a}]", State.CONVERGED),
    ("what is taken out of a set is gone", "tags: [x, y]", "tags: {$remove: [y]}", "tags: [x]", State.CONVERGED),
    ("an item that is moved stands elsewhere", "steps: [{id: a}, {id: b}]", "steps: [{id: b, $move: first}]", "steps: [{id: b}, {id: a}]", State.CONVERGED),
    ("a set is in another order", "tags: [x, y]", "tags: {$replace: [z]}", "tags: [y, x]", State.CURRENT),
    ("a set inside what is replaced is in another order", "steps: [{id: a, tags: [x, y]}]", "steps: [{id: a, $replace: true}]", "steps: [{id: a, tags: [y, x]}]", State.CURRENT),
    ("a list is in another order", "notes: [x, y]", "notes: [z]", "notes: [y, x]", State.STALE),
    ("an item is put before one that is moved", "steps: [{id: a}, {id: b}, {id: c}]", "steps: [{id: c, $move: {before: b}}]", "steps: [{id: b}, {id: a}, {id: c}]", State.STALE),
    ("an item is put before one that is moved, and others are moved", "steps: [{id: a}, {id: b}, {id: c}, {id: d}]", "steps: [{id: c, $move: {after: d}}]",
     "steps: [{id: b}, {id: c}, {id: a}, {id: d}]", State.CURRENT),
    ("items come beside one that is moved", "steps: [{id: a}, {id: b}]", "steps: [{id: b, $move: first}]", "steps: [{id: a}, {id: z}, {id: b}, {id: y}]", State.CURRENT),
    ("the one beside which an item is added is moved", "steps: [{id: a}, {id: b}]", "steps: [{id: n, $add: {after: a}}]", "steps: [{id: b}, {id: a}]", State.STALE),
    ("a list is gone to which an item is added", "steps: [{id: a}]", "steps: [{id: n, $add: last}]", "title: T", State.DANGLING),
    ("a set is gone to which something is added", "tags: [x]", "tags: {$add: [y]}", "title: T", State.DANGLING),
    ("a table is gone to which a field is added", "audience: {group: g}", "audience: {size: 9}", "title: T", State.DANGLING),
    ("the parent now has the table that the branch wrote", "title: T", "audience: {group: g}", "audience: {group: h}", State.COLLISION),
    ("what is added to a set is in it", "tags: [x]", "tags: {$add: [y]}", "tags: [x, y]", State.CONVERGED),
]  # fmt: skip


@pytest.mark.parametrize(("once", "fork", "now", "state"), [case[1:] for case in STATES], ids=[case[0] for case in STATES])
def test_the_state_of_an_override(once: str, fork: str, now: str, state: State) -> None:
    known = accepted_from(lay(once, fork)[1])

    assert [d.state for d in drift(lay(now, fork, known)[1], known, SHAPE)] == [state]


@pytest.mark.parametrize(("once", "fork", "now"), [case[1:4] for case in STATES], ids=[case[0] for case in STATES])
def test_whatever_has_happened_accepting_it_ends_it(once: str, fork: str, now: str) -> None:
    known = accepted_from(lay(once, fork)[1])
    known = accepted_from(lay(now, fork, known)[1])

    _, overrides, found = lay(now, fork, known)

    assert told(found) == []
    assert [d.state for d in drift(overrides, known, SHAPE)] == [State.CURRENT]


@pytest.mark.parametrize("fork", ["tags: {$add: [z, z]}", "tags: {$add: [x], $remove: [x]}"])
def test_an_item_of_a_set_named_twice_is_a_finding_or_one_record(fork: str) -> None:
    _, overrides, found = lay(PARENT, fork)

    assert found or len({o.path for o in overrides}) == len(overrides)


@pytest.mark.parametrize(("heed", "state", "stops"), [("ignore", State.CURRENT, False), ("warn", State.STALE, False), ("error", State.STALE, True)])
def test_a_kind_says_how_drift_is_taken(heed: str, state: State, stops: bool) -> None:
    schema = {"properties": {"goal": {"x-on-drift": heed}}}
    shape = SchemaView((schema,), schema)
    known = accepted_from(lay("goal: old", "goal: mine")[1])

    assert [(d.state, d.stops) for d in drift(lay("goal: newer", "goal: mine")[1], known, shape)] == [(state, stops)]
    assert [d.state for d in drift(lay("goal: old", "goal: mine")[1], Known(), shape)] == [State.CURRENT if heed == "ignore" else State.UNACCEPTED]
    assert [d.state for d in drift(lay("goal: old", "goal: old")[1], Known(), SHAPE)] == [State.REDUNDANT]
