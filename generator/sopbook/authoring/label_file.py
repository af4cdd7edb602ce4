"""A label file with the labels that it lacks: empty, each with the English word beside it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from sopbook.authoring.text import Edit, edited, flow, key, next_line, pair, with_line_ends
from sopbook.kinds.missing_labels import MissingLabel
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import at

Tree: TypeAlias = Mapping[str, Any]
"""The missing labels as the file would nest them: a table, or the English word."""


def label_file(missing: Iterable[MissingLabel], document: Document | None) -> str:
    """Return the text of a label file in which every missing label has a line; what the file says already stays as it is."""
    tree: dict[str, Any] = {}
    for one in missing:
        table = tree
        for step in one.place[:-1]:
            table = table.setdefault(step, {})
        table[one.place[-1]] = one.english
    if document is None or not isinstance(document.value, dict):
        return "".join(_lines(tree, ""))
    text = document.source.text
    whole = text if text.endswith("\n") or not text else f"{text}\n"
    return edited(whole, (one._replace(text=with_line_ends(one.text, text)) for one in _edits(document, whole, (), tree, "")))


def _edits(document: Document, text: str, pointer: Pointer, tree: Tree, indent: str) -> Iterator[Edit]:
    """Yield what to insert below a table of the file. A table on one line that gains something is written on several."""
    table = at(document.value, pointer)
    end = _end(document, text, pointer)
    for name, added in tree.items():
        here = (*pointer, name)
        if name not in table:
            yield Edit(end, end, "".join(_lines({name: added}, indent)))
        elif isinstance(added, dict) and isinstance(table[name], dict):
            place = document.place(here)
            if place.flow or not table[name]:
                lines = "".join(_lines({**table[name], **added}, f"{indent}  ", known=table[name]))
                yield Edit(len(text[: place.start].rstrip(" ")), place.end, "\n" + lines.rstrip("\n"))
            else:
                yield from _edits(document, text, here, added, _indent(document, text, here))


def _end(document: Document, text: str, pointer: Pointer) -> int:
    """Return where the line after the last entry of a table begins."""
    value = at(document.value, pointer)
    while isinstance(value, dict) and value and not (pointer and document.place(pointer).flow):
        last = list(value)[-1]
        pointer, value = (*pointer, last), value[last]
    place = document.place(pointer)
    return next_line(text, max(place.end, place.key_end or 0)) if pointer else len(text)


def _indent(document: Document, text: str, pointer: Pointer) -> str:
    first = document.place((*pointer, next(iter(at(document.value, pointer)))))
    start = first.key_start or 0
    return " " * (start - text.rfind("\n", 0, start) - 1)


def _lines(tree: Tree, indent: str, known: Tree | None = None) -> Iterator[str]:
    for name, word in tree.items():
        if isinstance(word, dict):
            yield pair(name, "\n", indent)
            yield from _lines(word, f"{indent}  ")
        elif known and name in known:
            yield pair(name, f" {_plain(word)}\n" if word is not None else "\n", indent)
        else:
            yield pair(name, f"  # {' '.join(str(word).split())}\n", indent)


def _plain(word: str) -> str:
    return word if (word.isalpha() and not word.isascii()) or key(word) == word else flow(word)
