"""A memory of translations: what the same source text is called elsewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sopbook.branches.translation.file import TranslationFile


@dataclass(frozen=True, slots=True)
class Remembered:
    """A finished translation of a source text, the first file that has it, and how many files do."""

    text: str
    path: str
    files: int


def remembered(files: Iterable[TranslationFile]) -> Mapping[str, Remembered]:
    """Return the finished translations of some files by the digest of their source.

    Where files differ about a text, what most of them say counts; of as many, what the first by path says.
    """
    said: dict[str, dict[str, list[str]]] = {}
    for file in sorted(files, key=lambda one: one.document.path):
        for entry in file.texts.values():
            if entry.text:
                paths = said.setdefault(entry.source, {}).setdefault(entry.text, [])
                if file.document.path not in paths:
                    paths.append(file.document.path)
    return {digest: _most_frequent(texts) for digest, texts in said.items()}


def _most_frequent(texts: Mapping[str, list[str]]) -> Remembered:
    text, paths = min(texts.items(), key=lambda item: (-len(item[1]), item[1][0]))
    return Remembered(text, paths[0], len(paths))
