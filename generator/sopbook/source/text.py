"""The text of one file, and the line and column of every place in it."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from sopbook.source.diagnostics import Diagnostic, Span, one_line
from sopbook.source.diagnostics.catalogue import CATALOGUE

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
"""YAML 1.2 line breaks. U+0085, U+2028 and U+2029 are ordinary characters (YAML 1.2.2, 5.4)."""


@dataclass(frozen=True)
class Source:
    """A file's path (relative to the workspace, forward slashes) and its decoded text."""

    path: str
    text: str = field(repr=False)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_BREAK.finditer(self.text))]

    def position(self, index: int) -> tuple[int, int]:
        """Return (line, column), from 1, of a place in the text given in code points."""
        index = max(0, min(index, len(self.text)))
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    def line_bounds(self, index: int) -> tuple[int, int]:
        """Return (start, end) of the line around a place, without its line break."""
        line, _ = self.position(index)
        start = self._starts[line - 1]
        match = _LINE_BREAK.search(self.text, start)
        return start, match.start() if match else len(self.text)

    def span(self, start: int, end: int) -> Span:
        """Return the span between two places; trailing white space and line breaks are left out."""
        start = max(0, min(start, len(self.text)))
        end = max(start, min(end, len(self.text)))
        end = max(start, start + len(self.text[start:end].rstrip(" \r\n")))
        line, column = self.position(start)
        end_line, end_column = self.position(end)
        return Span(line, column, end_line, end_column)

    def diagnostic(self, start: int, end: int, code: str, message: str, hint: str = "") -> Diagnostic:
        """Return a finding at a stretch of this file, with the severity of the catalogue."""
        return Diagnostic(
            self.path, self.span(start, end), code, one_line(message), one_line(hint), CATALOGUE[code].severity
        )
