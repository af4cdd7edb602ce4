"""A value together with who wrote each part of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sopbook.source.document import Document, Origin, Pointer


@dataclass(slots=True)
class Node:
    """A value and its origin. Tables hold nodes by field, lists hold nodes; any other value is plain."""

    value: Any
    origin: Origin


def tree(document: Document) -> Node:
    """Return a document as nodes."""
    return grow(document.value, document.origin)


def grow(value: Any, origin: Callable[[Pointer], Origin], pointer: Pointer = ()) -> Node:
    """Return a plain value as nodes; `origin` gives the origin of each pointer."""
    if isinstance(value, dict):
        return Node({k: grow(v, origin, (*pointer, k)) for k, v in value.items()}, origin(pointer))
    if isinstance(value, list):
        return Node([grow(v, origin, (*pointer, i)) for i, v in enumerate(value)], origin(pointer))
    return Node(value, origin(pointer))


def plain(node: Node) -> Any:
    """Return a node's value without its origins."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [plain(child) for child in node.value]
    return node.value


def merged(node: Node, top: Document) -> Document:
    """Return nodes as a document; `top` is the file of the lowest branch."""
    return _written_by(dict(_origins(node, ())), plain(node), top)


def with_values(document: Document, changed: Mapping[Pointer, tuple[Any, Origin]]) -> Document:
    """Return a document in which some values are others', such as translations."""
    origins: dict[Pointer, Origin] = {}

    def laid(value: Any, pointer: Pointer) -> Any:
        value, origins[pointer] = changed.get(pointer) or (value, document.origin(pointer))
        if isinstance(value, dict):
            return {key: laid(item, (*pointer, key)) for key, item in value.items()}
        return [laid(item, (*pointer, index)) for index, item in enumerate(value)] if isinstance(value, list) else value

    return _written_by(origins, laid(document.value, ()), document)


def _written_by(origins: Mapping[Pointer, Origin], value: Any, top: Document) -> Document:
    guessed = frozenset(p for p, o in origins.items() if o.pointer in o.document.guessed)
    refused = frozenset(p for p, o in origins.items() if o.pointer in o.document.refused)
    return Document(top.source, value, {}, guessed, refused, top.branch, origins)


def _origins(node: Node, pointer: Pointer) -> Iterator[tuple[Pointer, Origin]]:
    yield pointer, node.origin
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            yield from _origins(child, (*pointer, key))
    elif isinstance(node.value, list):
        for index, child in enumerate(node.value):
            yield from _origins(child, (*pointer, index))
