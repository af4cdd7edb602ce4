"""The typesetter: Typst in processes of its own, shut in with our own files and fonts, without a network and without a clock."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count as numbers
from multiprocessing import parent_process
from pathlib import Path
from queue import LifoQueue
from shutil import copyfile
from tempfile import TemporaryDirectory
from threading import Lock
from types import TracebackType
from typing import Any

from sopbook.counters import count
from sopbook.outputs.pdf.fonts import FAMILIES
from sopbook.outputs.pdf.fonts.own import FOLDER
from sopbook.outputs.pdf.process import DiedError, Process, TooSlowError
from sopbook.outputs.pdf.typst_files import OWN_FILES, own_file
from sopbook.source.diagnostics import say

PATIENCE = 180.0
"""Seconds for one PDF. A sheet takes 0.2 s, a volume of 100 pages 4 s, and a machine may have twenty times as much to do."""
_ATTEMPTS = 2
"""How often an order is given to a process, where processes die at it."""
_UNDRAWN = "<undrawn>"
"""The label of our library at what no font draws."""
_PAGE = re.compile(rb"/Type\s*/Page\b")
"""What every page of a PDF is, in the words of ISO 32000-1 (7.7.3.3); Typst packs only what stands on it."""
_LINE = re.compile(r"kinds/([^:\s]+)\.typ:(\d+):(\d+)")


class TemplateFailedError(Exception):
    """A kind's print.typ failed."""

    def __init__(self, kind: str, line: int, reason: str, *, stops: bool = False) -> None:
        super().__init__(reason)
        self.kind = kind
        """The kind by its name; empty where Typst does not say which."""
        self.line = line
        """The line of print.typ, from 1; the first one where Typst names none."""
        self.stops = stops
        """Whether it took the typesetter down with it: another try with the same template is not worth its time."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be set: one of our main files, and its data."""

    main: str
    given: Mapping[str, Any]
    fitted: str | None = None
    """The label of the sheet whose size may change, so that no part of it ends on a page that is nearly empty."""
    numbered: bool = False
    """Whether it is asked on which page each sheet in it begins."""


@dataclass(frozen=True, slots=True)
class TypesetPdf:
    """A PDF, the stretches of text in it that hold characters which no font draws, and the scale of its size."""

    content: bytes
    undrawn: tuple[str, ...] = ()
    scale: float = 1.0
    starts: Mapping[str, int] = field(default_factory=dict)
    """The number of the page on which each sheet begins, by label, if that was asked."""


class Typesetter:
    """Sets documents, several at a time if threads ask for them; a context manager, because of its processes and their folder."""

    def __init__(self, templates: Mapping[str, str], fonts: Sequence[Path]) -> None:
        """Take the print.typ of each kind that has one, by its name, and the font files of the workspace."""
        self._templates = templates
        self._fonts = fonts
        # A process that builds one edition among others has one core to itself.
        self.number = 1 if parent_process() is not None else os.cpu_count() or 1
        """How many documents are set at a time: one a core."""
        self._idle: LifoQueue[Process | None] = LifoQueue()
        self._busy: set[Process | None] = set()
        self._is_stopped = False
        self._lock = Lock()
        self._files = numbers(1)

    def __enter__(self) -> "Typesetter":
        """Lay out the folder: the library, our main files, each kind's template, the fonts of the workspace."""
        self._home = TemporaryDirectory(prefix="sopbook-print-", ignore_cleanup_errors=True)
        try:
            self._lay_out(Path(self._home.name))
        except BaseException:
            self._home.cleanup()
            raise
        for _ in range(self.number):
            self._idle.put(None)
        return self

    def _lay_out(self, folder: Path) -> None:
        self._folder = folder
        for name in ("kinds", "packages", "made"):
            (folder / name).mkdir()
        for name in OWN_FILES:
            (folder / name).write_text(own_file(name), "utf-8")
        for kind, text in self._templates.items():
            (folder / "kinds" / f"{kind}.typ").write_text(text, "utf-8")
        self._font_folders = [FOLDER]
        # One folder for each: Typst takes the folders in their order, but the files inside of one in that of the disk.
        for number, file in enumerate(self._fonts):
            self._font_folders.append(folder / "fonts" / str(number))
            self._font_folders[-1].mkdir(parents=True)
            copyfile(file, self._font_folders[-1] / file.name)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the processes, and delete the folder."""
        self.rest()
        self.stop()
        self._home.cleanup()

    def rest(self) -> None:
        """End the processes that have nothing to do, and with them what they hold of the memory."""
        idle = [self._idle.get() for _ in range(self._idle.qsize())]
        for process in idle:
            if process is not None:
                process.end()
            self._idle.put(None)

    def stop(self) -> None:
        """Kill what is at work: what it makes is not wanted any more."""
        with self._lock:
            self._is_stopped = True
            for process in self._busy:
                if process is not None:
                    process.kill()

    def pdf(self, order: Order, without: frozenset[str] = frozenset()) -> TypesetPdf:
        """Return a PDF/UA-1. Raises TemplateFailedError; kinds in `without` are laid out generically."""
        with self._lock:
            count("PDFs typeset")
        target = self._folder / "made" / f"{next(self._files)}.pdf"
        answer = self._answer({
            "main": order.main,
            "given": {
                **order.given,
                "fonts": list(FAMILIES),
                "templates": {kind: f"/kinds/{kind}.typ" for kind in self._templates if kind not in without},
            },
            "pdf": str(target),
            "query": _UNDRAWN if order.given.get("undrawn") else None,
            "fitted": order.fitted,
            "numbered": order.numbered,
        })
        if "error" in answer:
            raise _failure(answer)
        content = target.read_bytes()
        target.unlink()
        return TypesetPdf(content, tuple(dict.fromkeys(answer["labelled"])), answer["scale"], answer["starts"])

    def _answer(self, order: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer of a process; one that dies is replaced, and the order repeated. Raises TemplateFailedError."""
        for _ in range(_ATTEMPTS):
            with self._process() as process:
                try:
                    return process.answer(order, PATIENCE)
                except TooSlowError:
                    raise TemplateFailedError("", 1, say("it has not ended after {patience:g} seconds", patience=PATIENCE), stops=True) from None
                except DiedError:
                    if self._is_stopped:
                        break
        raise TemplateFailedError("", 1, say("the typesetter died at it twice, perhaps because the memory ran out"), stops=True)

    @contextmanager
    def _process(self) -> Iterator[Process]:
        """Give a process that nobody else uses, as soon as there is one."""
        process = self._idle.get()
        try:
            process = process or Process(self._folder, self._font_folders)
            with self._lock:
                self._busy.add(process)
            yield process
        finally:
            with self._lock:
                self._busy -= {process}
            self._idle.put(None if process is None or process.has_ended else process)


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF of ours has."""
    return len(_PAGE.findall(pdf))


def _failure(answer: Mapping[str, Any]) -> TemplateFailedError:
    """Return what went wrong, in which kind's template and on which line, as far as Typst says so."""
    found = next((match for one in answer["at"] for match in [_LINE.search(one)] if match), None)
    hints = f" ({'; '.join(answer['hints'])})" if answer["hints"] else ""
    return TemplateFailedError(found[1] if found else "", int(found[2]) if found else 1, f"{answer['error']}{hints}")
