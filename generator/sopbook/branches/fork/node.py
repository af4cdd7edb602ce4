"""A value together with who wrote each part of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sopbook.source.diagnostics import Diagnostic, Span
from sopbook.source.document import Document, Pointer


@dataclass(frozen=True, slots=True)
class Origin:
    """Who wrote a value: the branch, the file, and the place in that file."""

    branch: str
    document: Document = field(repr=False)
    pointer: Pointer


@dataclass(slots=True)
class Node:
    """A value and its origin. Tables hold nodes by field, lists hold nodes; any other value is plain."""

    value: Any
    origin: Origin


@dataclass(frozen=True)
class Layered(Document):
    """A document that several files wrote: findings about a value go to the file that wrote it.

    `source` is the file of the lowest branch. `origins` names who wrote each value.
    """

    origins: Mapping[Pointer, Origin] = field(default_factory=dict, repr=False)

    def origin(self, pointer: Pointer) -> Origin:
        """Return who wrote a value, or the nearest container that is written."""
        while pointer not in self.origins:
            pointer = pointer[:-1]
        return self.origins[pointer]

    @property
    def paths(self) -> frozenset[str]:
        """Return the paths of all files that wrote the document."""
        return frozenset({self.source.path, *(origin.document.path for origin in self.origins.values())})

    def home(self, pointer: Pointer) -> tuple[Document, Pointer]:
        """Return the file that wrote a value, and where in it."""
        origin = self.origin(pointer)
        return origin.document, origin.pointer

    def span(self, pointer: Pointer, *, key: bool = False) -> Span:
        """Return the span of a value in the file that wrote it."""
        origin = self.origin(pointer)
        return origin.document.span(origin.pointer, key=key)

    def written(self, pointer: Pointer) -> str:
        """Return a value of one line as its file writes it, or an empty text."""
        origin = self.origins.get(pointer)
        return origin.document.written(origin.pointer) if origin else ""

    def diagnostic(
        self, pointer: Pointer, code: str, message: str, hint: str = "", *, key: bool = False
    ) -> Diagnostic:
        """Return a finding at a value, in the file that wrote it."""
        origin = self.origin(pointer)
        return origin.document.diagnostic(origin.pointer, code, message, hint, key=key)


def origin_of(document: Document, pointer: Pointer, owner: str) -> Origin:
    """Return who wrote a value of a document; of a plain one that is the branch that owns it."""
    return document.origin(pointer) if isinstance(document, Layered) else Origin(owner, document, pointer)


def tree(document: Document, owner: str) -> Node:
    """Return a document as nodes; `owner` is the branch that wrote it, if it is a plain one."""
    return grow(document.value, lambda pointer: origin_of(document, pointer, owner))


def grow(value: Any, origin: Any, pointer: Pointer = ()) -> Node:
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


def layered(node: Node, top: Document) -> Layered:
    """Return nodes as a document; `top` is the file of the lowest branch."""
    origins = dict(_origins(node, ()))
    guessed = frozenset(p for p, o in origins.items() if o.pointer in o.document.guessed)
    refused = frozenset(p for p, o in origins.items() if o.pointer in o.document.refused)
    return Layered(top.source, plain(node), {}, guessed, refused, origins)


def with_values(document: Document, changed: Mapping[Pointer, tuple[Any, Origin]], owner: str) -> Layered:
    """Return a document in which some values are others', such as translations."""
    root = tree(document, owner)
    for pointer, (value, origin) in changed.items():
        node = root
        for step in pointer:
            node = node.value[step]
        node.value, node.origin = value, origin
    return layered(root, document)


def _origins(node: Node, pointer: Pointer) -> Iterator[tuple[Pointer, Origin]]:
    yield pointer, node.origin
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            yield from _origins(child, (*pointer, key))
    elif isinstance(node.value, list):
        for index, child in enumerate(node.value):
            yield from _origins(child, (*pointer, index))
