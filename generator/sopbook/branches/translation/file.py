"""A translation file: for each path, the digest of the source text and the text in another language."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import Any

from sopbook.branches.fork.path import KeyedPath, parse_path
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.document import Document, Pointer
from sopbook.source.schema.document import validate
from sopbook.source.schema.validator import SchemaValidator


@dataclass(frozen=True, slots=True)
class Translation:
    """The translation of one text. An empty one is still to be written."""

    source: str
    """The digest of the text that was translated."""
    text: str
    place: Pointer
    """Where the entry stands in its file."""


@dataclass(frozen=True)
class TranslationFile:
    """The translations of one playbook into one locale, as one branch wrote them, by path."""

    locale: str
    document: Document = field(repr=False)
    texts: Mapping[KeyedPath, Translation] = field(repr=False)
    refused: frozenset[KeyedPath] = frozenset()
    """The texts that this branch may not translate: a branch above has locked them, and no page shows these entries."""

    @property
    def branch(self) -> str:
        """Return the branch whose translations they are."""
        return self.document.branch


def read_translation(document: Document, locale: str) -> tuple[TranslationFile | None, list[Diagnostic]]:
    """Return a file's translations, or None and what is wrong with its form (LOCALE011)."""
    problems = [replace(d, code="LOCALE011") for d in validate(document, _validator())]
    if problems:
        return None, problems
    texts = {
        parse_path(path): Translation(entry["from"], entry["text"].strip("\n"), ("texts", path))
        for path, entry in _entries(document)
    }
    return TranslationFile(locale, document, texts), []


def _entries(document: Document) -> Iterator[tuple[str, Any]]:
    """Yield the entries by path, but for what the parser had to guess at: that has a finding of its own."""
    texts = document.value.get("texts", {})
    for path, entry in texts.items() if isinstance(texts, dict) else ():
        place = ("texts", path)
        if not any(guess[: len(place)] == place for guess in document.guessed):
            yield path, entry


@cache
def _validator() -> SchemaValidator:
    return SchemaValidator(json.loads((resources.files(__package__) / "translation.schema.json").read_text("utf-8")))
