"""Pointers into documents, as authors of kinds write them."""

from collections.abc import Iterator
from typing import Any

from sopbook.source.document import Pointer


def parse_pointer(text: str) -> Pointer:
    """Return the steps of a JSON Pointer (RFC 6901); digits and `*` stay text until they meet a list."""
    if not text:
        return ()
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in text.removeprefix("/").split("/"))


def write_pointer(pointer: Pointer) -> str:
    """Return a pointer as text, the way RFC 6901 writes it."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in pointer)


def at(value: Any, pointer: Pointer, default: Any = None) -> Any:
    """Return what stands at a pointer, or the default where nothing does."""
    for step in pointer:
        try:
            value = value[int(step)] if isinstance(value, list) else value[step]
        except (KeyError, IndexError, TypeError, ValueError):
            return default
    return value


def expand(value: Any, pattern: Pointer, before: Pointer = ()) -> Iterator[Pointer]:
    """Yield every pointer of a value that fits a pattern, in which `*` is any item or field."""
    if not pattern:
        yield before
        return
    step, rest = pattern[0], pattern[1:]
    if isinstance(value, list):
        items = enumerate(value) if step == "*" else [(int(step), value[int(step)])] if _in(step, value) else []
        for index, item in items:
            yield from expand(item, rest, (*before, index))
    elif isinstance(value, dict):
        for key in value if step == "*" else [step] if step in value else []:
            yield from expand(value[key], rest, (*before, key))


def _in(step: str | int, items: list[Any]) -> bool:
    return str(step).isdigit() and int(step) < len(items)
