"""An empty table for a playbook: the names of its columns, and nothing else."""

import csv
import io

from sopbook.handbook.words import labels_of
from sopbook.kinds.kind import Kind
from sopbook.kinds.tables import TableField, columns
from sopbook.source.pointer import write_pointer


def new_table(kind: Kind, table: TableField, locale: str) -> str:
    """Return the first row of a table, with the labels of a language, and a mark at its beginning, without which Excel takes Chinese for another encoding."""
    labels = labels_of(kind, locale)
    row = kind.shape.at(table.rows).child("*")
    heads = [labels.fields.get(write_pointer((*table.rows, "*", name))) or str(shape.get("title") or name) for name, shape in columns(row).items()]
    text = io.StringIO(newline="")
    csv.writer(text).writerow(heads)
    return f"\ufeff{text.getvalue()}"


def table_name(kind: Kind, table: TableField, identifier: str) -> str:
    """Return what the table of a playbook is called: its id, and the field where the kind has several."""
    more = f"-{str(table.field[-1]).replace('_', '-')}" if len(kind.tables) > 1 else ""
    return f"tables/{identifier}{more}.csv"
