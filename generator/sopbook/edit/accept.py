"""Accepting: the branch has looked at what its parent says, and goes on with its own."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from sopbook.edit.lock_file import updated
from sopbook.fork.drift import Drift, State
from sopbook.fork.lockfile import LockFile
from sopbook.fork.override import Accepted
from sopbook.load.document import Pointer

NOT_ACCEPTABLE = (State.NEWLY_LOCKED, State.RENAMED_UPSTREAM)
"""States that only a change of the fork mends."""


def accepted(
    root: Path, lock_file: LockFile, parts: Mapping[str, Iterable[Drift]], chosen: Iterable[Pointer] | None = None
) -> tuple[str, list[tuple[str, Drift]]]:
    """Return the lock file's new text, and what was accepted as (part, drift).

    `parts` are the overrides of each playbook at hand. With `chosen`, only the paths at or below these
    are accepted; without, all are, and entries of overrides that are gone leave the file. Raises WriteError.
    """
    wanted = None if chosen is None else [tuple(map(str, path)) for path in chosen]
    changes: dict[str, dict[Pointer, Accepted | None]] = {}
    taken: list[tuple[str, Drift]] = []
    for part, drifts in parts.items():
        drifts = list(drifts)
        before = lock_file.part(part)
        entries = changes.setdefault(part, {})
        for drift in drifts:
            path = drift.override.path
            if drift.state in NOT_ACCEPTABLE or (wanted is not None and not any(_at_or_below(path, w) for w in wanted)):
                continue
            now = Accepted(drift.override.theirs, drift.override.order)
            if before.get(path) != now:
                entries[path] = now
                taken.append((part, drift))
        if wanted is None:
            live = {drift.override.path for drift in drifts}
            entries |= {path: None for path in before if path not in live}
    changes = {part: entries for part, entries in changes.items() if entries}
    return updated(root, lock_file, changes) if changes else "", taken


def _at_or_below(path: Pointer, wanted: tuple[str, ...]) -> bool:
    return tuple(map(str, path))[: len(wanted)] == wanted
