"""What editions print, set on other machines before they are built: afterwards all of it is in the store, where a build looks first.

So a build with a cluster is the same build. What comes back wrong, late or not at all can cost time and never changes a byte.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from sopbook.cluster.chunk import Chunk, Common, Place, Wanted, chunk, chunks
from sopbook.cluster.engine import difference
from sopbook.cluster.failures import ClusterFailedError, ClusterRefusedError
from sopbook.cluster.setting import Answer
from sopbook.counters import count
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import edition_path, playbook_path
from sopbook.outputs.pdf.cache import SheetCache, digest_of, kept_in
from sopbook.outputs.pdf.fonts import SheetFonts, sheet_fonts
from sopbook.outputs.pdf.job import Job, key_of, ordered
from sopbook.outputs.pdf.printed import foreseen_booklet
from sopbook.outputs.pdf.sheets import scaled, sheet_job, templates_of
from sopbook.outputs.pdf.typesetter import TypesetPdf


class Cluster(Protocol):
    """Other machines, which take chunks and give answers."""

    @property
    def threads(self) -> int:
        """Return how many chunks are worked on at a time."""

    def answers(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, Answer, str]]:
        """Yield chunks, in any order, with the answer to each and who gave it. Raises ClusterFailedError."""


@dataclass
class _Printed:
    """An edition, and what is known of its sheets."""

    edition: Edition
    fonts: SheetFonts
    place: Place
    keys: dict[str, str] = field(default_factory=dict)
    """The keys of all its sheets, by path: one that is kept is right only with its key."""


def print_ahead(editions: Sequence[Edition], root: Path, cluster: Cluster) -> int:
    """Set on a cluster what editions print and the store does not have, and keep it there; return how many PDFs that were.

    First the sheets of all, then their booklets or volumes. Raises ClusterRefusedError and ClusterFailedError.
    """
    fonts = sheet_fonts(root)
    given = tuple((file.name, file.read_bytes()) for file in fonts.files)
    printed = [_Printed(one, fonts, _place(one, root, given)) for one in editions]
    number = 0
    for pieces in (_sheet_chunks(printed, cluster.threads), _booklet_chunks(printed)):
        for done, answer, worker in cluster.answers(pieces):
            number += _keep(done, answer, worker)
    return number


def _place(edition: Edition, root: Path, fonts: tuple[tuple[str, bytes], ...]) -> Place:
    common = Common(json.dumps(templates_of(edition), sort_keys=True).encode(), fonts)
    return Place(edition_path(edition.branch.name, edition.locale), common, SheetCache(root, kept_in(edition.name, edition.audience)))


def _sheet_chunks(printed: list[_Printed], threads: int) -> Iterator[Chunk]:
    """Yield the sheets that the store does not have; an edition at a time, because the data of all would fill the memory."""
    for one in printed:
        wanted: list[Wanted] = []
        for playbook in one.edition.playbooks.values():
            job = sheet_job(playbook, one.edition)
            found = _wanted(job, one)
            one.keys[job.path] = found.key
            if one.place.cache.get(found.path, found.key) is None:
                wanted.append(found)
        yield from chunks(wanted, one.place, threads)


def _booklet_chunks(printed: list[_Printed]) -> Iterator[Chunk]:
    """Yield the booklets and volumes that the store does not have, each by itself: it is seconds of work."""
    for one in printed:
        kept = {path: one.place.cache.get(path, key) for path, key in one.keys.items()}
        sheets = {path: sheet for path, sheet in kept.items() if sheet is not None}
        if not kept or len(sheets) < len(kept):
            continue  # A template fails on a sheet, and the booklet depends on how.
        labels = {path: playbook_path(*key) for path, key in zip(kept, one.edition.playbooks, strict=True)}
        scales = {labels[path]: sheet.scale for path, sheet in sheets.items() if sheet.scale != 1}
        for job in foreseen_booklet(one.edition, {path: sheet.content for path, sheet in sheets.items()}):
            wanted = _wanted(scaled(job, scales), one)
            if one.place.cache.get(wanted.path, wanted.key) is None:
                yield chunk([wanted], one.place)


def _wanted(job: Job, printed: _Printed) -> Wanted:
    order = ordered(job, printed.fonts)
    return Wanted(job.path, key_of(job, order, printed.fonts), order)


def _keep(done: Chunk, answer: Answer, worker: str) -> int:
    """Keep what came back of a chunk, and return how many PDFs that were. Raises ClusterRefusedError and ClusterFailedError."""
    if other := difference(worker, answer["engine"]):
        raise ClusterRefusedError(other)
    for one in answer["pdfs"]:
        pdf = TypesetPdf(one["pdf"], tuple(one["undrawn"]), one["scale"], one["starts"])
        key = done.keys.get(one["path"])
        if key is None or digest_of(key, pdf) != one["digest"]:
            raise ClusterFailedError(f"What {worker} sent of {done.names} is not what was asked for, or has been changed on the way.")
        if not done.cache.put(one["path"], key, pdf):
            raise ClusterRefusedError("The folder .sopbook of the workspace cannot be written, so nothing that other machines set can be kept. Build without --scheduler.")
    count("PDFs set elsewhere", len(answer["pdfs"]))
    return len(answer["pdfs"])
