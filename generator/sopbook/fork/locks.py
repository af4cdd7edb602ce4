"""Locks: parts of a playbook that no lower branch may change (design.md, "Forks", point 3).

A lock looks at what comes out, with params filled in, and not at how it came about: a text, a deletion,
a list written anew, a param of branch.yaml or a retired status are all the same to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sopbook.diagnostics import Diagnostic
from sopbook.fork.node import Origin, origin_of
from sopbook.fork.override import same
from sopbook.fork.path import located, named, parse_path
from sopbook.kinds.shape import Shape
from sopbook.load.document import Document, Pointer
from sopbook.load.pointer import at


@dataclass(frozen=True, slots=True)
class Lock:
    """A path that branches below `origin.branch` may not change, or only add to (`add_only`)."""

    path: Pointer
    add_only: bool
    why: str
    origin: Origin


def locks_of(document: Document, owner: str) -> list[Lock]:
    """Return the locks of a resolved playbook, those of its ancestors included; malformed ones are left out."""
    found = document.value.get("locks") if isinstance(document.value, dict) else None
    return [
        Lock(
            parse_path(entry["path"]), entry["mode"] == "add-only", str(entry.get("why", "")),
            origin_of(document, ("locks", index), owner),
        )
        for index, entry in enumerate(found if isinstance(found, list) else [])
        if isinstance(entry, dict) and entry.get("mode") in ("fixed", "add-only")
        and isinstance(entry.get("path"), str) and entry["path"].startswith("/")
    ]


def idle_locks(document: Document, owner: str, shape: Shape) -> Iterator[Diagnostic]:
    """Yield LOCK002 for every lock at whose path nothing stands."""
    for lock in locks_of(document, owner):
        if located(document.value, lock.path, shape) is None:
            where = (*lock.origin.pointer, "path")
            yield lock.origin.document.diagnostic(
                where, "LOCK002", f"There is nothing at {lock.origin.document.written(where) or 'this path'}, so the lock protects nothing.",
                "Correct the path; items of lists are named by their id in braces, such as /messages/{risk-notice}.",
            )


def held(lock: Lock, before: Any, after: Any, shape: Shape) -> bool:
    """Return whether what a lock protects came out unchanged: `before` in the parent, `after` in the branch."""
    pointer = located(before, lock.path, shape)
    if pointer is None:
        return True  # It protects nothing; idle_locks says so.
    found = located(after, lock.path, shape)
    if found is None:
        return False
    theirs, mine = at(before, pointer), at(after, found)
    return _only_added(theirs, mine) if lock.add_only else same(theirs, mine)


def _only_added(theirs: Any, mine: Any) -> bool:
    """Return whether everything of `theirs` is in `mine`, unchanged and in the same order."""
    if isinstance(theirs, dict) and isinstance(mine, dict):
        return all(key in mine and same(mine[key], value) for key, value in theirs.items())
    if isinstance(theirs, list) and isinstance(mine, list):
        rest = iter(mine)
        return all(any(same(item, other) for other in rest) for item in theirs)
    return same(theirs, mine)


def related(path: Pointer, lock: Lock, value: Any, shape: Shape) -> bool:
    """Return whether a path is at, above or below a locked one; `value` is the playbook that the lock speaks of."""
    pointer = located(value, lock.path, shape)
    locked = named(value, pointer, shape) if pointer is not None else lock.path
    length = min(len(path), len(locked))
    return tuple(map(str, path[:length])) == tuple(map(str, locked[:length]))
