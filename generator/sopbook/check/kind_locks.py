"""Whether a workspace shows the locked playbooks of another repository by that repository's own kinds."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from sopbook.diagnostics import Diagnostic
from sopbook.fork.locks import locks_of
from sopbook.kinds.discover import Kinds, kinds_of_source
from sopbook.kinds.kind import Kind
from sopbook.kinds.pack import OWN
from sopbook.load.document import Document
from sopbook.resolve.branch import Branch
from sopbook.resolve.family import Family
from sopbook.resolve.files import Files, read_files
from sopbook.resolve.stock import Stock


def judge_kinds(root: Path, family: Family, stocks: Mapping[str, Stock], kinds: Kinds) -> Iterator[Diagnostic]:
    """Yield LOCK005 for each kind in schema/ that takes the place of a git parent's, where a playbook there has locks.

    A kind decides what is a text, what can be translated and what a page shows, so that another one could hide or
    change what is locked. Kinds of the same content are no others.
    """
    own = [kind for kind in kinds.usable.values() if kind.origin == OWN]
    told: set[str] = set()
    for source in family.schemas if own else ():
        branches = [branch for branch in family.branches.values() if branch.cached and branch.folder.startswith(f"{source}/")]
        theirs = kinds_of_source(root, source, [kind.name for kind in own])
        for kind in own:
            other = theirs.get(kind.name)
            if kind.name in told or (other is not None and _is_same(kind, other)):
                continue
            locked = next((found for branch in branches for found in _locked(root, branch, stocks[branch.name].files, kind.name, other)), None)
            if locked:
                told.add(kind.name)
                branch, document = locked
                yield kind.config.diagnostic(
                    ("kind",), "LOCK005",
                    f"The kind {kind.name} of this workspace shows playbooks of {branch.name}, which has locked parts of {document.path.rpartition('/')[2]}.",
                    f"Delete schema/{kind.name}, or choose another name and other files for it; or ask {branch.name} to take it over.",
                )


def _locked(root: Path, branch: Branch, files: Files, name: str, other: Kind | None) -> Iterator[tuple[Branch, Document]]:
    """Yield the documents with locks that a kind reads, and those that the kind in whose place it stands would read."""
    found = [document for part in (files.playbooks, files.forks) for (kind, _), document in part.items() if kind == name]
    if other is not None:
        read, _ = read_files(root, branch, Kinds({name: other}, frozenset()))
        found += [*read.playbooks.values(), *read.forks.values()]
    yield from ((branch, document) for document in found if locks_of(document, branch.name))


def _is_same(kind: Kind, other: Kind) -> bool:
    return all(
        getattr(kind, part) == getattr(other, part) for part in ("schema", "template", "print_template", "labels", "files", "envelope", "identity")
    ) and kind.config.value == other.config.value
