"""What kind.yaml says about fields: expressions over them, and pointers to them."""

from collections.abc import Iterator
from typing import Any

from sopbook.kinds import agenda
from sopbook.kinds.cel import Expression, compile_expression
from sopbook.kinds.kind import FILE_NAME, Derivation, Rule
from sopbook.kinds.run_sheet import run_sheet_pointers
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import parse_pointer, write_pointer
from sopbook.source.schema.wording import closest


def read_expressions(config: Document) -> tuple[list[Rule], list[Derivation], list[Diagnostic]]:
    """Return the rules and the computed values of kind.yaml, and those that CEL cannot read (KIND006)."""
    values = config.value
    rules: list[Rule] = []
    derivations: list[Derivation] = []
    diagnostics: list[Diagnostic] = []

    def compiled(pointer: Pointer, text: str) -> Expression | None:
        try:
            return compile_expression(text)
        except ValueError as error:
            diagnostics.append(config.diagnostic(
                pointer, "KIND006", f"The expression cannot be read: {error}.",
                "The language is CEL. sopbook's own functions are listed in the guide for makers of kinds.",
            ))
            return None

    for index, entry in enumerate(values.get("rules", [])):
        expression = compiled(("rules", index, "rule"), entry["rule"])
        if expression:
            rules.append(Rule(
                expression, entry["rule"], parse_pointer(entry.get("each", "")), parse_pointer(entry.get("at", "")),
                entry["message"], entry.get("hint", {}), ("rules", index, "rule"),
            ))
    for index, entry in enumerate(values.get("derive", [])):
        expression = compiled(("derive", index, "value"), entry["value"])
        if expression:
            derivations.append(Derivation(
                expression, parse_pointer(entry.get("each", "")), parse_pointer(entry["at"]), ("derive", index, "value"),
            ))
    return rules, derivations, diagnostics


def check_pointers(config: Document, shape: SchemaView) -> Iterator[Diagnostic]:
    """Yield KIND005 for pointers of kind.yaml to no field, KIND010 for computed fields that can be typed."""
    for place, pointer in _written_pointers(config.value, shape):
        known = shape
        for index, step in enumerate(pointer):
            if known.properties and step not in known.properties and not known.child(step):
                meant = closest(str(step), known.properties)
                yield config.diagnostic(
                    place, "KIND005", f"The schema has no field {write_pointer(pointer[: index + 1])}.",
                    f"Did you mean {write_pointer((*pointer[:index], meant))}?" if meant
                    else f"The fields there are: {', '.join(known.properties)}.",
                )
                break
            known = known.child(step)
        else:
            computed = any(shape.at(pointer[:n]).get("readOnly") for n in range(1, len(pointer) + 1))
            if place[0] == "derive" and place[-1] == "at" and not computed:
                yield config.diagnostic(
                    place, "KIND010", f"{write_pointer(pointer)} is computed, but the schema lets authors type it.",
                    'Mark it "readOnly": true in schema.json.',
                )


def _written_pointers(values: dict[str, Any], shape: SchemaView) -> Iterator[tuple[Pointer, Pointer]]:
    for name, text in values.get("identity", {}).items():
        if text != FILE_NAME:
            yield ("identity", name), parse_pointer(text)
    for name in ("facts", "columns", "group_by", "situations"):
        for index, text in enumerate(values.get(name, [])):
            yield (name, index), parse_pointer(text)
    yield from agenda.pointers(values)
    yield from run_sheet_pointers(values, shape)
    for name in ("rules", "derive"):
        for index, entry in enumerate(values.get(name, [])):
            each = parse_pointer(entry.get("each", ""))
            if each:
                yield (name, index, "each"), each
            if entry.get("at"):
                yield (name, index, "at"), (*each, *parse_pointer(entry["at"]))
