"""The labels that a kind lacks in a language: its own, and those of the parts that it shares with others."""

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.kinds.fields import schema_fields
from sopbook.kinds.kind import Kind
from sopbook.kinds.labels import Labels, choice_name
from sopbook.kinds.shared_labels import SharedParts, shared_parts
from sopbook.source.pointer import write_pointer

SOURCE = "en"
"""The language of the schemas themselves: their titles need no label file."""


@dataclass(frozen=True, slots=True)
class MissingLabel:
    """Where a label belongs in its file, the word in English, and whether the file is the one of all kinds."""

    place: tuple[str, ...]
    english: str
    is_shared: bool = False

    @property
    def shown(self) -> str:
        """Return the place in words: fields: /goal."""
        return ": ".join(self.place)


def missing_labels(kind: Kind, locale: str) -> list[MissingLabel]:
    """Return the labels that a kind lacks in a language other than English, in the order of its schema.

    A part of the schema that is met at several places needs its labels at the first of them only.
    """
    labels, english = kind.labels.get(locale, Labels()), kind.labels.get(SOURCE, Labels())
    parts = shared_parts(kind.schema)
    found = [
        *_fields(kind, parts, labels, english),
        *_values(kind, parts, labels, english),
        *(MissingLabel(("texts", name), text) for name, text in english.texts.items() if name not in labels.texts),
    ]
    return list(dict.fromkeys(found))


def missing_words(kind: Kind, locale: str) -> list[str]:
    """Return the texts of kind.yaml that lack a language."""
    return [name for name in ("title", "plural", "need", "lead") if getattr(kind, name) and locale not in getattr(kind, name)]


def _fields(kind: Kind, parts: SharedParts, labels: Labels, english: Labels) -> Iterator[MissingLabel]:
    for one in schema_fields(kind.shape):
        title, pointer = one.shape.get("title"), write_pointer(one.pointer)
        if title and pointer not in labels.fields:
            shared = parts.titles.get(one.shape.giver("title") or 0)
            place = (shared[0], "fields", shared[1]) if shared else ("fields", pointer)
            yield MissingLabel(place, english.fields.get(pointer) or str(title), bool(shared))


def _values(kind: Kind, parts: SharedParts, labels: Labels, english: Labels) -> Iterator[MissingLabel]:
    for one in schema_fields(kind.shape):
        name = choice_name(one.pointer)
        for level in (one.shape, *one.items):
            values = level.get("enum")
            shared = parts.choices.get(level.giver("enum") or 0)
            for value in values if isinstance(values, list) else ():
                if isinstance(value, str) and value not in labels.values.get(name, {}):
                    place = (shared[0], "values", shared[1], value) if shared else ("values", name, value)
                    yield MissingLabel(place, english.values.get(name, {}).get(value, value), bool(shared))
