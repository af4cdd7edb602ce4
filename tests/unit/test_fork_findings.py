"""What is wrong with a fork, and where; the parent's value stays where a change is wrong."""

from typing import NamedTuple

import pytest

from sopbook.kinds.schema_view import SchemaView
from unit.forks import exact, lay, told, value_of


class Wrong(NamedTuple):
    """A parent, a fork, and its findings; `gives` is what the branch has then, "" the same as the parent."""

    name: str
    parent: str
    fork: str
    finds: tuple[str, ...]
    gives: str = ""


def case(name: str, parent: str, fork: str, *finds: str, gives: str = "") -> Wrong:
    return Wrong(name, parent, fork, finds, gives)


AB = "steps: [{id: a, text: A}, {id: b, text: B}]"
NEW = "cannot stand inside new content."

EMPTY = [
    case("an empty field", "goal: old", "goal:", "1:1 FORK004 goal is empty; in a fork that neither keeps nor deletes."),
    case("null", "goal: old", "goal: null", "1:1 FORK004 goal is empty; in a fork that neither keeps nor deletes."),
    case("~", "tags: [x]", "tags: ~", "1:1 FORK004 tags is empty; in a fork that neither keeps nor deletes."),
    case("an empty field that is not there", "{title: T}", "goal:", "1:1 FORK004 goal is empty; in a fork that neither keeps nor deletes."),
    case("an empty list of items", AB, "steps:", "1:1 FORK004 steps is empty; in a fork that neither keeps nor deletes."),
    case("a list that names no item", AB, "steps: []", "1:1 FORK004 steps is an empty list; in a fork that neither keeps nor deletes its items."),
    case("an empty field of a table", "audience: {group: g}", "audience:\n  group:", "2:3 FORK004 group is empty; in a fork that neither keeps nor deletes."),
    case("an empty field of an item", AB, "steps:\n  - id: a\n    text:", "3:5 FORK004 text is empty; in a fork that neither keeps nor deletes."),
    case("an empty field of a table that is not there", "title: T", "{title: N, audience: {group: ~}}",
         "1:23 FORK004 group is empty; in a fork that neither keeps nor deletes.", gives="title: N"),
    case("the rest counts all the same", "{title: T, goal: old}", "title: N\ngoal:", "2:1 FORK004 goal is empty; in a fork that neither keeps nor deletes.", gives="{title: N, goal: old}"),
]  # fmt: skip

ITEMS = [
    case("no such item", AB, "steps: [{id: z, text: N}]", "1:14 FORK005 There is no item z in steps of hq."),
    case("no such item to delete", AB, "steps: [{id: z, $delete: true}]", "1:14 FORK005 There is no item z in steps of hq."),
    case("no such item to move", AB, "steps: [{id: z, $move: first}]", "1:14 FORK005 There is no item z in steps of hq."),
    case("no such item to replace", AB, "steps: [{id: z, $replace: true}]", "1:14 FORK005 There is no item z in steps of hq."),
    case("no such item in an item", "steps: [{id: a, checks: [{letter: x}]}]", "steps: [{id: a, checks: [{letter: q, say: N}]}]", "1:35 FORK005 There is no item q in checks of hq."),
    case("no such item to stand beside", AB, "steps: [{id: n, $add: {after: z}}]", "1:17 FORK005 There is no item z in steps of hq to put n beside.",
         gives="steps: [{id: a, text: A}, {id: b, text: B}, {id: n}]"),
    case("added, and there already", AB, "steps: [{id: a, $add: last, text: N}]", "1:14 FORK006 hq already has an item a, so it cannot be added a second time."),
    case("an item without its id", AB, "steps: [{text: N}]", "1:9 FORK011 This item of steps does not say which one it changes: its id is missing."),
    case("an item whose id is a number", AB, "steps: [{id: 5}]", "1:14 FORK011 This item of steps does not say which one it changes: its id is 5, which is no text."),
    case("an item that is a text", AB, "steps: [a]", "1:9 FORK011 This item of steps does not say which one it changes: its id is missing."),
    case("an item that is empty", AB, "steps: [~]", "1:9 FORK011 This item of steps does not say which one it changes: its id is missing."),
    case("an item twice", AB, "steps: [{id: a, text: M}, {id: a, text: N}]", '1:32 FORK011 "a" appears twice in steps.', gives=AB.replace("text: A", "text: M")),
    case("an item added twice", AB, "steps: [{id: n, $add: last}, {id: n, $add: first}]", '1:35 FORK011 "n" appears twice in steps.', gives="steps: [{id: a, text: A}, {id: b, text: B}, {id: n}]"),
    case("an item deleted and added anew", AB, "steps: [{id: a, $delete: true}, {id: a, $add: last}]", '1:38 FORK011 "a" appears twice in steps.', gives="steps: [{id: b, text: B}]"),
]  # fmt: skip

OPERATORS = [
    case("an unknown operator", "goal: old", "goal: {$valeu: new}", "1:8 FORK008 There is no operator $valeu."),
    case("an unknown operator in an item", AB, "steps: [{id: a, $drop: true}]", "1:17 FORK008 There is no operator $drop."),
    case("an unknown operator at the top", "title: T", "$wat: 1", "1:1 FORK008 There is no operator $wat."),
    case("an operator at the top that cannot stand there", "title: T", "$delete: true", "1:1 FORK008 $delete is true, which cannot stand here."),
    case("a reason at the top that is no text", "title: T", "$why: [a]", "1:1 FORK008 $why is a list, which cannot stand here."),
    case("$delete: false", "goal: old", "goal: {$delete: false}", "1:8 FORK008 $delete is false, which cannot stand here."),
    case("$remove of an item", AB, "steps: [{id: a, $remove: true}]", "1:17 FORK008 $remove is true, which cannot stand here."),
    case("$remove of a plain list", "notes: [x]", "notes: {$remove: [x]}", "1:9 FORK008 $remove is a list, which cannot stand here."),
    case("$add to a plain list", "notes: [x]", "notes: {$add: [y]}", "1:9 FORK008 $add is a list, which cannot stand here."),
    case("$add to a list of items", AB, "steps: {$add: [{id: n}]}", "1:9 FORK008 $add is a list, which cannot stand here."),
    case("$add of one item to a set", "tags: [x]", "tags: {$add: y}", '1:8 FORK008 $add is "y", which cannot stand here.'),
    case("$add nowhere", AB, "steps: [{id: n, $add: somewhere}]", '1:17 FORK008 $add is "somewhere", which cannot stand here.'),
    case("$add beside two", AB, "steps: [{id: n, $add: {after: a, before: b}}]", "1:17 FORK008 $add is a table of fields, which cannot stand here."),
    case("$add beside a number", AB, "steps: [{id: n, $add: {after: 1}}]", "1:31 FORK008 after is 1, which is no text."),
    case("$add: false", AB, "steps: [{id: n, $add: false}]", "1:17 FORK008 $add is false, which cannot stand here."),
    case("$move of a field", "goal: old", "goal: {$move: first}", '1:8 FORK008 $move is "first", which cannot stand here.'),
    case("$value: null", "goal: old", "goal: {$value: ~}", "1:8 FORK008 $value is null, which cannot stand here."),
    case("$replace: null", "goal: old", "goal: {$replace: ~}", "1:8 FORK008 $replace is null, which cannot stand here."),
    case("$replace of an item by a value", AB, "steps: [{id: a, $replace: {text: N}}]", "1:17 FORK008 $replace is a table of fields, which cannot stand here."),
    case("$value of an item", AB, "steps: [{id: a, $value: N}]", '1:17 FORK008 $value is "N", which cannot stand here.'),
    case("a reason that is no text", "goal: old", "goal: {$value: new, $why: 5}", "1:21 FORK008 $why is 5, which cannot stand here."),
    case("a reason that is blank", "goal: old", "goal: {$value: new, $why: ' '}", '1:21 FORK008 $why is " ", which cannot stand here.'),
    case("$value and $delete", "goal: old", "goal: {$value: new, $delete: true}", "1:8 FORK008 $delete and $value contradict each other."),
    case("$delete and $move", AB, "steps: [{id: a, $delete: true, $move: last}]", "1:17 FORK008 $delete and $move contradict each other."),
    case("$delete and $add", AB, "steps: [{id: n, $add: last, $delete: true}]", "1:17 FORK008 $add and $delete contradict each other."),
    case("$add and $move", AB, "steps: [{id: n, $add: last, $move: first}]", "1:17 FORK008 $add and $move contradict each other."),
    case("a field beside $value", "goal: old", "goal: {$value: new, text: N}", "1:21 FORK008 text cannot be combined with $value, which applies to the whole."),
    case("a field beside $delete", "audience: {group: g}", "audience: {$delete: true, group: h}", "1:27 FORK008 group cannot be combined with $delete, which applies to the whole."),
    case("a field beside $replace: value", "audience: {group: g}", "audience: {$replace: {group: h}, size: 5}", "1:34 FORK008 size cannot be combined with $replace, which applies to the whole."),
    case("a field beside $delete of an item", AB, "steps: [{id: a, $delete: true, text: N}]", "1:32 FORK008 text cannot be combined with $delete, which applies to the whole item."),
    case("$delete and $add of a set", "tags: [x]", "tags: {$delete: true, $add: [y]}", "1:8 FORK008 $add and $delete contradict each other."),
    case("$replace and $add of a set", "tags: [x]", "tags: {$replace: [z], $add: [y]}", "1:8 FORK008 $add and $replace contradict each other."),
    case("$replace and $remove of a set", "tags: [x]", "tags: {$replace: [z], $remove: [x]}", "1:8 FORK008 $remove and $replace contradict each other."),
    case("operators in an added item", AB, "steps: [{id: n, $add: last, checks: [{letter: x, $add: last}]}]", f"1:50 FORK008 $add {NEW}"),
    case("operators in a replaced item", AB, "steps: [{id: a, $replace: true, text: {$value: N}}]", f"1:40 FORK008 $value {NEW}"),
    case("operators in a replaced table", "audience: {group: g}", "audience: {$replace: true, group: {$delete: true}}", f"1:36 FORK008 $delete {NEW}"),
    case("operators in a replaced list", AB, "steps: {$replace: [{id: a, $delete: true}]}", f"1:28 FORK008 $delete {NEW}"),
    case("operators in a plain list", "notes: [x]", "notes: [{$add: y}]", f"1:10 FORK008 $add {NEW}"),
    case("operators in a new list of items", "title: T", "steps: [{id: n, $delete: true}]", "1:14 FORK005 There is no item n in steps of hq."),
]  # fmt: skip

SORTS = [
    case("a set as a plain list", "tags: [x]", "tags: [y]", "1:1 FORK009 tags is a set; a plain list would silently replace hq's."),
    case("a set as an empty list", "tags: [x]", "tags: []", "1:1 FORK009 tags is a set; a plain list would silently replace hq's."),
    case("a set as a plain list with a reason", "tags: [x]", "tags: {$value: [y]}", "1:8 FORK009 tags is a set; a plain list would silently replace hq's."),
    case("a text for a table", "audience: {group: g}", "audience: members", "1:1 FORK010 audience is a single value here, but a table of fields in hq."),
    case("a table for a text", "goal: old", "goal: {text: new}", "1:1 FORK010 goal is a table of fields here, but a single value in hq."),
    case("a list for a text", "goal: old", "goal: [new]", "1:1 FORK010 goal is a list here, but a single value in hq."),
    case("a text for a list", "notes: [x]", "notes: x", "1:1 FORK010 notes is a single value here, but a list in hq."),
    case("a table for a list of items", AB, "steps: {a: {text: N}}", "1:1 FORK010 steps is a table of fields here, but a list in hq."),
    case("a list for a table", "audience: {group: g}", "audience: [g]", "1:1 FORK010 audience is a list here, but a table of fields in hq."),
    case("a list for a text, with a reason", "goal: old", "goal: {$value: [new], $why: W}", "1:8 FORK010 goal is a list here, but a single value in hq."),
]  # fmt: skip

REASONS = [
    case("a reason beside nothing", "audience: {group: g}", "audience: {$why: So.}", "1:12 FORK008 $why gives the reason of a change, and nothing is changed here."),
    case("a reason in an item beside nothing", AB, "steps: [{id: a, $why: So.}]", "1:17 FORK008 $why gives the reason of a change, and nothing is changed here."),
    case("a reason in new content that is no text", "title: T", "steps: [{id: n, checks: [{letter: x, $why: 5}]}]", "1:38 FORK008 $why is no text, which cannot stand here."),
    case("a number beside the same text in a set", "tags: [1]", "tags: {$add: ['1']}", '1:15 FORK011 tags has both 1 and "1", which paths cannot tell apart.'),
    case("locks that are empty", "title: T", "locks: []", "1:1 LOCK003 A branch can add locks, and neither change nor lift those of its parent."),
]  # fmt: skip

DELETED = [
    case("a field that is not there", "title: T", "goal: {$delete: true}", "1:1 FORK012 There is no goal in hq, so nothing is deleted."),
    case("a field of a table that is not there", "title: T", "{title: N, audience: {size: {$delete: true}}}", "1:23 FORK012 There is no size in hq, so nothing is deleted.", gives="title: N"),
    case("what no set holds", "tags: [beauty]", "tags: {$remove: [beuty]}", '1:18 FORK012 "beuty" does not stand in tags of hq, so nothing is taken out.'),
    case("what no set holds, beside what is new", "tags: [x]", "tags: {$add: [y], $remove: [y]}", '1:29 FORK012 "y" does not stand in tags of hq, so nothing is taken out.', gives="tags: [x, y]"),
    case("from a set that is not there", "title: T", "tags: {$remove: [x]}", '1:18 FORK012 "x" does not stand in tags of hq, so nothing is taken out.'),
    case("a field that every playbook needs", "{title: T, goal: old}", "title: {$delete: true}", "1:1 FORK013 title cannot be deleted: every playbook of the kind needs it."),
    case("a field that every such table needs", "audience: {group: g, size: 5}", "audience: {group: {$delete: true}}", "1:12 FORK013 group cannot be deleted: every playbook of the kind needs it."),
    case("a field that every item needs", AB, "steps: [{id: a, text: {$delete: true}}]", "1:17 FORK013 text cannot be deleted: every playbook of the kind needs it."),
]  # fmt: skip

LOCKS = [
    case("locks replaced", "locks: [{path: /goal}]", "locks: {$replace: []}", "1:1 LOCK003 A branch can add locks, and neither change nor lift those of its parent."),
    case("locks deleted", "locks: [{path: /goal}]", "locks: {$delete: true}", "1:1 LOCK003 A branch can add locks, and neither change nor lift those of its parent."),
    case("locks emptied", "locks: [{path: /goal}]", "locks: ~", "1:1 LOCK003 A branch can add locks, and neither change nor lift those of its parent."),
]  # fmt: skip

CASES = [*EMPTY, *ITEMS, *OPERATORS, *SORTS, *REASONS, *DELETED, *LOCKS]


@pytest.mark.parametrize("wrong", CASES, ids=lambda wrong: wrong.name)
def test_a_fork_that_is_wrong(wrong: Wrong) -> None:
    made, _, found = lay(wrong.parent, wrong.fork)

    assert told(found) == list(wrong.finds)
    assert exact(made.value) == exact(value_of(wrong.gives or wrong.parent))


def test_a_number_as_an_anchor_is_told_to_be_put_in_quotes() -> None:
    assert lay(AB, "steps: [{id: a, $move: {before: 0x1}}]")[2][0].hint == 'Put it in quotes: "0x1".'


def test_an_id_that_looks_the_same_is_told_apart() -> None:
    hint = "There is one that looks the same: it is written with {} there, and with {} here. Copy it from there."
    parent = "steps: [{id: caf\u00e9}, {id: 早安}]"

    assert lay(parent, "steps: [{id: cafe\u0301, text: N}]")[2][0].hint == hint.format("U+00E9", "U+0065 U+0301")
    assert lay(parent, "steps: [{id: n, $add: {after: 早\u200b安}}]")[2][0].hint == hint.format("nothing", "U+200B")


def test_after_many_misspelt_ids_the_rest_are_reported_without_a_guess() -> None:
    parent = f"steps: [{', '.join(f'{{id: item-{i}}}' for i in range(30))}]"

    found = lay(parent, f"steps: [{', '.join(f'{{id: itm-{i}, text: N}}' for i in range(30))}]")[2]

    assert [d.code for d in found] == ["FORK005"] * 30
    assert (found[0].hint, found[-1].hint) == ("Did you mean item-0?", "If it is a new one, add $add: last (or {after: …}) to it.")


def test_fields_for_a_playbook_that_is_a_list_are_reported() -> None:
    shape = SchemaView(({"type": "array"},), {})

    assert told(lay("[a]", "{fork: a, goal: new, title: N}", shape=shape)[2]) == [
        "1:11 FORK010 The playbook is a list in hq, and a fork changes fields of a table.",
    ]


def test_locks_of_a_kind_that_means_something_else_by_them_are_a_field() -> None:
    schema = {"properties": {"locks": {"type": "array", "items": {"type": "string"}}}}

    made, overrides, found = lay("locks: [front]", "locks: [back]", shape=SchemaView((schema,), schema))

    assert (made.value, [o.path for o in overrides], found) == ({"locks": ["back"]}, [("locks",)], [])


def test_a_hint_says_what_was_probably_meant() -> None:
    hints = {
        "steps: [{id: gret, text: N}]": "Did you mean greet?",
        "steps: [{id: n, $add: {after: gret}}]": "Did you mean greet?",
        "steps: [{id: x, $add: {after: zzz}}]": "The items are greet, rules.",
        "steps: [{id: zzz}]": "If it is a new one, add $add: last (or {after: …}) to it.",
        "goal: {$valeu: new}": "Did you mean $value?",
        "tags: {$remove: [beuty]}": "Did you mean beauty?",
    }
    parent = "{goal: old, tags: [beauty, hq], steps: [{id: greet}, {id: rules}]}"

    assert {fork: lay(parent, fork)[2][0].hint for fork in hints} == hints


@pytest.mark.parametrize("fork", ["[{id: a, $move: {after: a}}]", "[{id: a, $move: {after: b}}, {id: b, $move: {after: a}}]"])
def test_items_that_stand_beside_themselves_are_reported_and_none_is_called_gone(fork: str) -> None:
    made, _, found = lay(AB, f"steps: {fork}")

    assert found != []
    assert [d.message for d in found if " gone" in d.message] == []
    assert exact(made.value) == exact(value_of(AB))
