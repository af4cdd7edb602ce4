"""Everything of an edition that is printed: a sheet for each playbook, and the booklet or its volumes."""

from collections.abc import Mapping
from pathlib import Path

from sopbook.handbook.edition import Edition
from sopbook.handbook.links import BOOKLET, edition_path, print_path
from sopbook.kinds.audience import AUDIENCES
from sopbook.outputs.html.playbook import Link
from sopbook.outputs.pdf.booklet import booklet, booklet_job
from sopbook.outputs.pdf.cache import kept_in
from sopbook.outputs.pdf.job import Job
from sopbook.outputs.pdf.sheets import Press, press_of
from sopbook.outputs.pdf.typesetter import page_count
from sopbook.outputs.pdf.volumes import MOST_PAGES, Volume, cut, foreseen_volumes, volume_files
from sopbook.source.diagnostics import Diagnostic


def print_files(edition: Edition, root: Path | None, *, hurried: bool = False) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Return every PDF of an edition by its path, and what is wrong with the kinds' templates (TEMPLATE003).

    `root` is the workspace, in which sheets are kept from one build to the next; without it, nothing is kept.
    In a hurry, as while somebody writes, an older booklet will do.
    """
    if not edition.playbooks:
        return {}, []
    with press_of(edition, root) as press:
        sheets = press.sheets(edition.playbooks.values())
        files = {print_path(*key): sheet.content for key, sheet in zip(edition.playbooks, sheets, strict=True)}
        files |= (_older_booklet(press, files) if hurried else {}) or booklet_files(press, files)
        press.cache.keep_only(files.keys(), [kept_in(edition_path(one.branch.name, one.locale), audience) for one in edition.siblings for audience in AUDIENCES])
    return files, press.diagnostics


def booklet_files(press: Press, sheets: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the booklet of the press's edition, or the volumes where it is too long for one, by path."""
    volumes = cut(press.edition, sheets)
    if _fit_one_booklet(volumes, sheets):
        whole = booklet(press)
        if page_count(whole) <= MOST_PAGES:
            return {BOOKLET: whole}
    return volume_files(press, volumes)


def foreseen_booklet(edition: Edition, sheets: Mapping[str, bytes]) -> list[Job]:
    """Return what the booklet of an edition, or its volumes, will be made from, but for the sizes of the sheets.

    It is right nearly always. Where it is not, what was made ahead is made again when its turn comes.
    """
    volumes = cut(edition, sheets)
    return [booklet_job(edition)] if _fit_one_booklet(volumes, sheets) else foreseen_volumes(edition, volumes, sheets)


def _fit_one_booklet(volumes: list[Volume], sheets: Mapping[str, bytes]) -> bool:
    parts = {volume.playbooks[0].kind.name for volume in volumes}
    # A cover, the contents, and a page before each part come along; indexes may, which only the booklet itself shows.
    return sum(map(page_count, sheets.values())) + 2 + len(parts) <= MOST_PAGES


def _older_booklet(press: Press, sheets: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the booklet or the volumes as they were set last; nothing if one is missing."""
    volumes = cut(press.edition, sheets)
    old = {path: press.cache.latest(path) for path in (BOOKLET, *(volume.path for volume in volumes))}
    found = {path: pdf.content for path, pdf in old.items() if pdf is not None}
    return found if BOOKLET in found and len(found) in (1, len(old)) else {}


def booklet_links(edition: Edition, printed: Mapping[str, bytes]) -> list[Link]:
    """Return the links to what is printed of an edition as a whole: to the booklet, or to its volumes."""
    if BOOKLET not in printed:
        return []
    t = edition.labels
    volumes = [volume for volume in cut(edition, printed) if volume.path in printed]
    if not volumes:
        return [Link(BOOKLET, t("print.booklet"))]
    return [*(Link(volume.path, t("print.volume", title=volume.title)) for volume in volumes), Link(BOOKLET, t("print.indexes"))]
