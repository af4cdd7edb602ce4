"""What a fork overrides: one record for each place that its parent will be watched at."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, Literal

from sopbook.branches.fork.neighbours import NOWHERE, Neighbours, Standing
from sopbook.branches.fork.path import KeyedPath
from sopbook.branches.fork.rules import AS_A_SET, merge_rule
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.document import Pointer


class Absent(Enum):
    """The value of a place where nothing stands."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
Action = Literal["set", "add", "delete", "move"]


@dataclass(frozen=True, slots=True)
class Override:
    """One change of a fork.

    `theirs` is what the parent says now, `mine` what the fork makes of it; either may be ABSENT.
    """

    path: KeyedPath
    action: Action
    place: Pointer
    """Where the fork's file says so."""
    theirs: Any = field(repr=False)
    mine: Any = field(repr=False)
    reasons: tuple[str, ...] = ()
    standing: Standing = NOWHERE
    """Of an added or moved item."""
    merged: tuple[tuple[KeyedPath, str], ...] = ()
    """The parent's lists that the change went through, and the table that it adds to, each with its merge rule."""
    gone: KeyedPath | None = None
    """The list or table around it that the parent had when the branch accepted, and has no more."""

    @property
    def why(self) -> str:
        """Return the reasons in one text."""
        return " ".join(self.reasons)


@dataclass(frozen=True, slots=True)
class Accepted:
    """What the parent said at a place when the branch last accepted it (forks.lock.yaml)."""

    value: Any
    beside: Neighbours | None = None
    stood: Neighbours | None = None
    order: tuple[str, ...] = ()
    """In files of older versions: the parent's items up to where an added item stands."""

    def __eq__(self, other: object) -> bool:
        """Return whether two entries say the same; true is not 1."""
        return isinstance(other, Accepted) and same(self.value, other.value) and (
            (self.beside, self.stood, self.order) == (other.beside, other.stood, other.order)
        )

    __hash__ = None  # type: ignore[assignment]  # A value may be a table.


def same(one: Any, other: Any, shape: SchemaView | None = None) -> bool:
    """Return whether two values are the same to a reader: true is not 1, and 1 is 1.0.

    With a shape, the order in which a set is written means nothing.
    """
    return signature(one, shape) == signature(other, shape)


def signature(value: Any, shape: SchemaView | None = None) -> Hashable:
    """Return what values that are the same have in common, and no others."""
    if isinstance(value, dict):
        return "table", frozenset((name, signature(item, shape.child(name) if shape else None)) for name, item in value.items())
    if isinstance(value, list):
        below = shape.child("*") if shape else None
        items = [signature(item, below) for item in value]
        if shape and merge_rule(shape) == AS_A_SET:
            return "set", frozenset(Counter(items).items())
        return "list", tuple(items)
    if isinstance(value, str):
        return "text", value
    return ("number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value).__name__), value
