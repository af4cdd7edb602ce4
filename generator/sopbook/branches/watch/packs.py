"""Packs of words: files of schema/wecom/words/, which branches take by their names."""

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import Any

from sopbook.branches.watch.word import LISTS, WatchedWord, empty_word
from sopbook.kinds.pack import Pack, built_in_pack, source_pack, workspace_pack
from sopbook.source.diagnostics import Diagnostic, joined, say
from sopbook.source.document import Document, Origin
from sopbook.source.listing import children
from sopbook.source.schema.document import validate
from sopbook.source.schema.validator import SchemaValidator
from sopbook.source.schema.wording import closest

FOLDER = "wecom/words"
"""Inside schema/."""


class Packs:
    """The packs at hand: the workspace's own, those of its git sources, and those that come with sopbook. Each is read once."""

    def __init__(self, root: Path, sources: tuple[str, ...] = ()) -> None:
        self._places = [workspace_pack(root), *(source_pack(root, folder) for folder in sources), built_in_pack()]
        self._read: dict[str, list[WatchedWord]] = {}

    def taken(self, document: Document) -> tuple[list[WatchedWord], list[Diagnostic]]:
        """Return the words of the packs that a branch.yaml takes, and what is wrong (WORD001, WORD002, YAML and SCHEMA codes)."""
        words: list[WatchedWord] = []
        diagnostics: list[Diagnostic] = []
        for index, name in enumerate(document.value.get("words", {}).get("packs", ())):
            place = next((one for one in self._places if one.has(f"{FOLDER}/{name}.yaml")), None)
            if place is None:
                meant = closest(name, self._names())
                diagnostics.append(document.diagnostic(
                    ("words", "packs", index), "WORD001", say("There is no pack of words {name}.", name=name),
                    say("Did you mean {meant}?", meant=meant) if meant else say(
                        "The packs are {names}; one of your own is a file schema/{folder}/{name}.yaml.",
                        names=joined(", ", self._names()) or say("none"), folder=FOLDER, name=name,
                    ),
                ))
                continue
            if name not in self._read:
                self._read[name], problems = _words(place, name)
                diagnostics += problems
            words += self._read[name]
        return words, diagnostics

    def _names(self) -> list[str]:
        return sorted({PurePosixPath(file.name).stem for place in self._places for file in children(place.root / FOLDER) if file.suffix == ".yaml"})


def _words(place: Pack, name: str) -> tuple[list[WatchedWord], list[Diagnostic]]:
    """Return the words of a pack, none where something is wrong with it, and what is."""
    document, diagnostics = place.parse(f"{FOLDER}/{name}.yaml")
    if document is None:
        return [], diagnostics
    diagnostics += validate(document, _validator()) or _empty_words(document)
    return ([], diagnostics) if diagnostics else (list(_of_groups(document, name)), [])


def _empty_words(document: Document) -> Iterator[Diagnostic]:
    for group in LISTS:
        for index, entry in enumerate(document.value.get(group, ())):
            for number, word in enumerate(entry["words"]):
                yield from empty_word(document, (group, index, "words", number), word)


def _of_groups(document: Document, name: str) -> Iterator[WatchedWord]:
    for group in LISTS:
        for index, entry in enumerate(document.value.get(group, ())):
            for number, word in enumerate(entry["words"]):
                yield WatchedWord(
                    word, group, entry.get("why", ""), entry.get("instead", ""), entry.get("source", ""), entry.get("about", ""),
                    entry["locale"], entry.get("asks", ""), tuple(entry.get("unless", ())),
                    theme=document.value.get("title") or {"en": name}, origin=Origin(document, (group, index, "words", number)),
                )


@cache
def pack_schema() -> dict[str, Any]:
    """Return the JSON Schema of a pack."""
    schema: dict[str, Any] = json.loads((resources.files(__package__) / "pack.schema.json").read_text("utf-8"))
    return schema


@cache
def _validator() -> SchemaValidator:
    return SchemaValidator(pack_schema())
