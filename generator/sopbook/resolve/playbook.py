"""The playbooks of a branch: each file given to its kind, named, and with its params filled in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from sopbook.diagnostics import Diagnostic
from sopbook.kinds.discover import Kinds
from sopbook.kinds.kind import Kind
from sopbook.load.document import Document
from sopbook.load.parser import parse
from sopbook.load.pointer import at
from sopbook.load.reader import read_source
from sopbook.load.source import Source
from sopbook.load.workspace import PLAYBOOKS, Workspace
from sopbook.resolve.branch import Branch
from sopbook.resolve.interpolation import fill_all
from sopbook.validate.wording import near, shown

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SAFE_ID = re.compile(r"[^\W_][\w-]*")
"""What can be part of an address and of a file's name without quoting or leading elsewhere."""


@dataclass(frozen=True)
class Playbook:
    """One playbook of a branch, resolved.

    `document` is the file as written; `value` is what it says with its params filled in.
    """

    kind: Kind
    id: str
    branch: Branch
    document: Document = field(repr=False)
    value: Any = field(repr=False)

    @property
    def title(self) -> str:
        """Return the title, or the id where the document has none."""
        return self._text(self.kind.identity.title) or self.id

    @property
    def summary(self) -> str:
        """Return the summary, or an empty text."""
        return self._text(self.kind.identity.summary)

    @property
    def retired(self) -> bool:
        """Return whether the playbook is kept in the source only."""
        return self.kind.envelope and at(self.value, ("status",)) == "retired"

    def _text(self, pointer: Any) -> str:
        value = at(self.value, pointer) if pointer is not None else None
        return value.strip() if isinstance(value, str) else ""

    @property
    def params(self) -> dict[str, Any]:
        """Return the values of the branch, and over them those of the playbook."""
        own = at(self.document.value, ("params",), {}) if self.kind.envelope else {}
        return {**self.branch.params, **(own if isinstance(own, dict) else {})}


@dataclass(frozen=True)
class Resolved:
    """All playbooks of a branch by kind and id, and the (kind, id) of files that could not be read."""

    branch: Branch
    kinds: Kinds
    playbooks: dict[tuple[str, str], Playbook]
    unreadable: dict[tuple[str, str], str]


def resolve(workspace: Workspace, branch: Branch, kinds: Kinds) -> tuple[Resolved, list[Diagnostic]]:
    """Return the playbooks of a branch, and what is wrong with how their files are laid out.

    Reports the YAML codes, and WORK001 (no such kind), WORK003 (an id twice), WORK004 (the id is not
    the file's name), WORK006 (.yml), WORK007 (no id in a document of a foreign kind).
    """
    playbooks: dict[tuple[str, str], Playbook] = {}
    unreadable: dict[tuple[str, str], str] = {}
    diagnostics: list[Diagnostic] = []
    claimed: set[str] = set()
    for kind in kinds.usable.values():
        for path in _files(workspace.root, branch, kind):
            if path in claimed:
                continue
            claimed.add(path)
            stem = PurePosixPath(path).stem
            source, problems = read_source(workspace.root, path)
            document, more = parse(source) if source else (None, [])
            diagnostics += problems + more
            if document is None:
                unreadable[kind.name, stem] = path
                continue
            identifier, problems = _identify(kind, document, stem)
            diagnostics += problems
            first = playbooks.get((kind.name, identifier))
            if first:
                diagnostics.append(document.diagnostic(
                    kind.identity.id or (), "WORK003",
                    f"The id {identifier} is already taken by {first.document.path}.", "Give one of them another id.",
                ))
                continue
            playbook = Playbook(kind, identifier, branch, document, document.value)
            value = fill_all(document.value, kind.shape, playbook.params)
            playbooks[kind.name, identifier] = Playbook(kind, identifier, branch, document, value)
    diagnostics += _unclaimed(workspace.root, branch, kinds, claimed)
    return Resolved(branch, kinds, playbooks, unreadable), diagnostics


def _files(root: Path, branch: Branch, kind: Kind) -> list[str]:
    folder = root / PLAYBOOKS / branch.name
    found = {file for pattern in kind.files for file in folder.glob(pattern)}
    return sorted(file.relative_to(root).as_posix() for file in found if file != folder / "branch.yaml")


def _identify(kind: Kind, document: Document, stem: str) -> tuple[str, list[Diagnostic]]:
    pointer = kind.identity.id
    if pointer is None:
        return stem, [] if stem not in _taken(kind) else [document.diagnostic(
            (), "WORK007", f"The file's name {stem} cannot name a page: the index of the kind has that name.",
            "Rename the file.",
        )]
    identifier = at(document.value, pointer)
    if pointer in document.guessed:
        return stem, []  # The text could not be read as written, and has its finding.
    if not isinstance(identifier, str):
        if kind.envelope or identifier is not None:
            return stem, []  # The schema says so itself.
        return stem, [document.diagnostic(
            (), "WORK007", f"The document has no id at /{'/'.join(map(str, pointer))}.",
            "Add one, or say `identity: {id: $file}` in kind.yaml to use the file's name.",
        )]
    if not kind.envelope and not _SAFE_ID.fullmatch(identifier):
        return stem, [document.diagnostic(
            pointer, "WORK007", f"The id {shown(identifier)} cannot name a page.",
            "Use letters, digits and hyphens, or say `identity: {id: $file}` in kind.yaml to use the file's name.",
        )]
    if identifier in _taken(kind):
        return stem, [document.diagnostic(
            pointer, "WORK007", f"The id {identifier} cannot name a page: the index of the kind has that name.",
            "Choose another id, and rename the file.",
        )]
    if kind.envelope and identifier != stem:
        return stem, [document.diagnostic(
            pointer, "WORK004", f"The id is {identifier}, but the file is called {PurePosixPath(document.path).name}.",
            f"Write id: {stem}, or rename the file to {identifier}.yaml." if _ID.fullmatch(identifier) else f"Write id: {stem}.",
        )]
    return identifier, []


def _taken(kind: Kind) -> set[str]:
    """Return the names that pages of the kind's own indexes have (sopbook.model.links)."""
    return {"index", *(f"by-{str(field[-1]).replace('_', '-')}" for field in kind.group_by)}


def _unclaimed(root: Path, branch: Branch, kinds: Kinds, claimed: set[str]) -> Iterator[Diagnostic]:
    folder = root / PLAYBOOKS / branch.name
    orphans: dict[str, int] = {}
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(root).as_posix()
        inside = file.relative_to(folder).as_posix()
        if path in claimed or inside == "branch.yaml" or "/." in f"/{inside}":
            continue
        if file.is_dir():
            if file.is_symlink() and not any(other.startswith(f"{path}/") for other in claimed):
                orphans[path] = len(list(file.iterdir()))
        elif file.suffix.lower() == ".yml" or file.suffix in (".YAML", ".Yaml"):
            yield Source(path, "").diagnostic(
                0, 0, "WORK006", f"{file.name} is left out: its name ends in {file.suffix}.",
                "Rename it so that it ends in .yaml.",
            )
        elif file.suffix == ".yaml" and inside.partition("/")[0] not in kinds.broken:
            where = file.parent.relative_to(root).as_posix()
            orphans[where] = orphans.get(where, 0) + 1
    for where, count in sorted(orphans.items()):
        what = "1 file is" if count == 1 else f"{count} files are"
        meant = near(PurePosixPath(where).name, kinds.usable)
        place = f"directly in {where}" if where == branch.folder else f"in {where}"
        yield Source(where, "").diagnostic(
            0, 0, "WORK001", f"No kind takes what lies {place}: {what} left out.",
            f"Did you mean the kind {meant}?" if meant and meant != PurePosixPath(where).name else
            f"The kinds are {', '.join(kinds.usable) or 'none'}. Move the files, or add the kind to schema/.",
        )
