"""A whole site: every edition that is right is built, and of those with errors the last good pages stay."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from sopbook.counters import count
from sopbook.handbook.check.workspace import EditionName
from sopbook.handbook.edition import Edition, Sibling
from sopbook.handbook.links import edition_path, playbook_path
from sopbook.outputs.html.entrance import entrance_page
from sopbook.outputs.html.missing import MISSING, missing_page
from sopbook.outputs.html.script import script
from sopbook.publication.digest import content_digests
from sopbook.publication.opened import OpenedWorkspace
from sopbook.publication.publication import Publication
from sopbook.site.files import asset
from sopbook.site.folder import keep_unchanged, linked_copy, replaced, write_files
from sopbook.site.mark import MARK, Built, put_mark
from sopbook.site.site import Report, build_editions
from sopbook.site.state import Published, state
from sopbook.site.target import Target
from sopbook.source.diagnostics import Diagnostic, fails

Ahead: TypeAlias = Callable[[Sequence[Edition]], None]
"""What is done for editions before they are built, so that building them takes less."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the pages of a site come from."""

    published: Published
    built: Mapping[EditionName, Built]
    """What is known of the pages of each edition that is right, whether they are new or were there."""
    unchanged: Collection[EditionName]
    """The editions whose pages were there."""


class _StoppedError(Exception):
    """Building has shown that an edition cannot be published."""


def _nothing(editions: Sequence[Edition]) -> None:
    """Do nothing ahead of a build."""


def publish(opened: OpenedWorkspace, target: Target, ahead: Ahead = _nothing) -> Published:
    """Build a site beside the old one, over the cores, and swap; what is stopped or has not changed is carried over from the old one.

    Several editions lie in folders such as south/zh, below an entrance; a single one is the site itself. Raises BuildFailedError.
    """
    told: dict[EditionName, Report] = {}
    while (published := state(opened, target, _late(told))).built:
        jobs = _jobs(opened, published, target)
        contents = content_digests(jobs, target.made_from.around)
        unchanged = {name for name in jobs if _is_there(opened, name, contents[name], target)}
        ahead([one.edition for name, one in jobs.items() if name not in unchanged])
        try:
            with replaced(target.site) as beside:
                told |= build_editions(
                    target.config, {name: (beside / _folder(opened, name), one) for name, one in jobs.items() if name not in unchanged}, strict=target.strict
                )
                done = state(opened, target, _late(told))
                if done.built != published.built:
                    raise _StoppedError  # And what the others say of that one is not true any more.
                built = {name: _built(opened, name, target, told.get(name), contents[name]) for name in done.built}
                _complete(opened, Pages(done, built, unchanged), target, beside)
            return done
        except _StoppedError:
            continue
    return published


def publish_part(opened: OpenedWorkspace, target: Target, ahead: Ahead = _nothing) -> Published:
    """Build the editions that were opened, each into its folder of a site, and leave the others as they are. Raises BuildFailedError."""
    told: dict[EditionName, Report] = {}
    editions = dict(target.mark.editions)
    built = state(opened, target).built
    ahead([opened.publications[name].edition for name in built])
    for name in built:
        publication, folder = opened.publications[name], edition_path(*name)
        with suppress(_StoppedError):
            with replaced(target.site / folder) as beside:
                told |= build_editions(target.config, {name: (beside, publication)}, strict=target.strict)
                if fails(told[name].findings, strict=target.strict):
                    raise _StoppedError
                _leave_themes(opened, beside)
                count("files changed", keep_unchanged(beside, target.site / folder))
            content = content_digests({name: publication}, target.made_from.around)[name]
            editions[folder] = _built(opened, name, target, told[name], content)
            put_mark(target.site, editions, target.audience)
    return state(opened, target, _late(told))


def _late(told: Mapping[EditionName, Report]) -> dict[EditionName, tuple[Diagnostic, ...]]:
    return {name: report.findings for name, report in told.items()}


def _jobs(opened: OpenedWorkspace, published: Published, target: Target) -> dict[EditionName, Publication]:
    """Return the publication of each edition that has right pages; its switcher names those that will have pages."""
    siblings = tuple(_siblings(opened, published, target))
    return {name: opened.publications[name].among(siblings) for name in published.built}


def _is_there(opened: OpenedWorkspace, name: EditionName, content: str, target: Target) -> bool:
    """Return whether a site holds just the pages that an edition is to have."""
    there = target.mark.editions.get(edition_path(*name))
    return not target.force and there is not None and (there.content, there.folder) == (content, _folder(opened, name)) and target.has_whole_site


def _built(opened: OpenedWorkspace, name: EditionName, target: Target, report: Report | None, content: str) -> Built:
    """Return what is to be known of an edition's pages; without a report, they were found unchanged."""
    has_told = report is not None and (report.has_warned or not {*report.findings} <= {*opened.publications[name].findings})
    return Built(target.day.isoformat(), target.digest, _folder(opened, name), "" if has_told else content)


def _complete(opened: OpenedWorkspace, pages: Pages, target: Target, beside: Path) -> None:
    """Add to a site what its editions have in common, and the old pages of those that are not built."""
    editions = {edition_path(*name): built for name, built in pages.built.items()}
    carried = {name: pages.built[name] for name in pages.unchanged} | {**pages.published.kept}
    count("editions carried over", len(carried))
    for name, built in carried.items():
        folder = edition_path(*name) if name in pages.published.kept else built.folder
        linked_copy(target.site / built.folder, beside / folder)
        (beside / folder / MARK).unlink(missing_ok=True)  # It comes along where the edition was the whole site.
        editions[edition_path(*name)] = replace(built, folder=folder)
    if len(opened.names) > 1:
        for folder in editions:
            _leave_themes(opened, beside / folder)
        write_files(beside, {"missing.css": asset("assets/entrance.css"), "missing.js": script("missing.js")})
        found = {f"{edition_path(*name)}/": opened.publications[name].edition for name in pages.published.built}
        write_files(beside, {MISSING: missing_page(found, "missing.css", "missing.js")})
        old = {name: built.day for name, built in pages.published.kept.items()}
        entrance = entrance_page(opened.checked.family.own(), opened.names[0][1], {*pages.published.built, *old}, old, target.audience)
        write_files(beside, {"index.html": entrance, "entrance.css": asset("assets/entrance.css"), "entrance.js": script("entrance.js")})
    count("files changed", keep_unchanged(beside, target.site))
    put_mark(beside, editions, target.audience, None if pages.published.findings else target.day)


def _leave_themes(opened: OpenedWorkspace, folder: Path) -> None:
    """Take the theme's page for wrong addresses out of an edition's folder: it only works at the root of a host. Ours works anywhere."""
    if opened.checked.workspace.settings.frame != "own":
        (folder / MISSING).unlink(missing_ok=True)


def _folder(opened: OpenedWorkspace, name: EditionName) -> str:
    return edition_path(*name) if len(opened.names) > 1 else ""


def _siblings(opened: OpenedWorkspace, published: Published, target: Target) -> Iterator[Sibling]:
    """Yield the editions that will have pages, in the order of the switcher; of one that stays as it was, only the pages that it has."""
    everywhere = {(one.branch.name, one.locale): one for one in next(iter(opened.publications.values())).edition.siblings}
    branches = {one.branch.name: one for one in everywhere.values()}
    for branch, known in branches.items():
        for name in dict.fromkeys(name for name in (*everywhere, *published.kept) if name[0] == branch):
            if name in published.built:
                yield everywhere[name]
            elif built := published.kept.get(name):
                folder = target.site / built.folder
                yield Sibling(known.branch, name[1], frozenset(key for key in known.keys if (folder / f"{playbook_path(*key)}.html").is_file()))
