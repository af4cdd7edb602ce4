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

    White space is passed over: the file may break and indent lines where the text has one space. So the stretch begins and
    ends with signs that can be seen.
    """
    place = document.places.get(pointer)
    if place is None or place.start == place.end:
        return None
    visible = iter([(index, sign) for index, sign in enumerate(text) if not sign.isspace()])
    first = last = None
    for read, begin, finish in _signs(document.source.text, place.start, place.end):
        if read.isspace():
            continue
        index, sign = next(visible, (0, ""))
        if sign != read:
            return None
        if start <= index < end:
            first, last = begin if first is None else first, finish
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
