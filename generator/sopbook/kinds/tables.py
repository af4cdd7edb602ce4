"""What a schema says of a text that names a table (`x-table`): the list that the table's rows fill."""

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.kinds.fields import schema_fields
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.diagnostics import Diagnostic, joined, say
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import parse_pointer, write_pointer

_PLAIN = ("string", "number", "integer", "boolean")


@dataclass(frozen=True, slots=True)
class TableField:
    """A field that names a table, the list that its rows fill, and the columns by which a row is known."""

    field: Pointer
    rows: Pointer
    key: tuple[str, ...] = ()


def table_fields(shape: SchemaView) -> Iterator[TableField]:
    """Yield the fields of a schema that name tables. One inside of a list names none: nobody could say which item its rows are for."""
    for one in schema_fields(shape):
        said = one.shape.get("x-table")
        if said is None or "*" in one.pointer:
            continue
        rows, key = (said.get("rows"), said.get("key", [])) if isinstance(said, dict) else (said, [])
        if isinstance(rows, str) and isinstance(key, list | str):
            yield TableField(one.pointer, parse_pointer(rows), tuple([key] if isinstance(key, str) else key))


def columns(shape: SchemaView) -> dict[str, SchemaView]:
    """Return the fields of a row that a cell can fill, in the order of the schema; `shape` is that of the row."""
    fields = {name: shape.child(name) for name in shape.properties}
    return {name: one for name, one in fields.items() if not one.get("readOnly") and (one.get("type") in _PLAIN or one.get("enum"))}


def check_tables(document: Document, shape: SchemaView) -> Iterator[Diagnostic]:
    """Yield KIND019 where a table could fill nothing; `document` is schema.json."""
    for one in table_fields(shape):
        rows = shape.at(one.rows)
        row, name = rows.child("*"), write_pointer(one.rows)
        unknown = [key for key in one.key if key not in columns(row)]
        if not rows or rows.get("type") != "array" or not row.properties:
            what, hint = say("{name} is no list of tables with named fields", name=name), say("Let x-table point to a list whose items have properties.")
        elif not rows.get("readOnly"):
            what, hint = say("{name} could be typed as well", name=name), say('Mark it "readOnly": true: its rows come from the table alone.')
        elif rows.get("x-key") and rows.get("x-merge") != "replace":
            what, hint = say("a branch would change {name} item by item", name=name), say('Give it "x-merge": "replace": a branch brings a table of its own.')
        elif unknown:
            what, hint = say("{unknown} is no column of {name}", unknown=unknown[0], name=name), say("The columns are {columns}.", columns=joined(", ", columns(row)) or say("none"))
        else:
            continue
        place = ("properties", *(step for part in one.field for step in (part, "properties")))[:-1]
        yield document.diagnostic((*place, "x-table"), "KIND019", say("No table can fill it: {what}.", what=what), hint)
