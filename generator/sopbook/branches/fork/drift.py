"""Drift: what became of each override since the branch last accepted it (docs/authors/forks.md)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sopbook.branches.fork.known import Known
from sopbook.branches.fork.override import ABSENT, Accepted, Override, same
from sopbook.branches.fork.path import KeyedPath, shape_at, shape_below
from sopbook.branches.fork.rules import differs
from sopbook.kinds.schema_view import SchemaView


class State(StrEnum):
    """What an override is to its parent now."""

    CURRENT = "current"
    """The parent says what it said when the branch accepted."""
    UNACCEPTED = "unaccepted"
    """The branch has never accepted it: drift cannot be seen yet."""
    STALE = "stale"
    """The parent now says something else, and not what the branch says."""
    TYPE_CHANGED = "type-changed"
    """The parent's value is of another type now."""
    CONVERGED = "converged"
    """The parent has changed, and says what the branch says."""
    REDUNDANT = "redundant"
    """The parent says what the branch says, and the branch has not accepted that."""
    DANGLING = "dangling"
    """The parent no longer has what the branch overrides."""
    COLLISION = "collision"
    """The parent now has what the branch adds."""
    NEWLY_LOCKED = "newly-locked"
    """The parent has locked what the branch overrides."""
    REMERGED = "merge-changed"
    """The kind merges the list in another way than when the branch accepted: the fork says something else now."""
    RETIRED_UPSTREAM = "retired-upstream"
    """The parent has retired the playbook that the branch forks."""
    RENAMED_UPSTREAM = "renamed-upstream"
    """The parent has given the playbook, or an item that the branch changes, another id."""


@dataclass(frozen=True, slots=True)
class Remerged:
    """A list that was merged by another rule when the branch accepted it."""

    path: KeyedPath
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Drift:
    """An override, what the parent said when it was accepted (None: never), and its state."""

    override: Override
    accepted: Accepted | None
    state: State
    stops: bool = False
    """Whether this drift stops a build: the kind says so (`x-on-drift: error`), or the fork's meaning has changed."""
    remerged: Remerged | None = None
    """The uppermost list around it that is merged in another way now."""

    @property
    def outdated(self) -> bool:
        """Return whether the parent says something that the branch has not looked at yet: readers should know."""
        return self.state in (State.STALE, State.TYPE_CHANGED, State.DANGLING, State.COLLISION, State.NEWLY_LOCKED, State.REMERGED)

    @property
    def waits(self) -> bool:
        """Return whether somebody has to look at it."""
        return self.state is not State.CURRENT


def drift(overrides: Iterable[Override], known: Known, shape: SchemaView | None = None) -> tuple[Drift, ...]:
    """Return the state of each override; `shape`, the playbook's, says what is a set, and which fields are not watched (`x-on-drift`)."""
    states = []
    for override in overrides:
        before = known.said(override.path, shape)
        heed = _heed(override.path, shape)
        remerged = _remerged(override, known)
        if remerged:
            states.append(Drift(override, before, State.REMERGED, stops=True, remerged=remerged))
            continue
        state = State.CURRENT if heed == "ignore" else _state(override, before, shape)
        states.append(Drift(override, before, state, stops=heed == "error" and state not in (State.CURRENT, State.UNACCEPTED)))
    return tuple(states)


def _remerged(override: Override, known: Known) -> Remerged | None:
    for path, now in override.merged:
        before = known.rule(path)
        if before and differs(before, now):
            return Remerged(path, before, now)
    return None


def _heed(path: KeyedPath, shape: SchemaView | None) -> str:
    """Return what `x-on-drift` says of a path: the nearest field at or above it that says anything."""
    heed = "warn"
    for step in path if shape else ():
        shape = shape_below(shape, step) if shape else None
        heed = shape.get("x-on-drift", heed) if shape else heed
    return str(heed)


def _state(override: Override, accepted: Accepted | None, shape: SchemaView | None) -> State:
    theirs, mine = override.theirs, override.mine
    here = shape_at(shape, override.path) if shape else None
    if accepted is None:
        return State.REDUNDANT if same(theirs, mine, here) else State.UNACCEPTED
    if override.standing.shifted:
        return State.CONVERGED if override.action == "move" and same(theirs, mine) else State.STALE
    if override.gone and theirs is accepted.value is ABSENT and mine is not ABSENT and override.standing.beside is None:
        return State.DANGLING  # Of an item beside another, FORK007 says that that one is gone.
    if override.action == "move" or same(accepted.value, theirs, here):
        return State.CURRENT
    if same(theirs, mine, here):
        return State.CONVERGED
    if theirs is ABSENT:
        return State.DANGLING
    if accepted.value is ABSENT:
        return State.COLLISION
    return State.TYPE_CHANGED if _type(accepted.value) != _type(theirs) else State.STALE


def _type(value: Any) -> type:
    return float if type(value) is int else type(value)
