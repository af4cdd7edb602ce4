"""A lock that does not hold: what it speaks of, as readers of both branches see it, and how a finding about it begins."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sopbook.branches.branch import Branch
from sopbook.branches.branch_files import Key
from sopbook.branches.fork.locks import ORDER, Lock
from sopbook.branches.fork.override import Override
from sopbook.branches.fork.path import KeyedPath, write_path
from sopbook.branches.playbook import Playbook
from sopbook.branches.playbooks import BranchPlaybook
from sopbook.handbook.check.seen import Seen
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document, Pointer


@dataclass(frozen=True, slots=True)
class BrokenLock:
    """A finding about a lock, and the paths of the overrides that break it."""

    diagnostic: Diagnostic
    paths: tuple[KeyedPath, ...] = ()
    entry: Pointer | None = None
    """The path of the entry of branch.yaml that breaks it."""


@dataclass(frozen=True)
class Case:
    """A lock that a branch does not keep: the playbook in the parent and in the branch, and as readers see both."""

    lock: Lock
    before: BranchPlaybook
    entry: BranchPlaybook
    branch: Branch
    pairs: list[tuple[Seen, Seen]] = field(repr=False)
    """In each language in which they differ."""
    is_locked: Callable[[Pointer], bool] = field(repr=False)
    """Whether the branch of the lock has what stands at a place of the parent's playbook."""
    others: Callable[[Key], Playbook | None] = field(repr=False)
    """The branch's other playbooks, in a language in which they differ."""

    @property
    def fork(self) -> Document | None:
        """Return the branch's own file about the playbook, if it has one."""
        return None if self.entry is self.before else self.entry.fork

    @property
    def overrides(self) -> list[Override]:
        """Return what that file changes."""
        return overrides(self.before, self.entry)

    def at_override(self, override: Override, message: str) -> BrokenLock:
        """Return the finding at a change of the fork."""
        file = self.fork or self.entry.document
        return BrokenLock(file.diagnostic(override.place, "LOCK001", say("{subject} {message}", subject=self.subject, message=message), self.lock.hint, key=True), (override.path,))

    def at_branch(self, place: Pointer, message: str) -> BrokenLock:
        """Return the finding at an entry of branch.yaml."""
        file = self.branch.document or self.entry.document
        return BrokenLock(file.diagnostic(place, "LOCK001", say("{subject} {message}", subject=self.subject, message=message), self.lock.hint, key=True), entry=place)

    def elsewhere(self, document: Document, place: Pointer, message: str) -> BrokenLock:
        """Return the finding at a place of another playbook, from which a text takes its words."""
        return BrokenLock(document.diagnostic(place, "LOCK001", say("{subject} {message}", subject=self.subject, message=message), self.lock.hint))

    @property
    def subject(self) -> str:
        """Return how a finding about the lock begins."""
        path = write_path(self.lock.path)
        return say("The order at {path} is locked by {branch},", path=path, branch=self.lock.branch) if self.lock.mode == ORDER else say(
            "{path} is locked by {branch},", path=path, branch=self.lock.branch,
        )


def overrides(before: BranchPlaybook, entry: BranchPlaybook) -> list[Override]:
    """Return what a branch's own file about a playbook changes, if it has one."""
    return [drift.override for drift in entry.drifts] if entry is not before and entry.fork is not None else []
