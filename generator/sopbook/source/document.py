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


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was written: the file, and the place in it."""

    document: "Document" = field(repr=False)
    pointer: Pointer

    @property
    def branch(self) -> str:
        """Return the branch that wrote the value."""
        return self.document.branch


@dataclass(frozen=True)
class Document:
    """One YAML document as plain JSON values, with the place of each: a file, or several laid over one another.

    `value` holds dict, list, str, int, float, bool and None. `guessed` are the pointers whose text
    could not be read as written and was replaced to let the rest be checked.
    """

    source: Source
    """The file; of several, that of the lowest branch."""
    value: Any
    places: Mapping[Pointer, Extent] = field(repr=False)
    guessed: frozenset[Pointer] = frozenset()
    refused: frozenset[Pointer] = frozenset()
    """Tables of which a part was refused, such as a merge key: what is missing there may be in it."""
    branch: str = ""
    """The branch whose file it is; empty for a file that is no branch's, such as mkdocs.yml."""
    origins: Mapping[Pointer, Origin] = field(default_factory=dict, repr=False)
    """Where each value was written, if several files wrote the document; findings go there. Else empty."""

    @property
    def path(self) -> str:
        """Return the file's path, relative to the workspace."""
        return self.source.path

    @property
    def paths(self) -> frozenset[str]:
        """Return the paths of all files that wrote the document."""
        return frozenset({self.path, *(origin.document.path for origin in self.origins.values())})

    def origin(self, pointer: Pointer) -> Origin:
        """Return where a value was written, or the nearest container that a file does write."""
        if not self.origins:
            return Origin(self, pointer)
        while pointer not in self.origins:
            pointer = pointer[:-1]
        return self.origins[pointer]

    def place(self, pointer: Pointer) -> Extent:
        """Return the place of a value in its file, or of the nearest container that the file does write."""
        origin = self.origin(pointer)
        return origin.document._place(origin.pointer)

    def span(self, pointer: Pointer, *, key: bool = False) -> Span:
        """Return the span of a value, or of its key, in its file; a container's is its key or its first line."""
        origin = self.origin(pointer)
        return origin.document._span(origin.pointer, key=key)

    def written(self, pointer: Pointer) -> str:
        """Return a value of one line as its file writes it, or an empty text for one that no file writes."""
        if self.origins and pointer not in self.origins:
            return ""
        origin = self.origin(pointer)
        document, place = origin.document, origin.document.places.get(origin.pointer)
        text = document.source.text[place.start : place.end] if place else ""
        return "" if "\n" in text else text

    def diagnostic(
        self, pointer: Pointer, code: str, message: str, hint: str = "", *, key: bool = False
    ) -> Diagnostic:
        """Return a finding at a value, in the file that wrote it, with the severity of the catalogue."""
        path, span = self.origin(pointer).document.path, self.span(pointer, key=key)
        return Diagnostic(path, span, code, one_line(message), one_line(hint), CATALOGUE[code].severity)

    def _place(self, pointer: Pointer) -> Extent:
        count("positions asked for")
        while pointer not in self.places and pointer:
            pointer = pointer[:-1]
        return self.places.get(pointer, Extent(0, 0))

    def _span(self, pointer: Pointer, *, key: bool) -> Span:
        place = self._place(pointer)
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

    def _at(self, pointer: Pointer) -> Any:
        value = self.value
        for step in pointer:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value
