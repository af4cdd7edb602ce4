"""The branches of a workspace: one folder each under playbooks/."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from sopbook.diagnostics import Diagnostic
from sopbook.kinds.kind import LocaleText
from sopbook.load.document import Document
from sopbook.load.parser import parse
from sopbook.load.reader import read_source
from sopbook.load.source import Source
from sopbook.load.workspace import PLAYBOOKS, Workspace
from sopbook.validate.document import validate
from sopbook.validate.validator import SchemaValidator


@dataclass(frozen=True, slots=True)
class Slot:
    """A blank that the operator fills in."""

    title: LocaleText
    example: str = ""


@dataclass(frozen=True, slots=True)
class WatchedWord:
    """A word that messages must not hold (`banned`), or hold with care."""

    word: str
    why: str
    instead: str
    banned: bool


@dataclass(frozen=True)
class Branch:
    """One branch: its folder's name, what it is called, its languages, values and words."""

    name: str
    title: LocaleText
    locales: tuple[str, ...] = ("en",)
    params: Mapping[str, Any] = field(default_factory=dict)
    slots: Mapping[str, Slot] = field(default_factory=dict)
    words: tuple[WatchedWord, ...] = ()
    sound: bool = True
    """Whether branch.yaml could be read: without it, nobody knows which names texts may use."""

    @property
    def folder(self) -> str:
        """Return the branch's folder, relative to the workspace."""
        return f"{PLAYBOOKS}/{self.name}"


@cache
def branch_schema() -> dict[str, Any]:
    """Return the JSON Schema of branch.yaml."""
    schema: dict[str, Any] = json.loads((resources.files(__package__) / "branch.schema.json").read_text("utf-8"))
    return schema


@cache
def _validator() -> SchemaValidator:
    return SchemaValidator(branch_schema())


def load_branches(workspace: Workspace) -> tuple[dict[str, Branch], list[Diagnostic]]:
    """Return the branches by name, and what is wrong with their branch.yaml.

    A broken branch.yaml still gives a branch, with what could be read, so that its playbooks are
    checked in the same run. Reports WORK002 (no branch.yaml) and WORK005 (no branch at all).
    """
    branches: dict[str, Branch] = {}
    diagnostics: list[Diagnostic] = []
    folder = workspace.root / PLAYBOOKS
    for entry in sorted(folder.iterdir()) if folder.is_dir() else []:
        if not entry.is_dir() or entry.name.startswith("."):
            continue
        path = f"{PLAYBOOKS}/{entry.name}/branch.yaml"
        if not (entry / "branch.yaml").exists():
            diagnostics.append(Source(path, "").diagnostic(
                0, 0, "WORK002", f"The folder {PLAYBOOKS}/{entry.name} has no branch.yaml.",
                "Add one; `name: {en: …}` and `locales: [en]` are enough.",
            ))
            branches[entry.name] = Branch(entry.name, {"en": entry.name})
            continue
        source, problems = read_source(workspace.root, path)
        document, more = parse(source) if source else (None, [])
        problems += more
        if document is not None:
            found = validate(document, _validator())
            problems += found
        diagnostics += problems
        usable = document is not None and not problems
        branches[entry.name] = _branch(entry.name, document if usable else None)
    if not branches:
        diagnostics.append(Source(PLAYBOOKS, "").diagnostic(
            0, 0, "WORK005", "There is no branch: playbooks/ holds no folder.",
            "Make the folder playbooks/hq with a branch.yaml; `sopbook init` does it.",
        ))
    return branches, diagnostics


def _branch(name: str, document: Document | None) -> Branch:
    if document is None:
        return Branch(name, {"en": name}, sound=False)
    value = document.value
    words = value.get("words", {})
    return Branch(
        name,
        value["name"],
        tuple(value["locales"]),
        value.get("params", {}),
        {n: Slot(s["title"], s.get("example", "")) for n, s in value.get("slots", {}).items()},
        tuple(
            WatchedWord(w["word"], w.get("why", ""), w.get("instead", ""), banned)
            for group, banned in (("banned", True), ("sensitive", False))
            for w in words.get(group, [])
        ),
    )
