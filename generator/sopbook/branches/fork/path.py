"""Paths that outlive a new order: items of keyed lists by their key, as in /steps/{greet}/text.

A path has the form of a pointer (RFC 6901) in which a step into a list with `x-key` is the item's key
in braces, and a step into a list merged as a set is the item itself in braces. Steps into other lists
are positions.
"""

import json
from typing import Any, NewType

from sopbook.kinds.schema_view import SchemaView
from sopbook.source.document import Pointer
from sopbook.source.pointer import parse_pointer, write_pointer

KeyedPath = NewType("KeyedPath", tuple[str | int, ...])
"""The steps of a path. Unlike a pointer, it means the same in every version of a document."""

WHOLE = KeyedPath(())
"""The path of the whole document."""


def below(path: KeyedPath, *steps: str | int) -> KeyedPath:
    """Return a path with further steps."""
    return KeyedPath((*path, *steps))


def braced(name: object) -> str:
    """Return the step that names an item of a list."""
    return f"{{{name}}}"


def is_braced(step: object) -> bool:
    """Return whether a step names an item of a list."""
    text = str(step)
    return text.startswith("{") and text.endswith("}")


def name_in(step: str | int) -> str | None:
    """Return the name of the item that a step means, or None where it is a field or a position."""
    return str(step)[1:-1] if is_braced(step) else None


def shape_below(shape: SchemaView, step: str | int) -> SchemaView:
    """Return the shape of what a step of a path leads to."""
    return shape.child("*" if is_braced(step) else step)


def shape_at(shape: SchemaView, path: KeyedPath) -> SchemaView:
    """Return the shape of what a path leads to."""
    for step in path:
        shape = shape_below(shape, step)
    return shape


def item_name(item: Any, shape: SchemaView) -> str | None:
    """Return what an item of a list is known by, `shape` being the list's; None where it has no name."""
    key = shape.get("x-key")
    if key:
        name = item.get(key) if isinstance(item, dict) else None
        return name if isinstance(name, str) else None
    if shape.get("x-merge") == "set" and not isinstance(item, dict | list):
        return in_braces(item)
    return None


def in_braces(value: Any) -> str:
    """Return how a path names an item of a set: a text as it is, anything else as JSON writes it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def named(value: Any, pointer: Pointer, shape: SchemaView) -> KeyedPath:
    """Return the path of a pointer into a value: list positions become names where items have one."""
    path: list[str | int] = []
    for step in pointer:
        name = None
        if isinstance(value, list) and isinstance(step, int) and step < len(value):
            name = item_name(value[step], shape)
        path.append(step if name is None else braced(name))
        value, shape = _below(value, step), shape.child(step)
    return KeyedPath(tuple(path))


def located(value: Any, path: KeyedPath, shape: SchemaView) -> Pointer | None:
    """Return the pointer of a path in a value, or None where nothing stands there."""
    pointer: list[str | int] = []
    for step in path:
        found: str | int | None = None
        if isinstance(value, list):
            found = _position(value, step, shape)
        elif isinstance(value, dict) and step in value:
            found = step
        if found is None:
            return None
        pointer.append(found)
        value, shape = value[found], shape.child(found)
    return tuple(pointer)


def parse_path(text: str) -> KeyedPath:
    """Return the steps of a path as people write it: /steps/{greet}/text."""
    return KeyedPath(parse_pointer(text))


def write_path(path: KeyedPath) -> str:
    """Return a path as people write it; the whole document is /."""
    return write_pointer(path) or "/"


def _position(items: list[Any], step: str | int, shape: SchemaView) -> int | None:
    name, text = name_in(step), str(step)
    if name is not None:
        return next((i for i, item in enumerate(items) if item_name(item, shape) == name), None)
    return int(text) if text.isdigit() and int(text) < len(items) else None


def _below(value: Any, step: str | int) -> Any:
    try:
        return value[step]
    except (KeyError, IndexError, TypeError):
        return None
