"""forks.lock.yaml: what the parent said when the branch last accepted its overrides."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from sopbook.branches.fork.known import Known
from sopbook.branches.fork.neighbours import Neighbours
from sopbook.branches.fork.override import ABSENT, Accepted
from sopbook.branches.fork.path import KeyedPath, parse_path
from sopbook.source.diagnostics import CATALOGUE, Diagnostic, say
from sopbook.source.document import Document, Pointer
from sopbook.source.files import read_source
from sopbook.source.schema.document import validate
from sopbook.source.schema.validator import SchemaValidator
from sopbook.source.text import Source
from sopbook.source.yaml.parser import parse

NAME = "forks.lock.yaml"
_CONFLICT = re.compile(r"^(<<<<<<<|=======|>>>>>>>)(?=[ \r\n]|$)", re.MULTILINE)
BRANCH = "branch"
"""The part about branch.yaml; a playbook's part is called by its kind and id: activity/dice-guess."""
FORKS = "forks"
"""The part about playbooks."""
MERGED = "merged"
"""The part about how lists were merged."""


@dataclass(frozen=True)
class LockFile:
    """The accepted values of a branch, by part and path. A damaged file is not `sound` and is never written over."""

    path: str
    parts: Mapping[str, Mapping[KeyedPath, Accepted]] = field(default_factory=dict, repr=False)
    merged: Mapping[str, Mapping[KeyedPath, str]] = field(default_factory=dict, repr=False)
    """The lists and tables of each part that were there, each with its merge rule; files of older versions have none."""
    source: Mapping[str, str] = field(default_factory=dict)
    """The git source of the parent: git, ref, the pinned commit and the digest of its files."""
    sound: bool = True

    def part(self, name: str) -> Known:
        """Return what the branch has accepted of one playbook, or of branch.yaml."""
        return Known(self.parts.get(name, {}), self.merged.get(name, {}))


def value_digest(value: Any) -> str:
    """Return `sha-` and the first 16 hex digits of the SHA-256 of a value as canonical JSON."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha-" + hashlib.sha256(text.encode()).hexdigest()[:16]


def read_lock_file(root: Path, folder: str) -> tuple[LockFile, list[Diagnostic]]:
    """Return the lock file of a branch's folder; a missing one is empty. Reports the YAML codes and DRIFT004."""
    path = f"{folder}/{NAME}"
    if not (root / path).exists():
        return LockFile(path), []
    source, problems = read_source(root, path)
    if source is None or problems:
        return LockFile(path, sound=False), problems
    return parse_lock_file(source)


def parse_lock_file(source: Source) -> tuple[LockFile, list[Diagnostic]]:
    """Return a lock file from its text. Reports the YAML codes and DRIFT004."""
    path = source.path
    if all(not line.strip() or line.lstrip().startswith("#") for line in source.text.split("\n")):
        return LockFile(path), []  # Nothing has been accepted, or everything has gone.
    conflict = _CONFLICT.search(source.text)
    if conflict:
        return LockFile(path, sound=False), [source.diagnostic(
            conflict.start(), conflict.end(), "DRIFT004", say("forks.lock.yaml holds the marks of a merge conflict."),
            say("Take either side whole, then look at sopbook diff and accept again what comes up as stale or unaccepted."),
        )]
    document, problems = parse(source)
    if document is None or document.value is None:
        return LockFile(path, sound=not problems), problems
    problems += [
        replace(d, code="DRIFT004", message=say("forks.lock.yaml is damaged at line {line}: {message}", line=d.span.line, message=d.message),
                hint=say("Restore it from the history; sopbook accept writes it."), severity=CATALOGUE["DRIFT004"].severity)
        for d in validate(document, _validator())[:1]
    ]
    if not problems:
        problems += list(_wrong_digests(document))
    if problems:
        return LockFile(path, sound=False), problems
    value = document.value
    parts = {name: _places(places) for name, places in value.get(FORKS, {}).items()}
    merged = {name: {parse_path(p): rule for p, rule in rules.items()} for name, rules in value.get(MERGED, {}).items()}
    return LockFile(path, parts | {BRANCH: _places(value.get(BRANCH, {}))}, merged, value.get("source", {})), []


def _places(places: dict[str, Any]) -> dict[KeyedPath, Accepted]:
    return {
        parse_path(path): Accepted(
            ABSENT if entry.get("absent") else entry["value"], _neighbours(entry.get("beside")), _neighbours(entry.get("stood")),
            tuple(entry.get("after", ())),
        )
        for path, entry in places.items()
    }


def _neighbours(entry: dict[str, Any] | None) -> Neighbours | None:
    return Neighbours(entry["item"], tuple(entry.get("before", ())), tuple(entry.get("after", ()))) if entry else None


def _wrong_digests(document: Document) -> Iterator[Diagnostic]:
    parts: list[tuple[Pointer, Any]] = [((BRANCH,), document.value.get(BRANCH, {}))]
    parts += [((FORKS, name), places) for name, places in document.value.get(FORKS, {}).items()]
    for pointer, places in parts:
        for path, entry in places.items():
            if "value" in entry and "absent" in entry:
                yield document.diagnostic(
                    (*pointer, path), "DRIFT004", say("{path} has a value and is absent, too.", path=path),
                    say("The file was edited manually. Restore it from the history; sopbook accept writes it."), key=True,
                )
            elif "value" in entry and value_digest(entry["value"]) != entry["digest"]:
                yield document.diagnostic(
                    (*pointer, path, "digest"), "DRIFT004", say("The digest {digest} does not fit the value at {path}.", digest=entry["digest"], path=path),
                    say("The file was edited manually. Restore it from the history; sopbook accept writes it."),
                )


@cache
def _validator() -> SchemaValidator:
    return SchemaValidator(json.loads((resources.files(__package__) / "lockfile.schema.json").read_text("utf-8")))
