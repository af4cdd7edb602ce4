"""forks.lock.yaml rewritten: changed entries only, everything else byte for byte."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sopbook.authoring.text import (
    Edit,
    WriteError,
    edited,
    flow,
    key,
    line_start,
    next_line,
    pair,
    with_line_ends,
)
from sopbook.branches.fork.lockfile import BRANCH, FORKS, MERGED, LockFile, parse_lock_file, value_digest
from sopbook.branches.fork.neighbours import Neighbours
from sopbook.branches.fork.override import ABSENT, Accepted
from sopbook.branches.fork.path import KeyedPath, write_path
from sopbook.source.document import Document, Extent, Pointer
from sopbook.source.files import read_source
from sopbook.source.text import Source
from sopbook.source.yaml.parser import parse

HEADER = "# What the parent said when this branch last accepted what it overrides. Written by `sopbook accept`.\n"


@dataclass(frozen=True, slots=True)
class PartChanges:
    """What changes in a part of the file, by path: what is accepted now, and how lists are merged; None for an entry that goes."""

    entries: Mapping[KeyedPath, Accepted | None] = field(default_factory=dict)
    merged: Mapping[KeyedPath, str | None] = field(default_factory=dict)


Changes = Mapping[str, PartChanges]
"""By part."""
_Parts = dict[str, dict[KeyedPath, Accepted]]
_Rules = dict[str, dict[KeyedPath, str]]
_Entry = TypeVar("_Entry")


def updated(root: Path, lock_file: LockFile, changes: Changes, source: Mapping[str, str] | None = None) -> str:
    """Return the text of a lock file with some entries changed, and perhaps another pinned source.

    Comments and the layout of all other entries stay as they are. Raises WriteError for a damaged file.
    """
    if not lock_file.sound:
        raise WriteError(f"{lock_file.path} is damaged; restore it first.")
    document, model = _document(root, lock_file.path)
    text = document.source.text or HEADER
    wanted = _wanted(lock_file, changes)
    if not document.value:
        return with_line_ends(_checked(_rewritten(text, lock_file, wanted, source), lock_file, wanted), model)
    edits: list[Edit] = []
    if source:
        edits.append(_source_edit(document, source))
    sections = _Sections(document)
    for part in sorted(changes, key=lambda part: part != BRANCH):
        above = (BRANCH,) if part == BRANCH else (FORKS, part)
        edits += sections.edits(above, {path: _value(entry) if entry else None for path, entry in changes[part].entries.items()})
    for part, change in changes.items():
        edits += sections.edits((MERGED, part), {path: flow(rule) if rule else None for path, rule in change.merged.items()})
    new = edited(text, edits)
    if not _holds(new, lock_file, wanted):
        # Somebody has laid the file out in another way: write it in our own, with its leading comments.
        new = _rewritten(_leading_comments(text), lock_file, wanted, source)
    return with_line_ends(_checked(new, lock_file, wanted), model)


def _checked(text: str, lock_file: LockFile, wanted: tuple[_Parts, _Rules]) -> str:
    if any(wanted) and not _holds(text, lock_file, wanted):
        raise WriteError(f"{lock_file.path} cannot hold what would be accepted: a path in it is too long for YAML.")
    return text


def _holds(text: str, lock_file: LockFile, wanted: tuple[_Parts, _Rules]) -> bool:
    """Return whether a text reads back as what is wanted."""
    found = parse_lock_file(Source(lock_file.path, text))[0]
    return found.sound and ({n: dict(p) for n, p in found.parts.items() if p}, {n: dict(p) for n, p in found.merged.items() if p}) == wanted


def _document(root: Path, path: str) -> tuple[Document, str]:
    """Return the file without carriage returns, and its text as it is."""
    source = read_source(root, path)[0] if (root / path).exists() else None
    text = source.text if source else ""
    plain = Source(path, text.replace("\r\n", "\n"))
    return (parse(plain)[0] if text else None) or Document(plain, {}, {}), text


def _wanted(lock_file: LockFile, changes: Changes) -> tuple[_Parts, _Rules]:
    parts = {name: dict(places) for name, places in lock_file.parts.items()}
    rules = {name: dict(places) for name, places in lock_file.merged.items()}
    for name, change in changes.items():
        _change(parts.setdefault(name, {}), change.entries)
        _change(rules.setdefault(name, {}), change.merged)
    return {name: places for name, places in parts.items() if places}, {name: places for name, places in rules.items() if places}


def _change(places: dict[KeyedPath, _Entry], changes: Mapping[KeyedPath, _Entry | None]) -> None:
    for path, value in changes.items():
        if value is None:
            places.pop(path, None)
        else:
            places[path] = value


def _rewritten(comments: str, lock_file: LockFile, wanted: tuple[_Parts, _Rules], source: Mapping[str, str] | None) -> str:
    parts, rules = wanted
    lines = []
    pinned = source or lock_file.source
    if pinned:
        lines.append(f"source: {flow(dict(pinned))}")
    if BRANCH in parts:
        lines.append(f"{BRANCH}:")
        lines += [_entry(path, _value(accepted), "  ") for path, accepted in parts[BRANCH].items()]
    names = sorted(name for name in parts if name != BRANCH)
    lines += [f"{FORKS}:"] if names else []
    for name in names:
        lines += [f"  {key(name)}:", *(_entry(path, _value(accepted), "    ") for path, accepted in parts[name].items())]
    lines += [f"{MERGED}:"] if rules else []
    for name in sorted(rules):
        lines += [f"  {key(name)}:", *(_entry(path, flow(rule), "    ") for path, rule in rules[name].items())]
    return comments + "".join(f"{line}\n" for line in lines)


def _leading_comments(text: str) -> str:
    lines = text.splitlines(keepends=True)
    end = next((i for i, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    return "".join(lines[:end])


def _entry(path: KeyedPath, value: str, indent: str) -> str:
    return pair(write_path(path), f" {value}", indent)


def _value(accepted: Accepted) -> str:
    fields = ["absent: true"] if accepted.value is ABSENT else [
        f"digest: {value_digest(accepted.value)}", f"value: {flow(accepted.value)}"
    ]
    fields += [f"{name}: {_neighbours(one)}" for name, one in (("beside", accepted.beside), ("stood", accepted.stood)) if one]
    if accepted.order:
        fields.append(f"after: {flow(list(accepted.order))}")
    return f"{{{', '.join(fields)}}}"


def _neighbours(one: Neighbours) -> str:
    sides = [f", {name}: {flow(list(names))}" for name, names in (("before", one.before), ("after", one.after)) if names]
    return f"{{item: {flow(one.item)}{''.join(sides)}}}"


def _source_edit(document: Document, source: Mapping[str, str]) -> Edit:
    line = f"source: {flow(dict(source))}\n"
    place = document.places.get(("source",))
    if place is not None and place.key_start is not None:
        return Edit(place.key_start, next_line(document.source.text, max(place.end - 1, place.key_start)), line)
    first = min((p.key_start for p in document.places.values() if p.key_start is not None), default=len(document.source.text))
    return Edit(first, first, line)


class _Sections:
    """The sections of the file as it is, each with the places of its entries, and those that edits begin."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.begun: set[str] = set()
        self.entries: dict[Pointer, dict[str | int, Extent]] = {}
        for pointer, place in document.places.items():
            self.entries.setdefault(pointer[:-1], {})[pointer[-1] if pointer else ""] = place

    def edits(self, above: Pointer, entries: Mapping[KeyedPath, str | None]) -> list[Edit]:
        """Return the edits of one section: `above` leads to it, `entries` are the new texts by path, None for one that goes."""
        if not entries:
            return []
        text = self.document.source.text
        there = self.entries.get(above, {})
        first = next((place.key_start for place in there.values() if place.key_start is not None), None)
        indent = "  " * len(above) if first is None else " " * (first - line_start(text, first))
        edits: list[Edit] = []
        added: list[str] = []
        for path, value in entries.items():
            place = there.get(write_path(path))
            if place is None and value is not None:
                added.append(_entry(path, value, indent) + "\n")
            elif place is not None and place.key_start is not None and value is None:
                edits.append(Edit(line_start(text, place.key_start), next_line(text, place.end - 1), ""))
            elif place is not None and value is not None:
                edits.append(Edit(place.start, place.end, value))
        gone = {write_path(path) for path, value in entries.items() if value is None}
        if there and not added and not there.keys() - gone:
            place = self.document.places[above]
            return [Edit(line_start(text, place.key_start or place.start), next_line(text, place.end - 1), "")]
        return [*edits, *self._addition(above, added)] if added else edits

    def _addition(self, above: Pointer, added: list[str]) -> list[Edit]:
        """Return the edit that adds entries at the end of a section, which it begins if need be."""
        text, places = self.document.source.text, self.document.places
        top = str(above[0])
        heads = [f"{'  ' * depth}{key(str(step))}:\n" for depth, step in enumerate(above)]
        if above in places:
            end = next_line(text, places[above].end - 1)
            heads = []
        elif above[:1] in places:
            end = next_line(text, places[above[:1]].end - 1)
            heads = heads[1:]
        else:
            end = len(text)
            heads = heads[1:] if top in self.begun else heads
            self.begun.add(top)
        before = "" if text[:end].endswith("\n") or not end else "\n"
        return [Edit(end, end, before + "".join([*heads, *added]))]
