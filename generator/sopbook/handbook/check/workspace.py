"""From a workspace's folder to its checked branches: load, resolve and check in one call."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeAlias

from sopbook.branches.coverage_table import CoverageRow, check_covers, read_coverage
from sopbook.branches.playbook import Resolved
from sopbook.branches.playbooks import BranchPlaybooks, findings_about_drift, playbooks_by_branch
from sopbook.branches.resolved import Resolver
from sopbook.branches.translations import TranslationFiles, read_translations
from sopbook.branches.tree import BranchTree, load_tree
from sopbook.branches.workspace import PLAYBOOKS, Workspace, pages_folder
from sopbook.counters import count
from sopbook.handbook.check.asked import check_asked
from sopbook.handbook.check.branch_locks import judge_branch_locks
from sopbook.handbook.check.check import Checked, check
from sopbook.handbook.check.chosen import check_chosen
from sopbook.handbook.check.contacts import check_contacts
from sopbook.handbook.check.kind_locks import judge_kinds
from sopbook.handbook.check.languages import check_languages
from sopbook.handbook.check.locks import judge_locks
from sopbook.handbook.check.other_repositories import heeded
from sopbook.handbook.check.pages import check_pages_folder
from sopbook.handbook.check.quotas import check_quotas
from sopbook.handbook.check.release_days import check_release_days
from sopbook.handbook.check.topics import check_topics
from sopbook.kinds.discover import Kinds, discover
from sopbook.source.diagnostics import Diagnostic, Severity, ordered
from sopbook.source.listing import survey

EditionName: TypeAlias = tuple[str, str]
"""The branch and the locale of an edition."""
Choose: TypeAlias = Callable[[Sequence[EditionName]], Collection[EditionName]]
"""Chooses some of all editions, once it is known which there are."""


@dataclass(frozen=True)
class CheckedWorkspace:
    """A workspace's kinds and branches, its editions as far as they can be shown, and every finding, in order."""

    workspace: Workspace
    kinds: Kinds
    family: BranchTree
    stocks: Mapping[str, BranchPlaybooks] = field(repr=False)
    translations: TranslationFiles = field(repr=False)
    resolver: Resolver = field(repr=False)
    """What the playbooks of an edition are asked of that was not checked."""
    editions: Mapping[EditionName, Checked] = field(repr=False)
    """By branch and locale; the setting branch comes first, and of each branch its own language."""
    read: tuple[Diagnostic, ...] = ()
    """What was found while the files were read and laid over each other, whatever edition they are for."""
    table: tuple[CoverageRow, ...] = ()
    """What the handbook is to cover, if the workspace says so."""
    found_in: Mapping[EditionName, tuple[Diagnostic, ...]] = field(default_factory=dict, repr=False)
    """What was found in each edition: the same place of a file can be right in one and wrong in another."""

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return every finding, in order."""
        return ordered([*self.read, *(finding for found in self.found_in.values() for finding in found)])

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Return the findings that stop an edition."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.ERROR)

    def resolved(self, name: EditionName) -> Resolved:
        """Return the playbooks of an edition, whether it was checked or not."""
        return self.editions[name].resolved if name in self.editions else self.resolver.edition(*name, self.stocks, self.kinds)

    def of_branch(self, branch: str) -> Checked:
        """Return the edition of a branch in its own language. Raises KeyError where there is no such branch."""
        return self.editions[branch, self.family.branches[branch].language]


def check_workspace(
    workspace: Workspace, today: date, only: Collection[EditionName] | Choose | None = None,
    pins: Mapping[str, Mapping[str, str]] | None = None,
) -> CheckedWorkspace:
    """Return a workspace checked from end to end; nothing about its data is ever raised.

    `today` decides which reviews are overdue, and nothing else. With `only`, just those editions are
    checked, and of the same branches those in their own languages, on which the others stand; all files are read all the
    same. Of files of other repositories only what `heeded` returns is told.
    `pins` are git sources that count instead of the pinned ones.
    """
    count("workspace checks")
    family, problems = load_tree(workspace, pins)
    diagnostics = [*workspace.diagnostics, *problems]
    kinds, problems = discover(workspace.root, built_in=workspace.settings.built_in_kinds, sources=family.schemas, foreign=workspace.settings.foreign_kinds)
    diagnostics += problems
    found, problems = playbooks_by_branch(workspace, family, kinds)
    diagnostics += problems
    translations, problems = read_translations(family, found)
    diagnostics += problems
    resolver = Resolver(translations)
    found, problems = judge_locks(family, found, resolver, workspace.root)
    diagnostics += problems
    found, problems = judge_branch_locks(family, found)
    diagnostics += problems + findings_about_drift(found)
    diagnostics += judge_kinds(workspace.root, family, found, kinds)
    diagnostics += check_languages(family, kinds)
    diagnostics += check_contacts(family.own())
    table, problems = read_coverage(workspace.root)
    diagnostics += [*problems, *check_covers(found, table), *check_asked(found, kinds)]
    modes = next((branch.modes for branch in family.own()), None)
    diagnostics += modes.outdated(today) if modes else ()
    folders = [f"{place}{part}" for place in ("", *(f"{one}/" for one in family.schemas)) for part in (PLAYBOOKS, "schema")]
    diagnostics += survey(workspace.root, folders, pages_folder(workspace.config))
    diagnostics += check_pages_folder(workspace)
    diagnostics = heeded(diagnostics, family)
    unsound = {d.path for d in diagnostics if d.severity is Severity.ERROR}
    editions: dict[EditionName, Checked] = {}
    found_in: dict[EditionName, tuple[Diagnostic, ...]] = {}
    unsound_in: dict[str, set[str]] = {}
    names = edition_names(workspace, family)
    diagnostics += check_chosen(workspace, family, names)
    if only is not None:
        names = _with_own_languages(only(names) if callable(only) else only, family)
    for branch, locale in names:
        editions[branch, locale], problems = check(resolver.edition(branch, locale, found, kinds), today, workspace.root, unsound_in.get(branch, unsound))
        found_in[branch, locale] = tuple(heeded(problems, family))
        if locale == family.branches[branch].language:
            broken = {path for paths in editions[branch, locale].broken.values() for path in paths}
            unsound_in[branch] = unsound | broken
    diagnostics += heeded([*check_topics(family, editions, kinds.usable.values()), *check_quotas(family, editions), *check_release_days(family, editions)], family)
    return CheckedWorkspace(workspace, kinds, family, found, translations, resolver, editions, ordered(diagnostics), table, found_in)


def edition_names(workspace: Workspace, family: BranchTree) -> list[EditionName]:
    """Return the (branch, locale) of every edition of a workspace, the setting branch first, parents before children."""
    own = sorted(family.own(), key=lambda branch: branch.name != workspace.settings.branch)
    return [(branch.name, locale) for branch in own for locale in branch.locales]


def _with_own_languages(names: Iterable[EditionName], family: BranchTree) -> list[EditionName]:
    """Return editions, before each the one of its branch's own language: rules and references are looked at there."""
    return list(dict.fromkeys(one for branch, locale in names for one in ((branch, family.branches[branch].language), (branch, locale))))
