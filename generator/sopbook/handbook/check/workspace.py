"""From a workspace's folder to its checked branches: load, resolve and check in one call."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sopbook.branches.playbooks import BranchPlaybooks, findings_about_drift, playbooks_by_branch
from sopbook.branches.resolved import resolve
from sopbook.branches.translations import TranslationFiles, read_translations
from sopbook.branches.tree import BranchTree, load_tree
from sopbook.branches.workspace import PLAYBOOKS, Workspace, pages_folder, plugin_place
from sopbook.counters import count
from sopbook.handbook.check.branch_locks import judge_branch_locks
from sopbook.handbook.check.check import Checked, check
from sopbook.handbook.check.kind_locks import judge_kinds
from sopbook.handbook.check.languages import check_languages
from sopbook.handbook.check.locks import judge_locks
from sopbook.handbook.check.other_repositories import heeded
from sopbook.kinds.discover import Kinds, discover
from sopbook.source.diagnostics import Diagnostic, Severity, ordered
from sopbook.source.listing import survey


@dataclass(frozen=True)
class CheckedWorkspace:
    """A workspace's kinds and branches, its editions as far as they can be shown, and every finding, in order."""

    workspace: Workspace
    kinds: Kinds
    family: BranchTree
    stocks: Mapping[str, BranchPlaybooks] = field(repr=False)
    translations: TranslationFiles = field(repr=False)
    editions: Mapping[tuple[str, str], Checked] = field(repr=False)
    """By branch and locale; the setting branch comes first, and of each branch its own language."""
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Return the findings that stop a build."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.ERROR)

    def of_branch(self, branch: str) -> Checked:
        """Return the edition of a branch in its own language. Raises KeyError where there is no such branch."""
        return self.editions[branch, self.family.branches[branch].language]


def check_workspace(
    workspace: Workspace, today: date, only: Iterable[tuple[str, str]] | None = None,
    pins: Mapping[str, Mapping[str, str]] | None = None,
) -> CheckedWorkspace:
    """Return a workspace checked from end to end; nothing about its data is ever raised.

    `today` decides which reviews are overdue, and nothing else. With `only`, just those editions are
    checked; all files are read all the same. Of files of other repositories only what `heeded` returns is told.
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
    found, problems = judge_locks(family, found, translations, workspace.root)
    diagnostics += problems
    found, problems = judge_branch_locks(family, found)
    diagnostics += problems + findings_about_drift(found)
    diagnostics += judge_kinds(workspace.root, family, found, kinds)
    diagnostics += check_languages(family, kinds)
    folders = [f"{place}{part}" for place in ("", *(f"{one}/" for one in family.schemas)) for part in (PLAYBOOKS, "schema")]
    diagnostics += survey(workspace.root, folders, pages_folder(workspace.config))
    diagnostics = heeded(diagnostics, family)
    unsound = {d.path for d in diagnostics if d.severity is Severity.ERROR}
    editions: dict[tuple[str, str], Checked] = {}
    unsound_in: dict[str, set[str]] = {}
    for branch, locale in edition_names(workspace, family) if only is None else only:
        editions[branch, locale], problems = check(resolve(branch, locale, found, translations, kinds), today, workspace.root, unsound_in.get(branch, unsound))
        diagnostics += heeded(problems, family)
        if locale == family.branches[branch].language:
            broken = {path for paths in editions[branch, locale].broken.values() for path in paths}
            unsound_in[branch] = unsound | broken
    if family.branches and workspace.settings.branch not in family.branches:
        diagnostics.append(_no_such_branch(workspace, [b.name for b in family.own()]))
    return CheckedWorkspace(workspace, kinds, family, found, translations, editions, ordered(diagnostics))


def edition_names(workspace: Workspace, family: BranchTree) -> list[tuple[str, str]]:
    """Return the (branch, locale) of every edition of a workspace, the setting branch first, parents before children."""
    own = sorted(family.own(), key=lambda branch: branch.name != workspace.settings.branch)
    return [(branch.name, locale) for branch in own for locale in branch.locales]


def _no_such_branch(workspace: Workspace, names: list[str]) -> Diagnostic:
    return workspace.config.diagnostic(
        (*plugin_place(workspace.config.value), "branch"), "WORK008", f"The setting branch is {workspace.settings.branch}, but there is no playbooks/{workspace.settings.branch}.",
        f"Choose one of {', '.join(names)}.",
    )
