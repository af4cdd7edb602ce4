"""A whole site: every edition that is right is built, and of those with errors the last good pages stay."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sopbook.handbook.check.workspace import EditionName
from sopbook.handbook.edition import Sibling
from sopbook.handbook.links import edition_path, playbook_path
from sopbook.outputs.html.entrance import entrance_page
from sopbook.publication.opened import OpenedWorkspace, fails
from sopbook.publication.publication import Publication
from sopbook.site.files import asset
from sopbook.site.folder import replaced, write_files
from sopbook.site.mark import MARK, Built, put_mark
from sopbook.site.site import build_editions
from sopbook.site.state import Published, Target, state
from sopbook.source.diagnostics import Diagnostic

_MISSING_PAGE = "404.html"
"""It only works at the root of a host, and an edition among several lies below it."""


class _StoppedError(Exception):
    """Building has shown that an edition cannot be published."""


def publish(opened: OpenedWorkspace, target: Target) -> Published:
    """Build a site beside the old one, over the cores, and swap; of an edition that is stopped, the old pages are carried over.

    Several editions lie in folders such as south/zh, below an entrance; a single one is the site itself. Raises BuildFailedError.
    """
    late: dict[EditionName, tuple[Diagnostic, ...]] = {}
    while (published := state(opened, target, late)).built:
        try:
            with replaced(target.site) as beside:
                late |= build_editions(target.config, _jobs(opened, published, target, beside), strict=target.strict)
                done = state(opened, target, late)
                if done.built != published.built:
                    raise _StoppedError  # And what the others say of that one is not true any more.
                _complete(opened, done, target, beside)
            return done
        except _StoppedError:
            continue
    return published


def publish_one(opened: OpenedWorkspace, target: Target) -> Published:
    """Build the only edition that was opened into its folder of a site, and leave the others as they are. Raises BuildFailedError."""
    ((name, publication),) = opened.publications.items()
    published, folder = state(opened, target), edition_path(*name)
    if not published.built:
        return published
    try:
        with replaced(target.site / folder) as beside:
            late = build_editions(target.config, {name: (beside, publication)}, strict=target.strict)
            if fails(late[name], strict=target.strict):
                raise _StoppedError
            (beside / _MISSING_PAGE).unlink(missing_ok=True)
        put_mark(target.site, {**target.mark.editions, folder: Built(target.day.isoformat(), target.digest, folder)})
    except _StoppedError:
        pass
    return state(opened, target, late)


def _jobs(opened: OpenedWorkspace, published: Published, target: Target, beside: Path) -> dict[EditionName, tuple[Path, Publication]]:
    """Return the folder and the publication of each edition that is to be built; its switcher names those that will have pages."""
    siblings = tuple(_siblings(opened, published, target))
    return {name: (beside / _folder(opened, name), opened.publications[name].among(siblings)) for name in published.built}


def _complete(opened: OpenedWorkspace, published: Published, target: Target, beside: Path) -> None:
    """Add to a site what its editions have in common, and the old pages of those that are not built."""
    editions = {edition_path(*name): Built(target.day.isoformat(), target.digest, _folder(opened, name)) for name in published.built}
    for name, built in published.kept.items():
        folder = edition_path(*name)
        shutil.copytree(target.site / built.folder, beside / folder, ignore=shutil.ignore_patterns(MARK), copy_function=_linked)
        editions[folder] = replace(built, folder=folder)
    if len(opened.names) > 1:
        for folder in editions:
            (beside / folder / _MISSING_PAGE).unlink(missing_ok=True)
        entrance = entrance_page(opened.checked.family.own(), opened.names[0][1], {*published.built, *published.kept})
        write_files(beside, {"index.html": entrance, "entrance.css": asset("assets/entrance.css")})
    put_mark(beside, editions, None if published.findings else target.day)


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


def _linked(source: str, target: str) -> None:
    """Put a file into two places at once where the disk can do that: files of a site are replaced and never changed."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
