"""What a locale calls the things of a kind, and whether its file names only things that there are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sopbook.kinds.fields import schema_fields
from sopbook.kinds.meta_check import meta_validator
from sopbook.kinds.pack import Pack
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.diagnostics import Diagnostic, Severity, say
from sopbook.source.document import Document, Pointer
from sopbook.source.listing import children
from sopbook.source.pointer import parse_pointer, write_pointer
from sopbook.source.schema.document import validate
from sopbook.source.schema.wording import closest


@dataclass(frozen=True, slots=True)
class Labels:
    """What one locale calls things of a kind: field titles by pointer, values by field, other texts."""

    fields: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


def read_label_files(pack: Pack, folder: str, form: str) -> tuple[dict[str, Document], list[Diagnostic]]:
    """Return the label files of a folder of a pack that have the right form, by their locale, and what is wrong with the others."""
    files: dict[str, Document] = {}
    diagnostics: list[Diagnostic] = []
    for file in (one for one in children(pack.root / folder) if one.match("labels.*.yaml")):
        document, problems = pack.parse(f"{folder}/{file.name}" if folder else file.name)
        if document is not None:
            problems += validate(document, meta_validator(form))
        diagnostics += problems
        if document is not None and not any(one.severity is Severity.ERROR for one in problems):
            files[file.name.split(".")[1]] = document
    return files, diagnostics


def read_labels(pack: Pack, folder: str, shape: SchemaView) -> tuple[dict[str, Labels], list[Diagnostic]]:
    """Return a kind's own labels by locale, and what is wrong with them."""
    files, diagnostics = read_label_files(pack, folder, "labels")
    for document in files.values():
        diagnostics += unknown_labels(document, (), shape)
    return {locale: written_labels(one.value) for locale, one in files.items()}, diagnostics


def written_labels(given: Mapping[str, Any]) -> Labels:
    """Return the labels that a file writes, without those that are still empty."""
    values = {name: _written(words) for name, words in given.get("values", {}).items()}
    return Labels(_written(given.get("fields", {})), values, _written(given.get("texts", {})))


def _written(words: Mapping[str, str | None] | None) -> dict[str, str]:
    return {name: word for name, word in (words or {}).items() if word is not None}


def choice_name(pointer: Pointer) -> str:
    """Return the name under which labels list the values of a field: an item of a list has that of its list."""
    return str(next((step for step in reversed(pointer) if step != "*"), ""))


def choices(shape: SchemaView) -> dict[str, list[str]]:
    """Return the values of all choices by the name of their field."""
    found: dict[str, dict[str, None]] = {}
    for one in schema_fields(shape):
        for level in (one.shape, *one.items):
            values = level.get("enum")
            if isinstance(values, list):
                found.setdefault(choice_name(one.pointer), {}).update(dict.fromkeys(map(str, values)))
    return {name: list(values) for name, values in found.items()}


def unknown_labels(document: Document, place: Pointer, shape: SchemaView) -> Iterator[Diagnostic]:
    """Yield KIND016 for the labels at a place of a file that belong to no field and to no value of a choice."""
    given = document.value
    for step in place:
        given = given[step]
    for text in given.get("fields", {}):
        pointer = parse_pointer(text)
        index, known = first_unknown(shape, pointer) if text.startswith("/") else (0, shape.properties)
        if known:
            meant = closest(str(pointer[index]), known)
            hint = say("Did you mean {value}?", value=write_pointer((*pointer[:index], meant, *pointer[index + 1:]))) if meant else say("Delete the line.")
            yield document.diagnostic((*place, "fields", text), "KIND016", say("There is no field {text} to label.", text=text), hint, key=True)
    possible = choices(shape)
    for name, words in given.get("values", {}).items():
        if name not in possible:
            yield _no_choice(document, (*place, "values", name), say("There is no field {name} with a choice to label.", name=name), name, possible)
            continue
        for value in words:
            if value not in possible[name]:
                yield _no_choice(document, (*place, "values", name, value), say("{value} is no value of {name}.", value=value, name=name), value, possible[name])


def first_unknown(shape: SchemaView, pointer: Pointer) -> tuple[int, tuple[str, ...]]:
    """Return the place of the first step of a pointer that leads to no field, and the fields that there are; (0, ()) where it leads to one."""
    for index, step in enumerate(pointer):
        if shape.properties and step not in shape.properties and not shape.child(step):
            return index, shape.properties
        shape = shape.child(step)
    return 0, ()


def _no_choice(document: Document, place: Pointer, message: str, name: str, known: Iterable[str]) -> Diagnostic:
    meant = closest(name, known)
    return document.diagnostic(place, "KIND016", message, say("Did you mean {meant}?", meant=meant) if meant else say("Delete the line."), key=True)
