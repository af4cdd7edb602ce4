"""Playbooks whose lists are filled from tables beside them."""

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from sopbook.branches.table.read import read_table
from sopbook.kinds.kind import Kind
from sopbook.kinds.tables import TableField
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document, Origin, Pointer
from sopbook.source.listing import children
from sopbook.source.pointer import at
from sopbook.source.schema.wording import closest

FOLDER = "tables"
"""The folder of a branch that holds its tables."""
_PATH = re.compile(rf"{FOLDER}/[^\W_][\w.-]*\.csv")


def filled(document: Document, kind: Kind, root: Path, folder: str) -> tuple[Document, list[Diagnostic]]:
    """Return a playbook or a fork with the rows of the tables that it names, and what is wrong (FILE001, FILE002, TABLE001 to TABLE012).

    A table lies in the folder of the branch that names it. Where a list is typed beside its table, it stays: the check says so (SCHEMA014).
    """
    diagnostics: list[Diagnostic] = []
    for table in kind.tables:
        said, place = _named(document.value, table.field)
        if isinstance(said, dict) and said.get("$delete") is True:
            document = _with_rows(document, table, {"$delete": True}, {})
        if not isinstance(said, str) or not said or at(document.value, table.rows) is not None or place in document.guessed:
            continue
        flaw = _flaw(document, place, said, root, folder)
        if flaw is not None:
            diagnostics.append(flaw)
            continue
        rows, problems = read_table(root, f"{folder}/{said}", kind, table, document.branch)
        diagnostics += problems
        named_at = Origin(rows, ()) if problems else document.origin(place)
        document = _with_rows(document, table, rows.value, {
            table.rows: named_at, **{(*table.rows, *pointer): Origin(rows, pointer) for pointer in rows.places if pointer},
        })
    return document, diagnostics


def _named(value: Any, field: Pointer) -> tuple[Any, Pointer]:
    """Return what names a table, and where; in a fork it may stand below $value, with its reason beside it."""
    said = at(value, field)
    return (said["$value"], (*field, "$value")) if isinstance(said, dict) and "$value" in said else (said, field)


def _flaw(document: Document, place: Pointer, said: str, root: Path, folder: str) -> Diagnostic | None:
    """Return what is wrong with the name of a table: it leads elsewhere, or there is no such file."""
    if not _PATH.fullmatch(said):
        stem = re.sub(r"[^\w.-]+", "-", PurePosixPath(said).stem).strip("-._") or "results"
        return document.diagnostic(
            place, "FILE002", say("{said} is no table in {folder}/.", said=said, folder=FOLDER),
            say("Put it into {folder}/{tables} and write {tables}/{stem}.csv: letters, digits, dots and hyphens.", folder=folder, tables=FOLDER, stem=stem),
        )
    if os.path.lexists(root / folder / said):
        return None
    there = [file.name for file in children(root / folder / FOLDER) if file.suffix == ".csv"]
    meant = closest(PurePosixPath(said).name, there)
    return document.diagnostic(
        place, "FILE001",
        say("There is no file {said} in {folder}.", said=said, folder=folder),
        say("Did you mean {folder}/{meant}?", folder=FOLDER, meant=meant) if meant else say("`sopbook new KIND ID --table` writes an empty one."),
    )


def _with_rows(document: Document, table: TableField, rows: Any, origins: Mapping[Pointer, Origin]) -> Document:
    """Return a document in which a list has rows, each cell with the place in its table."""
    known = document.origins or {pointer: Origin(document, pointer) for pointer in ((), *document.places)}
    refused = {pointer for pointer, origin in origins.items() if origin.pointer in origin.document.refused and origin.document is not document}
    return replace(document, value=_put(document.value, table.rows, rows), origins={**known, **origins}, refused=document.refused | refused)


def _put(value: Any, pointer: Pointer, rows: Any) -> Any:
    """Return a value with something at a pointer; tables on the way that are not there are made."""
    if not pointer:
        return rows
    inside = value if isinstance(value, dict) else {}
    return {**inside, pointer[0]: _put(inside.get(pointer[0]), pointer[1:], rows)}
