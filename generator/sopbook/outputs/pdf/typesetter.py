"""The typesetter: Typst, shut in with our own files and fonts, without a network and without a clock."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

import typst

from sopbook.counters import count
from sopbook.kinds.kind import Kind
from sopbook.outputs.pdf.fonts import FAMILIES, FOLDER

OWN_FILES = ("library.typ", "widths.typ", "generic.typ", "document.typ", "booklet.typ")
_NO_CLOCK = 0
"""Seconds since 1970. A template that asks for today gets this day: the true one would give other bytes at each build."""
_LINE = re.compile(r"kinds/([^:\s]+)\.typ:(\d+):(\d+)")


class TemplateFailedError(Exception):
    """A kind's print.typ failed."""

    def __init__(self, kind: str, line: int, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        """The kind by its name; empty where Typst does not say which."""
        self.line = line
        """The line of print.typ, from 1; the first one where Typst names none."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be set: one of our main files, and its data."""

    main: str
    given: Mapping[str, Any]


class Typesetter:
    """Sets one document after the other; a context manager, because Typst reads its templates from a folder of its own."""

    def __init__(self, kinds: tuple[Kind, ...]) -> None:
        self._kinds = {kind.name: kind.print_template for kind in kinds if kind.print_template is not None}

    def __enter__(self) -> "Typesetter":
        """Lay out the folder: the library, our main files, and each kind's template."""
        self._home = TemporaryDirectory(prefix="sopbook-print-")
        try:
            self._lay_out(Path(self._home.name))
        except BaseException:
            self._home.cleanup()
            raise
        return self

    def _lay_out(self, folder: Path) -> None:
        self._folder = folder
        (self._folder / "kinds").mkdir()
        for name in OWN_FILES:
            (self._folder / name).write_text(own_file(name), "utf-8")
        for kind, text in self._kinds.items():
            (self._folder / "kinds" / f"{kind}.typ").write_text(text, "utf-8")
        nothing = self._folder / "packages"
        nothing.mkdir()
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])
        self._compiler = typst.Compiler(
            root=str(self._folder), font_paths=fonts, package_path=str(nothing), package_cache_path=str(nothing),
        )

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Delete the folder."""
        self._home.cleanup()

    def pdf(self, order: Order, without: frozenset[str] = frozenset()) -> bytes:
        """Return a PDF/UA-1. Raises TemplateFailedError; kinds in `without` are laid out generically."""
        given = {
            **order.given,
            "fonts": list(FAMILIES),
            "templates": {kind: f"/kinds/{kind}.typ" for kind in self._kinds if kind not in without},
        }
        count("PDFs typeset")
        try:
            made = self._compiler.compile(
                input=str(self._folder / order.main), format="pdf", pdf_standards=["ua-1"], timestamp=_NO_CLOCK,
                sys_inputs={"given": json.dumps(given, ensure_ascii=False)},
            )
        except typst.TypstError as error:
            raise _failure(error) from error
        if not isinstance(made, bytes):
            raise TypeError(f"Typst gave {type(made).__name__}, not one PDF.")
        return made


def own_file(name: str) -> str:
    """Return one of our own Typst files."""
    return (resources.files("sopbook.outputs.pdf") / "typst" / name).read_text("utf-8")


def _failure(error: typst.TypstError) -> TemplateFailedError:
    """Return what went wrong, in which kind's template and on which line, as far as Typst says so."""
    found = _LINE.search(error.diagnostic) or next((m for one in error.trace for m in [_LINE.search(one)] if m), None)
    hints = f" ({'; '.join(error.hints)})" if error.hints else ""
    return TemplateFailedError(found[1] if found else "", int(found[2]) if found else 1, f"{error.message}{hints}")
