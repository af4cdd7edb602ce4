"""Missing and unknown fields, looked at together: a misspelt key is one mistake, not two."""

from collections.abc import Iterable
from typing import Any

from sopbook.source.diagnostics import joined, say
from sopbook.source.document import Pointer
from sopbook.source.schema.evaluated import named_in
from sopbook.source.schema.validator import SchemaError
from sopbook.source.schema.wording import Finding, closest, name_of


def about_fields(errors: Iterable[SchemaError], refused: frozenset[Pointer] = frozenset()) -> list[Finding]:
    """Return the findings for `required`, `additionalProperties` and `unevaluatedProperties` errors.

    Codes: SCHEMA001 (missing), SCHEMA002 (unknown, perhaps a misspelling of one that is missing).
    """
    missing: dict[Pointer, list[str]] = {}
    unknown: dict[Pointer, list[str]] = {}
    known: dict[Pointer, set[str]] = {}
    for error in errors:
        pointer = error.pointer
        known.setdefault(pointer, set()).update(_writable(error.schema))
        if error.keyword == "required" and pointer in refused:
            continue
        if error.keyword == "required":
            names = [name for name in error.limit if name not in error.value]
            missing.setdefault(pointer, []).extend(n for n in names if n not in missing.get(pointer, []))
        else:
            unknown.setdefault(pointer, []).extend(_extras(error))
    findings: list[Finding] = []
    for pointer in sorted(missing.keys() | unknown.keys(), key=str):
        findings += _pair(pointer, missing.get(pointer, []), unknown.get(pointer, []), known[pointer])
    return findings


def _writable(schema: dict[str, Any]) -> list[str]:
    parts = [schema, *(part for part in schema.get("allOf", ()) if isinstance(part, dict))]
    return [
        name for part in parts for name, field in part.get("properties", {}).items()
        if not (isinstance(field, dict) and field.get("readOnly"))
    ]


def _extras(error: SchemaError) -> list[str]:
    if error.keyword == "additionalProperties":
        return [name for name in error.value if name not in named_in(error.schema, error.value)]
    return list(error.extras)


def _pair(pointer: Pointer, missing: list[str], unknown: list[str], known: set[str]) -> list[Finding]:
    findings = []
    missing = list(missing)
    where = say(" in {name}", name=name_of(pointer)) if pointer else ""
    for name in unknown:
        meant = closest(name, missing)
        if meant:
            missing.remove(meant)
            findings.append(Finding(
                (*pointer, name), "SCHEMA002", say("There is no field {name}{where}, and {meant} is missing.", name=name, where=where, meant=meant),
                say("Did you mean {meant}?", meant=meant), at_key=True,
            ))
            continue
        other = closest(name, known - set(unknown))
        hint = say("Did you mean {meant}?", meant=other) if other else say("The fields here are: {known}.", known=joined(", ", sorted(known)))
        if not known:
            hint = say("Delete it: no field is allowed here.")
        findings.append(Finding(
            (*pointer, name), "SCHEMA002", say("There is no field {name}{where}.", name=name, where=where), hint, at_key=True,
        ))
    findings += [
        Finding(pointer, "SCHEMA001", _missing(name, pointer), say("Add it: {name}: …", name=name), at_key=True)
        for name in missing
    ]
    return findings


def _missing(name: str, pointer: Pointer) -> str:
    return say("The field {name} is missing from {table}.", name=name, table=name_of(pointer)) if pointer else say("The field {name} is missing.", name=name)
