"""The booklet of a long handbook: volumes, one or more for each kind, and a last one with contents and indexes."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any

from sopbook.branches.branch_files import Key
from sopbook.branches.playbook import Playbook
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import BOOKLET, playbook_path, print_path, volume_path
from sopbook.kinds.kind import in_locale
from sopbook.outputs.pdf.booklet import booklet_data, word_index
from sopbook.outputs.pdf.code import square_code
from sopbook.outputs.pdf.job import Job
from sopbook.outputs.pdf.sheets import Press, interface_words
from sopbook.outputs.pdf.typesetter import page_count

MOST_PAGES = 100
"""Pages of a booklet or volume. Those of run sheets take 200 MB to set; 481 pages in one document took 1.5 GB, and more time a page."""
MOST_SHEETS = 25
"""Sheets of a volume: that many cards, which are tried in several sizes, take 300 MB. As many titles go on the page before them."""


@dataclass(frozen=True, slots=True)
class Volume:
    """Some sheets of one kind in one PDF."""

    path: str
    title: str
    playbooks: tuple[Playbook, ...]

    @property
    def keys(self) -> dict[Key, Playbook]:
        """Return the playbooks by kind and id."""
        return {(playbook.kind.name, playbook.id): playbook for playbook in self.playbooks}


def cut(edition: Edition, sheets: Mapping[str, bytes]) -> list[Volume]:
    """Return the volumes before the last one, as the sheets of the edition, by path, fill them."""
    volumes: list[Volume] = []
    for kind in edition.kinds:
        parts = _parts(edition.of(kind), sheets)
        title = in_locale(kind.plural, edition.locale)
        for number, playbooks in enumerate(parts, 1):
            path = volume_path(len(volumes) + 1, kind.name)
            volumes.append(Volume(path, f"{title} {number}/{len(parts)}" if len(parts) > 1 else title, tuple(playbooks)))
    return volumes


def _parts(playbooks: list[Playbook], sheets: Mapping[str, bytes]) -> list[list[Playbook]]:
    """Return playbooks in parts whose sheets, and the page that lists them, fill no more than a volume; a single sheet may."""
    parts: list[list[Playbook]] = []
    filled = 0
    for playbook in playbooks:
        pages = page_count(sheets[print_path(playbook.kind.name, playbook.id)])
        if not parts or filled + pages > MOST_PAGES or len(parts[-1]) == MOST_SHEETS:
            parts.append([])
            filled = 1
        parts[-1].append(playbook)
        filled += pages
    return parts


def volume_files(press: Press, volumes: list[Volume]) -> dict[str, bytes]:
    """Return the volumes of an edition by path, set one after the other; the last one is where a booklet would be."""
    files: dict[str, bytes] = {}
    jobs = volume_jobs(press.edition, volumes)
    job = next(jobs)
    for _ in volumes:
        made = press.printed(job)
        files[job.path] = made.content
        job = jobs.send((page_count(made.content), made.starts))
    files[job.path] = press.printed(job).content
    return files


def foreseen_volumes(edition: Edition, volumes: list[Volume], sheets: Mapping[str, bytes]) -> list[Job]:
    """Return the volumes of an edition as they will be, before any is set: the pages of their sheets and one that lists them."""
    jobs = volume_jobs(edition, volumes)
    found = [next(jobs)]
    for volume in volumes:
        first, starts = found[-1].given["first"] + 1, {}
        for key in volume.keys:
            starts[playbook_path(*key)] = first
            first += page_count(sheets[print_path(*key)])
        found.append(jobs.send((first - found[-1].given["first"], starts)))
    return found


def volume_jobs(edition: Edition, volumes: list[Volume]) -> Generator[Job, tuple[int, Mapping[str, int]], None]:
    """Yield what each volume of an edition is made from, and at last the indexes of all.

    How many pages a volume has is to be sent back, since the numbers of the next one go on from there, and the page on which each
    of its sheets begins.
    """
    numbers: dict[str, int] = {}
    contents: list[dict[str, Any]] = []
    situations: list[dict[str, Any]] = []
    reviewed_on = ""
    first = 1
    for volume in volumes:
        data = booklet_data(edition, volume.playbooks)
        [section] = data["sections"]
        section["title"] = volume.title
        pages, starts = yield Job(volume.path, "volume.typ", {**data, "words": [], "situations": [], "first": first}, volume.playbooks, numbered=True)
        contents.append({"title": volume.title, "page": first, "sheets": [
            {"title": page["title"], "label": page["about"]["label"]} for page in data["pages"]
        ]})
        situations += data["situations"]
        reviewed_on = max(reviewed_on, data["reviewed_on"])
        numbers |= starts
        first += pages
    address = edition.address_of("index.html")
    yield Job(BOOKLET, "indexes.typ", {
        **interface_words(edition),
        "branch": edition.title, "reviewed_on": reviewed_on, "address": address, "code": square_code(address) if address else "",
        "count": sum(len(volume.playbooks) for volume in volumes),
        "first": first, "numbers": numbers, "contents": contents, "situations": situations,
        "words": word_index([playbook for volume in volumes for playbook in volume.playbooks], edition),
    }, ())

