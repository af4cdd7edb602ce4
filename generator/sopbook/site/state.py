"""What a build would make of a site: which editions are right, and which keep the pages that they have."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sopbook.handbook.check.workspace import EditionName
from sopbook.handbook.links import HOME, edition_path
from sopbook.publication.opened import OpenedWorkspace
from sopbook.site.mark import Built
from sopbook.site.target import Target
from sopbook.source.diagnostics import Diagnostic, fails, ordered


@dataclass(frozen=True)
class Published:
    """What becomes of a site: every finding, those that only a build makes among them, and the editions by what they show."""

    findings: tuple[Diagnostic, ...]
    built: tuple[EditionName, ...] = ()
    kept: Mapping[EditionName, Built] = field(default_factory=dict)
    """Editions that are stopped and show the pages of an earlier build."""
    missing: tuple[EditionName, ...] = ()
    """Editions that are stopped and have no pages at all."""


def state(opened: OpenedWorkspace, target: Target, late: Mapping[EditionName, tuple[Diagnostic, ...]] | None = None) -> Published:
    """Return what a build would make of each edition, `late` being findings that it has made so far."""
    late = late or {}
    stopped = {name for name, one in opened.publications.items() if fails((*one.findings, *late.get(name, ())), strict=target.strict)}
    findings = ordered([*opened.findings, *(one for found in late.values() for one in found)])
    kept = dict(_kept(opened, target, stopped))
    known = {branch for branch, _ in kept} & unread(opened)
    missing = tuple(name for name in opened.publications if name in stopped and name not in kept and name[0] not in known)
    return Published(findings, tuple(name for name in opened.publications if name not in stopped), kept, missing)


def is_current(published: Published, target: Target) -> bool:
    """Return whether a site holds already what a build would make of it."""
    names = {edition_path(*name) for name in published.built}
    kept = {edition_path(*name) for name in published.kept}
    editions = target.mark.editions
    return editions.keys() == names | kept and all(editions[name].digest == target.digest for name in names) and target.has_whole_site


def unread(opened: OpenedWorkspace) -> set[str]:
    """Return the branches whose branch.yaml cannot be read: which languages they have, only the site knows."""
    return {branch for branch, _ in opened.publications if opened.checked.family.branches[branch].document is None}


def _kept(opened: OpenedWorkspace, target: Target, stopped: set[EditionName]) -> Iterator[tuple[EditionName, Built]]:
    """Yield the editions that are stopped and have pages."""
    languages_unknown = unread(opened)
    for path, built in target.mark.editions.items():
        branch, _, locale = path.partition("/")
        if ((branch, locale) in stopped or branch in languages_unknown) and (target.site / built.folder / f"{HOME}.html").is_file():
            yield (branch, locale), built
