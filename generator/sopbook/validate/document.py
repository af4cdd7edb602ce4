"""A document against a schema: findings at the exact place of the key or value."""

from jsonschema.exceptions import ValidationError

from sopbook.diagnostics import Diagnostic
from sopbook.load.document import Document
from sopbook.validate.fields import about_fields
from sopbook.validate.validator import SchemaValidator
from sopbook.validate.wording import word

_FIELDS = ("required", "additionalProperties", "unevaluatedProperties")


def validate(document: Document, validator: SchemaValidator) -> list[Diagnostic]:
    """Return every way in which a document does not fit a schema (SCHEMA001 to SCHEMA013, YAML113).

    Values that the parser had to guess at are passed over: they have a finding already.
    """
    if validator.accepts(document.value):
        return []
    brackets, fields, values = [], [], []
    for error in validator.errors(document.value):
        if error.validator in _FIELDS:
            fields.append(error)
        elif _is_brackets(document, error):
            brackets.append(error)
        elif not _guessed(document, error):
            values.append(error)
    findings = about_fields(fields)
    for error in values:
        findings += word(error)
    return [_brackets(document, error) for error in brackets] + [
        document.diagnostic(f.pointer, f.code, f.message, f.hint, key=f.at_key) for f in findings
    ]


def _guessed(document: Document, error: ValidationError) -> bool:
    pointer = tuple(error.absolute_path)
    return any(guess[: len(pointer)] == pointer for guess in document.guessed)


def _is_brackets(document: Document, error: ValidationError) -> bool:
    wanted = [error.validator_value] if isinstance(error.validator_value, str) else error.validator_value
    return (
        error.validator == "type"
        and "string" in wanted
        and isinstance(error.instance, list | dict)
        and document.place(tuple(error.absolute_path)).flow
    )


def _brackets(document: Document, error: ValidationError) -> Diagnostic:
    place = document.place(tuple(error.absolute_path))
    text = document.source.text[place.start : place.end]
    text = text if len(text) < 30 else f"{text[:28]}…"
    what = "a list" if isinstance(error.instance, list) else "a table"
    return document.source.diagnostic(
        place.start, place.end, "YAML113",
        f"{text} is read as {what}, because it stands in brackets.",
        f"Put it in quotes to keep it as text: '{text}'.",
    )
