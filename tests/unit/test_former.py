"""Former ids of items: what a fork says under one is the same as under the present one, and so is what was accepted."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopbook.branches.fork.drift import State, drift
from sopbook.branches.fork.former import carried, current_path, renamed_items, with_current_names
from sopbook.branches.fork.path import parse_path, write_path
from unit.drawn_forks import NAMES, PARENTS, Value, forks_of
from unit.forks import SHAPE, accepted_from, document, exact, lay, unwritten

PARENT = "title: T\nsteps:\n  - {id: a, text: A}\n  - {id: photo, text: P, checks: [{letter: x, say: X}]}\n  - {id: c, text: C}\n"
RENAMED = PARENT.replace("{id: photo,", "{id: picture, formerly: [photo],").replace("{letter: x,", "{letter: y, formerly: [x],")

FORKS = {
    "a field of the item": "fork: a\nsteps:\n  - {id: photo, text: Ours}\n",
    "the item deleted": "fork: a\nsteps:\n  - {id: photo, $delete: true}\n",
    "the item replaced": "fork: a\nsteps:\n  - {id: photo, $replace: true, text: Ours}\n",
    "the item moved": "fork: a\nsteps:\n  - {id: photo, $move: last}\n",
    "one moved behind it": "fork: a\nsteps:\n  - {id: a, $move: {after: photo}}\n",
    "one added behind it": "fork: a\nsteps:\n  - {id: n, $add: {after: photo}, text: New}\n",
    "one added before it": "fork: a\nsteps:\n  - {id: n, $add: {before: photo}, text: New}\n",
    "an item of an item": "fork: a\nsteps:\n  - id: photo\n    checks: [{letter: x, say: Ours}]\n",
    "an item of an item deleted": "fork: a\nsteps:\n  - id: photo\n    checks: [{letter: x, $delete: true}]\n",
    "a lock": "fork: a\nlocks: [{path: '/steps/{photo}/checks/{x}/say', mode: fixed}]\n",
}


@pytest.mark.parametrize("fork", FORKS.values(), ids=FORKS)
def test_a_fork_under_former_ids_comes_out_as_one_under_present_ids_and_nothing_drifts(fork: str) -> None:
    accepted = accepted_from(lay(PARENT, fork)[1])
    theirs = document(RENAMED)

    current, places = with_current_names(document(fork, "south"), theirs.value, SHAPE)
    known = carried(accepted, theirs.value, SHAPE)
    made, overrides, found = lay(theirs, current, known)

    assert found == []
    assert exact(made.value) == exact(lay(RENAMED, fork.replace("photo", "picture").replace("letter: x", "letter: y").replace("{x}", "{y}"))[0].value)
    assert [one.state for one in drift(overrides, known, SHAPE)] == [State.CURRENT] * len(overrides)
    assert {one.former for one in places} <= {"photo", "x"}
    for one in places:
        assert one.former in (current.written(one.place) or "")


def test_a_value_that_changes_with_the_id_drifts_all_the_same() -> None:
    fork = FORKS["a field of the item"]
    accepted = accepted_from(lay(PARENT, fork)[1])
    theirs = document(RENAMED.replace("text: P", "text: Q"))
    current, _ = with_current_names(document(fork, "south"), theirs.value, SHAPE)
    known = carried(accepted, theirs.value, SHAPE)

    assert [one.state for one in drift(lay(theirs, current, known)[1], known, SHAPE)] == [State.STALE]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("[{id: a, formerly: [b]}]", {"b": "a"}),
        ("[{id: a, formerly: [b, c]}, {id: d, formerly: [e]}]", {"b": "a", "c": "a", "e": "d"}),
        ("[{id: a, formerly: [b]}, {id: b}]", {}),
        ("[{id: a, formerly: [a]}]", {}),
        ("[{id: a, formerly: [c]}, {id: b, formerly: [c]}]", {}),
        ("[{id: a, formerly: b}, {formerly: [c]}, x, {id: 1, formerly: [d]}]", {}),
    ],
)
def test_a_former_id_leads_to_one_item_or_nowhere(items: str, expected: dict[str, str]) -> None:
    assert renamed_items(document(f"steps: {items}\n").value["steps"], SHAPE.child("steps")) == expected


@pytest.mark.parametrize(
    ("path", "now"),
    [
        ("/steps/{photo}/text", "/steps/{picture}/text"),
        ("/steps/{photo}/checks/{x}/say", "/steps/{picture}/checks/{y}/say"),
        ("/steps/{photo}/nothing/{there}", "/steps/{picture}/nothing/{there}"),
        ("/steps/{a}/text", "/steps/{a}/text"),
        ("/steps/1/text", "/steps/1/text"),
        ("/steps/{gone}/checks/{x}", "/steps/{gone}/checks/{x}"),
        ("/params/{photo}", "/params/{photo}"),
    ],
)
def test_a_path_under_former_ids_is_the_one_under_present_ids(path: str, now: str) -> None:
    assert write_path(current_path(document(RENAMED).value, parse_path(path), SHAPE)) == now


def test_a_new_item_of_the_branch_may_have_the_former_id() -> None:
    fork = document("fork: a\nsteps:\n  - {id: photo, $add: last, text: Ours}\n  - {id: n, $add: {after: photo}, text: Beside ours}\n", "south")

    assert with_current_names(fork, document(RENAMED).value, SHAPE) == (fork, ())


def _renamed(value: Any, names: dict[str, str]) -> Any:
    """Return a parent in which items have new ids and say so."""
    if isinstance(value, dict):
        return {k: [_item(i, names) for i in v] if k == "steps" else v for k, v in value.items()}
    return value


def _item(item: Value, names: dict[str, str]) -> Value:
    return {**item, "id": names[item["id"]], "formerly": [item["id"]]} if item["id"] in names else item


@settings(max_examples=60, deadline=None)
@given(PARENTS.flatmap(lambda parent: st.tuples(st.just(parent), forks_of(parent), st.sets(st.sampled_from(NAMES)))))
def test_new_ids_change_nothing_that_a_fork_says(drawn: tuple[Value, Value, set[str]]) -> None:
    parent, change, chosen = drawn
    names = {name: f"new-{name}" for name in sorted(chosen)}
    theirs = unwritten(_renamed(parent, names))
    before, overrides, _ = lay(unwritten(parent), unwritten({"fork": "a", **change}, "south"))

    current, _ = with_current_names(unwritten({"fork": "a", **change}, "south"), theirs.value, SHAPE)
    known = carried(accepted_from(overrides), theirs.value, SHAPE)
    made, now, found = lay(theirs, current, known)

    assert found == []
    states = {one.state for one in drift(now, known, SHAPE)}
    assert states <= {State.CURRENT}, json.dumps([parent, change, names], ensure_ascii=False)
    assert exact(_plain(made.value)) == exact(_plain(_renamed(before.value, names)))


def _plain(value: Value) -> Value:
    """Return a value without the former ids: a fork that replaces an item need not repeat them."""
    return {k: [{f: x for f, x in item.items() if f != "formerly"} for item in v] if k == "steps" else v for k, v in value.items()}
