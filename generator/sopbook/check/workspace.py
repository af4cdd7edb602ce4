"""From a workspace's folder to its checked branches: load, resolve and check in one call."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sopbook.check.check import Checked, check
from sopbook.check.languages import check_languages
from sopbook.counters import count
from sopbook.diagnostics import Diagnostic, Severity, ordered
from sopbook.kinds.discover import Kinds, discover
from sopbook.load.document import Document
from sopbook.load.parser import parse
from sopbook.load.pointer import at
from sopbook.load.reader import read_source
from sopbook.load.source import Source
from sopbook.load.workspace import CONFIG, Workspace
from sopbook.resolve.cache import SOURCES
from sopbook.resolve.edition import resolve
from sopbook.resolve.family import Family, load_family
from sopbook.resolve.stock import Stock, stocks
from sopbook.resolve.translations import TranslationFiles, read_translations


@dataclass(frozen=True)
class CheckedWorkspace:
    """A workspace's kinds and branches, its editions as far as they can be shown, and every finding, in order."""

    workspace: Workspace
    kinds: Kinds
    family: Family
    stocks: Mapping[str, Stock] = field(repr=False)
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
    checked; all files are read all the same. Warnings about cached files of other repositories are theirs to heed. `pins` are git sources that count instead of the pinned ones.
    """
    count("workspace checks")
    family, diagnostics = load_family(workspace, pins)
    kinds, problems = discover(workspace.root, built_in=workspace.settings.built_in_kinds, sources=family.schemas)
    diagnostics += problems
    found, problems = stocks(workspace, family, kinds)
    diagnostics += problems
    translations, problems = read_translations(family, found)
    diagnostics += problems
    diagnostics += check_languages(family, kinds)
    unsound = {d.path for d in diagnostics if d.severity is Severity.ERROR}
    editions: dict[tuple[str, str], Checked] = {}
    unsound_in: dict[str, set[str]] = {}
    for branch, locale in edition_names(workspace, family) if only is None else only:
        editions[branch, locale], problems = check(resolve(branch, locale, found, translations, kinds), today, workspace.root, unsound_in.get(branch, unsound))
        diagnostics += problems
        if locale == family.branches[branch].language:
            broken = {path for paths in editions[branch, locale].broken.values() for path in paths}
            unsound_in[branch] = unsound | broken
    if family.branches and workspace.settings.branch not in family.branches:
        diagnostics.append(_no_such_branch(workspace, [b.name for b in family.own()]))
    ours = (d for d in diagnostics if d.severity is Severity.ERROR or not d.path.startswith(f"{SOURCES}/"))
    return CheckedWorkspace(workspace, kinds, family, found, translations, editions, ordered(ours))


def edition_names(workspace: Workspace, family: Family) -> list[tuple[str, str]]:
    """Return the (branch, locale) of every edition of a workspace, the setting branch first, parents before children."""
    own = sorted(family.own(), key=lambda branch: branch.name != workspace.settings.branch)
    return [(branch.name, locale) for branch in own for locale in branch.locales]


def _no_such_branch(workspace: Workspace, names: list[str]) -> Diagnostic:
    source, _ = read_source(workspace.root, CONFIG)
    document = parse(source)[0] if source else None
    document = document or Document(Source(CONFIG, ""), None, {})
    plugins = at(document.value, ("plugins",), [])
    places = [("plugins", i, "sopbook", "branch") for i in range(len(plugins))] if isinstance(plugins, list) else []
    place = next((p for p in places if at(document.value, p)), ("plugins", "sopbook", "branch"))
    return document.diagnostic(
        place, "WORK008", f"The setting branch is {workspace.settings.branch}, but there is no playbooks/{workspace.settings.branch}.",
        f"Choose one of {', '.join(names)}.",
    )
