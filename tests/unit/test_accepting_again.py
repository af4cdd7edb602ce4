"""What `sopbook accept` writes into a lock file that is there already: one line for each change, and nothing unasked."""

from pathlib import Path
from typing import Any

from sopbook.authoring.accept import accepted
from sopbook.branches.fork.drift import Drift, State, drift
from sopbook.branches.fork.lockfile import LockFile, parse_lock_file, value_digest
from sopbook.branches.fork.path import parse_path
from sopbook.source.text import Source
from unit.forks import SHAPE, lay, told

PATH = "playbooks/south/forks.lock.yaml"


def entry(value: Any) -> str:
    """Return what an entry about a text is, as the tool writes it."""
    return f'{{digest: {value_digest(value)}, value: "{value}"}}'


def read(text: str) -> LockFile:
    """Return a lock file of which nothing is wrong."""
    lock_file, found = parse_lock_file(Source(PATH, text))
    assert told(found) == []
    return lock_file


def states(parent: str, fork: str, lock_file: LockFile) -> dict[str, tuple[Drift, ...]]:
    """Return the state of what a fork overrides, as the branch's lock file knows it."""
    known = lock_file.part("note/a")
    return {"note/a": drift(lay(parent, fork, known)[1], known, SHAPE)}


def test_accepting_twice_with_a_change_between_touches_one_line(tmp_path: Path) -> None:
    fork = "goal: mine\nnotes: [mine]\nsteps: [{id: n, $add: {after: a}}]"
    before, now = "{goal: old, notes: [x], steps: [{id: a}]}", "{goal: newer, notes: [x], steps: [{id: a}]}"
    first, taken = accepted(tmp_path, LockFile(PATH), states(before, fork, LockFile(PATH)))
    first = first.replace("    /notes", "    # ours\n\n    /notes")
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_text(first, "utf-8")

    second, retaken = accepted(tmp_path, read(first), states(now, fork, read(first)))

    assert [d.override.path for _, d in taken] == [("goal",), ("notes",), ("steps", "{n}")]
    assert [(d.override.path, d.state) for _, d in retaken] == [(("goal",), State.STALE)]
    assert second == first.replace(entry("old"), entry("newer"))
    assert accepted(tmp_path, read(second), states(now, fork, read(second))) == ("", [])


def test_an_override_that_is_gone_leaves_the_file_and_only_what_was_asked_for_is_accepted(tmp_path: Path) -> None:
    parent = "{goal: old, title: T, count: 5}"
    text, _ = accepted(tmp_path, LockFile(PATH), states(parent, "{goal: mine, title: mine, count: 6}", LockFile(PATH)))
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_text(text, "utf-8")
    fork, now = "{goal: mine, count: 6}", "{goal: newer, title: T, count: 7}"

    some, taken = accepted(tmp_path, read(text), states(now, fork, read(text)), [parse_path("/goal")])
    everything, _ = accepted(tmp_path, read(text), states(now, fork, read(text)))

    assert [d.override.path for _, d in taken] == [("goal",)]
    assert some == text.replace(entry("old"), entry("newer"))
    assert list(read(everything).part("note/a").accepted) == [("goal",), ("count",)]
    assert "title" not in everything


def test_what_the_hint_says_can_be_accepted_can_be_accepted(tmp_path: Path) -> None:
    once, fork, now = "title: T", "goal: mine", "{title: T, goal: theirs}"
    text, _ = accepted(tmp_path, LockFile(PATH), states(once, fork, LockFile(PATH)))
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_text(text, "utf-8")
    found = states(now, fork, read(text))

    new, taken = accepted(tmp_path, read(text), found)

    assert [d.state for d in found["note/a"]] == [State.COLLISION]  # DRIFT001: "change the fork, or run sopbook accept"
    assert [d.override.path for _, d in taken] == [("goal",)]
    assert [d.state for d in states(now, fork, read(new))["note/a"]] == [State.CURRENT]
