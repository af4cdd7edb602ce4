"""One PDF to be made: what it is made from, and how it comes about although a kind's template fails."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sopbook.branches.playbook import Playbook
from sopbook.kinds.kind import Kind
from sopbook.outputs.pdf.cache import SheetCache
from sopbook.outputs.pdf.fonts import SheetFonts
from sopbook.outputs.pdf.keys import program
from sopbook.outputs.pdf.typesetter import (
    Order,
    TemplateFailedError,
    TypesetPdf,
    Typesetter,
)
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.diagnostics.faults import StoppedError
from sopbook.source.text import Source


@dataclass(frozen=True)
class Job:
    """A PDF by its path, our main file for it, its data, and the playbooks in it."""

    path: str
    main: str
    given: Mapping[str, Any]
    playbooks: Collection[Playbook]
    fitted: str | None = None
    """The label of the sheet that may be set a little smaller or larger; a booklet takes its sheets as they are."""
    numbered: bool = False
    """Whether others need to know on which page each of its sheets begins."""

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """Return the kinds in it that have a template."""
        return {p.kind.name: p.kind for p in self.playbooks if p.kind.print_template is not None}


@dataclass(frozen=True, slots=True)
class Blame:
    """A kind whose template failed, and how."""

    kind: Kind
    error: TemplateFailedError


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a job: the PDF, and whose templates gave way to the generic layout."""

    pdf: TypesetPdf
    blamed: tuple[Blame, ...] = ()


def made(job: Job, typesetter: Typesetter, cache: SheetCache, fonts: SheetFonts, without: frozenset[str]) -> Made:
    """Return the PDF of a job, from the cache if nothing has changed. A template that fails gives way to the generic layout.

    Templates of kinds in `without` are not tried. Raises StoppedError where not even the generic layout can be set.
    """
    order = ordered(job, fonts)
    key = key_of(job, order, fonts)
    kept = cache.get(job.path, key)
    if kept is not None:
        return Made(kept)
    without &= job.kinds.keys()
    blamed: list[Blame] = []
    while True:
        try:
            pdf = typesetter.pdf(order, without)
        except TemplateFailedError as error:
            if job.kinds.keys() <= without:
                if error.stops:
                    raise StoppedError(f"{job.path} cannot be made: {error}.") from None
                raise  # The generic layout is ours, so this is a mistake of ours.
            names = {error.kind} if error.kind in job.kinds.keys() - without else job.kinds.keys() - without
            if len(names) == 1:
                blamed.append(Blame(job.kinds[next(iter(names))], error))
            without |= names
            continue
        if not without:
            cache.put(job.path, key, pdf)
        return Made(pdf, tuple(blamed))


def ordered(job: Job, fonts: SheetFonts) -> Order:
    """Return what the typesetter is told for a job."""
    return Order(job.main, {**job.given, **_undrawn(job.given, fonts)}, job.fitted, job.numbered)


def finding(blame: Blame, playbooks: Collection[Playbook]) -> Diagnostic:
    """Return what is wrong with a kind's template (TEMPLATE003), at its line."""
    kind, error = blame.kind, blame.error
    source = Source(f"{kind.config.path.rpartition('/')[0]}/print.typ", kind.print_template or "")
    lines = source.text.splitlines(keepends=True)
    start = sum(len(line) for line in lines[: error.line - 1])
    _, end = source.line_bounds(start)
    path = next(playbook.document.path for playbook in playbooks if playbook.kind is kind)
    hint = (
        say("Look for a loop or a list that grows without an end.") if error.stops
        else say('Ask filled(at(page, "/field")) before using a field that may be missing.')
    )
    return source.diagnostic(
        start, end, "TEMPLATE003", say("The print template fails on {path}: {error}.", path=path, error=str(error).rstrip(".")),
        say("{hint} Until then the sheet has the generic layout.", hint=hint),
    )


def _undrawn(given: Mapping[str, Any], fonts: SheetFonts) -> dict[str, str]:
    """Return what tells the library for which characters it has to put a box; nothing in the usual case."""
    characters = fonts.undrawn(json.dumps(given, ensure_ascii=False))
    return {"undrawn": characters} if characters else {}


def key_of(job: Job, order: Order, fonts: SheetFonts) -> str:
    """Return a digest of everything that the PDF of a job depends on."""
    digest = hashlib.sha256(program().encode())
    digest.update(json.dumps([order.main, order.given], ensure_ascii=False, sort_keys=True).encode())
    for name in sorted(job.kinds):
        digest.update(f"\0{name}\0{job.kinds[name].print_template}".encode())
    digest.update(fonts.digest.encode())
    return digest.hexdigest()
