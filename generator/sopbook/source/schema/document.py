"""A document against a schema: findings at the exact place of the key or value."""

import re
from collections.abc import Iterable

from sopbook.counters import count
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document, Extent
from sopbook.source.schema.alternatives import ALTERNATIVES, meant
from sopbook.source.schema.fields import about_fields
from sopbook.source.schema.validator import SchemaError, SchemaValidator
from sopbook.source.schema.wording import FIELD_KEYWORDS, Finding, describe
from sopbook.source.yaml.misreadings import colon_in_text, no_space, wide_colon


def validate(document: Document, validator: SchemaValidator) -> list[Diagnostic]:
    """Return every way in which a document does not fit a schema (SCHEMA001 to SCHEMA013, YAML113).

    Values that the parser had to guess at are passed over: they have a finding already.
    """
    count("documents validated")
    if validator.accepts(document.value):
        return []
    return in_words(document, (error for error in validator.errors(document.value) if not _guessed(document, error)))


def in_words(document: Document, errors: Iterable[SchemaError]) -> list[Diagnostic]:
    """Return schema errors as findings in their places."""
    traps, fields, findings = _sorted_out(document, errors)
    findings = about_fields(fields, document.refused) + findings
    return [_trap(document, error) for error in traps] + [
        document.diagnostic(f.pointer, f.code, f.message, f.hint, key=f.at_key) for f in findings
    ]


def _sorted_out(
    document: Document, errors: Iterable[SchemaError]
) -> tuple[list[SchemaError], list[SchemaError], list[Finding]]:
    """Return the errors about brackets, those about which fields there are, and the rest in words."""
    brackets: list[SchemaError] = []
    fields: list[SchemaError] = []
    findings: list[Finding] = []
    for error in errors:
        if error.keyword in FIELD_KEYWORDS:
            fields.append(error)
        elif _yaml_trap(document, error):
            brackets.append(error)
        elif error.keyword in ALTERNATIVES:
            form = meant(error, document.written(error.pointer))
            if isinstance(form, Finding):
                findings.append(form)
                continue
            more_brackets, more_fields, more_findings = _sorted_out(document, form)
            brackets += more_brackets
            fields += more_fields
            findings += more_findings
        else:
            findings += describe(error, document.written(error.pointer))
    return brackets, fields, findings


def _guessed(document: Document, error: SchemaError) -> bool:
    if error.keyword in FIELD_KEYWORDS:
        return False
    return any(guess[: len(error.pointer)] == error.pointer for guess in document.guessed)


def _is_brackets(document: Document, error: SchemaError) -> bool:
    wanted = [error.limit] if isinstance(error.limit, str) else error.limit
    return (
        error.keyword == "type"
        and "string" in wanted
        and isinstance(error.value, list | dict)
        and _place(document, error)[1].flow
    )


_NO_KEY = re.compile(r"[A-Za-z_][\w-]*(?P<colon>[:\uff1a])(?!//)\S")


def _yaml_trap(document: Document, error: SchemaError) -> bool:
    """Return whether a value has the wrong type because YAML read it otherwise than it was meant."""
    if error.keyword != "type":
        return False
    wanted = [error.limit] if isinstance(error.limit, str) else error.limit
    if "object" in wanted and isinstance(error.value, str):
        return bool(_NO_KEY.match(error.value)) and document.written(error.pointer) == error.value
    if "string" in wanted and isinstance(error.value, dict) and error.pointer and isinstance(error.pointer[-1], int):
        return _is_brackets(document, error) or len(error.value) == 1
    return _is_brackets(document, error)


def _trap(document: Document, error: SchemaError) -> Diagnostic:
    """Return the finding for a value that YAML read otherwise than it was meant."""
    document, place = _place(document, error)
    if isinstance(error.value, str):
        match = _NO_KEY.match(error.value)
        colon = place.start + (match.start("colon") if match else 0)
        return no_space(document.source, colon) if document.source.text[colon] == ":" else wide_colon(document.source, colon)
    if not place.flow:
        _, end = document.source.line_bounds(place.start)
        return colon_in_text(document.source, place.start, min(end, place.end))
    return _brackets(document, place, error)


def _place(document: Document, error: SchemaError) -> tuple[Document, Extent]:
    """Return the file that wrote the value of an error, and its place there."""
    return document.origin(error.pointer).document, document.place(error.pointer)


def _brackets(document: Document, place: Extent, error: SchemaError) -> Diagnostic:
    text = document.source.text[place.start : place.end]
    text = text if len(text) < 30 else f"{text[:28]}…"
    what = say("a list") if isinstance(error.value, list) else say("a table")
    return document.source.diagnostic(
        place.start, place.end, "YAML113",
        say("{text} is read as {what}, because it stands in brackets.", text=text, what=what),
        say("Put it in quotes to keep it as text: '{text}'.", text=text),
    )
