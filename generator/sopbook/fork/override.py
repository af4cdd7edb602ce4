"""What a fork overrides: one record for each place that its parent will be watched at."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, Literal

from sopbook.load.document import Pointer


class Absent(Enum):
    """The value of a place where nothing stands."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
Action = Literal["set", "add", "delete", "move"]


@dataclass(frozen=True, slots=True)
class Override:
    """One change of a fork.

    `theirs` is what the parent says now, `mine` what the fork makes of it; either may be ABSENT. `order`
    is, for an added item, the parent's items up to its anchor: where it goes when the anchor is gone.
    """

    path: Pointer
    action: Action
    place: Pointer
    """Where the fork's file says so."""
    theirs: Any = field(repr=False)
    mine: Any = field(repr=False)
    why: str = ""
    order: tuple[str, ...] = ()


def same(one: Any, other: Any) -> bool:
    """Return whether two values are the same to a reader: true is not 1, though Python says so."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


@dataclass(frozen=True, slots=True)
class Accepted:
    """What the parent said at a place when the branch last accepted it (forks.lock.yaml)."""

    value: Any
    order: tuple[str, ...] = ()
