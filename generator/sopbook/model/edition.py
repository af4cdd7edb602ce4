"""An edition: one branch in one locale."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sopbook.check.check import Checked
from sopbook.check.references import references
from sopbook.check.workspace import CheckedWorkspace
from sopbook.diagnostics import Diagnostic
from sopbook.kinds.kind import Kind, in_locale
from sopbook.labels import Catalogue, catalogue
from sopbook.load.document import Pointer
from sopbook.resolve.branch import Branch
from sopbook.resolve.playbook import Playbook


@dataclass(frozen=True, slots=True)
class Use:
    """A place where one playbook names another: who does, and in which field."""

    by: Playbook
    pointer: Pointer


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
    source_url: str = ""

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


def edition(workspace: CheckedWorkspace, branch: str, locale: str = "") -> Edition:
    """Return the edition of a branch; without a locale, in the branch's first one.

    Retired playbooks are left out. Raises KeyError where there is no such branch.
    """
    checked = workspace.branches[branch]
    locale = locale or checked.resolved.branch.locales[0]
    shown = {key: p for key, p in checked.playbooks.items() if not p.retired}
    ordered = dict(sorted(shown.items(), key=lambda item: (item[1].title.casefold(), item[1].id)))
    return Edition(
        branch=checked.resolved.branch,
        locale=locale,
        kinds=tuple(workspace.kinds.usable.values()),
        playbooks=ordered,
        uses=_uses(ordered),
        broken=_broken(checked, workspace.diagnostics),
        source_url=workspace.workspace.settings.source_url,
    )


def _uses(playbooks: Mapping[tuple[str, str], Playbook]) -> dict[tuple[str, str], tuple[Use, ...]]:
    uses: dict[tuple[str, str], list[Use]] = {}
    for playbook in playbooks.values():
        for reference in references(playbook):
            uses.setdefault((reference.kind, reference.id), []).append(Use(playbook, reference.pointer))
    return {key: tuple(found) for key, found in uses.items()}


def _broken(
    checked: Checked, diagnostics: tuple[Diagnostic, ...]
) -> dict[tuple[str, str], tuple[Diagnostic, ...]]:
    return {
        key: tuple(d for d in diagnostics if d.path == path) for path, key in sorted(checked.broken.items())
    }
