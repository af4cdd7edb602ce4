"""Whether each branch keeps the locks of the branches above: judged on what readers see, in every language."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from sopbook.branches.branch_files import Key
from sopbook.branches.fork.drift import Drift, State
from sopbook.branches.fork.locks import Lock, kept, locks_of
from sopbook.branches.fork.override import same
from sopbook.branches.fork.path import KeyedPath, located, named
from sopbook.branches.playbook import Playbook
from sopbook.branches.playbooks import BranchPlaybook, BranchPlaybooks
from sopbook.branches.resolved import Resolver
from sopbook.branches.tree import BranchTree
from sopbook.handbook.check.attachments import attachments
from sopbook.handbook.check.lock_case import BrokenLock, Case
from sopbook.handbook.check.lock_causes import causes, retired
from sopbook.handbook.check.locked_values import ComputedValues
from sopbook.handbook.check.seen import Seen
from sopbook.kinds.schema_view import SchemaView, leaves
from sopbook.source.attachment import Attachment
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.document import Pointer
from sopbook.source.pointer import at


def judge_locks(
    family: BranchTree, stocks: Mapping[str, BranchPlaybooks], resolver: Resolver, root: Path
) -> tuple[dict[str, BranchPlaybooks], list[Diagnostic]]:
    """Return the stocks with the overrides that break a lock marked, and a LOCK001 for each place that breaks one.

    Each branch is held against its parent, in its own languages and in those of the branches below it. A playbook
    without locks costs nothing.
    """
    judge = _Judge(stocks, resolver, root, ComputedValues(stocks, resolver))
    diagnostics: list[Diagnostic] = []
    judged: dict[str, BranchPlaybooks] = {}
    changed: dict[int, BranchPlaybook] = {}
    locales = locales_below(family)
    for name, stock in stocks.items():
        entries = {key: changed.get(id(entry), entry) for key, entry in stock.entries.items()}
        of_branch: set[Pointer] = set()
        for key, before in stocks[stock.branch.parent.name].entries.items() if stock.branch.parent else ():
            if key not in entries or not (locks := _with_tables(locks_of(before.document), before)):
                continue
            broken = list(judge.broken(key, before, stock, locks, locales[name]))
            diagnostics += (one.diagnostic for one in broken)
            of_branch |= {one.entry for one in broken if one.entry}
            if broken and stock.entries[key] is not before:
                drifts = marked(entries[key].drifts, {path for one in broken for path in one.paths})
                entries[key] = changed[id(stock.entries[key])] = replace(entries[key], drifts=drifts)
        judged[name] = replace(stock, entries=entries, branch_drifts=marked(stock.branch_drifts, of_branch))
    return judged, diagnostics


def _with_tables(locks: list[Lock], entry: BranchPlaybook) -> list[Lock]:
    """Return locks, and for each on a field that names a table one on its rows: another table of the same name is another value."""
    rows = {KeyedPath(one.field): KeyedPath(one.rows) for one in entry.kind.tables}
    return [*locks, *(replace(lock, path=rows[lock.path]) for lock in locks if lock.path in rows)]


def locales_below(family: BranchTree) -> dict[str, list[str]]:
    """Return the languages of each branch and of all branches below it."""
    found = {name: dict.fromkeys(branch.locales) for name, branch in family.branches.items()}
    for branch in family.branches.values():
        for above in branch.lineage:
            found[above.name] |= dict.fromkeys(branch.locales)
    return {name: list(locales) for name, locales in found.items()}


def marked(drifts: tuple[Drift, ...], locked: Collection[Pointer]) -> tuple[Drift, ...]:
    """Return drifts with those at some paths marked as breaking a lock: they cannot be accepted."""
    return tuple(replace(drift, state=State.NEWLY_LOCKED) if drift.override.path in locked else drift for drift in drifts)


@dataclass(frozen=True)
class _Judge:
    """What is needed to see a playbook as a branch's readers do."""

    stocks: Mapping[str, BranchPlaybooks]
    resolver: Resolver
    root: Path
    computed: ComputedValues = field(repr=False)

    def broken(self, key: Key, before: BranchPlaybook, stock: BranchPlaybooks, locks: list[Lock], locales: list[str]) -> Iterator[BrokenLock]:
        """Yield what a branch changes of the locked parts of its parent's playbook."""
        entry, branch = stock.entries[key], stock.branch
        if branch.parent is None:
            return
        yield from retired(before, entry, locks)
        paths = [lock.path for lock in locks]
        pairs = [self._pair((before, self.stocks[branch.parent.name]), (entry, stock), locale, paths) for locale in locales]
        for lock in locks:
            owner = self.stocks[lock.branch].entries.get(key, before)
            is_locked = partial(_has, owner.document.value, before.document.value, before.kind.shape)
            differing = [(theirs, mine) for theirs, mine in pairs if not _holds(lock, theirs, mine, is_locked)]
            if differing:
                others = partial(self.computed.playbook, differing[0][1].playbook)
                yield from causes(Case(lock, before, entry, branch, differing, is_locked, others))

    def _pair(self, theirs: tuple[BranchPlaybook, BranchPlaybooks], mine: tuple[BranchPlaybook, BranchPlaybooks], locale: str, paths: list[KeyedPath]) -> tuple[Seen, Seen]:
        """Return a playbook as the readers of two branches see it in a language."""
        was, now = self.computed.filled(*(self.resolver.alone(entry, stock, locale) for entry, stock in (theirs, mine)))
        return Seen(was, was.value, self._files(was, theirs[0], paths)), Seen(now, now.value, self._files(now, mine[0], paths))

    def _files(self, playbook: Playbook, entry: BranchPlaybook, paths: list[KeyedPath]) -> Mapping[Pointer, Attachment]:
        """Return the files of a playbook, if a locked part can name one."""
        attached = any(shape.get("x-file") for path in paths for shape in _shapes(entry, path))
        return attachments(playbook, self.root) if attached else {}


def _shapes(entry: BranchPlaybook, path: KeyedPath) -> Iterator[SchemaView]:
    pointer = located(entry.document.value, path, entry.kind.shape)
    if pointer is not None:
        for _, _, shape in leaves(at(entry.document.value, pointer), entry.kind.shape.at(pointer)):
            yield shape


def _holds(lock: Lock, theirs: Seen, mine: Seen, is_locked: Callable[[Pointer], bool]) -> bool:
    was, now = theirs.part(lock.path), mine.part(lock.path)
    if was is None:
        return True  # It protects nothing; idle_locks says so.
    return now is not None and kept(lock, replace(was, is_locked=is_locked), now, theirs.playbook.kind.shape)


def _has(owner: Any, value: Any, shape: SchemaView, pointer: Pointer) -> bool:
    """Return whether a value has what stands at a place of another: an item by its name, or by what it says where it has none."""
    path = named(value, pointer, shape)
    if isinstance(path[-1], int):
        above = located(owner, KeyedPath(path[:-1]), shape)
        items = at(owner, above) if above is not None else None
        return isinstance(items, list) and any(same(item, at(value, pointer)) for item in items)
    return located(owner, path, shape) is not None
