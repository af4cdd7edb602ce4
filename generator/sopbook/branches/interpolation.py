"""Names inside texts: `${name}` is a param or a slot, `$${` is a literal `${`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sopbook.kinds.schema_view import SchemaView
from sopbook.source.document import Document, Pointer

_NAME = re.compile(r"\$\$\{|\$\{([^{}$\n]*)\}|\$\{")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text: literal words, or a name that stands for something.

    `start` is where it begins in the text. An opening that is never closed has the name None.
    """

    text: str
    start: int
    name: str | None = None
    is_name: bool = False


def parts(text: str) -> list[Part]:
    """Return a text cut at its names; literal parts have `$${` already read as `${`."""
    found: list[Part] = []
    literal, begin, last = "", 0, 0
    for match in _NAME.finditer(text):
        literal += text[last : match.start()]
        last = match.end()
        if match[0] == "$${":
            literal += "${"
            continue
        if literal:
            found.append(Part(literal, begin))
        name = match[1].strip() if match[1] is not None else None
        found.append(Part(match[0], match.start(), name, is_name=True))
        literal, begin = "", last
    literal += text[last:]
    if literal:
        found.append(Part(literal, begin))
    return found


def has_names(text: str) -> bool:
    """Return whether a text holds a name: in one that is filled in, a slot, or a name that nothing is called."""
    return "${" in text and any(part.is_name for part in parts(text))


@dataclass(frozen=True, slots=True)
class SharedText:
    """A text of another playbook, with the params of that one filled in: what is left of names in it are slots."""

    text: str
    key: tuple[str, str]
    """Kind and id of the playbook that says it."""
    document: Document = field(repr=False)
    """That playbook, in the language of the edition."""
    pointer: Pointer
    item: Pointer = ()
    """The item of its list that says the text."""


def fill(text: str, params: Mapping[str, Any]) -> str:
    """Return a text with its params filled in; slots and `$${` stay as they are.

    A value is words, never a name, whatever stands beside it. It may not end in `$` (branch.schema.json,
    envelope.json): before a slot that would read as `$${`. Only a shared text brings names along.
    """
    if "${" not in text:
        return text
    filled, words = "", ""
    for part in parts(text):
        value = params.get(part.name) if part.is_name and part.name else None
        if part.is_name and (value is None or isinstance(value, SharedText)):
            filled = _joined(filled, words.replace("${", "$${"))
            filled = _joined(filled, value.text if isinstance(value, SharedText) else part.text)
            words = ""
        else:
            words += part.text if value is None else str(value)
    return _joined(filled, words.replace("${", "$${"))


def _joined(before: str, after: str) -> str:
    """Return two texts as one; a `$` at the end of the first and a `{` after it stay two signs."""
    return f"{before}${after}" if before.endswith("$") and after.startswith("{") else before + after


SLOT = "\ufffc"
"""What stands for a slot in a text as members read it: nobody knows yet what the operator will fill in."""


def heard(text: str, params: Mapping[str, Any]) -> str:
    """Return a text as members read it: params filled in, `$${` as the two signs, and one sign for each slot."""
    return "".join(words for words, _, _ in _pieces(text, params)) if "${" in text else text


def heard_at(text: str, params: Mapping[str, Any], start: int, end: int) -> tuple[int, int]:
    """Return where a stretch of what members read stands in the text as it is written; a param's value is its whole name."""
    begin, finish, passed = len(text), 0, 0
    for words, first, last in _pieces(text, params):
        inside = max(start - passed, 0), min(end - passed, len(words))
        passed += len(words)
        if inside[0] < inside[1]:
            is_literal = len(words) == last - first
            begin = min(begin, first + inside[0] if is_literal else first)
            finish = max(finish, first + inside[1] if is_literal else last)
    return min(begin, finish), finish


def _pieces(text: str, params: Mapping[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Yield what members read, piece by piece, each with the place in the text that it comes from."""
    last = 0
    for match in _NAME.finditer(text):
        if match.start() > last:
            yield text[last : match.start()], last, match.start()
        last = match.end()
        name = match[1].strip() if match[1] is not None else None
        read = "${" if match[0] == "$${" else match[0] if name is None else _read(params[name]) if name in params else SLOT
        yield read, match.start(), last
    if last < len(text):
        yield text[last:], last, len(text)


def _read(value: Any) -> str:
    return heard(value.text, {}) if isinstance(value, SharedText) else str(value)


def fill_all(value: Any, shape: SchemaView, params: Mapping[str, Any]) -> Any:
    """Return a document with the params of all its texts filled in; only fields whose `x-text` takes names."""
    if isinstance(value, dict):
        return {key: fill_all(item, shape.child(key), params) for key, item in value.items()}
    if isinstance(value, list):
        return [fill_all(item, shape.child(index), params) for index, item in enumerate(value)]
    if isinstance(value, str) and shape.takes_names:
        return fill(value, params)
    return value
