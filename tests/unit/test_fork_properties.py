"""What holds for every parent and every fork of it."""

from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sopbook.authoring.accept import accepted
from sopbook.branches.fork.drift import State, drift
from sopbook.branches.fork.lockfile import LockFile, parse_lock_file
from sopbook.branches.fork.override import ABSENT, Absent
from sopbook.branches.fork.path import named
from sopbook.kinds.schema_view import leaves
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import at
from sopbook.source.text import Source
from unit.drawn_forks import PARENTS, Value, forks_of, touched
from unit.forks import SHAPE, Laid, accepted_from, exact, lay, same, told, unwritten

FORKED = PARENTS.flatmap(lambda parent: st.tuples(st.just(parent), forks_of(parent)))
MOVED_ON = FORKED.flatmap(lambda drawn: st.tuples(st.just(drawn[0]), st.just(drawn[1]), touched(drawn[0])))
PART = ("title", "goal", "audience", "steps")
REST = ("count", "notes", "tags", "params")
NOTHING: list[Value] = [{}, {"fork": "a"}, {"$why": "So."}, {"steps": [{"id": "a"}]}, {"audience": {}}, {"tags": {"$add": []}}]
MANY = settings(max_examples=80)


def forked(parent: Value | Document, fork: Value, known: Any = None, branch: str = "south", above: str = "hq") -> Laid:
    """Return a drawn parent with a drawn fork laid over it."""
    theirs = parent if isinstance(parent, Document) else unwritten(parent)
    return lay(theirs, unwritten(fork, branch), known, branch, above)


def single_values(made: Document) -> dict[Pointer, Any]:
    """Return the single values of a document, and its empty tables and lists, by path."""
    return {
        named(made.value, pointer, SHAPE): value
        for pointer, value, _ in leaves(made.value, SHAPE) if not (isinstance(value, dict | list) and value)
    }  # fmt: skip


def differences(one: Document, other: Document) -> set[Pointer]:
    """Return the paths at which two documents do not hold the same value, however their items are ordered."""
    ours, theirs = single_values(one), single_values(other)
    return {path for path in {*ours, *theirs} if not same(ours.get(path, "\0"), theirs.get(path, "\0"))}


def is_at_or_below(path: Pointer, above: Pointer) -> bool:
    return tuple(map(str, path))[: len(above)] == tuple(map(str, above))


def found_at(made: Document, path: Pointer) -> Any | Absent:
    """Return what a document holds at a path."""
    return next((value for pointer, value, _ in leaves(made.value, SHAPE) if named(made.value, pointer, SHAPE) == path), ABSENT)


@MANY
@given(PARENTS, st.sampled_from(NOTHING))
def test_a_fork_that_says_nothing_is_the_parent_itself(parent: Value, fork: Value) -> None:
    if fork.get("steps") and all(step["id"] != "a" for step in parent["steps"]):
        parent["steps"].append({"id": "a", "text": "A"})
    parent = {"audience": {}, "tags": [], **parent}
    theirs = unwritten(parent)

    made, overrides, found = forked(theirs, fork)

    assert made is theirs
    assert (overrides, found) == ((), [])


@MANY
@given(FORKED)
def test_a_drawn_fork_has_no_finding_and_each_path_once(drawn: tuple[Value, Value]) -> None:
    _, overrides, found = forked(*drawn)

    assert told(found) == []
    assert len({o.path for o in overrides}) == len(overrides)


@MANY
@given(FORKED)
def test_the_branch_differs_from_its_parent_only_where_a_record_says_so(drawn: tuple[Value, Value]) -> None:
    theirs = unwritten(drawn[0])

    made, overrides, _ = forked(theirs, drawn[1])

    paths = [o.path for o in overrides]
    assert [d for d in differences(theirs, made) if not any(is_at_or_below(d, p) or is_at_or_below(p, d) for p in paths)] == []


@MANY
@given(FORKED)
def test_a_record_says_what_either_side_has(drawn: tuple[Value, Value]) -> None:
    theirs = unwritten(drawn[0])

    made, overrides, _ = forked(theirs, drawn[1])

    for one in overrides:
        if one.action != "move":
            assert exact(found_at(theirs, one.path)) == exact(one.theirs)
            assert exact(found_at(made, one.path)) == exact(one.mine)


@MANY
@given(PARENTS.flatmap(lambda p: st.tuples(st.just(p), forks_of(p, PART), forks_of(p, REST))))
def test_two_forks_that_touch_different_fields_are_one(drawn: tuple[Value, Value, Value]) -> None:
    parent, one, other = drawn
    middle, above, _ = forked(parent, one)
    below, under, found = forked(middle, other, branch="city", above="south")

    together, overrides, problems = forked(parent, one | other)
    turned, _, _ = forked(forked(parent, other)[0], one, branch="city", above="south")

    assert told(found) == told(problems) == []
    assert exact(together.value) == exact(below.value) == exact(turned.value)
    assert [(o.path, exact(o.theirs), exact(o.mine)) for o in overrides] == [(o.path, exact(o.theirs), exact(o.mine)) for o in (*above, *under)]


@MANY
@given(FORKED.flatmap(lambda d: st.tuples(st.just(d[0]), st.just(d[1]), forks_of(forked(d[0], d[1])[0].value))))
def test_every_value_was_written_where_its_provenance_says(drawn: tuple[Value, Value, Value]) -> None:
    parent, south, city = drawn
    made, _, _ = forked(forked(parent, south)[0], city, branch="city", above="south")

    for pointer, value, _ in leaves(made.value, SHAPE):
        origin = made.origin(pointer)
        assert origin.document.path == f"playbooks/{origin.branch}/note/a.yaml"
        if not isinstance(value, dict | list):
            assert exact(at(origin.document.value, origin.pointer, "\0")) == exact(value)


@settings(max_examples=150)
@given(MOVED_ON)
@example(({"title": "T", "count": 1, "steps": []}, {"count": 5}, {"title": "T", "count": True, "steps": []}))
@example(({"title": "T", "notes": [0], "steps": []}, {"notes": []}, {"title": "T", "notes": [False], "steps": []}))
def test_no_change_of_the_parent_under_an_override_goes_unreported_and_no_other_is_reported(drawn: tuple[Value, Value, Value]) -> None:
    before, fork, now = drawn
    known = accepted_from(forked(before, fork)[1])
    changed = differences(unwritten(before), unwritten(now))

    _, overrides, found = forked(now, fork, known)

    states = {d.override.path: d.state for d in drift(overrides, known, SHAPE)}
    assert told(found) == []
    assert states.keys() == known.accepted.keys()
    for path, state in states.items():
        assert (path, state is not State.CURRENT) == (path, any(is_at_or_below(one, path) for one in changed))


@settings(max_examples=50)
@given(MOVED_ON)
def test_once_accepted_everything_is_current_and_a_second_time_nothing_is_written(drawn: tuple[Value, Value, Value]) -> None:
    before, fork, now = drawn
    lock_file = LockFile("forks.lock.yaml")
    for parent in (before, now):
        known = lock_file.part("note/a")
        states = drift(forked(parent, fork, known)[1], known, SHAPE)
        if any(d.state is State.COLLISION for d in states):
            return  # Only a change of the fork mends it.
        text, _ = accepted(Path("/nowhere"), lock_file, {"note/a": states})
        if text:
            lock_file, problems = parse_lock_file(Source(lock_file.path, text))
            assert told(problems) == []

        _, again, found = forked(parent, fork, lock_file.part("note/a"))

        states = drift(again, lock_file.part("note/a"), SHAPE)
        assert told(found) == []
        assert [d for d in states if d.state is not State.CURRENT] == []
        assert accepted(Path("/nowhere"), lock_file, {"note/a": states}) == ("", [])
