"""What a branch knows of its parent: what it said, and how lists were merged, when the branch last accepted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sopbook.branches.fork.override import ABSENT, Accepted
from sopbook.branches.fork.path import KeyedPath, is_braced, located, shape_at
from sopbook.branches.fork.rules import ITEM_BY_ITEM
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.pointer import at


@dataclass(frozen=True)
class Known:
    """One part of a lock file: the accepted values by path, and the merge rules of the lists and tables that were there."""

    accepted: Mapping[KeyedPath, Accepted] = field(default_factory=dict, repr=False)
    merged: Mapping[KeyedPath, str] = field(default_factory=dict, repr=False)

    def said(self, path: KeyedPath, shape: SchemaView | None) -> Accepted | None:
        """Return what the parent said at a path, also where the branch accepted a whole around it; None where nobody knows.

        `shape` is the playbook's.
        """
        if path in self.accepted:
            return self.accepted[path]
        if path[-1:] == ("$move",):
            return None
        for length in range(len(path) - 1, 0, -1):
            around = KeyedPath(path[:length])
            above = self.accepted.get(around)
            if above is None:
                continue
            if above.value is ABSENT:
                return Accepted(ABSENT)
            if shape is None:
                return None
            pointer = located(above.value, KeyedPath(path[length:]), shape_at(shape, around))
            return Accepted(ABSENT if pointer is None else at(above.value, pointer))
        return None

    def below(self, path: KeyedPath) -> tuple[KeyedPath, ...]:
        """Return the accepted paths below a path."""
        return tuple(self._below.get(path, ()))

    def rule(self, path: KeyedPath) -> str | None:
        """Return how a list was merged when the branch accepted; None where nobody knows."""
        if path in self.merged:
            return self.merged[path]
        return ITEM_BY_ITEM if any(is_braced(below[len(path)]) for below in self._below.get(path, ())) else None

    def had(self, path: KeyedPath) -> bool:
        """Return whether the parent had the list, set or table at a path when the branch accepted something of it."""
        return path in self.merged or any(self._was_there(below, len(path)) for below in self._below.get(path, ()) if is_braced(below[len(path)]))

    def _was_there(self, path: KeyedPath, length: int) -> bool:
        """Return whether an entry tells of an item, or beside one, that the parent had in a list whose path has this length."""
        entry = self.accepted[path]
        return len(path) > length + 1 or entry.value is not ABSENT or bool(entry.order or entry.beside)

    @cached_property
    def _below(self) -> dict[KeyedPath, list[KeyedPath]]:
        found: dict[KeyedPath, list[KeyedPath]] = {}
        for path in self.accepted:
            for length in range(len(path)):
                found.setdefault(KeyedPath(path[:length]), []).append(path)
        return found
