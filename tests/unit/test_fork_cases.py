"""Forks, case by case: what the parent says, what the fork says, and what comes of it.

Each case is a name, the parent, the fork, what the branch has then ("" stands for: what the parent has), and the
findings. `once` is what the parent said when the branch last accepted its fork.
"""

import json
from typing import NamedTuple

import pytest

from unit.forks import accepted_from, lay, told, value_of


class Case(NamedTuple):
    """One case; see the top of the file."""

    name: str
    parent: str
    fork: str
    gives: str = ""
    finds: tuple[str, ...] = ()
    once: str = ""


def wrong(name: str, parent: str, fork: str, *finds: str, gives: str = "", once: str = "") -> Case:
    """Return a case that has findings."""
    return Case(name, parent, fork, gives, finds, once)


ABC = "steps: [{id: a}, {id: b}, {id: c}]"
A_D = "steps: [{id: a}, {id: b}, {id: c}, {id: d}]"
DEEP = "steps: [{id: a, checks: [{letter: x, say: X}, {letter: y, say: Y}]}, {id: b}]"

FIELDS = [
    Case("nothing is changed", "title: T", "fork: a"),
    Case("a reason alone changes nothing", "title: T", "fork: a\n$why: Just because."),
    Case("a field is changed", "{title: T, goal: old}", "goal: new", "{title: T, goal: new}"),
    Case("a field is new", "title: T", "goal: new", "{title: T, goal: new}"),
    Case("a field keeps its position", "{goal: old, title: T}", "goal: new", "{goal: new, title: T}"),
    Case("a field of a table is changed", "audience: {group: g, size: 5}", "audience: {size: 9}", "audience: {group: g, size: 9}"),
    Case("a field deep in tables is changed", "audience: {at: {city: X, hall: 1}}", "audience: {at: {city: Y}}", "audience: {at: {city: Y, hall: 1}}"),
    Case("a table is new", "title: T", "audience: {group: g}", "{title: T, audience: {group: g}}"),
    Case("a param is added and another one changed", "params: {start: '20:00'}", "params: {start: '19:30', hall: B}", "params: {start: '19:30', hall: B}"),
    Case("an empty table changes nothing", "audience: {group: g}", "audience: {}"),
    Case("an empty table is new", "title: T", "params: {}", "{title: T, params: {}}"),
    Case("an empty text is a value", "goal: old", "goal: ''", "goal: ''"),
    Case("false and 0 are values", "{count: 5, on: true}", "{count: 0, on: false}", "{count: 0, on: false}"),
    Case("a field no schema knows is merged as well", "{x: {y: 1, z: 2}}", "x: {y: 3}", "x: {y: 3, z: 2}"),
    Case("a single value with its reason", "goal: old", "goal: {$value: new, $why: No budget.}", "goal: new"),
    Case("a new single value with its reason", "title: T", "goal: {$value: new, $why: No budget.}", "{title: T, goal: new}"),
    Case("$value without a reason", "goal: old", "goal: {$value: new}", "goal: new"),
    Case("a table with its reason", "audience: {group: g, size: 5}", "audience: {size: 9, $why: More came.}", "audience: {group: g, size: 9}"),
    Case("an optional field is deleted", "{title: T, goal: old}", "goal: {$delete: true, $why: Not here.}", "title: T"),
    Case("a field of a table is deleted", "audience: {group: g, size: 5}", "audience: {size: {$delete: true}}", "audience: {group: g}"),
    Case("the last field of a table is deleted", "params: {start: 1}", "params: {start: {$delete: true}}", "params: {}"),
    Case("a table is replaced", "audience: {group: g, size: 5}", "audience: {$replace: true, group: h}", "audience: {group: h}"),
    Case("a table is replaced by an empty one", "params: {start: 1}", "params: {$replace: true}", "params: {}"),
    Case("a table becomes a single value", "x: {y: 1}", "x: {$replace: text}", "x: text"),
    Case("a single value becomes a table", "x: text", "x: {$replace: {y: 1}}", "x: {y: 1}"),
    Case("a single value becomes true", "count: 2", "count: {$replace: true}", "count: true"),
    Case("a single value becomes a list", "x: text", "x: {$replace: [1, 2]}", "x: [1, 2]"),
    Case("a plain list is rewritten", "notes: [one, two]", "notes: [three]", "notes: [three]"),
    Case("a plain list is emptied", "notes: [one, two]", "notes: []", "notes: []"),
    Case("a plain list is new", "title: T", "notes: [one]", "{title: T, notes: [one]}"),
    Case("a plain list with its reason", "notes: [one]", "notes: {$value: [two], $why: Other hall.}", "notes: [two]"),
    Case("null inside a plain list is a value", "x: [1]", "x: [null]", "x: [null]"),
    Case("a text becomes a number", "x: about 50", "x: 50", "x: 50"),
]  # fmt: skip

SETS = [
    Case("an item is added to a set", "tags: [x]", "tags: {$add: [y]}", "tags: [x, y]"),
    Case("an item is taken out of a set", "tags: [x, y]", "tags: {$remove: [x]}", "tags: [y]"),
    Case("in and out of a set", "tags: [x, y]", "tags: {$add: [z], $remove: [x], $why: Local.}", "tags: [y, z]"),
    Case("the last item is taken out of a set", "tags: [x]", "tags: {$remove: [x]}", "tags: []"),
    Case("what a set holds is not added twice", "tags: [x, y]", "tags: {$add: [x]}", "tags: [x, y]"),
    Case("a set is new", "title: T", "tags: {$add: [x]}", "{title: T, tags: [x]}"),
    Case("a set is new, as a plain list", "title: T", "tags: [x]", "{title: T, tags: [x]}"),
    Case("a set is replaced", "tags: [x, y]", "tags: {$replace: [z]}", "tags: [z]"),
    Case("a set is deleted", "{title: T, tags: [x]}", "tags: {$delete: true}", "title: T"),
    Case("true is added where 1 stands", "tags: [1]", "tags: {$add: [true]}", "tags: [1, true]"),
    Case("1 is taken out and true stays", "tags: [true, 1]", "tags: {$remove: [1]}", "tags: [true]"),
    Case("nothing is added to a set", "tags: [x]", "tags: {$add: []}"),
    Case("a set in an item", "steps: [{id: a, tags: [x]}]", "steps: [{id: a, tags: {$add: [y]}}]", "steps: [{id: a, tags: [x, y]}]"),
]  # fmt: skip

ITEMS = [
    Case("an item's field is changed", "steps: [{id: a, text: A, at: X}]", "steps: [{id: a, text: N}]", "steps: [{id: a, text: N, at: X}]"),
    Case("an item gets a field", ABC, "steps: [{id: b, text: B}]", "steps: [{id: a}, {id: b, text: B}, {id: c}]"),
    Case("an item's field is deleted", "steps: [{id: a, at: X}]", "steps: [{id: a, at: {$delete: true}}]", "steps: [{id: a}]"),
    Case("an item that says nothing", ABC, "steps: [{id: b}]"),
    Case("the order in the fork means nothing", "steps: [{id: a, at: 1}, {id: b, at: 2}]", "steps: [{id: b, at: 4}, {id: a, at: 3}]", "steps: [{id: a, at: 3}, {id: b, at: 4}]"),
    Case("an item is added after another", ABC, "steps: [{id: n, $add: {after: a}, text: N}]", "steps: [{id: a}, {id: n, text: N}, {id: b}, {id: c}]"),
    Case("an item is added before another", ABC, "steps: [{id: n, $add: {before: b}}]", "steps: [{id: a}, {id: n}, {id: b}, {id: c}]"),
    Case("an item is added first", ABC, "steps: [{id: n, $add: first}]", "steps: [{id: n}, {id: a}, {id: b}, {id: c}]"),
    Case("an item is added last", ABC, "steps: [{id: n, $add: last}]", "steps: [{id: a}, {id: b}, {id: c}, {id: n}]"),
    Case("$add: true is last", ABC, "steps: [{id: n, $add: true}]", "steps: [{id: a}, {id: b}, {id: c}, {id: n}]"),
    Case("an item is added to an empty list", "steps: []", "steps: [{id: n, $add: first}]", "steps: [{id: n}]"),
    Case("several after one item stand as written", ABC, "steps: [{id: n, $add: {after: a}}, {id: m, $add: {after: a}}]", "steps: [{id: a}, {id: n}, {id: m}, {id: b}, {id: c}]"),
    Case("several before one item stand as written", ABC, "steps: [{id: n, $add: {before: b}}, {id: m, $add: {before: b}}]", "steps: [{id: a}, {id: n}, {id: m}, {id: b}, {id: c}]"),
    Case("several first stand as written", ABC, "steps: [{id: n, $add: first}, {id: m, $add: first}]", "steps: [{id: n}, {id: m}, {id: a}, {id: b}, {id: c}]"),
    Case("several last stand as written", ABC, "steps: [{id: n, $add: last}, {id: m, $add: last}]", "steps: [{id: a}, {id: b}, {id: c}, {id: n}, {id: m}]"),
    Case("after one and before the next", ABC, "steps: [{id: n, $add: {before: b}}, {id: m, $add: {after: a}}]", "steps: [{id: a}, {id: m}, {id: n}, {id: b}, {id: c}]"),
    Case("beside an item that is added itself", ABC, "steps: [{id: n, $add: {after: a}}, {id: m, $add: {after: n}}]", "steps: [{id: a}, {id: n}, {id: m}, {id: b}, {id: c}]"),
    Case("beside an item that is added further below", ABC, "steps: [{id: m, $add: {before: n}}, {id: n, $add: {after: a}}]", "steps: [{id: a}, {id: m}, {id: n}, {id: b}, {id: c}]"),
    Case("a chain of three, upside down", ABC, "steps: [{id: o, $add: {after: n}}, {id: n, $add: {after: m}}, {id: m, $add: first}]", "steps: [{id: m}, {id: n}, {id: o}, {id: a}, {id: b}, {id: c}]"),
    Case("an item is moved", ABC, "steps: [{id: c, $move: {before: a}}]", "steps: [{id: c}, {id: a}, {id: b}]"),
    Case("an item is moved first and one last", ABC, "steps: [{id: c, $move: first}, {id: a, $move: last}]", "steps: [{id: c}, {id: b}, {id: a}]"),
    Case("an item is moved and changed", ABC, "steps: [{id: a, $move: {after: b}, text: A}]", "steps: [{id: b}, {id: a, text: A}, {id: c}]"),
    Case("beside an item that is moved", ABC, "steps: [{id: n, $add: {after: a}}, {id: a, $move: last}]", "steps: [{id: b}, {id: c}, {id: a}, {id: n}]"),
    Case("an item is deleted", ABC, "steps: [{id: b, $delete: true, $why: no budget}]", "steps: [{id: a}, {id: c}]"),
    Case("all items are deleted", "steps: [{id: a}]", "steps: [{id: a, $delete: true}]", "steps: []"),
    Case("an item is replaced", "steps: [{id: a, text: A, at: X}, {id: b}]", "steps: [{id: a, $replace: true, text: N}]", "steps: [{id: a, text: N}, {id: b}]"),
    Case("an item is replaced and moved", "steps: [{id: a, text: A, at: X}, {id: b}]", "steps: [{id: a, $replace: true, $move: last, text: N}]", "steps: [{id: b}, {id: a, text: N}]"),
    Case("a list of items is replaced", ABC, "steps: {$replace: [{id: n}]}", "steps: [{id: n}]"),
    Case("a list of items is deleted", f"{{title: T, {ABC}}}", "steps: {$delete: true}", "title: T"),
    Case("a list of items is new", "title: T", "steps: [{id: n, text: N}]", "{title: T, steps: [{id: n, text: N}]}"),
    Case("an item of a new list with its reason", "title: T", "steps: [{id: n, text: N, $why: Ours.}]", "{title: T, steps: [{id: n, text: N}]}"),
    Case("a reason inside an added item", ABC, "steps: [{id: n, $add: first, checks: [{letter: x, $why: Law.}]}]", "steps: [{id: n, checks: [{letter: x}]}, {id: a}, {id: b}, {id: c}]"),
    Case("a reason inside a plain list", "notes: [one]", "notes: [{text: two, $why: Law.}]", "notes: [{text: two}]"),
    Case("items of a new list say where they stand", "title: T", "steps: [{id: n}, {id: m, $add: first}]", "{title: T, steps: [{id: m}, {id: n}]}"),
    Case("an item that the parent has twice stays twice", "steps: [{id: a}, {id: a, text: B}]", "steps: [{id: a, text: A}]", "steps: [{id: a, text: A}, {id: a, text: B}]"),
    Case("an item with its reason", ABC, "steps: [{id: a, text: A, $why: Dialect.}]", "steps: [{id: a, text: A}, {id: b}, {id: c}]"),
    Case("items in items are changed", DEEP, "steps: [{id: a, checks: [{letter: y, say: N}]}]", DEEP.replace("say: Y", "say: N")),
    Case("items in items are added", DEEP, "steps: [{id: a, checks: [{letter: z, $add: {after: x}}]}]", DEEP.replace("{letter: y", "{letter: z}, {letter: y")),
    Case("items in items are deleted", DEEP, "steps: [{id: a, checks: [{letter: x, $delete: true}]}]", DEEP.replace("{letter: x, say: X}, ", "")),
    Case("items in items are moved", DEEP, "steps: [{id: a, checks: [{letter: x, $move: last}]}]", "steps: [{id: a, checks: [{letter: y, say: Y}, {letter: x, say: X}]}, {id: b}]"),
    Case("an added item holds items", ABC, "steps: [{id: n, $add: first, checks: [{letter: x}]}]", "steps: [{id: n, checks: [{letter: x}]}, {id: a}, {id: b}, {id: c}]"),
    Case("the reason of the fork changes nothing", ABC, "$why: All of it.\nsteps: [{id: a, $delete: true}]", "steps: [{id: b}, {id: c}]"),
]  # fmt: skip

GONE = [
    wrong("after an item that is gone", ABC, "steps: [{id: n, $add: {after: d}}]",
          "1:17 FORK007 The item d beside which n stood is gone, so it stands after c now.", gives="steps: [{id: a}, {id: b}, {id: c}, {id: n}]", once=A_D),
    wrong("after an item that is gone, in the middle", "steps: [{id: a}, {id: c}]", "steps: [{id: n, $add: {after: b}}]",
          "1:17 FORK007 The item b beside which n stood is gone, so it stands after a now.", gives="steps: [{id: a}, {id: n}, {id: c}]", once=ABC),
    wrong("before an item that is gone", "steps: [{id: a}, {id: c}]", "steps: [{id: n, $add: {before: b}}]",
          "1:17 FORK007 The item b beside which n stood is gone, so it stands after a now.", gives="steps: [{id: a}, {id: n}, {id: c}]", once=ABC),
    wrong("after the first item, which is gone", "steps: [{id: b}, {id: c}]", "steps: [{id: n, $add: {after: a}}]",
          "1:17 FORK007 The item a beside which n stood is gone, so it stands first now.", gives="steps: [{id: n}, {id: b}, {id: c}]", once=ABC),
    wrong("before the first item, which is gone", "steps: [{id: b}, {id: c}]", "steps: [{id: n, $add: {before: a}}]",
          "1:17 FORK007 The item a beside which n stood is gone, so it stands first now.", gives="steps: [{id: n}, {id: b}, {id: c}]", once=ABC),
    wrong("after an item that is gone with those before it", "steps: [{id: a}, {id: d}]", "steps: [{id: n, $add: {after: c}}]",
          "1:17 FORK007 The item c beside which n stood is gone, so it stands after a now.", gives="steps: [{id: a}, {id: n}, {id: d}]", once=A_D),
    wrong("several beside an item that is gone", "steps: [{id: a}, {id: c}]", "steps: [{id: n, $add: {after: b}}, {id: m, $add: {after: b}}]",
          "1:17 FORK007 The item b beside which n stood is gone, so it stands after a now.",
          "1:44 FORK007 The item b beside which m stood is gone, so it stands after a now.", gives="steps: [{id: a}, {id: n}, {id: m}, {id: c}]", once=ABC),
    wrong("beside an added item whose own place is gone", "steps: [{id: a}, {id: c}]", "steps: [{id: n, $add: {after: b}}, {id: m, $add: {after: n}}]",
          "1:17 FORK007 The item b beside which n stood is gone, so it stands after a now.", gives="steps: [{id: a}, {id: n}, {id: m}, {id: c}]", once=ABC),
    wrong("the same upside down", "steps: [{id: a}, {id: c}]", "steps: [{id: m, $add: {after: n}}, {id: n, $add: {after: b}}]",
          "1:44 FORK007 The item b beside which n stood is gone, so it stands after a now.", gives="steps: [{id: a}, {id: n}, {id: m}, {id: c}]", once=ABC),
    wrong("moved beside an item that is gone", "steps: [{id: a}, {id: b}, {id: c}]", "steps: [{id: a, $move: {after: d}}]",
          "1:17 FORK007 The item d beside which a stood is gone, so it stands after c now.", gives="steps: [{id: b}, {id: c}, {id: a}]", once=A_D),
    wrong("beside an item that the fork itself deletes", ABC, "steps: [{id: b, $delete: true}, {id: n, $add: {after: b}}]",
          "1:41 FORK007 The item b beside which n stood is gone, so it stands after a now.", gives="steps: [{id: a}, {id: n}, {id: c}]"),
    wrong("gone, and never accepted", ABC, "steps: [{id: n, $add: {after: d}}]",
          "1:17 FORK005 There is no item d in steps of hq to put n beside.", gives="steps: [{id: a}, {id: b}, {id: c}, {id: n}]"),
    wrong("the anchor in the fork is misspelt since", ABC, "steps: [{id: n, $add: {after: zz}}]",
          "1:17 FORK005 There is no item zz in steps of hq to put n beside.", gives="steps: [{id: a}, {id: b}, {id: c}, {id: n}]", once="steps: [{id: a}]"),
    wrong("a list is gone, and its items with it", "title: T", "steps: [{id: a, text: N}, {id: n, $add: last}]",
          "1:14 FORK005 There is no item a in steps of hq any more.", gives="{title: T, steps: [{id: n}]}", once=ABC),
    wrong("a list is gone of which all was deleted", "title: T", "steps: [{id: a, $delete: true}]", once=ABC),
    Case("what is deleted is gone by now", "steps: [{id: a}, {id: c}]", "steps: [{id: b, $delete: true}]", once=ABC),
    Case("a deleted field is gone by now", "title: T", "goal: {$delete: true}", once="{title: T, goal: old}"),
    Case("a deleted field of a table that is gone by now", "title: T", "{title: N, audience: {size: {$delete: true}}}", "title: N", once="{title: T, audience: {group: g, size: 5}}"),
    Case("what is taken out of a set is gone by now", "tags: [x]", "tags: {$remove: [y]}", once="tags: [x, y]"),
    Case("a changed field is gone by now", "title: T", "goal: new", "{title: T, goal: new}", once="{title: T, goal: old}"),
    Case("a changed field of a table that is gone by now", "title: T", "audience: {size: 9}", "{title: T, audience: {size: 9}}", once="audience: {group: g, size: 5}"),
    Case("an added field is there by now", "{title: T, goal: theirs}", "goal: mine", "{title: T, goal: mine}", once="title: T"),
]  # fmt: skip


@pytest.mark.parametrize("case", [*FIELDS, *SETS, *ITEMS, *GONE], ids=lambda case: case.name)
def test_a_fork(case: Case) -> None:
    accepted = accepted_from(lay(case.once, case.fork)[1]) if case.once else None

    made, _, found = lay(case.parent, case.fork, accepted)

    assert told(found) == list(case.finds)
    assert json.dumps(made.value) == json.dumps(value_of(case.gives or case.parent))


def test_the_table_is_a_manual() -> None:
    cases = [*FIELDS, *SETS, *ITEMS, *GONE]

    assert len({case.name for case in cases}) == len(cases) >= 90
