"""schema/coverage.yaml: what the handbook is to cover, row by row."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from sopbook.branches.branch_files import Key
from sopbook.branches.playbooks import BranchPlaybooks
from sopbook.kinds.kind import LocaleText
from sopbook.source.diagnostics import Diagnostic, Severity, say
from sopbook.source.files import read_source
from sopbook.source.pointer import at
from sopbook.source.schema.document import validate
from sopbook.source.schema.validator import SchemaValidator
from sopbook.source.yaml.parser import parse

FILE = "schema/coverage.yaml"
COVERS = "covers"
"""The common field in which a playbook names the rows that it meets."""


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One thing that the handbook is to cover."""

    number: int
    title: LocaleText
    asks: LocaleText
    kinds: tuple[str, ...]
    due: tuple[Key, ...]
    """The playbooks that have to be there."""
    pdf: bool
    """Whether a sheet to print belongs to it."""


def read_coverage(root: Path) -> tuple[tuple[CoverageRow, ...], list[Diagnostic]]:
    """Return the rows of a workspace's coverage.yaml, in its order, and what is wrong with it; without the file, none."""
    if not (root / FILE).exists():
        return (), []
    source, problems = read_source(root, FILE)
    document, more = parse(source) if source else (None, [])
    problems += more
    if document is None:
        return (), problems
    problems += validate(document, _validator())
    if any(one.severity is Severity.ERROR for one in problems):
        return (), problems
    rows: dict[int, CoverageRow] = {}
    for index, row in enumerate(document.value["rows"]):
        if row["row"] in rows:
            problems.append(document.diagnostic(("rows", index, "row"), "SCHEMA015", say("There are two rows {row}.", row=row["row"]), say("Give this one another number.")))
        due = tuple((kind, identifier) for kind, _, identifier in (one.partition("/") for one in row.get("due", ())))
        rows.setdefault(row["row"], CoverageRow(row["row"], row["title"], row.get("asks", {}), tuple(row["kinds"]), due, row.get("pdf", False)))
    return tuple(rows.values()), problems


def check_covers(stocks: Mapping[str, BranchPlaybooks], rows: tuple[CoverageRow, ...]) -> Iterator[Diagnostic]:
    """Yield REF006 for each row that a playbook names and the table does not have. Without a table there is nothing to name."""
    known = {row.number for row in rows}
    for name, stock in stocks.items() if rows else ():
        for entry in stock.entries.values():
            named = at(entry.document.value, (COVERS,)) if entry.kind.envelope else None
            for index, number in enumerate(named if isinstance(named, list) else ()):
                if isinstance(number, int) and number not in known and entry.document.origin((COVERS, index)).branch == name:
                    yield entry.document.diagnostic(
                        (COVERS, index), "REF006", say("{file} has no row {number}.", file=FILE, number=number), say("Name a row by its number, or add the row to the table."),
                    )


@cache
def coverage_schema() -> dict[str, Any]:
    """Return the JSON Schema of coverage.yaml."""
    schema: dict[str, Any] = json.loads((resources.files(__package__) / "coverage.schema.json").read_text("utf-8"))
    return schema


@cache
def _validator() -> SchemaValidator:
    return SchemaValidator(coverage_schema())
