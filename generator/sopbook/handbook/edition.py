"""An edition: one branch in one locale."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sopbook import escape
from sopbook.branches.branch import Branch
from sopbook.branches.branch_files import Key
from sopbook.branches.playbook import Playbook
from sopbook.branches.playbooks import BranchPlaybook
from sopbook.branches.resolved import resolve
from sopbook.handbook.check.check import Checked
from sopbook.handbook.check.references import references
from sopbook.handbook.check.workspace import CheckedWorkspace, edition_names
from sopbook.handbook.coverage import Coverage, coverage
from sopbook.handbook.labels import Catalogue, catalogue
from sopbook.handbook.links import edition_path
from sopbook.kinds.kind import Kind, in_locale
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.document import Pointer
from sopbook.source.pointer import at


@dataclass(frozen=True, slots=True)
class Use:
    """A place where one playbook names another: who does, and in which field."""

    by: Playbook
    pointer: Pointer


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another edition as the switcher knows it: whose it is, and which playbooks have a page there."""

    branch: Branch
    locale: str
    keys: frozenset[Key] = field(repr=False)


@dataclass(frozen=True)
class Edition:
    """Everything that a handbook shows: its kinds in order, their playbooks by title, who uses whom."""

    branch: Branch
    locale: str
    kinds: tuple[Kind, ...]
    playbooks: Mapping[tuple[str, str], Playbook] = field(repr=False)
    uses: Mapping[tuple[str, str], tuple[Use, ...]] = field(repr=False)
    broken: Mapping[tuple[str, str], tuple[Diagnostic, ...]] = field(repr=False)
    """The findings of every playbook that cannot be shown, by kind and id."""
    former: Mapping[Key, Key] = field(default_factory=dict, repr=False)
    """The playbooks that readers may know by a former id: those that have a page, by the former kind and id."""
    source_url: str = ""
    address: str = ""
    """Where the edition will be, with a slash at its end; empty where nobody has said."""
    siblings: tuple[Sibling, ...] = field(default=(), repr=False)
    """All editions of the workspace, this one among them, in the order of the switcher."""
    coverage: tuple[Coverage, ...] = field(default=(), repr=False)
    """How much is translated, of all editions at hand; only the first edition shows it."""
    views: dict[Key, object] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What `view_of` (handbook/view) has made of the playbooks so far: several outputs show the same."""

    @property
    def name(self) -> str:
        """Return what the edition is called on the command line: south/zh."""
        return edition_path(self.branch.name, self.locale)

    @property
    def is_first(self) -> bool:
        """Return whether this is the edition that carries the pages for authors."""
        return not self.siblings or (self.siblings[0].branch.name, self.siblings[0].locale) == (self.branch.name, self.locale)

    def address_of(self, path: str) -> str:
        """Return where a file of the edition is published, or an empty text."""
        return f"{self.address}{escape.path(path)}" if self.address else ""

    @property
    def labels(self) -> Catalogue:
        """Return the interface's texts in the edition's locale."""
        return catalogue(self.locale)

    def of(self, kind: Kind) -> list[Playbook]:
        """Return the playbooks of a kind, by title."""
        return [playbook for (name, _), playbook in self.playbooks.items() if name == kind.name]

    def broken_of(self, kind: Kind) -> list[str]:
        """Return the ids of a kind's playbooks that cannot be shown."""
        return [identifier for name, identifier in self.broken if name == kind.name]

    @property
    def title(self) -> str:
        """Return the branch's name in the edition's locale."""
        return in_locale(self.branch.title, self.locale)


def edition(workspace: CheckedWorkspace, branch: str, locale: str = "", *, alone: bool = False) -> Edition:
    """Return the edition of a branch; without a locale, in the branch's first one.

    Retired playbooks are left out. An edition that stands `alone` knows no other ones to switch to. Raises KeyError where there is no such edition.
    """
    locale = locale or workspace.family.branches[branch].language
    checked = workspace.editions[branch, locale]
    shown = {key: p for key, p in checked.playbooks.items() if not p.retired}
    ordered = dict(sorted(shown.items(), key=lambda item: (item[1].title.casefold(), item[1].id)))
    names = edition_names(workspace.workspace, workspace.family)
    return Edition(
        branch=checked.resolved.branch,
        locale=locale,
        kinds=tuple(workspace.kinds.usable.values()),
        playbooks=ordered,
        uses=_uses(ordered),
        broken=_broken(checked, workspace.diagnostics),
        former={former: key for former, key in sorted(checked.resolved.former.items()) if key in ordered and former not in checked.broken},
        source_url=workspace.workspace.settings.source_url,
        address=_address(workspace.workspace.site_url, edition_path(branch, locale) if len(names) > 1 and not alone else ""),
        siblings=() if alone else _siblings(workspace),
        coverage=tuple(coverage(
            workspace.editions[name].resolved if name in workspace.editions
            else resolve(*name, workspace.stocks, workspace.translations, workspace.kinds) for name in names
        )) if (branch, locale) == names[0] else (),
    )


def _address(site: str, folder: str) -> str:
    if not site.startswith(("http://", "https://")):
        return ""
    return f"{site.rstrip('/')}/{folder}{'/' if folder else ''}"


def _siblings(workspace: CheckedWorkspace) -> tuple[Sibling, ...]:
    """Return all editions of the workspace, with the playbooks of each."""
    return tuple(
        Sibling(
            workspace.family.branches[branch], locale,
            frozenset(key for key, entry in workspace.stocks[branch].entries.items() if not _is_retired(entry)),
        )
        for branch, locale in edition_names(workspace.workspace, workspace.family)
    )


def _is_retired(entry: BranchPlaybook) -> bool:
    return entry.kind.envelope and at(entry.document.value, ("status",)) == "retired"


def _uses(playbooks: Mapping[tuple[str, str], Playbook]) -> dict[tuple[str, str], tuple[Use, ...]]:
    uses: dict[tuple[str, str], list[Use]] = {}
    for playbook in playbooks.values():
        for reference in references(playbook):
            uses.setdefault((reference.kind, reference.id), []).append(Use(playbook, reference.pointer))
    return {key: tuple(found) for key, found in uses.items()}


def _broken(
    checked: Checked, diagnostics: tuple[Diagnostic, ...]
) -> dict[tuple[str, str], tuple[Diagnostic, ...]]:
    found = {key: tuple(d for d in diagnostics if d.path in paths) for key, paths in sorted(checked.broken.items())}
    return {key: about for key, about in found.items() if about}
