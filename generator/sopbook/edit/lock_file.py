"""forks.lock.yaml written anew: changed entries only, everything else byte for byte."""

from collections.abc import Mapping
from pathlib import Path

from sopbook.edit.text import Edit, WriteError, edited, flow, key, line_start, next_line, pair, with_line_ends
from sopbook.fork.lockfile import BRANCH, LockFile, parse_lock_file, value_digest
from sopbook.fork.override import ABSENT, Accepted
from sopbook.fork.path import write_path
from sopbook.load.document import Document, Pointer
from sopbook.load.parser import parse
from sopbook.load.reader import read_source
from sopbook.load.source import Source

HEADER = "# What the parent said when this branch last accepted what it overrides. Written by `sopbook accept`.\n"
Changes = Mapping[str, Mapping[Pointer, Accepted | None]]
"""By part and path: what is accepted now, or None for an entry that goes."""


def updated(root: Path, lock_file: LockFile, changes: Changes, source: Mapping[str, str] | None = None) -> str:
    """Return the text of a lock file with some entries changed, and perhaps another pinned source.

    Comments and the layout of all other entries stay as they are. Raises WriteError for a damaged file.
    """
    if not lock_file.sound:
        raise WriteError(f"{lock_file.path} is damaged; restore it first.")
    document, model = _document(root, lock_file.path)
    text = document.source.text or HEADER
    if not document.value:
        return with_line_ends(_checked(_anew(text, lock_file, changes, source), lock_file, _wanted(lock_file, changes)), model)
    edits: list[Edit] = []
    if source:
        edits.append(_source_edit(document, source))
    for part, entries in changes.items():
        edits += _part_edits(document, part, entries)
    new = edited(text, edits)
    wanted = _wanted(lock_file, changes)
    found = parse_lock_file(Source(lock_file.path, new))[0]
    if not found.sound or {n: dict(p) for n, p in found.parts.items() if p} != wanted:
        # Somebody has laid the file out in another way: write it in our own, with its leading comments.
        new = _anew(_leading_comments(text), lock_file, changes, source)
    return with_line_ends(_checked(new, lock_file, wanted), model)


def _checked(text: str, lock_file: LockFile, wanted: dict[str, dict[Pointer, Accepted]]) -> str:
    found = parse_lock_file(Source(lock_file.path, text))[0] if wanted else LockFile(lock_file.path)
    if not found.sound or {n: dict(p) for n, p in found.parts.items() if p} != wanted:
        raise WriteError(f"{lock_file.path} cannot hold what would be accepted: a path in it is too long for YAML.")
    return text


def _document(root: Path, path: str) -> tuple[Document, str]:
    """Return the file without carriage returns, and its text as it is."""
    source = read_source(root, path)[0] if (root / path).exists() else None
    text = source.text if source else ""
    plain = Source(path, text.replace("\r\n", "\n"))
    return (parse(plain)[0] if text else None) or Document(plain, {}, {}), text


def _wanted(lock_file: LockFile, changes: Changes) -> dict[str, dict[Pointer, Accepted]]:
    parts = {name: dict(places) for name, places in lock_file.parts.items()}
    for name, entries in changes.items():
        for path, accepted in entries.items():
            if accepted is None:
                parts.get(name, {}).pop(path, None)
            else:
                parts.setdefault(name, {})[path] = accepted
    return {name: places for name, places in parts.items() if places}


def _anew(comments: str, lock_file: LockFile, changes: Changes, source: Mapping[str, str] | None) -> str:
    parts = _wanted(lock_file, changes)
    lines = []
    pinned = source or lock_file.source
    if pinned:
        lines.append(f"source: {flow(dict(pinned))}")
    if BRANCH in parts:
        lines.append(f"{BRANCH}:")
        lines += [_entry(path, accepted, "  ") for path, accepted in parts[BRANCH].items()]
    names = sorted(name for name in parts if name != BRANCH)
    if names:
        lines.append("forks:")
    for name in names:
        lines.append(f"  {key(name)}:")
        lines += [_entry(path, accepted, "    ") for path, accepted in parts[name].items()]
    return comments + "".join(f"{line}\n" for line in lines)


def _leading_comments(text: str) -> str:
    lines = text.splitlines(keepends=True)
    end = next((i for i, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    return "".join(lines[:end])


def _entry(path: Pointer, accepted: Accepted, indent: str) -> str:
    return pair(write_path(path), f" {_value(accepted)}", indent)


def _value(accepted: Accepted) -> str:
    fields = ["absent: true"] if accepted.value is ABSENT else [
        f"digest: {value_digest(accepted.value)}", f"value: {flow(accepted.value)}"
    ]
    if accepted.order:
        fields.append(f"after: {flow(list(accepted.order))}")
    return f"{{{', '.join(fields)}}}"


def _source_edit(document: Document, source: Mapping[str, str]) -> Edit:
    line = f"source: {flow(dict(source))}\n"
    place = document.places.get(("source",))
    if place is not None and place.key_start is not None:
        return Edit(place.key_start, next_line(document.source.text, max(place.end - 1, place.key_start)), line)
    first = min((p.key_start for p in document.places.values() if p.key_start is not None), default=len(document.source.text))
    return Edit(first, first, line)


def _part_edits(document: Document, part: str, entries: Mapping[Pointer, Accepted | None]) -> list[Edit]:
    text = document.source.text
    above = (BRANCH,) if part == BRANCH else ("forks", part)
    first = next((p.key_start for ptr, p in document.places.items() if ptr[:-1] == above and p.key_start is not None), None)
    indent = "  " * len(above) if first is None else " " * (first - line_start(text, first))
    edits: list[Edit] = []
    added: list[str] = []
    for path, accepted in entries.items():
        place = document.places.get((*above, write_path(path)))
        if place is None and accepted is not None:
            added.append(_entry(path, accepted, indent) + "\n")
        elif place is not None and place.key_start is not None and accepted is None:
            edits.append(Edit(line_start(text, place.key_start), next_line(text, place.end - 1), ""))
        elif place is not None and accepted is not None:
            edits.append(Edit(place.start, place.end, _value(accepted)))
    there = {ptr[-1] for ptr in document.places if ptr[:-1] == above}
    gone = {write_path(path) for path, accepted in entries.items() if accepted is None}
    if there and not added and not there - gone:
        place = document.places[above]
        return [Edit(line_start(text, place.key_start or place.start), next_line(text, place.end - 1), "")]
    if not added:
        return edits
    if above in document.places:
        end = next_line(text, document.places[above].end - 1)
    elif part == BRANCH or "forks" not in document.value:
        end = len(text)
        added.insert(0, f"{BRANCH}:\n" if part == BRANCH else f"forks:\n  {key(part)}:\n")
    else:
        end = next_line(text, document.places[("forks",)].end - 1)
        added.insert(0, f"  {key(part)}:\n")
    before = "" if text[:end].endswith("\n") or not end else "\n"
    return [*edits, Edit(end, end, before + "".join(added))]
