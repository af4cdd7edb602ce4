"""The first row of a table: which field each column fills."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sopbook.kinds.kind import Kind
from sopbook.kinds.schema_view import SchemaView
from sopbook.kinds.tables import TableField, columns
from sopbook.source.cells import Cell
from sopbook.source.diagnostics import Diagnostic, joined, many, say
from sopbook.source.pointer import write_pointer
from sopbook.source.schema.wording import closest
from sopbook.source.text import Source


@dataclass(frozen=True)
class Columns:
    """The columns that a table may have, by what they are called: the field's name, its title, or its label in any language."""

    shapes: Mapping[str, SchemaView]
    required: frozenset[str]
    names: Mapping[str, str]
    """The field by each of its names, as `plainly` writes them."""
    titles: Mapping[str, str]
    """What findings call each field: its title in the schema."""


def columns_of(kind: Kind, table: TableField) -> Columns:
    """Return the columns of the list that a table fills."""
    row = kind.shape.at(table.rows).child("*")
    shapes = columns(row)
    names: dict[str, str] = {}
    for field, shape in shapes.items():
        pattern = write_pointer((*table.rows, "*", field))
        labels = [labels.fields.get(pattern) for labels in kind.labels.values()]
        for name in (field, shape.get("title"), *labels):
            if isinstance(name, str):
                names.setdefault(plainly(name), field)
    return Columns(shapes, frozenset(name for name in row.required if name in shapes), names, {name: str(shape.get("title") or name) for name, shape in shapes.items()})


def plainly(name: str) -> str:
    """Return a name in the form in which names are compared: width, case and blanks do not count."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def read_header(source: Source, cells: Sequence[Cell], known: Columns, used: Iterable[bool]) -> tuple[list[str | None], list[Diagnostic]]:
    """Return the field of each column, None where it fills none, and what is wrong (TABLE003, TABLE004, TABLE005).

    `used` says of each column whether any row fills it: one without a name and without content is passed over.
    """
    fields: list[str | None] = []
    diagnostics: list[Diagnostic] = []
    for cell, is_used in zip(cells, used, strict=True):
        field = known.names.get(plainly(cell.text))
        if not cell.text and not is_used:
            field = None
        elif field is None:
            diagnostics += _unknown(source, cell, known)
        elif field in fields:
            diagnostics.append(source.diagnostic(
                cell.start, cell.end, "TABLE005", say(
                    "The column {text} is {field}, and so is {other}.",
                    text=cell.text, field=field, other=cells[fields.index(field)].text,
                ), say("Delete one of the two columns."),
            ))
            field = None
        fields.append(field)
    missing = [name for name in known.shapes if name in known.required and name not in fields]
    if missing:
        diagnostics.append(source.diagnostic(
            cells[0].start, cells[-1].end, "TABLE004",
            many(len(missing), "The column {missing} is missing.", "The columns {missing} are missing.", missing=joined(", ", missing)),
            many(len(missing), "Add it to the first row, and fill it in.", "Add them to the first row, and fill them in."),
        ))
    return fields, diagnostics


def _unknown(source: Source, cell: Cell, known: Columns) -> Iterator[Diagnostic]:
    if not cell.text:
        yield source.diagnostic(cell.start, cell.end, "TABLE003", say("A column has content and no name."), say("Write its name into the first row, or empty it."))
        return
    meant = closest(cell.text, [*known.titles, *known.titles.values()])
    yield source.diagnostic(
        cell.start, cell.end, "TABLE003",
        say("There is no column {text}.", text=cell.text),
        say("Did you mean {meant}?", meant=meant) if meant else say("The columns are {shapes}.", shapes=joined(", ", known.shapes)),
    )
