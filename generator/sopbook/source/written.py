"""Where the signs of a text stand in the file that writes it: quotes, escapes and folded lines lie between."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from sopbook.source.document import Document, Pointer

Signs: TypeAlias = Iterator[tuple[str, int, int]]
"""What a stretch of the file is read as, and where it begins and ends."""

_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(\r\n|[\s\S]))")
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "a": "\a", "b": "\b", "v": "\v", "f": "\f", "e": "\x1b", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029"}


def written_at(document: Document, pointer: Pointer, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where a stretch of a text stands in the file of a document, or None where that cannot be told.

    White space is matched run by run: the file may break and indent lines where the text has one space.
    """
    place = document.places.get(pointer)
    if place is None or place.start == place.end:
        return None
    signs = _runs(_signs(document.source.text, place.start, place.end))
    first = last = None
    position = 0
    for read, begin, finish in signs:
        run = re.compile(r"\s*").match(text, position)
        length = 1 if not read.isspace() else run.end() - run.start() if run else 0
        if not read.isspace() and text[position : position + 1] != read:
            return None
        if position < end and start < position + length:
            first, last = begin if first is None else first, finish
        position += length
        if position >= end:
            break
    return (first, last) if first is not None and last is not None else None


def _signs(text: str, start: int, end: int) -> Signs:
    """Return the signs of a scalar by its style: block, in double or single quotes, or plain."""
    match text[start]:
        case "|" | ">":
            begin = re.compile(r"[^\n\r]*(?:\r\n|\r|\n)?").match(text, start)
            return _plain(text, begin.end() if begin else start, end)
        case '"':
            return _double_quoted(text, start + 1, end - 1)
        case "'":
            return _single_quoted(text, start + 1, end - 1)
    return _plain(text, start, end)


def _plain(text: str, start: int, end: int) -> Signs:
    yield from ((text[place], place, place + 1) for place in range(start, end))


def _single_quoted(text: str, start: int, end: int) -> Signs:
    place = start
    while place < end:
        length = 2 if text.startswith("''", place) else 1
        yield text[place], place, place + length
        place += length


def _double_quoted(text: str, start: int, end: int) -> Signs:
    place = start
    while place < end:
        escape = _ESCAPE.match(text, place, end)
        if escape is None:
            yield text[place], place, place + 1
            place += 1
            continue
        code = escape[1] or escape[2] or escape[3]
        if code:
            yield chr(int(code, 16)), place, escape.end()
        elif not escape[4].startswith(("\n", "\r")):  # Else the line goes on below.
            yield _SHORT.get(escape[4], escape[4]), place, escape.end()
        place = escape.end()


def _runs(signs: Signs) -> Signs:
    """Yield signs with each run of white space as one, and none at the beginning."""
    pending: tuple[str, int, int] | None = None
    begun = False
    for read, begin, end in signs:
        if read.isspace():
            pending = (" ", pending[1] if pending else begin, end)
            continue
        if pending and begun:
            yield pending
        pending, begun = None, True
        yield read, begin, end
