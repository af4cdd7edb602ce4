"""JSON files of kinds: their value, or the place from which on they are none."""

import json
import re
from typing import Any

from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.text import Source

_DEEPEST = 128
"""Levels. Nothing that people write nests like that, and the programs that read it would give up."""
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)


def parse_json(source: Source) -> tuple[Any, list[Diagnostic]]:
    """Return the value of a JSON text, or None and what is wrong with it (KIND002)."""
    name = source.path.rpartition("/")[2]
    try:
        value = json.loads(source.text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        return None, [source.diagnostic(
            error.pos, error.pos + 1, "KIND002", say("{name} is not JSON: {msg}.", name=name, msg=error.msg.lower()),
            say("Look at the comma, the quote or the bracket just before this place."),
        )]
    except RecursionError:
        return None, [_too_deep(source, name)]
    except ValueError as error:
        return None, [source.diagnostic(
            0, 0, "KIND002", _number(name, str(error)),
            say("Write a smaller one, or a text."),
        )]
    half = _half(source.text)
    if half is not None:
        return None, [source.diagnostic(
            half, half + 6, "KIND002", say("{text} is half of a character.", text=source.text[half:half + 6]), say("Write the character itself, or both halves one after the other."),
        )]
    return (None, [_too_deep(source, name)]) if _depth(value) > _DEEPEST else (value, [])


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _number(name: str, number: str) -> str:
    if number in ("NaN", "Infinity", "-Infinity"):
        return say("{name} holds a number that JSON cannot carry: {number}.", name=name, number=number)
    return say("{name} holds a number that JSON cannot carry.", name=name)


def _too_deep(source: Source, name: str) -> Diagnostic:
    return source.diagnostic(
        0, 0, "KIND002", say("{name} is nested more than {deepest} levels deep.", name=name, deepest=_DEEPEST),
        say("Move parts of it to $defs, and refer to them."),
    )


def _half(text: str) -> int | None:
    r"""Return where a \u escape stands for half of a character beyond U+FFFF, without its other half (RFC 8259, section 8.2)."""
    waiting: int | None = None
    end = -1
    for found in _ESCAPE.finditer(text):
        code = int(found[1], 16) if found[1] else 0
        if waiting is not None and not (0xDC00 <= code <= 0xDFFF and found.start() == end):
            return waiting
        if waiting is None and 0xDC00 <= code <= 0xDFFF:
            return found.start()
        waiting, end = (found.start() if 0xD800 <= code <= 0xDBFF else None), found.end()
    return waiting


def _depth(value: Any) -> int:
    """Return how deep a value is nested, without recursion."""
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        one, depth = waiting.pop()
        if isinstance(one, dict | list):
            deepest = max(deepest, depth)
            waiting += [(inner, depth + 1) for inner in (one.values() if isinstance(one, dict) else one)]
    return deepest
