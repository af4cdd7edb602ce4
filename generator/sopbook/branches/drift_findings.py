"""What is said of drift: a finding for each override that waits for somebody."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from sopbook.branches.branch import Branch
from sopbook.branches.fork.drift import Drift, Remerged, State
from sopbook.branches.fork.lockfile import BRANCH, LockFile
from sopbook.branches.fork.override import ABSENT
from sopbook.branches.fork.path import KeyedPath, is_braced
from sopbook.branches.fork.rules import AS_A_WHOLE, in_words, key_of
from sopbook.source.diagnostics import Diagnostic, joined, many, say
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
        of = "branch.yaml" if self.identifier == BRANCH else self.identifier
        return (
            many(
                count, "1 change of {of} has never been accepted, so a change of {parent} would go unnoticed.",
                "{count} changes of {of} have never been accepted, so a change of {parent} would go unnoticed.", of=of, parent=self.parent,
            ),
            say("Run {command} --all --branch {branch}.", command=self._command("accept"), branch=self.branch),
        )

    def _gone(self, gone: Pointer, group: list[Drift]) -> tuple[str, str]:
        names = list(dict.fromkeys(_name(drift.override.path) for drift in group))
        listed = joined(", ", names[:3])
        listed = say("{listed} and {count} more", listed=listed, count=len(names) - 3) if len(names) > 3 else listed
        changed = any(drift.override.action != "add" and drift.accepted and drift.accepted.value is not ABSENT for drift in group)
        return (
            say("{parent} has deleted {gone}, of which this branch changes {listed}.", parent=self.parent, gone=name_of(gone), listed=listed) if changed
            else say("{parent} has deleted {gone}, to which this branch adds {listed}.", parent=self.parent, gone=name_of(gone), listed=listed),
            self._look,
        )

    def _remerged(self, remerged: Remerged) -> tuple[str, str]:
        name, key = name_of(remerged.path), key_of(remerged.now)
        if remerged.now == AS_A_WHOLE:
            hint = say(
                "What is written here takes the place of {parent}'s whole list. Write the whole list below $replace, or delete {name} from {file}",
                parent=self.parent, name=name, file=self._file,
            )
        elif key:
            hint = say(
                "Each item changes the one with the same {key}, and {parent}'s others come through. Look at {name}, or write the whole list below $replace",
                key=key, parent=self.parent, name=name,
            )
        else:
            hint = say("Look at what comes of {name}, and change {file} if need be", name=name, file=self._file)
        return (
            say("The kind merges {name} {now} now, and not {before} as when this branch accepted it.", name=name, now=in_words(remerged.now), before=in_words(remerged.before)),
            say("{hint}; then run {command} --all --branch {branch}.", hint=hint, command=self._command("accept"), branch=self.branch),
        )

    def _one(self, drift: Drift) -> tuple[str, str]:
        override, parent, name = drift.override, self.parent, _name(drift.override.path)
        drop = say("Delete it from {file}, so that the next change comes through.", file=self._file)
        match drift.state:
            case State.CONVERGED if override.theirs is ABSENT:
                return say("{parent} has deleted {name}, too.", parent=parent, name=name), drop
            case State.CONVERGED | State.REDUNDANT if override.action == "move":
                return say("{parent} has {name} in this place, too.", parent=parent, name=name), drop
            case State.CONVERGED:
                return say("{parent} now says what {name} says here.", parent=parent, name=name), drop
            case State.REDUNDANT if override.action == "add":
                return say("{name} stands in {list} of {parent}, too.", name=name, list=_name(KeyedPath(override.path[:-1])), parent=parent), drop
            case State.REDUNDANT:
                return say("{name} says just what {parent} says.", name=name, parent=parent), drop
            case State.DANGLING:
                return say("{parent} no longer has {name}, which is changed here.", parent=parent, name=name), self._look
            case State.TYPE_CHANGED:
                return say("{parent} has given {name} another form since you accepted it.", parent=parent, name=name), self._look
            case State.COLLISION:
                return say("{parent} now has a {name} of its own.", parent=parent, name=name), self._look
            case _ if override.standing.shifted and override.standing.shifted != name:
                return say("{parent} has moved {shifted}, beside which {name} stands, since you accepted it.", parent=parent, shifted=override.standing.shifted, name=name), self._look
            case _ if override.standing.shifted:
                return say("{parent} has moved {name} since you accepted it.", parent=parent, name=name), self._look
            case _:
                return say("{parent} has changed {name} since you accepted it.", parent=parent, name=name), self._look

    @property
    def _file(self) -> str:
        return "branch.yaml" if self.identifier == BRANCH else say("the fork")

    @property
    def _look(self) -> str:
        return say(
            "{command} --branch {branch} shows both; then change {file}, or run sopbook accept.",
            command=self._command("diff"), branch=self.branch, file=self._file,
        )

    def _command(self, name: str) -> str:
        return f"sopbook {name} {self.identifier}"


def _name(path: KeyedPath) -> str:
    """Return what to call the place of an override: its field, or the id of its item."""
    return str([step for step in path if step != "$move"][-1]).strip("{}")
