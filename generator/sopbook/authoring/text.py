"""Edits of a text at known places, and files that are written whole or not at all."""

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from sopbook.beside import beside

_PLAIN = re.compile(r"(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z/][a-z0-9_/.*-]*", re.IGNORECASE)


class Edit(NamedTuple):
    """A stretch of a text, from `start` to `end`, and what takes its place."""

    start: int
    end: int
    text: str


class WriteError(Exception):
    """Nothing was written; the text says why."""


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made; those at the same place come in the order given."""
    parts: list[str] = []
    last = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        parts += [text[last : edit.start], edit.text]
        last = max(last, edit.end)
    return "".join([*parts, text[last:]])


_LONGEST_KEY = 900
"""Characters. YAML reads a longer key only behind a question mark (YAML 1.2.2, 7.4.2: 1024)."""


def pair(name: str, behind: str, indent: str) -> str:
    """Return an entry of a table: its key, and what stands behind the colon."""
    written = key(name)
    return f"{indent}? {written}\n{indent}:{behind}" if len(written) > _LONGEST_KEY else f"{indent}{written}:{behind}"


def key(name: str) -> str:
    """Return a mapping key as YAML writes it, in quotes where it needs them."""
    return name if _PLAIN.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def flow(value: Any) -> str:
    """Return a value in YAML's flow form on one line; strings are in double quotes, as in JSON."""
    return json.dumps(value, ensure_ascii=False)


def block(value: Any, indent: str = "") -> str:
    """Return a table or a list in YAML's block form, each line set in; every text reads back exactly."""
    if isinstance(value, dict) and value:
        return "".join(pair(str(name), _behind(item, indent), indent) for name, item in value.items())
    if isinstance(value, list) and value:
        return "".join(f"{indent}-{_behind(item, indent)}" for item in value)
    return f"{indent}{flow(value)}\n"


def _behind(item: Any, indent: str) -> str:
    if isinstance(item, dict | list) and item:
        return f"\n{block(item, f'{indent}  ')}"
    if isinstance(item, str) and _fits_literal(item):
        return " |-\n" + "".join(f"{indent}  {line}".rstrip() + "\n" for line in item.split("\n"))
    return f" {flow(item)}\n"


def _fits_literal(text: str) -> bool:
    """Return whether a text of several lines can stand in a literal block: nothing in it that a block would lose."""
    lines = text.split("\n")
    return len(lines) > 1 and bool(lines[0]) and bool(lines[-1]) and all(
        line == line.strip() and line.isprintable() for line in lines
    )


def with_line_ends(text: str, model: str) -> str:
    """Return a text whose lines end as those of another: with CR LF, if that one has any."""
    return text.replace("\n", "\r\n") if "\r\n" in model else text


def line_start(text: str, index: int) -> int:
    """Return where the line around a place begins."""
    return text.rfind("\n", 0, index) + 1


def next_line(text: str, index: int) -> int:
    """Return where the line after a place begins, or the end of the text."""
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1


def write_whole(root: Path, path: str, text: str) -> None:
    """Write a file of the workspace, beside first and then swapped: a killed run leaves the old one.

    A byte order mark that the old file has stays.

    Raises WriteError for a path that leaves the workspace through a link.
    """
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    mark = "\ufeff" if target.is_file() and target.read_bytes().startswith(BOM_UTF8) else ""
    if not target.parent.resolve().is_relative_to(root.resolve()) or target.is_symlink():
        raise WriteError(f"{path} is a link, or leads out of the workspace.")
    written = beside(target, hidden=True)
    try:
        written.write_text(mark + text, "utf-8", newline="")
        written.replace(target)
    finally:
        written.unlink(missing_ok=True)
