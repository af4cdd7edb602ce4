"""Locks: what no lower branch may change of a playbook or of branch.yaml (docs/decisions/0023-locks-on-what-readers-see.md).

A lock looks at what comes out and not at how it came about. What that is in an edition, others say (handbook/check/seen.py);
here it is only compared.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sopbook.branches.fork.override import same
from sopbook.branches.fork.path import KeyedPath, item_name, located, named, parse_path, shape_at
from sopbook.kinds.schema_view import SchemaView, leaves
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document, Origin, Pointer
from sopbook.source.pointer import at

FIXED, ADD_ONLY, ORDER = "fixed", "add-only", "order"
MODES = (FIXED, ADD_ONLY, ORDER)


@dataclass(frozen=True, slots=True)
class Lock:
    """A path that branches below `origin.branch` may not change (fixed), only add to (add-only), or not rearrange (order)."""

    path: KeyedPath
    mode: str
    why: str
    origin: Origin

    @property
    def branch(self) -> str:
        """Return the branch that locked it."""
        return self.origin.branch

    @property
    def hint(self) -> str:
        """Return the reason that the lock gives, or whom to ask."""
        return say("The reason: {why}", why=self.why) if self.why else say("Ask {branch}, who locked it at {path}.", branch=self.branch, path=self.origin.document.path)


def _everything(_: Pointer) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a playbook: where it is, and what a reader sees at any place below it."""

    value: Any
    pointer: Pointer
    seen: Callable[[Pointer], Any]
    is_locked: Callable[[Pointer], bool] = _everything
    """Whether the branch that locked the part has the field or item at a place, which was not added below it."""

    def child(self, step: str | int) -> Any:
        """Return what a reader sees of a field or an item."""
        return self.seen((*self.pointer, step))


def locks_of(document: Document) -> list[Lock]:
    """Return the locks of a resolved playbook, those of its ancestors included; malformed ones are left out."""
    found = document.value.get("locks") if isinstance(document.value, dict) else None
    return [
        Lock(parse_path(entry["path"]), entry["mode"], str(entry.get("why", "")), document.origin(("locks", index)))
        for index, entry in enumerate(found if isinstance(found, list) else [])
        if isinstance(entry, dict) and entry.get("mode") in MODES
        and isinstance(entry.get("path"), str) and entry["path"].startswith("/")
    ]


def idle_locks(document: Document, shape: SchemaView) -> Iterator[Diagnostic]:
    """Yield LOCK002 for every lock at whose path nothing stands, and for one on the order of what has none."""
    for lock in locks_of(document):
        where, file = (*lock.origin.pointer, "path"), lock.origin.document
        pointer = located(document.value, lock.path, shape)
        if pointer is None:
            if shape_at(shape, lock.path).get("readOnly"):
                continue  # The tool computes what stands there.
            yield file.diagnostic(
                where, "LOCK002", say("There is nothing at {written}, so the lock protects nothing.", written=file.written(where) or say("this path")),
                say("Correct the path; items of lists are named by their id in braces, such as /messages/{{risk-notice}}."),
            )
        elif lock.mode == ORDER and not isinstance(at(document.value, pointer), list) and not _is_item(document.value, pointer):
            yield file.diagnostic(
                where, "LOCK002", say("{written} is neither a list nor an item of one, so it has no order to lock.", written=file.written(where) or say("this path")),
                say("Name the list, such as /steps, or an item, such as /steps/{{risk}}; or write mode: fixed."),
            )


def with_locked_texts(merged: Document, parent: Document, shape: SchemaView) -> Document:
    """Return a forked document in which a locked text that the fork repeats word for word is still that of who wrote it.

    So its translations are still looked up where they were, and not in the files of the branch that repeats it.
    """
    if merged is parent:
        return merged
    kept_origins: dict[Pointer, Origin] = {}
    for lock in locks_of(parent):
        pointer = located(parent.value, lock.path, shape)
        if pointer is None or lock.mode == ORDER:
            continue
        for place, text, at_leaf in leaves(at(parent.value, pointer), shape.at(pointer), pointer):
            now = located(merged.value, named(parent.value, place, shape), shape)
            if isinstance(text, str) and at_leaf.get("x-translatable") and now is not None and at(merged.value, now) == text:
                kept_origins[now] = parent.origin(place)
    return replace(merged, origins={**merged.origins, **kept_origins}) if kept_origins else merged


def kept(lock: Lock, theirs: Part, mine: Part, shape: SchemaView) -> bool:
    """Return whether what a lock protects came out unchanged: `theirs` in the parent, `mine` in the branch; `shape` is the playbook's."""
    before, after = at(theirs.value, theirs.pointer), at(mine.value, mine.pointer)
    if lock.mode == ADD_ONLY:
        return _only_added(theirs, mine, before, after)
    if lock.mode == ORDER:
        return not moved_items(theirs, mine, shape)
    return same(theirs.seen(theirs.pointer), mine.seen(mine.pointer))


def moved_items(theirs: Part, mine: Part, shape: SchemaView) -> list[str]:
    """Return the names of the items that break a lock on an order: gone, moved, or put where nothing may stand.

    A locked list begins with the parent's items, in their order; more may follow. A locked item has the same
    neighbours as in the parent, and is at an end of the list where it was at one.
    """
    if isinstance(at(theirs.value, theirs.pointer), list):
        all_before, after = _names(theirs, shape), _names(mine, shape)
        before = [name for index, name in enumerate(all_before) if theirs.is_locked((*theirs.pointer, index))]
        return [] if after == all_before or after[: len(before)] == before else _out_of_place(before, after)
    place, new = theirs.pointer[-1], mine.pointer[-1]
    if not isinstance(place, int):
        return []  # It has no order; idle_locks says so.
    before, after = _names(_above(theirs), shape), _names(_above(mine), shape)
    was, now = _neighbours(before, place), _neighbours(after, new) if isinstance(new, int) else ("", "")
    return [] if was == now else [name for name in dict.fromkeys((*was, *now, before[place])) if name]


def related(path: KeyedPath, lock: Lock, value: Any, shape: SchemaView) -> bool:
    """Return whether a path is at, above or below a locked one; `value` is the playbook that the lock speaks of."""
    pointer = located(value, lock.path, shape)
    locked = named(value, pointer, shape) if pointer is not None else lock.path
    length = min(len(path), len(locked))
    return tuple(map(str, path[:length])) == tuple(map(str, locked[:length]))


def _only_added(theirs: Part, mine: Part, before: Any, after: Any) -> bool:
    """Return whether everything of the parent's that is locked is there, unchanged and in the same order."""
    if isinstance(before, dict) and isinstance(after, dict):
        return all(key in after and same(theirs.child(key), mine.child(key)) for key in before if theirs.is_locked((*theirs.pointer, key)))
    if isinstance(before, list) and isinstance(after, list):
        rest = iter([mine.child(index) for index in range(len(after))])
        locked = [theirs.child(index) for index in range(len(before)) if theirs.is_locked((*theirs.pointer, index))]
        return all(any(same(item, other) for other in rest) for item in locked)
    return same(theirs.seen(theirs.pointer), mine.seen(mine.pointer))


def _above(part: Part) -> Part:
    return Part(part.value, part.pointer[:-1], part.seen)


def _names(part: Part, shape: SchemaView) -> list[str]:
    """Return what the items of a list are known by; one without a name by what it says."""
    items, of_list = at(part.value, part.pointer), shape.at(part.pointer)
    if not isinstance(items, list):
        return []
    return [item_name(item, of_list) or repr(part.child(index)) for index, item in enumerate(items)]


def _out_of_place(before: list[str], after: list[str]) -> list[str]:
    """Return the items that are gone, those that stand among the parent's, and those that stand elsewhere than in the parent."""
    gone = [name for name in before if name not in after]
    last = max((index for index, name in enumerate(after) if name in before), default=-1)
    among = [name for name in after[:last] if name not in before]
    left, right = [name for name in before if name in after], [name for name in after if name in before]
    return [*gone, *among, *(one for one, other in zip(left, right, strict=True) if one != other)]


def _neighbours(names: Sequence[str], place: int) -> tuple[str, str]:
    return names[place - 1] if place else "", names[place + 1] if place + 1 < len(names) else ""


def _is_item(value: Any, pointer: Pointer) -> bool:
    return bool(pointer) and isinstance(at(value, pointer[:-1]), list)
