"""All sheets of an edition: one PDF for each playbook."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sopbook.branches.playbook import Playbook
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import playbook_path, print_path
from sopbook.outputs.pdf.cache import SheetCache, kept_in
from sopbook.outputs.pdf.fonts import SheetFonts, sheet_fonts
from sopbook.outputs.pdf.job import Job, Made, finding, made
from sopbook.outputs.pdf.sheet_data import page_data
from sopbook.outputs.pdf.typesetter import TypesetPdf, Typesetter
from sopbook.source.diagnostics import Diagnostic

_LABELS = ("print.", "page.", "time.", "attachment.", "beat.", "chart.", "unit.percent", "join", "colon", "stop", "space")
"""How the labels begin that templates can ask for."""
_REGIONS = {"zh": "cn", "en": "gb"}


@dataclass
class Press:
    """Prints for one edition, and gathers what goes wrong with the kinds' templates (TEMPLATE003)."""

    edition: Edition
    typesetter: Typesetter
    cache: SheetCache
    fonts: SheetFonts
    diagnostics: list[Diagnostic] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    """The kinds whose template has failed on a sheet: the booklet does not try them again."""
    stopping: set[str] = field(default_factory=set)
    """Those whose template took the typesetter down: nobody tries them again, because each try may take minutes."""
    reported: set[tuple[str, int]] = field(default_factory=set)
    scales: dict[str, float] = field(default_factory=dict)
    """The sheets that are set smaller or larger than usual, by label: booklet and volumes have them so as well."""

    def sheet(self, playbook: Playbook) -> bytes:
        """Return the sheet of a playbook."""
        [sheet] = self.sheets([playbook])
        return sheet.content

    def sheets(self, playbooks: Iterable[Playbook]) -> Iterator[TypesetPdf]:
        """Yield the sheets of playbooks, in their order; several are set at a time."""
        pool = ThreadPoolExecutor(self.typesetter.number)
        waiting: deque[tuple[Job, Future[Made]]] = deque()
        try:
            for playbook in playbooks:
                job = sheet_job(playbook, self.edition)
                waiting.append((job, pool.submit(self._made, job)))
                if len(waiting) > 2 * self.typesetter.number:  # Not all at once: the data of a thousand sheets fill the memory.
                    yield self._gathered(*waiting.popleft())
            while waiting:
                yield self._gathered(*waiting.popleft())
        except BaseException:
            self.typesetter.stop()
            raise
        finally:
            pool.shutdown(cancel_futures=True)

    def printed(self, job: Job) -> TypesetPdf:
        """Return a PDF of several playbooks, their sheets as they were set, in a process of its own: a booklet takes more memory than sheets."""
        self.typesetter.rest()
        job = scaled(job, self.scales)
        return self._noted(job, self._made(job, frozenset(self.failed)))

    def _made(self, job: Job, without: frozenset[str] = frozenset()) -> Made:
        """Return what comes of a job. This runs in threads, in any order: findings are gathered elsewhere."""
        result = made(job, self.typesetter, self.cache, self.fonts, without | frozenset(self.stopping))
        self.stopping.update(blame.kind.name for blame in result.blamed if blame.error.stops)
        return result

    def _gathered(self, job: Job, future: Future[Made]) -> TypesetPdf:
        return self._noted(job, future.result())

    def _noted(self, job: Job, result: Made) -> TypesetPdf:
        for blame in result.blamed:
            # One finding for each line: what is wrong on it is wrong on every sheet of the kind.
            if (blame.kind.name, blame.error.line) not in self.reported:
                self.diagnostics.append(finding(blame, job.playbooks))
            self.reported.add((blame.kind.name, blame.error.line))
            self.failed.add(blame.kind.name)
        if job.fitted is not None and result.pdf.scale != 1:
            self.scales[job.fitted] = result.pdf.scale
        return result.pdf


@contextmanager
def press_of(edition: Edition, root: Path | None) -> Iterator[Press]:
    """Give a press that prints for an edition; `root` is the workspace in which what it prints is kept."""
    fonts = sheet_fonts(root)
    with Typesetter(templates_of(edition), fonts.files) as typesetter:
        yield Press(edition, typesetter, SheetCache(root, kept_in(edition.name, edition.audience)), fonts)


def failing_templates(playbooks: Collection[Playbook], edition: Edition, root: Path) -> tuple[list[Diagnostic], set[str]]:
    """Return what is wrong with print.typ of kinds that are tried on some playbooks, and the names of those kinds."""
    if not playbooks:
        return [], set()
    with press_of(edition, root) as press:
        for _ in press.sheets(playbooks):
            pass
    return press.diagnostics, press.failed


def sheet_job(playbook: Playbook, edition: Edition) -> Job:
    """Return what the sheet of a playbook is made from."""
    given = {"pages": [page_data(playbook, edition)], **interface_words(edition)}
    return Job(print_path(*playbook.key), "document.typ", given, [playbook], playbook_path(*playbook.key))


def scaled(job: Job, scales: Mapping[str, float]) -> Job:
    """Return the job for a PDF of several playbooks with the sizes in which their sheets are set, by label."""
    labels = [playbook_path(*playbook.key) for playbook in job.playbooks]
    return replace(job, given={**job.given, "scales": {label: scales[label] for label in labels if label in scales}})


def templates_of(edition: Edition) -> dict[str, str]:
    """Return the print.typ of each kind of an edition that has one, by the name of the kind."""
    return {kind.name: kind.print_template for kind in edition.kinds if kind.print_template is not None}


def interface_words(edition: Edition) -> dict[str, Any]:
    """Return what the library knows of an edition: its language, and the texts of the interface that it may ask for."""
    return {
        "locale": edition.locale,
        "region": _REGIONS.get(edition.locale, ""),
        "texts": {name: text for name, text in edition.labels.texts.items() if name.startswith(_LABELS)},
    }
