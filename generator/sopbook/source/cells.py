"""A text of comma-separated values (RFC 4180) cut into cells, each with its place: Python's csv module knows the last line of a record only."""

from collections.abc import Iterator
from dataclasses import dataclass

_ENDS = ("\r", "\n")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what it says, and where it stands in the text, its quotes included."""

    text: str
    start: int
    end: int


class OpenQuoteError(Exception):
    """A quote is never closed, or something stands behind one that is; `start` and `end` are its place."""

    def __init__(self, start: int, end: int, *, is_closed: bool) -> None:
        super().__init__(start, end)
        self.start, self.end, self.is_closed = start, end, is_closed


def records(text: str) -> Iterator[list[Cell]]:
    """Yield the records of a text, empty lines left out. Raises OpenQuoteError.

    A cell in quotes may hold commas, line breaks, and quotes written twice.
    """
    place = 0
    cells: list[Cell] = []
    while place < len(text):
        cell = _quoted(text, place) if text[place] == '"' else _bare(text, place)
        cells.append(cell)
        place = cell.end
        if place < len(text) and text[place] == ",":
            place += 1
            if place == len(text) or text[place] in _ENDS:
                cells.append(Cell("", place, place))
            else:
                continue
        if any(one.end > one.start for one in cells) or len(cells) > 1:
            yield cells
        cells = []
        place += 2 if text.startswith("\r\n", place) else 1


def _bare(text: str, start: int) -> Cell:
    """Return a cell without quotes; blanks around it are no part of it."""
    end = min((found for sign in (",", *_ENDS) if (found := text.find(sign, start)) >= 0), default=len(text))
    return Cell(text[start:end].strip(), start, end)


def _quoted(text: str, start: int) -> Cell:
    place = start + 1
    while True:
        close = text.find('"', place)
        if close < 0:
            raise OpenQuoteError(start, start + 1, is_closed=False)
        if not text.startswith('""', close):
            break
        place = close + 2
    end = close + 1
    if end < len(text) and text[end] not in (",", *_ENDS):
        raise OpenQuoteError(end, end + 1, is_closed=True)
    return Cell(text[start + 1 : close].replace('""', '"'), start, end)
