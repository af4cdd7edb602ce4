"""The strings of a playbook that can be translated."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sopbook.branches.fork.path import KeyedPath, named
from sopbook.kinds.schema_view import SchemaView, leaves
from sopbook.source.document import Document, Pointer

_NAMES = re.compile(r"\$\{[^{}\n]*\}")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class String:
    """A string that can be translated: where it stands, its path, and what it says."""

    pointer: Pointer
    path: KeyedPath
    """With texts as steps throughout, as a translation file names it: /notes/0 has the step "0"."""
    text: str


def digest(text: str) -> str:
    """Return what a translation remembers of its source: `sha-` and the first 12 hex digits of the SHA-256 of its UTF-8.

    The prefix keeps YAML from reading digits alone as a number.
    """
    return "sha-" + hashlib.sha256(text.encode()).hexdigest()[:12]


def strings(value: Any, shape: SchemaView) -> Iterator[String]:
    """Yield the strings of a document that its schema marks `x-translatable`, in the document's order.

    A string without a letter of its own (a time, a number, only names in `${}`) reads the same in every
    language and is left out.
    """
    for pointer, text in translatable(value, shape):
        yield String(pointer, path_of(pointer, value, shape), text)


def path_of(pointer: Pointer, value: Any, shape: SchemaView) -> KeyedPath:
    """Return how a translation file names a place of a document."""
    return KeyedPath(tuple(map(str, named(value, pointer, shape))))


def number_of_strings(document: Document, shape: SchemaView) -> int:
    """Return how many strings of a document can be translated: what repeats in a plan counts once, as it is written."""
    return written_once(document, (pointer for pointer, _ in translatable(document.value, shape)))


def written_once(document: Document, pointers: Iterable[Pointer]) -> int:
    """Return how many places of files some values of a document come from."""
    origins = (document.origin(pointer) for pointer in pointers)
    return len({(origin.document.path, origin.pointer) for origin in origins})


def translatable(value: Any, shape: SchemaView) -> Iterator[tuple[Pointer, str]]:
    """Yield the place and the text of each string that can be translated."""
    for pointer, text, at in leaves(value, shape):
        if isinstance(text, str) and at.get("x-translatable") and not reads_alike(text):
            yield pointer, text


def reads_alike(text: str) -> bool:
    """Return whether a text reads the same in every language: a time, a number, only names in `${}`."""
    return not _LETTER.search(_NAMES.sub("", text))
