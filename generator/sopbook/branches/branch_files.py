"""The files of one branch: playbooks of its own, forks of its parent's, translations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from sopbook.branches.branch import Branch
from sopbook.branches.fork.former import FORMERLY
from sopbook.branches.fork.lockfile import NAME as LOCK_FILE
from sopbook.branches.synonyms import NAME as SYNONYMS
from sopbook.branches.table.filled import filled
from sopbook.kinds.discover import Kinds
from sopbook.kinds.kind import Kind
from sopbook.source.diagnostics import Diagnostic, joined, many, say
from sopbook.source.document import Document
from sopbook.source.files import read_source
from sopbook.source.listing import children, is_text
from sopbook.source.pointer import at
from sopbook.source.schema.wording import closest, shown
from sopbook.source.text import Source
from sopbook.source.yaml.parser import parse

Key: TypeAlias = tuple[str, str]
"""(kind, id) of a playbook."""

BESIDE = ("branch.yaml", LOCK_FILE, SYNONYMS)
"""The files of a branch's folder that are no playbooks."""
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SAFE_ID = re.compile(r"[^\W_][\w-]*")
"""What can be part of an address and of a file's name without quoting or leading elsewhere."""
_TRANSLATION = re.compile(r"(?P<id>.+)\.(?P<locale>[a-z]{2,3}(-[A-Za-z0-9]+)*)")


@dataclass
class Files:
    """The files of a branch by what they are. `unreadable` are paths of playbooks that could not be read."""

    playbooks: dict[Key, Document] = field(default_factory=dict)
    forks: dict[Key, Document] = field(default_factory=dict)
    translations: dict[tuple[str, str, str], Document] = field(default_factory=dict)
    """By kind, id and locale."""
    unreadable: dict[Key, str] = field(default_factory=dict)


def read_files(root: Path, branch: Branch, kinds: Kinds) -> tuple[Files, list[Diagnostic]]:
    """Return the files of a branch, and what is wrong with how they are laid out.

    Reports the YAML codes, and WORK001 (no such kind), WORK003 (an id twice), WORK004 (the id is not
    the file's name), WORK006 (.yml), WORK007 (no id in a document of a foreign kind), FORK002 (two files
    for one playbook), FORK015 and LOCALE008 (the file's name is another one), and what is wrong with the tables that playbooks name.
    """
    files = Files()
    diagnostics: list[Diagnostic] = []
    claimed: set[str] = set()
    forks: list[tuple[Kind, Document, str]] = []
    for kind in kinds.usable.values():
        for path in _paths(root, branch, kind):
            if path in claimed:
                continue
            claimed.add(path)
            diagnostics += _read(root, path, branch.name, kind, files, forks)
    # After all playbooks, and first those that have the right name: of two, the other one is the mistake.
    for kind, document, stem in sorted(forks, key=lambda one: (one[1].value["fork"] != one[2], one[1].path)):
        diagnostics += _fork(document, kind, stem, files)
    for found in (files.playbooks, files.forks):
        for key, document in found.items():
            if kinds.usable[key[0]].tables:
                found[key], problems = filled(document, kinds.usable[key[0]], root, branch.folder)
                diagnostics += problems
    diagnostics += _unclaimed(root, branch, kinds, claimed)
    return files, diagnostics


def _read(root: Path, path: str, branch: str, kind: Kind, files: Files, forks: list[tuple[Kind, Document, str]]) -> Iterator[Diagnostic]:
    stem = PurePosixPath(path).stem
    source, problems = read_source(root, path)
    yield from problems
    document, problems = parse(source, branch) if source else (None, [])
    yield from problems
    if document is None:
        if not _TRANSLATION.fullmatch(stem) or not kind.envelope:
            files.unreadable[kind.name, stem] = path
        return
    if _has(document, "translation", kind):
        yield from _translation(document, kind, stem, files)
    elif _has(document, "fork", kind):
        forks.append((kind, document, stem))
    else:
        identifier, problems = _identify(kind, document, stem)
        yield from problems
        key = (kind.name, identifier)
        first = files.playbooks.get(key)
        if first:
            yield document.diagnostic(
                kind.identity.id or (), "WORK003", say("The id {identifier} is already taken by {path}.", identifier=identifier, path=first.path), say("Give one of them another id."),
            )
        else:
            files.playbooks[key] = document


def _has(document: Document, word: str, kind: Kind) -> bool:
    """Return whether a document is marked by a word at its top that the kind's own schema does not use."""
    return isinstance(document.value, dict) and word in document.value and word not in kind.shape.properties


def _fork(document: Document, kind: Kind, stem: str, files: Files) -> Iterator[Diagnostic]:
    identifier = document.value["fork"]
    if not isinstance(identifier, str) or not _SAFE_ID.fullmatch(identifier):
        is_what = say("empty") if identifier is None else shown(identifier)
        yield document.diagnostic(
            ("fork",), "FORK001", say("fork is {is_what}; the id of a playbook is expected.", is_what=is_what), say("Write fork: {stem}.", stem=stem),
        )
        files.unreadable[kind.name, stem] = document.path
        return
    key = (kind.name, identifier)
    first = files.forks.get(key) or files.playbooks.get(key)
    if first:
        yield _second(document, ("fork",), identifier, first)
        return
    if kind.envelope and FORMERLY in document.value:
        yield document.diagnostic(
            (FORMERLY,), "FORK014", say("A fork has no {formerly} of its own: only whoever wrote the playbook can rename it.", formerly=FORMERLY),
            say("Delete the line."), key=True,
        )
        document = replace(document, value={name: value for name, value in document.value.items() if name != FORMERLY})
    if identifier != stem and kind.envelope:
        yield document.diagnostic(
            ("fork",), "FORK015", say("The file forks {identifier}, but is called {name}.", identifier=identifier, name=PurePosixPath(document.path).name),
            say("Rename it to {identifier}.yaml, or write fork: {stem}.", identifier=identifier, stem=stem) if _ID.fullmatch(identifier) else say("Write fork: {stem}.", stem=stem),
        )
    files.forks[key] = document


def _second(document: Document, pointer: tuple[str | int, ...], identifier: str, first: Document) -> Diagnostic:
    return document.diagnostic(
        pointer, "FORK002", say("{path} of the same branch speaks of {identifier} already.", path=first.path, identifier=identifier),
        say("Join the two files: a branch writes its own playbook, or one fork of its parent's."),
    )


def _translation(document: Document, kind: Kind, stem: str, files: Files) -> Iterator[Diagnostic]:
    match = _TRANSLATION.fullmatch(stem)
    identifier = document.value["translation"]
    if match is not None and not isinstance(identifier, str):
        identifier = match["id"]  # The form of the file is looked at later, and says so.
    if match is None or identifier != match["id"]:
        yield document.diagnostic(
            ("translation",), "LOCALE008",
            say("The file translates {identifier}, but is called {name}.", identifier=shown(identifier), name=PurePosixPath(document.path).name),
            say("Rename it to {identifier}.zh.yaml, or whatever its language is.", identifier=identifier) if match is None else say("Write translation: {id}, or rename the file.", id=match["id"]),
        )
        return
    files.translations[kind.name, identifier, match["locale"]] = document


def _paths(root: Path, branch: Branch, kind: Kind) -> list[str]:
    folder = root / branch.folder
    found = {file for pattern in kind.files for file in folder.glob(pattern)}
    taken = tuple(folder / name for name in BESIDE)
    return sorted(file.relative_to(root).as_posix() for file in found if file not in taken and ".." not in file.parts and is_text(file))


def _identify(kind: Kind, document: Document, stem: str) -> tuple[str, list[Diagnostic]]:
    pointer = kind.identity.id
    if pointer is None:
        return stem, [] if stem not in _taken(kind) else [document.diagnostic(
            (), "WORK007", say("The file's name {stem} cannot name a page: the index of the kind has that name.", stem=stem),
            say("Rename the file."),
        )]
    identifier = at(document.value, pointer)
    if pointer in document.guessed:
        return stem, []  # The text could not be read as written, and has its finding.
    if not isinstance(identifier, str):
        if kind.envelope or identifier is not None:
            return stem, []  # The schema says so itself.
        return stem, [document.diagnostic(
            (), "WORK007", say("The document has no id at /{pointer}.", pointer="/".join(map(str, pointer))),
            say("Add one, or say `identity: {{id: $file}}` in kind.yaml to use the file's name."),
        )]
    if not kind.envelope and not _SAFE_ID.fullmatch(identifier):
        return stem, [document.diagnostic(
            pointer, "WORK007", say("The id {identifier} cannot name a page.", identifier=shown(identifier)),
            say("Use letters, digits and hyphens, or say `identity: {{id: $file}}` in kind.yaml to use the file's name."),
        )]
    if identifier in _taken(kind):
        return stem, [document.diagnostic(
            pointer, "WORK007", say("The id {identifier} cannot name a page: the index of the kind has that name.", identifier=identifier),
            say("Choose another id, and rename the file."),
        )]
    if kind.envelope and identifier != stem:
        return stem, [document.diagnostic(
            pointer, "WORK004", say("The id is {identifier}, but the file is called {name}.", identifier=identifier, name=PurePosixPath(document.path).name),
            say("Write id: {stem}, or rename the file to {identifier}.yaml.", stem=stem, identifier=identifier) if _ID.fullmatch(identifier) else say("Write id: {stem}.", stem=stem),
        )]
    return identifier, []


def _taken(kind: Kind) -> set[str]:
    """Return the names that pages of the kind's own indexes have (sopbook.handbook.links)."""
    return {"index", *(f"by-{str(field[-1]).replace('_', '-')}" for field in kind.group_by)}


def _unclaimed(root: Path, branch: Branch, kinds: Kinds, claimed: set[str]) -> Iterator[Diagnostic]:
    folder = root / branch.folder
    orphans: dict[str, int] = {}
    waiting: dict[tuple[str, str], int] = {}
    for file in sorted(filter(is_text, folder.rglob("*"))):
        path = file.relative_to(root).as_posix()
        inside = file.relative_to(folder).as_posix()
        if path in claimed or inside in BESIDE or "/." in f"/{inside}":
            continue
        if file.is_dir():
            if file.is_symlink() and not any(other.startswith(f"{path}/") for other in claimed):
                orphans[path] = len(children(file))
        elif file.suffix.lower() == ".yml" or file.suffix in (".YAML", ".Yaml"):
            yield Source(path, "").diagnostic(
                0, 0, "WORK006", say("{name} is left out: its name ends in {suffix}.", name=file.name, suffix=file.suffix),
                say("Rename it so that it ends in .yaml."),
            )
        elif file.suffix == ".yaml":
            where, kind = file.parent.relative_to(root).as_posix(), inside.partition("/")[0]
            if kind in kinds.broken:
                waiting[where, kind] = waiting.get((where, kind), 0) + 1
            else:
                orphans[where] = orphans.get(where, 0) + 1
    for (where, kind), count in sorted(waiting.items()):
        yield Source(where, "").diagnostic(
            0, 0, "WORK021", many(
                count, "The kind {kind} is broken, so 1 file in it is neither checked nor shown.",
                "The kind {kind} is broken, so {count} files in it are neither checked nor shown.", kind=kind,
            ), say("Mend the kind first; its own findings say how."),
        )
    for where, count in sorted(orphans.items()):
        meant = closest(PurePosixPath(where).name, kinds.usable)
        place = say("directly in {where}", where=where) if where == branch.folder else say("in {where}", where=where)
        yield Source(where, "").diagnostic(
            0, 0, "WORK001", many(
                count, "No kind takes what lies {place}: 1 file is left out.", "No kind takes what lies {place}: {count} files are left out.", place=place,
            ),
            say("Did you mean the kind {meant}?", meant=meant) if meant and meant != PurePosixPath(where).name else
            say("The kinds are {usable}. Move the files, or add the kind to schema/.", usable=joined(", ", kinds.usable) or say("none")),
        )
