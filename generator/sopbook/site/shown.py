"""One state of a handbook that somebody is writing: which pages and files it has, each made when it is first asked for."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from threading import Lock

from sopbook.handbook.links import BOOKLET, SEARCH, TODAY, print_path
from sopbook.outputs.data.calendar import calendar_files
from sopbook.outputs.data.data import data_files
from sopbook.outputs.data.sheet import sheet_files
from sopbook.outputs.findings import Run, full
from sopbook.outputs.findings.full import counted
from sopbook.outputs.html.bundle import FRAME_STYLE, NOTICE_STYLE, frame_style, notice_style
from sopbook.outputs.html.colours import Palette, main_colour
from sopbook.outputs.html.frame import Notice
from sopbook.outputs.html.handbook import handbook
from sopbook.outputs.html.install import MANIFEST, manifest
from sopbook.outputs.html.playbook import Link
from sopbook.outputs.pdf.printed import print_files
from sopbook.outputs.pdf.sheets import press_of
from sopbook.outputs.search.entry import SearchEntry, handbook_entries
from sopbook.outputs.search.index import search_files
from sopbook.publication.publication import Publication
from sopbook.source.diagnostics import Diagnostic, Severity, ordered, told

File = str | bytes


class Shown:
    """An edition as it is at the moment."""

    def __init__(self, publication: Publication, guides: Sequence[SearchEntry], palette: Palette) -> None:
        self.publication = publication
        self.edition = publication.edition
        self.handbook = handbook(self.edition, [Link(BOOKLET, self.edition.labels("print.booklet"))] if self.edition.playbooks else [])
        self._guides = guides
        self._palette = palette
        self._of_sheets: list[Diagnostic] = []
        self._searching = Lock()

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """Return what is wrong with what is shown, as far as it has been made."""
        return ordered([*self.publication.findings, *self.handbook.problems, *self._of_sheets])

    def notice(self) -> Notice:
        """Return what a page says above its text to whoever writes: nothing where nothing is wrong."""
        run = Run(self.findings)
        if not run.findings:
            return Notice()
        summary = told(counted(run), run.language)
        return Notice(summary, full(run).removesuffix(summary).rstrip(), any(one.severity is Severity.ERROR for one in run.findings))

    def file(self, path: str) -> File | None:
        """Return a file beside the pages, or None where there is none."""
        if path in self._beside:
            return self._beside[path]
        if path.startswith("print/"):
            return self._printed(path)
        if path.startswith(f"{SEARCH}/"):
            with self._searching:  # All pages are made for it: once is enough.
                return self._search.get(path)
        return next((files[path] for folder, made in self._made_together if path.startswith(folder) for files in [made()] if path in files), None)

    @cached_property
    def _beside(self) -> Mapping[str, File]:
        return {
            **self.handbook.beside, FRAME_STYLE: frame_style(self._palette), NOTICE_STYLE: notice_style(),
            MANIFEST: manifest(self.edition, main_colour(self._palette)),
        }

    @cached_property
    def _search(self) -> Mapping[str, File]:
        return {**search_files([*handbook_entries(self.handbook), *self._guides], self.edition)}

    @property
    def _made_together(self) -> list[tuple[str, Callable[[], Mapping[str, File]]]]:
        """Return how the paths of other files begin, and what makes all that begin so."""
        return [
            (f"{TODAY}/", lambda: self.handbook.days()),
            ("data/", lambda: data_files(self.edition)),
            ("calendar", lambda: calendar_files(self.edition)),
            ("calendar", lambda: sheet_files(self.edition)),
        ]

    def _printed(self, path: str) -> bytes | None:
        """Return a sheet, or the booklet, for which an older one will do."""
        playbook = next((one for key, one in self.edition.playbooks.items() if print_path(*key) == path), None)
        if playbook is None:
            files, problems = print_files(self.edition, self.publication.root, hurried=True)
            self._of_sheets = problems
            return files.get(path)
        with press_of(self.edition, self.publication.root) as press:
            sheet = press.sheet(playbook)
        self._of_sheets += press.diagnostics
        return sheet
