"""Whatever headquarters edits is reported once to the branches that it touches, to no others, and accepting ends it."""

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sopbook.authoring.accept import accepted
from sopbook.branches.branch import Branch
from sopbook.branches.drift_findings import drift_findings
from sopbook.branches.fork.drift import Drift, State, drift
from sopbook.branches.fork.known import Known
from sopbook.branches.fork.lockfile import LockFile, parse_lock_file
from sopbook.branches.fork.override import Accepted, Override
from sopbook.source.diagnostics import Severity
from sopbook.source.document import Document
from sopbook.source.text import Source
from unit.drawn_edits import at_path, edited, may_have_moved
from unit.drawn_forks import PARENTS, Value, forks_of
from unit.forks import SHAPE, Laid, accepted_from, exact, lay, unwritten
from unit.recording import Recording, recording

GONE = "\0absent"
SOUTH = Branch("south", {"en": "South"}, parent=Branch("hq", {"en": "Headquarters"}))
EDITED = PARENTS.flatmap(lambda p: st.tuples(st.just(p), forks_of(p), edited(p)))
slowly = settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])


def names(value: Any, path: tuple[Any, ...]) -> list[str]:
    """Return the names of the items of the list around an item."""
    items = at_path(value, path[:-1])
    return [item.get("id") or item.get("letter") for item in items] if isinstance(items, list) else []


def as_set(value: Any) -> str:
    """Return a value in one way of writing: tags in the order of the alphabet."""
    if isinstance(value, dict):
        return exact({name: sorted(item) if name == "tags" else item for name, item in value.items()})
    return exact(value)


def is_touched(override: Override, change: Value, before: Value, now: Value) -> bool:
    """Return whether the edits touch what a branch overrides, judged by the documents alone."""
    path = tuple(map(str, override.path))
    if override.action == "move":
        path = path[:-1]
    same_value = as_set(at_path(before, path)) == as_set(at_path(now, path))
    if path[0] == "tags" and len(path) == 1:
        same_value = sorted(at_path(before, path)) == sorted(at_path(now, path))
    if override.action not in ("add", "move") or path[0] == "tags":
        around = any(at_path(before, path[:n]) != GONE and at_path(now, path[:n]) == GONE for n in range(1, len(path)))
        return not same_value or around
    item = at_path(change, path)
    where = item["$move" if override.action == "move" else "$add"]
    anchor = next(iter(where.values())) if isinstance(where, dict) else None
    then, today = names(before, path), names(now, path)
    list_gone = at_path(before, path[:-1]) != GONE and at_path(now, path[:-1]) == GONE
    anchor_touched = anchor in then and (anchor not in today or may_have_moved(anchor, then, today))
    own = str(override.path[-2])[1:-1] if override.action == "move" else ""
    moved = override.action == "move" and (own not in today or may_have_moved(own, then, today))
    return bool(list_gone or anchor_touched or moved or (override.action == "add" and not same_value))


def told_of(override: Override, states: dict[Any, State], fork: Recording) -> bool:
    """Return whether something is said of what a branch overrides: its state, or a finding at its item."""
    if states.get(override.path, State.CURRENT) is not State.CURRENT:
        return True
    told = [pointer for pointer, code, _ in fork.told if code in ("FORK005", "FORK006", "FORK007")]
    place = override.place
    own = [pointer[:-1] for pointer in told if pointer[-1] in ("id", "letter")]
    placed = [pointer[:-1] for pointer in told if pointer[-1] in ("$add", "$move")]
    return any(place[: len(item)] == item for item in own) or (override.action in ("add", "move") and place in placed)


def laid(parent: Value | Document, fork: Value, known: Known | None = None) -> tuple[Laid, Recording]:
    mine = recording(fork)
    return lay(parent if isinstance(parent, Document) else unwritten(parent), mine, known), mine


@slowly
@given(EDITED)
def test_each_edit_is_told_of_what_it_touches_and_of_nothing_else(drawn: tuple[Value, Value, Value]) -> None:
    before, change, now = drawn
    (_, overrides, _), _ = laid(before, change)
    known = accepted_from(overrides)

    (_, after, found), fork = laid(now, change, known)

    states = {d.override.path: d.state for d in drift(after, known, SHAPE)}
    for override in overrides:
        assert (override.path, told_of(override, states, fork)) == (override.path, is_touched(override, change, before, now)), found


@slowly
@given(EDITED)
def test_each_edit_is_told_once(drawn: tuple[Value, Value, Value]) -> None:
    before, change, now = drawn
    known = accepted_from(laid(before, change)[0][1])
    (_, after, _), fork = laid(now, change, known)

    drift_findings(SOUTH, fork, drift(after, known, SHAPE), "a", LockFile("forks.lock.yaml"))

    told = fork.told
    assert len(set(told)) == len(told)
    about_items = [pointer[:-1] for pointer, code, _ in told if code == "FORK005" and pointer[-1] in ("id", "letter")]
    assert [code for pointer, code, _ in told if code.startswith("DRIFT") and any(pointer[: len(i)] == i for i in about_items)] == []


def accepted_again(known: Known, states: tuple[Drift, ...], chosen: int | None) -> Known:
    """Return what a branch knows after accepting all, or one change; errors elsewhere do not stop this one."""
    lock_file = LockFile("forks.lock.yaml", {"note/a": known.accepted}, {"note/a": known.merged})
    paths = None if chosen is None else [states[chosen % len(states)].override.path]
    text, _ = accepted(Path("/nowhere"), lock_file, {"note/a": states}, paths)
    return parse_lock_file(Source(lock_file.path, text))[0].part("note/a") if text else known


@slowly
@given(EDITED.flatmap(lambda d: st.tuples(st.just(d), edited(d[2]), st.none() | st.integers(0, 9))))
def test_accepting_changes_no_page_and_adds_no_finding(drawn: tuple[tuple[Value, Value, Value], Value, int | None]) -> None:
    (before, change, now), later, chosen = drawn
    known = accepted_from(laid(before, change)[0][1])
    for parent in (now, later):
        (made, after, found), fork = laid(parent, change, known)
        states = drift(after, known, SHAPE)
        told = [d for d in (*found, *drift_findings(SOUTH, fork, states, "a", LockFile("x"))) if d.code != "DRIFT002"]
        if not states or any(d.severity is Severity.ERROR for d in told):
            return  # There is nothing to accept, or the command does not, before the fork is changed.

        known = accepted_again(known, states, chosen)

        (again, overrides, found), fork = laid(parent, change, known)
        since = [*found, *drift_findings(SOUTH, fork, drift(overrides, known, SHAPE), "a", LockFile("x"))]
        assert exact(again.value) == exact(made.value)
        assert [d for d in since if d not in told and (d.code != "DRIFT002" or chosen is None)] == []
        if chosen is None:
            assert [d.code for d in since if d.code.startswith("DRIFT")] == []


@settings(max_examples=60)
@given(PARENTS.flatmap(lambda p: st.tuples(st.just(p), forks_of(p), edited(p, whole=False))))
def test_a_branch_hears_nothing_of_what_the_branch_above_keeps_from_it(drawn: tuple[Value, Value, Value]) -> None:
    before, south, now = drawn
    middle = laid(before, south)[0]
    city = {"fork": "a", "goal": "City"}
    known = accepted_from(laid(middle[0], city)[0][1])
    moved_on = laid(now, south, accepted_from(middle[1]))[0][0]

    (_, after, found), _ = laid(moved_on, city, known)

    touched = exact(at_path(middle[0].value, ("goal",))) != exact(at_path(moved_on.value, ("goal",)))
    assert found == []
    assert [d.state is not State.CURRENT for d in drift(after, known, SHAPE)] == [touched]


@slowly
@given(PARENTS.flatmap(lambda p: st.tuples(st.just(p), forks_of(p))))
def test_what_older_versions_wrote_is_read_without_a_word(drawn: tuple[Value, Value]) -> None:
    parent, change = drawn
    (made, overrides, _), _ = laid(parent, change)
    known = Known({override.path: as_older_versions(override, change, parent) for override in overrides})

    (again, after, found), _ = laid(parent, change, known)

    assert found == []
    assert exact(again.value) == exact(made.value)
    assert {d.state for d in drift(after, known, SHAPE)} <= {State.CURRENT}


def as_older_versions(override: Override, change: Value, parent: Value) -> Accepted:
    """Return an entry as files without neighbours have it: the items up to the anchor, and of a moved item the one before it."""
    path = override.path[:-1] if override.action == "move" else override.path
    if override.action not in ("add", "move") or path[0] == "tags":
        return Accepted(override.theirs)
    where = at_path(change, path)["$move" if override.action == "move" else "$add"]
    items = names(parent, path)
    anchor = next(iter(where.values())) if isinstance(where, dict) else None
    order = tuple(items[: items.index(anchor) + ("after" in where)]) or ("",) if anchor in items else ()
    before = items.index(str(path[-1])[1:-1]) if override.action == "move" else 0
    return Accepted(items[before - 1] if before else "", order=order) if override.action == "move" else Accepted(override.theirs, order=order)
