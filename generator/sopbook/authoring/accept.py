"""Accepting: the branch has looked at what its parent says, and goes on with its own."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from sopbook.authoring.lock_file import PartChanges, updated
from sopbook.branches.fork.drift import Drift, State
from sopbook.branches.fork.known import Known
from sopbook.branches.fork.lockfile import LockFile
from sopbook.branches.fork.override import Accepted
from sopbook.branches.fork.path import KeyedPath

NOT_ACCEPTABLE = (State.NEWLY_LOCKED, State.RENAMED_UPSTREAM)
"""States that only a change of the fork mends."""
ENDED = ("DRIFT007", "DRIFT008")
"""Errors that accepting ends, and that therefore stop no accepting."""


def accepted(
    root: Path, lock_file: LockFile, parts: Mapping[str, Iterable[Drift]], chosen: Iterable[KeyedPath] | None = None
) -> tuple[str, list[tuple[str, Drift]]]:
    """Return the lock file's new text, and what was accepted as (part, drift).

    `parts` are the overrides of each playbook at hand. With `chosen`, only the paths at or below these
    are accepted; without, all are, and entries of overrides that are gone leave the file. Raises WriteError.
    """
    wanted = None if chosen is None else [tuple(map(str, path)) for path in chosen]
    changes: dict[str, PartChanges] = {}
    taken: list[tuple[str, Drift]] = []
    for part, drifts in parts.items():
        changes[part], newly = _part(lock_file.part(part), list(drifts), wanted)
        taken += [(part, drift) for drift in newly]
    changes = {part: change for part, change in changes.items() if change.entries or change.merged}
    return updated(root, lock_file, changes) if changes else "", taken


def _part(before: Known, drifts: list[Drift], wanted: list[tuple[str, ...]] | None) -> tuple[PartChanges, list[Drift]]:
    """Return what changes in a part of the lock file, and which overrides it is about."""
    chosen = [d for d in drifts if d.state not in NOT_ACCEPTABLE and (wanted is None or any(_at_or_below(d.override.path, w) for w in wanted))]
    entries: dict[KeyedPath, Accepted | None] = {}
    taken: list[Drift] = []
    for drift in chosen:
        now = Accepted(drift.override.theirs, drift.override.standing.beside, drift.override.standing.stood)
        if before.accepted.get(drift.override.path) != now:
            entries[drift.override.path] = now
        if drift.override.path in entries or drift.state in (State.REMERGED, State.DANGLING):
            taken.append(drift)
    rules = {path: rule for drift in chosen for path, rule in drift.override.merged}
    merged: dict[KeyedPath, str | None] = {path: rule for path, rule in rules.items() if before.merged.get(path) != rule}
    gone = {drift.override.gone for drift in chosen}
    if wanted is None:
        live = {drift.override.path for drift in drifts}
        entries |= {path: None for path in before.accepted if path not in live}
        gone |= before.merged.keys() - {path for drift in drifts for path, _ in drift.override.merged}
    merged |= {path: None for path in before.merged if path in gone and path not in rules}
    return PartChanges(entries, merged), taken


def _at_or_below(path: KeyedPath, wanted: tuple[str, ...]) -> bool:
    return tuple(map(str, path))[: len(wanted)] == wanted
