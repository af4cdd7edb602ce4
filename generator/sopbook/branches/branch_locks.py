"""Locks in branch.yaml: on params, slots, tags, contacts, accounts, holidays, words and the time zone."""

from collections.abc import Iterator

from sopbook.branches.branch import Branch, inherited_entries
from sopbook.branches.fork.locks import FIXED, Lock
from sopbook.branches.fork.path import KeyedPath, braced, name_in, parse_path
from sopbook.branches.watch.word import word_name
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Origin

_BY_NAME = ("params", "slots", "tags")
"""Parts that are tables: their entries are named by their keys, all others by a value in braces."""


def locks_of_branch(branch: Branch) -> list[Lock]:
    """Return the locks of a branch's own branch.yaml, their paths as those of its entries."""
    document = branch.document
    return [] if document is None else [
        Lock(_entry_path(lock["path"]), lock.get("mode", FIXED), lock.get("why", ""), Origin(document, ("locks", index)))
        for index, lock in enumerate(document.value.get("locks", ()))
    ]


def locks_in_force(branch: Branch) -> list[Lock]:
    """Return the locks that hold below a branch: its own and those of the branches above it."""
    return [lock for one in branch.lineage for lock in locks_of_branch(one)]


def covers(lock: Lock, path: KeyedPath) -> bool:
    """Return whether a lock is on an entry, or on the part that it belongs to."""
    return lock.path == path[: len(lock.path)]


def idle_branch_locks(branch: Branch) -> Iterator[Diagnostic]:
    """Yield LOCK002 for each lock of a branch on an entry that neither it nor a branch above has."""
    entries = {*inherited_entries(branch), *(("words", braced(word_name(word.word, word.list))) for word in branch.words)}
    for lock in locks_of_branch(branch):
        if len(lock.path) == 2 and lock.path not in entries:
            where = (*lock.origin.pointer, "path")
            yield lock.origin.document.diagnostic(
                where, "LOCK002", say("There is nothing at {written}, so the lock protects nothing.", written=lock.origin.document.written(where) or say("this path")),
                say("Correct the path, such as /slots/{{operator.name}}, /contacts/{{duty-manager}} or /words/{{guaranteed returns}}."),
            )


def _entry_path(text: str) -> KeyedPath:
    part, *names = (str(step) for step in parse_path(text))
    if not names:
        return KeyedPath((part,))
    name = name_in(names[0]) or names[0]
    return KeyedPath((part, name if part in _BY_NAME else braced(name.casefold() if part == "words" else name)))
