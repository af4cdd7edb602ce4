"""A table of a branch, read: its rows, each with its place, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sopbook.branches.table.header import Columns, columns_of, read_header
from sopbook.branches.table.value import Misread, value_of
from sopbook.kinds.kind import Kind
from sopbook.kinds.tables import TableField
from sopbook.source.cells import Cell, OpenQuoteError, records
from sopbook.source.diagnostics import Diagnostic, joined, many, say
from sopbook.source.document import Document, Extent, Pointer
from sopbook.source.files import read_bytes
from sopbook.source.text import Source

LARGEST_TABLE = 1_000_000
"""Bytes."""
MOST_ROWS = 5_000
_SIGNS = {";": say("a semicolon"), "\t": say("a tab"), "，": say("a Chinese comma")}


def read_table(root: Path, path: str, kind: Kind, table: TableField, branch: str) -> tuple[Document, list[Diagnostic]]:
    """Return the rows of a table as a document whose places are its cells, and what is wrong (TABLE001 to TABLE012).

    What cannot be read is left out: a table with a finding is not shown.
    """
    empty = Source(path, "")
    data, problems = read_bytes(root, path, LARGEST_TABLE)
    if data is None:
        return Document(empty, [], {}, branch=branch), problems or [empty.diagnostic(
            0, 0, "TABLE012",
            say("The table has more than {most:,} bytes.", most=LARGEST_TABLE),
            say("Leave out what nobody looks up, or add the rows up by day or week."),
        )]
    source, problems = _decoded(path, data)
    if problems:
        return Document(source, [], {}, branch=branch), problems
    try:
        found = [cells for cells in records(source.text) if any(cell.text for cell in cells)]
    except OpenQuoteError as error:
        message, hint = (
            (say("Something stands behind a quote that closes a cell."), say('Write a quote inside a cell twice: "".')) if error.is_closed
            else (say("A quote opens here and is never closed."), say('Close it, or write it twice if it belongs to the text: "".'))
        )
        return Document(source, [], {}, branch=branch), [source.diagnostic(error.start, error.end, "TABLE007", message, hint)]
    reading = _Reading(source, columns_of(kind, table), table.key, _choices(kind, table))
    rows, places = reading.rows(found)
    return Document(source, rows, places, refused=frozenset(reading.refused), branch=branch), reading.diagnostics


def _decoded(path: str, data: bytes) -> tuple[Source, list[Diagnostic]]:
    try:
        return Source(path, data.decode("utf-8-sig")), []
    except UnicodeDecodeError as error:
        source = Source(path, data[: error.start].decode("utf-8-sig", "ignore"))
        return source, [source.diagnostic(
            len(source.text), len(source.text), "TABLE001", say("The table is not UTF-8."), say("In Excel: Save as › CSV UTF-8. In WPS: Save as › CSV, encoding UTF-8."),
        )]


def _choices(kind: Kind, table: TableField) -> dict[str, dict[str, Any]]:
    """Return the values of each column of few values, by what they are called in any language."""
    row = kind.shape.at(table.rows).child("*")
    found: dict[str, dict[str, Any]] = {}
    for name in row.properties:
        values = row.child(name).get("enum") or ()
        found[name] = {str(value).casefold(): value for value in values}
        for labels in kind.labels.values():
            for value, label in labels.values.get(name, {}).items():
                found[name].setdefault(str(label).casefold(), next((one for one in values if str(one) == value), value))
    return found


@dataclass
class _Reading:
    """One table while it is read."""

    source: Source
    known: Columns
    key: tuple[str, ...]
    choices: Mapping[str, dict[str, Any]]

    def __post_init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.refused: set[Pointer] = set()
        """The rows of which a part could not be read: what is missing there has its finding."""

    def rows(self, found: list[list[Cell]]) -> tuple[list[dict[str, Any]], dict[Pointer, Extent]]:
        """Return the rows below the header, and the place of each and of each of its cells."""
        places: dict[Pointer, Extent] = {(): Extent(0, len(self.source.text))}
        if not found:
            self._report(
                Cell("", 0, 0), "TABLE004", say("The table is empty: not even the names of its columns are there."),
                say("Write {shapes} into the first row.", shapes=joined(", ", self.known.shapes)),
            )
            return [], places
        head, *body = found
        if self._is_cut_otherwise(head):
            return [], places
        used = [any(len(cells) > index and cells[index].text for cells in body) for index in range(len(head))]
        fields, problems = read_header(self.source, head, self.known, used)
        self.diagnostics += problems
        if len(body) > MOST_ROWS:
            self._report(
                body[MOST_ROWS][0], "TABLE012",
                say("The table has {count:,} rows; {most:,} is the most.", count=len(body), most=MOST_ROWS),
                say("Leave out what nobody looks up, or add the rows up by day or week."),
            )
            body = body[:MOST_ROWS]
        rows: list[dict[str, Any]] = []
        for cells in body:
            if self._fits(cells, len(head)):
                known = len(self.diagnostics)
                row, cell_places = self._row(cells, fields)
                self.refused |= {(len(rows),)} if problems or len(self.diagnostics) > known else set()
                places[len(rows),] = Extent(cells[0].start, cells[-1].end)
                places |= {(len(rows), name): place for name, place in cell_places.items()}
                rows.append(row)
        self._doubles(rows, places)
        return rows, places

    def _is_cut_otherwise(self, head: list[Cell]) -> bool:
        """Return whether something else than a comma stands between the names of the columns, and report it (TABLE002)."""
        for sign, what in _SIGNS.items():
            place = head[0].text.find(sign) if len(head) == 1 else -1
            if place >= 0:
                start = self.source.text.index(sign, head[0].start)
                self._report(
                    Cell(sign, start, start + 1), "TABLE002", say("The cells are cut by {what}, not by a comma.", what=what),
                    say("In the spreadsheet: Save as › CSV UTF-8 (comma delimited)."),
                )
                return True
        return False

    def _fits(self, cells: list[Cell], width: int) -> bool:
        """Return whether a row has as many cells as the header; empty ones behind the last column do not count."""
        count = max((index for index, cell in enumerate(cells, 1) if cell.text), default=0)
        if len(cells) >= width >= count:
            return True
        self._report(
            Cell("", cells[0].start, cells[-1].end), "TABLE006", say("The row has {count} cells; the first row has {width}.", count=len(cells), width=width),
            say('A cell that holds a comma stands in quotes: "1,234". An empty cell still has its comma.'),
        )
        return False

    def _row(self, cells: list[Cell], fields: list[str | None]) -> tuple[dict[str, Any], dict[str, Extent]]:
        row: dict[str, Any] = {}
        places: dict[str, Extent] = {}
        for cell, field in zip(cells, fields, strict=False):
            if field is None or not cell.text:
                continue
            value = value_of(cell.text, self.known.shapes[field], self.choices[field])
            if isinstance(value, Misread):
                self._report(cell, value.code, value.message, value.hint)
            else:
                row[field], places[field] = value, Extent(cell.start, cell.end)
        return row, places

    def _doubles(self, rows: list[dict[str, Any]], places: Mapping[Pointer, Extent]) -> None:
        """Report rows that share what a row is known by (TABLE010)."""
        first: dict[tuple[Any, ...], int] = {}
        for index, row in enumerate(rows):
            name = tuple(row.get(part) for part in self.key)
            if not name or None in name:
                continue
            if name in first:
                line = self.source.position(places[first[name],].start)[0]
                place = places.get((index, self.key[-1]), places[index,])
                self._report(
                    Cell("", place.start, place.end), "TABLE010",
                    many(len(name), "{name} stands twice; the first is on line {line}.", "{name} stand twice; the first is on line {line}.", name=joined(" and ", map(str, name)), line=line),
                    say("Join the two rows, or delete one."),
                )
            first.setdefault(name, index)

    def _report(self, cell: Cell, code: str, message: str, hint: str) -> None:
        self.diagnostics.append(self.source.diagnostic(cell.start, cell.end, code, message, hint))

