"""Whether a schema is one: JSON Schema, our vocabulary, patterns that can be read, references."""

import json
import posixpath
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from jsonschema.exceptions import SchemaError
from jsonschema.validators import Draft202012Validator, validator_for

from sopbook.kinds.bundle import Unresolved, bundle
from sopbook.kinds.json_file import parse_json
from sopbook.kinds.pack import Pack, built_in_pack
from sopbook.kinds.subschemas import MOST_LOOKS, circle, subschemas, too_many_looks
from sopbook.source.diagnostics import Diagnostic, joined, say
from sopbook.source.document import Document
from sopbook.source.schema.document import in_words
from sopbook.source.schema.patterns import PatternError, read_pattern
from sopbook.source.schema.validator import SchemaValidator
from sopbook.source.schema.wording import closest
from sopbook.source.text import Source
from sopbook.source.yaml.parser import PlacesOnDemand

_KNOWN_DIALECTS = {
    *(f"https://json-schema.org/draft/{draft}/schema" for draft in ("2020-12", "2019-09")),
    *(f"http://json-schema.org/draft-0{number}/schema" for number in (7, 6, 4)),
}
_DIALECT = Draft202012Validator.META_SCHEMA["$id"]


@cache
def meta_schema(name: str) -> dict[str, Any]:
    """Return one of our own schemas: `kind`, `labels` or `vocabulary`."""
    file = resources.files("sopbook.kinds") / "meta" / f"{name}.schema.json"
    content: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return content


@cache
def meta_validator(name: str) -> SchemaValidator:
    """Return the validator of one of our own schemas."""
    return SchemaValidator(meta_schema(name))


def vocabulary() -> dict[str, Any]:
    """Return our own schema keywords, each with its schema."""
    words: dict[str, Any] = meta_schema("vocabulary")["properties"]
    return words


def read_schema(pack: Pack, folder: str) -> tuple[dict[str, Any] | None, Document | None, list[Diagnostic]]:
    """Return a kind's bundled schema, schema.json with its positions, and what is wrong with it.

    Reports KIND002 (no JSON), KIND003 (no JSON Schema), KIND004 (a reference that leads nowhere).
    The schema is None where it cannot be used.
    """
    source, diagnostics = pack.read(f"{folder}/schema.json")
    if source is None:
        return None, None, diagnostics
    schema, problems = parse_json(source)
    diagnostics += problems
    if problems:
        return None, None, diagnostics
    document = _with_positions(source, schema)
    if not isinstance(schema, dict):
        return None, document, [*diagnostics, document.diagnostic(
            (), "KIND003", say("schema.json is not a JSON Schema: it must be a table of keywords."), say('Begin with {{"type": "object"}}.'),
        )]
    problems = list(_unknown_dialects(document, schema))
    if not problems:
        problems = [*_against_meta_schema(document, schema), *_unreadable_patterns(document, schema)]
    if problems:
        return None, document, diagnostics + problems
    unreadable: list[Diagnostic] = []

    def shared(path: str) -> Any | None:
        value, found = (pack if pack.has(path) else built_in_pack()).read_json(path)
        unreadable.extend(found)
        return value

    bundled, unresolved = bundle(schema, folder, shared)
    problems = unreadable + [
        document.diagnostic(
            u.pointer, "KIND004", say("The reference {reference} leads nowhere: {reason}.", reference=u.reference, reason=_reason(u, folder, pack)),
            say("Refer to #/$defs/… of the same file, or to a file of the same pack such as ../vocabulary.json."),
        )
        for u in unresolved
    ]
    if not problems:
        loop = circle(bundled)
        problems = [document.diagnostic(
            loop, "KIND003", say("The schema comes back to itself here without going into a field or an item, so it has no meaning."),
            say("Refer to itself only below properties, items or the like."),
        )] if loop is not None else list(_too_much(document, bundled))
    return (None if problems else bundled), document, diagnostics + problems


def _too_much(document: Document, schema: dict[str, Any]) -> Iterator[Diagnostic]:
    """Yield LIMIT003 for a schema that would take hours for one value."""
    place = too_many_looks(schema)
    if place is not None:
        yield document.diagnostic(
            place, "LIMIT003", say("From here the schema looks at one value more than {most:,} times.", most=MOST_LOOKS),
            say("Refer to each schema once: one that refers to another twice, which does the same, doubles the work at each step."),
        )


def _reason(unresolved: Unresolved, folder: str, pack: Pack) -> str:
    path = posixpath.normpath(posixpath.join(folder, unresolved.reference.partition("#")[0]))
    if unresolved.reference.startswith("#") or path.startswith("..") or not pack.has(path):
        return unresolved.why
    return say("{path} does not hold it", path=path) if unresolved.why == "nothing stands there" else say("{path} is no JSON table of keywords", path=path)


def _with_positions(source: Source, value: Any) -> Document:
    """Return a JSON text as a document. JSON is YAML but for rare escapes; then places are lost."""
    return Document(source, value, PlacesOnDemand(source))


def _unknown_dialects(document: Document, schema: Any) -> Iterator[Diagnostic]:
    """Yield KIND003 for every $schema that names no dialect we know: it would have to be fetched."""
    for pointer, subschema in subschemas(schema):
        named = subschema.get("$schema", _DIALECT)
        if not isinstance(named, str) or named.rstrip("#") not in _KNOWN_DIALECTS:
            yield document.diagnostic(
                (*pointer, "$schema"), "KIND003",
                say("$schema names a draft that is not known: {named}.", named=named), say('Write "$schema": "{dialect}".', dialect=_DIALECT),
            )


def _against_meta_schema(document: Document, schema: dict[str, Any]) -> list[Diagnostic]:
    if str(schema.get("$schema", _DIALECT)).rstrip("#") != _DIALECT:
        try:
            validator_for(schema, Draft202012Validator).check_schema(schema)
        except SchemaError as error:
            return [document.diagnostic(
                tuple(error.absolute_path), "KIND003", say("This is not valid JSON Schema: {message}.", message=error.message),
                say("Look the keyword up in the draft that $schema names."),
            )]
        return []
    validator = meta_validator("vocabulary")
    if validator.accepts(schema):
        return []
    errors = list(validator.errors(schema))
    diagnostics = []
    for found in errors:
        if found.keyword == "not" and found.limit == {}:
            keyword = str(found.pointer[-1])
            meant = closest(keyword, vocabulary())
            diagnostics.append(document.diagnostic(
                found.pointer, "KIND003", say("{keyword} is no keyword of sopbook's vocabulary.", keyword=keyword),
                say("Did you mean {meant}?", meant=meant) if meant else say("The keywords are {vocabulary}.", vocabulary=joined(", ", sorted(vocabulary()))), key=True,
            ))
    rest = in_words(document, (e for e in errors if not (e.keyword == "not" and e.limit == {})))
    return diagnostics + [replace(d, code="KIND003") for d in rest]


def _unreadable_patterns(document: Document, schema: Any) -> Iterator[Diagnostic]:
    """Yield KIND003 for each pattern that cannot be read, of texts and of names of fields."""
    for pointer, subschema in subschemas(schema):
        found = [((*pointer, "pattern"), subschema["pattern"])] if isinstance(subschema.get("pattern"), str) else []
        names = subschema.get("patternProperties")
        found += [((*pointer, "patternProperties", name), name) for name in names] if isinstance(names, dict) else []
        for place, pattern in found:
            try:
                read_pattern(pattern)
            except PatternError as error:
                yield document.diagnostic(
                    place, "KIND003",
                    say("The pattern {pattern} cannot be read: {error}.", pattern=pattern, error=error), error.hint, key=place[-1] == pattern and place[-2:-1] == ("patternProperties",),
                )
