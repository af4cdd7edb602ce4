"""From YAML text to a document: libyaml's events, our own values and positions.

libyaml (through PyYAML's C parser) gives the events; its own constructor would follow YAML 1.1
and forget where things stand. What can hurt or surprise is refused, each with a message of its own.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain

import yaml

from sopbook.counters import count
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.document import Document, Extent, Pointer
from sopbook.source.files import CONTROL
from sopbook.source.pointer import at
from sopbook.source.text import Source
from sopbook.source.yaml.builder import Builder
from sopbook.source.yaml.misreadings import wide_indent
from sopbook.source.yaml.traps import recognise, whole_text
from sopbook.source.yaml.values import DoubtfulError, read_values

_MOST_TRAPS = 50
_NO_BREAKS = "\u0085\u2028\u2029"
"""libyaml ends a line at these; YAML 1.2 does not. They pass through as stand-ins."""


class PlacesOnDemand(Mapping[Pointer, Extent]):
    """The places of a sound text, read when somebody asks for the first one: most files have no finding."""

    def __init__(self, source: Source) -> None:
        self._source = source

    @cached_property
    def _places(self) -> Mapping[Pointer, Extent]:
        document, _ = parse_with_places(self._source)
        return document.places if document else {}

    def __getitem__(self, pointer: Pointer) -> Extent:
        """Return a place."""
        return self._places[pointer]

    def __iter__(self) -> Iterator[Pointer]:
        """Return all pointers, in the document's order."""
        return iter(self._places)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._places)


def parse(source: Source, branch: str = "") -> tuple[Document | None, list[Diagnostic]]:
    """Return the document of a text, or None where nothing can be made of it, and what is wrong.

    `branch` is the branch whose file it is, if it is one's.     Reports YAML003 to YAML010, YAML013, YAML015 and the traps YAML101 to YAML111. After a trap the
    rest is still read, so that one run finds them all.
    """
    count("files parsed")
    try:
        return Document(source, read_values(source.text), PlacesOnDemand(source), branch=branch), []
    except DoubtfulError:
        return parse_with_places(source, branch)


def parse_with_places(source: Source, branch: str = "") -> tuple[Document | None, list[Diagnostic]]:
    """Return what `parse` returns, with every place at hand: the authority on values and on what is wrong."""
    count("files parsed with places")
    text, stand_ins = _readable(source.text)
    found: list[Diagnostic] = []
    guessed: list[tuple[int, int]] = []
    for _ in range(_MOST_TRAPS):
        builder = Builder(source, text, stand_ins)
        try:
            builder.run(_events(text))
        except yaml.MarkedYAMLError as error:
            trap = recognise(source, text, error, builder.long_quote)
            if trap.patch is None and any(d.code == "YAML110" for d in found):
                return None, found  # The wide spaces explain it.
            found.append(trap.diagnostic)
            if trap.patch is None:
                return None, found
            start, replacement = trap.patch
            patched = text[:start] + replacement + text[start + len(replacement) :]
            if patched == text:
                return None, found
            text = patched
            guessed.append((start, start + len(replacement)))
        else:
            if builder.wide:
                found += [wide_indent(source, start, end) for start, end in builder.wide]
                for start, end in builder.wide:
                    text = text[:start] + " " * (end - start) + text[end:]
                continue
            trap_of_all = whole_text(source, text) if isinstance(builder.root, str) else None
            if trap_of_all and trap_of_all.patch:
                found.append(trap_of_all.diagnostic)
                start, replacement = trap_of_all.patch
                text = text[:start] + replacement + text[start + len(replacement) :]
                guessed.append((start, start + len(replacement)))
                continue
            found.extend(builder.diagnostics)
            if not builder.finished:
                return None, found
            unsure = {
                p for p, place in builder.places.items()
                if _overlaps(place, guessed, leaf=not isinstance(at(builder.root, p), dict | list))
            }
            return Document(
                source, builder.root, builder.places, frozenset(unsure | builder.guessed), frozenset(builder.refused), branch
            ), found
    return None, found


def _readable(text: str) -> tuple[str, dict[str, str]]:
    """Return the text for libyaml, each character in its place, and what stands for what."""
    stand_ins: dict[str, str] = {}
    free = (chr(code) for code in chain(range(0xE000, 0xF8FF), range(0xF0000, 0xFFFFE)) if chr(code) not in text)
    for character in _NO_BREAKS:
        if character in text:
            stand_in = next(free)
            stand_ins[stand_in] = character
            text = text.replace(character, stand_in)
    return CONTROL.sub(" ", text), stand_ins


def _overlaps(place: Extent, ranges: list[tuple[int, int]], *, leaf: bool) -> bool:
    return any(start <= place.start < end or (leaf and place.start <= start < place.end) for start, end in ranges)


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=yaml.CSafeLoader)
