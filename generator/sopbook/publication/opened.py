"""A workspace as every command opens it: read once, checked once, with one answer to what is wrong."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sopbook.branches.workspace import Workspace
from sopbook.handbook.check.made_of import findings_about
from sopbook.handbook.check.pages import lacks_pages
from sopbook.handbook.check.workspace import (
    CheckedWorkspace,
    Choose,
    EditionName,
    check_workspace,
    edition_names,
)
from sopbook.handbook.edition import bare_edition, edition
from sopbook.kinds.audience import AUDIENCES, OPERATORS
from sopbook.kinds.kind import HEADQUARTERS
from sopbook.outputs.html.paths import site_paths
from sopbook.outputs.pdf.glyphs import check_glyphs
from sopbook.publication.own_files import collisions, own_files
from sopbook.publication.publication import Publication
from sopbook.publication.trials import Trials
from sopbook.source.diagnostics import Diagnostic, ordered


@dataclass(frozen=True)
class OpenedWorkspace:
    """A checked workspace, its editions ready to be published, and every finding, in order."""

    checked: CheckedWorkspace
    publications: Mapping[EditionName, Publication] = field(repr=False)
    findings: tuple[Diagnostic, ...] = ()
    trials: Mapping[str, Trials] = field(default_factory=dict, repr=False)
    """What is known of the templates in each branch; nothing where they are left to whoever publishes."""

    @cached_property
    def names(self) -> list[EditionName]:
        """Return all editions that the workspace has, whether or not they were looked at."""
        return edition_names(self.checked.workspace, self.checked.family)


def opened(
    workspace: Workspace, today: date, only: Collection[EditionName] | Choose | None = None, *, alone: bool = False, tries_templates: bool = True,
    audience: str = OPERATORS,
) -> OpenedWorkspace:
    """Return a workspace with every finding about it, whoever its editions are for; nothing about its data is ever raised.

    With `only`, just those editions are looked at, and the findings are those about what they are made of. An edition that
    stands `alone` has no others to switch to.
    """
    checked = check_workspace(workspace, today, only)
    trials: dict[str, Trials] = {}
    publications = dict(_publications(checked, trials if tries_templates else None, audience, alone=alone))
    names = edition_names(workspace, checked.family)
    chosen = names if only is None else only(names) if callable(only) else only
    publications = {name: publications[name] for name in chosen}
    findings = [finding for one in publications.values() for finding in one.findings]
    # Of a part of the editions, what concerns none of them is left out.
    return OpenedWorkspace(checked, publications, ordered(findings if set(chosen) != set(names) else [*findings, *checked.diagnostics]), trials)


def _publications(checked: CheckedWorkspace, trials: dict[str, Trials] | None, audience: str, *, alone: bool) -> Iterator[tuple[EditionName, Publication]]:
    """Yield every checked edition, and gather the `trials` of templates, unless they are left to whoever publishes.

    They are tried in each branch's own language, which comes first, and told of the branch's other editions as well.
    """
    root = checked.workspace.root
    files = tuple(own_files(root, checked.workspace.config))
    without = lacks_pages(checked.workspace)
    hides = any(kind.hides for kind in checked.kinds.usable.values())
    failing: dict[str, list[Diagnostic]] = {}
    for branch, locale in checked.editions:
        shown = edition(checked, branch, locale, alone=alone, audience=audience)
        other = bare_edition(checked, branch, locale, alone=True, audience=next(one for one in AUDIENCES if one != audience)) if hides else shown
        findings = [*findings_about(checked, (branch, locale)), *check_glyphs([shown if audience == HEADQUARTERS else other], root)]
        if trials is not None:
            if branch not in trials:
                trials[branch] = Trials(shown, root, other if hides else None)
                failing[branch] = trials[branch].findings()
            findings += [*failing[branch], *collisions(files, site_paths(shown) if files else (), shown)]
        yield (branch, locale), Publication(root, shown, ordered(findings), files, without)
