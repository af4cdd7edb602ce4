"""What each branch says in its own language: the parent's playbooks, its forks laid over them, its own added."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from sopbook.branches.branch import Branch
from sopbook.branches.branch_files import Files, Key, read_files
from sopbook.branches.drift_findings import drift_findings
from sopbook.branches.fork.drift import Drift, drift
from sopbook.branches.fork.former import with_current_names
from sopbook.branches.fork.lockfile import BRANCH, LockFile
from sopbook.branches.fork.locks import idle_locks, with_locked_texts
from sopbook.branches.fork.merge import merge
from sopbook.branches.fork.override import ABSENT, Override
from sopbook.branches.renames import check_former_ids, followed, renamed_playbooks, under_present_ids
from sopbook.branches.translation.reasons import reasons_in
from sopbook.branches.translation.strings import String
from sopbook.branches.tree import BranchTree
from sopbook.branches.upstream import nothing_to_fork, upstream, upstream_findings
from sopbook.branches.workspace import Workspace
from sopbook.kinds.discover import Kinds
from sopbook.kinds.envelope import Envelope, read_envelope
from sopbook.kinds.kind import Kind
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document


@dataclass(frozen=True)
class BranchPlaybook:
    """A playbook as a branch has it, in the languages of those who wrote it, params not yet filled in.

    `document` is merged from several files where forks have changed it. An entry that a branch does not change is
    its parent's own.
    """

    kind: Kind
    id: str
    document: Document = field(repr=False)
    parent: "BranchPlaybook | None" = field(default=None, repr=False)
    """What the branch above the writer has, if that one forks it."""
    fork: Document | None = field(default=None, repr=False)
    """The file of that fork."""
    drifts: tuple[Drift, ...] = field(default=(), repr=False)
    """What the fork overrides, and how the parent has moved since."""
    upstream: tuple[Drift, ...] = field(default=(), repr=False)
    """What the parent did to the playbook as a whole, and to the ids of its items."""

    @property
    def forks(self) -> tuple["BranchPlaybook", ...]:
        """Return what forks made of the playbook, the last one first."""
        return (self, *self.parent.forks) if self.parent else ()

    def reasons_of(self, branch: str) -> tuple[String, ...]:
        """Return the reasons that a branch gives in a fork of its own."""
        return tuple(reasons_in(self.fork, self.kind.shape)) if self.fork and self.fork.branch == branch else ()

    @property
    def owner(self) -> str:
        """Return the branch whose playbook it is."""
        return self.parent.owner if self.parent else self.document.branch

    @property
    def writer(self) -> str:
        """Return the lowest branch that wrote something of it: the owner, or the last one that forked it."""
        return (self.fork or self.document).branch

    @cached_property
    def envelope(self) -> Envelope | None:
        """Return what the playbook says about itself; None for one of a foreign kind."""
        return read_envelope(self.kind, self.document.value)

    @property
    def is_retired(self) -> bool:
        """Return whether the playbook is kept in the source only."""
        return self.envelope is not None and self.envelope.is_retired

    @property
    def states(self) -> tuple[Drift, ...]:
        """Return everything about the fork that may wait for somebody."""
        return (*self.upstream, *self.drifts)

    @property
    def part(self) -> str:
        """Return the name of the playbook in lock files: activity/dice-guess."""
        return f"{self.kind.name}/{self.id}"


@dataclass(frozen=True)
class BranchPlaybooks:
    """All playbooks of a branch; `unreadable` are the paths of files that could not be read, by kind and id."""

    branch: Branch
    files: Files = field(repr=False)
    entries: Mapping[Key, BranchPlaybook] = field(repr=False)
    unreadable: Mapping[Key, str] = field(default_factory=dict)
    lock_file: LockFile = field(default_factory=lambda: LockFile(""), repr=False)
    branch_drifts: tuple[Drift, ...] = ()
    """The state of what branch.yaml overrides."""
    former: Mapping[Key, Key] = field(default_factory=dict, repr=False)
    """The present keys of renamed playbooks by their former ones."""


def playbooks_by_branch(workspace: Workspace, family: BranchTree, kinds: Kinds) -> tuple[dict[str, BranchPlaybooks], list[Diagnostic]]:
    """Return the stock of every branch, and what is wrong with files and forks.

    Reports what `read_files` and `merge` report, FORK001, FORK003, FORK016, WORK016, LOCALE001, LOCALE012 and LOCK002.
    Whether locks are kept is judged later, when translations are known (handbook/check/locks.py), and what drifts after that
    (`findings_about_drift`).
    """
    found: dict[str, BranchPlaybooks] = {}
    diagnostics: list[Diagnostic] = []
    for name, branch in family.branches.items():
        files, problems = read_files(workspace.root, branch, kinds)
        diagnostics += problems
        above = found.get(branch.parent.name) if branch.parent else None
        found[name], problems = _stock(branch, files, above, family.lock_files.get(name, LockFile("")), kinds)
        diagnostics += problems
    return found, diagnostics


def _stock(branch: Branch, files: Files, above: BranchPlaybooks | None, lock_file: LockFile, kinds: Kinds) -> tuple[BranchPlaybooks, list[Diagnostic]]:
    entries: dict[Key, BranchPlaybook] = dict(above.entries) if above else {}
    unreadable = {**(above.unreadable if above else {}), **files.unreadable}
    diagnostics: list[Diagnostic] = []
    for key, document in files.playbooks.items():
        hidden = entries.get(key)
        if hidden:
            diagnostics.append(document.diagnostic(
                kinds.usable[key[0]].identity.id or (), "FORK003",
                say(
                    "{owner} has {article} {kind} {id} already ({path}), which this one would hide.",
                    owner=hidden.owner, article="an" if key[0][0] in "aeiou" else "a", kind=key[0], id=key[1], path=hidden.document.origin(()).document.path,
                ),
                say("Write fork: {key} to change it, or choose another id.", key=key[1]),
            ))
            continue
        kind = kinds.usable[key[0]]
        entries[key] = BranchPlaybook(kind, key[1], document)
        diagnostics += idle_locks(document, kind.shape)
    documents = {key: entry.document for key, entry in entries.items()}
    former, former_above = renamed_playbooks(documents, kinds), above.former if above else {}
    diagnostics += check_former_ids({key for key, entry in entries.items() if entry.owner == branch.name}, documents, kinds)
    files, called, problems = followed(files, branch, former_above, former)
    diagnostics += problems
    forked = {key: (documents[key].value, kinds.usable[key[0]].shape) for key in files.forks if key in documents}
    lock_file = under_present_ids(lock_file, former_above, forked)
    forking = _Forking(branch, files, above, lock_file, kinds)
    for key, document in files.forks.items():
        entry, problems = forking.forked(key, called.get(key, ""))
        diagnostics += problems
        if entry is not None:
            entries[key] = entry
        elif above is None or key in above.unreadable:
            unreadable.setdefault(key, document.path)
    for key in unreadable:
        entries.pop(key, None)
    former = {old: key for old, key in former.items() if key in entries}
    branch_drifts = drift(_watched(branch, lock_file), lock_file.part(BRANCH))
    return BranchPlaybooks(branch, files, entries, unreadable, lock_file, branch_drifts, former), diagnostics


def findings_about_drift(stocks: Mapping[str, BranchPlaybooks]) -> list[Diagnostic]:
    """Return a finding for each override that waits for somebody, once it is known which of them break a lock (DRIFT001 to 010)."""
    diagnostics: list[Diagnostic] = []
    for stock in stocks.values():
        branch, above = stock.branch, stocks.get(stock.branch.parent.name) if stock.branch.parent else None
        for key, fork in stock.files.forks.items():
            if key in stock.entries:
                diagnostics += drift_findings(branch, fork, stock.entries[key].drifts, key[1], stock.lock_file)
                diagnostics += upstream_findings(branch, fork, key[1], stock.entries[key].upstream)
        if branch.document is not None and above and above.branch.sound:
            diagnostics += drift_findings(branch, branch.document, stock.branch_drifts, BRANCH, stock.lock_file)
    return diagnostics


def _watched(branch: Branch, lock_file: LockFile) -> list[Override]:
    """Return the entries of branch.yaml that its parent has as well, or had when the branch accepted."""
    known = lock_file.part(BRANCH)
    return [override for override in branch.overrides if override.theirs is not ABSENT or override.path in known.accepted]


@dataclass(frozen=True)
class _Forking:
    """What the forks of a branch are laid over their parents with."""

    branch: Branch
    files: Files
    above: BranchPlaybooks | None
    lock_file: LockFile
    kinds: Kinds

    def forked(self, key: Key, former: str) -> tuple[BranchPlaybook | None, list[Diagnostic]]:
        """Return a forked playbook, or None where there is nothing to fork; `former` is the former id that the fork goes by, if it does."""
        branch, above, document = self.branch, self.above, self.files.forks[key]
        if above is None:
            reason = [] if not branch.sound else [document.diagnostic(
                ("fork",), "FORK016", say("The branch {name} has no parent, so there is nothing to fork.", name=branch.name),
                say("Write parent: hq (or another branch) in branch.yaml; for a playbook of its own, write id: instead of fork:."), key=True,
            )]
            return None, reason
        theirs = above.entries.get(key)
        if theirs is None:
            return None, [] if key in above.unreadable else [self._nothing_to_fork(key, above)]  # What cannot be read has its own finding.
        kind, known = self.kinds.usable[key[0]], self.lock_file.part("/".join(key))
        document, renamed = with_current_names(document, theirs.document.value, kind.shape)
        merged, overrides, problems = merge(theirs.document, document, above.branch.name, kind.shape, known, kind.identity.id)
        merged = with_locked_texts(merged, theirs.document, kind.shape)
        problems += [d for d in idle_locks(merged, kind.shape) if d.path == document.path]
        if merged is theirs.document:
            merged = _same(theirs, document)
        return BranchPlaybook(
            kind, key[1], merged, theirs, document, drift(overrides, known, kind.shape),
            upstream(key[1], former, theirs.envelope, overrides, known.accepted, renamed),
        ), problems

    def _nothing_to_fork(self, key: Key, above: BranchPlaybooks) -> Diagnostic:
        others = {i: entry.document.value for (k, i), entry in above.entries.items() if k == key[0] and (k, i) not in self.files.forks}
        return nothing_to_fork(self.branch, self.files.forks[key], self.kinds.usable[key[0]], key[1], others, self.lock_file.part("/".join(key)).accepted)


def _same(theirs: BranchPlaybook, fork: Document) -> Document:
    """Return the parent's document for a fork that changes nothing, under the name of the fork's file."""
    document = theirs.document
    return replace(document, source=fork.source, branch=fork.branch) if document.origins else document
