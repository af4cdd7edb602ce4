"""A parsed file: its value, and where every key and value of it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sopbook.counters import count
from sopbook.source.diagnostics import Diagnostic, Span, one_line
from sopbook.source.diagnostics.catalogue import CATALOGUE
from sopbook.source.text import Source

Pointer: TypeAlias = tuple[str | int, ...]
"""The way to a value: mapping keys and list positions, from the top. () is the whole document."""


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a value stands, as places in the source's text; `key` is None for list items."""

    start: int
    end: int
    key_start: int | None = None
    key_end: int | None = None
    flow: bool = False
    """Whether the value is written in [brackets] or {braces}."""


@dataclass(frozen=True)
class Document:
    """One YAML document as plain JSON values, with the place of each.

    `value` holds dict, list, str, int, float, bool and None. `guessed` are the pointers whose text
    could not be read as written and was replaced to let the rest be checked.
    """

    source: Source
    value: Any
    places: Mapping[Pointer, Extent] = field(repr=False)
    guessed: frozenset[Pointer] = frozenset()
    refused: frozenset[Pointer] = frozenset()
    """Tables of which a part was refused, such as a merge key: what is missing there may be in it."""

    @property
    def path(self) -> str:
        """Return the file's path, relative to the workspace."""
        return self.source.path

    @property
    def paths(self) -> frozenset[str]:
        """Return the paths of all files that wrote the document."""
        return frozenset({self.source.path})

    def home(self, pointer: Pointer) -> "tuple[Document, Pointer]":
        """Return the file that wrote a value, and where in it: of a plain document, itself."""
        return self, pointer

    def place(self, pointer: Pointer) -> Extent:
        """Return the place of a value, or of the nearest container that the file does write."""
        count("positions asked for")
        while pointer not in self.places and pointer:
            pointer = pointer[:-1]
        return self.places.get(pointer, Extent(0, 0))

    def span(self, pointer: Pointer, *, key: bool = False) -> Span:
        """Return the span of a value, or of its key; a container's is its key or its first line."""
        place = self.place(pointer)
        if place.key_start is not None and place.key_end is not None:
            value = self._at(pointer)
            if key or (isinstance(value, dict | list) and not place.flow) or value is None:
                return self.source.span(place.key_start, place.key_end)
        if place.start == place.end and pointer and isinstance(pointer[-1], int):
            hyphen = self.source.text.rfind("-", 0, place.start)
            if hyphen >= 0 and not self.source.text[hyphen + 1 : place.start].strip():
                return self.source.span(hyphen, hyphen + 1)
        _, line_end = self.source.line_bounds(place.start)
        return self.source.span(place.start, min(place.end, max(line_end, place.start)))

    def written(self, pointer: Pointer) -> str:
        """Return a value of one line as the file writes it, or an empty text for one that it does not write."""
        place = self.places.get(pointer)
        text = self.source.text[place.start : place.end] if place else ""
        return "" if "\n" in text else text

    def _at(self, pointer: Pointer) -> Any:
        value = self.value
        for step in pointer:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def diagnostic(
        self, pointer: Pointer, code: str, message: str, hint: str = "", *, key: bool = False
    ) -> Diagnostic:
        """Return a finding at a value of this document, with the severity of the catalogue."""
        span = self.span(pointer, key=key)
        return Diagnostic(self.path, span, code, one_line(message), one_line(hint), CATALOGUE[code].severity)
