"""Drift: what became of each override since the branch last accepted it (design.md, "Forks", point 5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sopbook.fork.override import ABSENT, Accepted, Override, same
from sopbook.kinds.shape import Shape
from sopbook.load.document import Pointer


class State(StrEnum):
    """What an override is to its parent now."""

    CURRENT = "current"
    """The parent says what it said when the branch accepted."""
    UNACCEPTED = "unaccepted"
    """The branch has never accepted it: drift cannot be seen yet."""
    STALE = "stale"
    """The parent says something else by now, and not what the branch says."""
    TYPE_CHANGED = "type-changed"
    """The parent's value is of another type by now."""
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
    RETIRED_UPSTREAM = "retired-upstream"
    """The parent has retired the playbook that the branch forks."""
    RENAMED_UPSTREAM = "renamed-upstream"
    """The parent has given the playbook, or an item that the branch changes, another id."""


@dataclass(frozen=True, slots=True)
class Drift:
    """An override, what the parent said when it was accepted (None: never), and its state."""

    override: Override
    accepted: Accepted | None
    state: State
    stops: bool = False
    """Whether the kind says that this drift stops a build (`x-on-drift: error`)."""

    @property
    def outdated(self) -> bool:
        """Return whether the parent says something that the branch has not looked at yet: readers should know."""
        return self.state in (State.STALE, State.TYPE_CHANGED, State.DANGLING, State.COLLISION, State.NEWLY_LOCKED)

    @property
    def waits(self) -> bool:
        """Return whether somebody has to look at it."""
        return self.state is not State.CURRENT


def drift(overrides: Iterable[Override], accepted: Mapping[Pointer, Accepted], shape: Shape | None = None) -> tuple[Drift, ...]:
    """Return the state of each override; `shape`, the playbook's, says which fields are not watched (`x-on-drift`)."""
    found = []
    for override in overrides:
        before = accepted.get(override.path)
        heed = _heed(override.path, shape)
        state = State.CURRENT if heed == "ignore" else _state(override, before)
        found.append(Drift(override, before, state, stops=heed == "error" and state not in (State.CURRENT, State.UNACCEPTED)))
    return tuple(found)


def _heed(path: Pointer, shape: Shape | None) -> str:
    """Return what `x-on-drift` says of a path: the nearest field at or above it that says anything."""
    heed = "warn"
    for step in path if shape else ():
        shape = shape.child("*" if str(step).startswith("{") else step) if shape else None
        heed = shape.get("x-on-drift", heed) if shape else heed
    return str(heed)


def _state(override: Override, accepted: Accepted | None) -> State:
    theirs, mine = override.theirs, override.mine
    if accepted is None:
        return State.REDUNDANT if same(theirs, mine) else State.UNACCEPTED
    if same(accepted.value, theirs):
        return State.CURRENT
    if same(theirs, mine):
        return State.CONVERGED
    if theirs is ABSENT:
        return State.DANGLING
    if accepted.value is ABSENT:
        return State.COLLISION
    return State.TYPE_CHANGED if _type(accepted.value) != _type(theirs) else State.STALE


def _type(value: Any) -> type:
    return float if type(value) is int else type(value)
