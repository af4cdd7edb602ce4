"""What is said of drift: a finding for each override that waits for somebody."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from sopbook.branches.branch import Branch
from sopbook.branches.fork.drift import Drift, Remerged, State
from sopbook.branches.fork.lockfile import BRANCH, LockFile
from sopbook.branches.fork.override import ABSENT
from sopbook.branches.fork.path import KeyedPath, is_braced
from sopbook.branches.fork.rules import AS_A_WHOLE, key_of
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.document import Document, Pointer
from sopbook.source.schema.wording import name_of

_CODES = {
    State.STALE: "DRIFT001", State.UNACCEPTED: "DRIFT002", State.CONVERGED: "DRIFT003", State.REDUNDANT: "DRIFT003",
    State.DANGLING: "DRIFT005", State.TYPE_CHANGED: "DRIFT006", State.COLLISION: "DRIFT001", State.REMERGED: "DRIFT008",
}


def drift_findings(branch: Branch, document: Document, drifts: Iterable[Drift], identifier: str, lock_file: LockFile) -> list[Diagnostic]:
    """Return a finding for each override of a branch's file that waits for somebody. Reports DRIFT001 to DRIFT008.

    What has one cause is one finding: changes never accepted, changes inside a list or table that the parent has
    deleted, changes inside a list that is merged in another way now. An item that is gone has its FORK005.
    """
    if not lock_file.sound:
        return []
    words = _Words(document, branch.name, branch.parent.name if branch.parent else "", identifier)
    causes: dict[Hashable, list[Drift]] = {}
    for drift in drifts:
        if drift.state in _CODES and not _is_told(drift):
            causes.setdefault(_cause(drift), []).append(drift)
    return [words.finding(group) for group in causes.values()]


def _is_told(drift: Drift) -> bool:
    """Return whether the item that a change is about is gone, which has a finding of its own (FORK005)."""
    gone = drift.override.gone
    return drift.state is State.DANGLING and gone is not None and is_braced(gone[-1])


def _cause(drift: Drift) -> Hashable:
    if drift.remerged:
        return State.REMERGED, drift.remerged.path
    if drift.state is State.DANGLING and drift.override.gone:
        return State.DANGLING, drift.override.gone
    return (State.UNACCEPTED, None) if drift.state is State.UNACCEPTED else (None, drift.override.path)


@dataclass(frozen=True)
class _Words:
    """Findings about the file of a fork, or about branch.yaml."""

    document: Document
    branch: str
    parent: str
    identifier: str

    def finding(self, group: list[Drift]) -> Diagnostic:
        """Return the finding about overrides that have one cause, at the first of them."""
        first = group[0]
        code = "DRIFT007" if first.stops and not first.remerged else _CODES[first.state]
        if first.state is State.UNACCEPTED:
            message, hint = self._fresh(len(group))
        elif first.remerged:
            message, hint = self._remerged(first.remerged)
        elif first.state is State.DANGLING and first.override.gone:
            message, hint = self._gone(first.override.gone, group)
        else:
            message, hint = self._one(first)
        return self.document.diagnostic(first.override.place, code, message, hint, key=True)

    def _fresh(self, count: int) -> tuple[str, str]:
        places = "1 change" if count == 1 else f"{count} changes"
        what = "branch.yaml" if self.identifier == BRANCH else self.identifier
        return (
            f"{places} of {what} {'has' if count == 1 else 'have'} never been accepted, so a change of {self.parent} would go unnoticed.",
            f"Run {self._command('accept')} --all --branch {self.branch}.",
        )

    def _gone(self, gone: Pointer, group: list[Drift]) -> tuple[str, str]:
        names = list(dict.fromkeys(_name(drift.override.path) for drift in group))
        listed = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        changed = any(drift.override.action != "add" and drift.accepted and drift.accepted.value is not ABSENT for drift in group)
        return (
            f"{self.parent} has deleted {name_of(gone)}, {'of which this branch changes' if changed else 'to which this branch adds'} {listed}.",
            self._look,
        )

    def _remerged(self, remerged: Remerged) -> tuple[str, str]:
        name, key = name_of(remerged.path), key_of(remerged.now)
        if remerged.now == AS_A_WHOLE:
            hint = f"What is written here takes the place of {self.parent}'s whole list. Write the whole list below $replace, or delete {name} from {self._file}"
        elif key:
            hint = f"Each item changes the one with the same {key}, and {self.parent}'s others come through. Look at {name}, or write the whole list below $replace"
        else:
            hint = f"Look at what comes of {name}, and change {self._file} if need be"
        return (
            f"The kind merges {name} {remerged.now} now, and not {remerged.before} as when this branch accepted it.",
            f"{hint}; then run {self._command('accept')} --all --branch {self.branch}.",
        )

    def _one(self, drift: Drift) -> tuple[str, str]:
        override, parent, name = drift.override, self.parent, _name(drift.override.path)
        drop = f"Delete it from {self._file}, so that the next change comes through."
        match drift.state:
            case State.CONVERGED if override.theirs is ABSENT:
                return f"{parent} has deleted {name}, too.", drop
            case State.CONVERGED | State.REDUNDANT if override.action == "move":
                return f"{parent} has {name} in this place, too.", drop
            case State.CONVERGED:
                return f"{parent} now says what {name} says here.", drop
            case State.REDUNDANT if override.action == "add":
                return f"{name} stands in {_name(KeyedPath(override.path[:-1]))} of {parent}, too.", drop
            case State.REDUNDANT:
                return f"{name} says just what {parent} says.", drop
            case State.DANGLING:
                return f"{parent} no longer has {name}, which is changed here.", self._look
            case State.TYPE_CHANGED:
                return f"{parent} has given {name} another form since you accepted it.", self._look
            case State.COLLISION:
                return f"{parent} now has a {name} of its own.", self._look
            case _ if override.standing.shifted and override.standing.shifted != name:
                return f"{parent} has moved {override.standing.shifted}, beside which {name} stands, since you accepted it.", self._look
            case _ if override.standing.shifted:
                return f"{parent} has moved {name} since you accepted it.", self._look
            case _:
                return f"{parent} has changed {name} since you accepted it.", self._look

    @property
    def _file(self) -> str:
        return "branch.yaml" if self.identifier == BRANCH else "the fork"

    @property
    def _look(self) -> str:
        return f"{self._command('diff')} --branch {self.branch} shows both; then change {self._file}, or run sopbook accept."

    def _command(self, name: str) -> str:
        return f"sopbook {name} {self.identifier}"


def _name(path: KeyedPath) -> str:
    """Return what to call the place of an override: its field, or the id of its item."""
    return str([step for step in path if step != "$move"][-1]).strip("{}")
