"""Whether a workspace shows the locked playbooks of another repository, and by that repository's own kinds."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from sopbook.branches.branch import Branch
from sopbook.branches.branch_files import BESIDE, Files, read_files
from sopbook.branches.fork.locks import locks_of
from sopbook.branches.playbooks import BranchPlaybooks
from sopbook.branches.tree import BranchTree
from sopbook.kinds.discover import Kinds, kinds_of_source
from sopbook.kinds.kind import Kind
from sopbook.kinds.pack import OWN
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document
from sopbook.source.files import read_source
from sopbook.source.yaml.parser import parse


def judge_kinds(root: Path, family: BranchTree, stocks: Mapping[str, BranchPlaybooks], kinds: Kinds) -> Iterator[Diagnostic]:
    """Yield LOCK005 for each kind in schema/ that takes the place of a git parent's, where a playbook there has locks, and where no kind reads one.

    A kind decides what is a text, what can be translated and what a page shows, so that another one could hide or
    change what is locked. Kinds of the same content are no others.
    """
    own = [kind for kind in kinds.usable.values() if kind.origin == OWN]
    told: set[str] = set()
    """The names of kinds, and the paths of playbooks, that have a finding."""
    for source in family.schemas if own else ():
        branches = [branch for branch in family.branches.values() if branch.cached and branch.folder.startswith(f"{source}/")]
        theirs = kinds_of_source(root, source, [kind.name for kind in own])
        for kind in own:
            other = theirs.get(kind.name)
            if kind.name in told or (other is not None and _is_same(kind, other)):
                continue
            locked = next((found for branch in branches for found in _locked(root, branch, stocks[branch.name].files, kind.name, other)), None)
            if locked:
                branch, document = locked
                told |= {kind.name, document.path}
                yield kind.config.diagnostic(
                    ("kind",), "LOCK005",
                    say(
                        "The kind {name} of this workspace shows playbooks of {branch}, which has locked parts of {path}.",
                        name=kind.name, branch=branch.name, path=document.path.rpartition("/")[2],
                    ),
                    say(
                        "Delete schema/{name}, or choose another name and other files for it; or ask {branch} to take it over.",
                        name=kind.name, branch=branch.name,
                    ),
                )
    for branch in family.own():
        if branch.parent is not None and branch.parent.cached and branch.document is not None:
            yield from (d for path, d in _without_a_kind(root, branch, branch.document, stocks) if path not in told)


def _without_a_kind(root: Path, branch: Branch, file: Document, stocks: Mapping[str, BranchPlaybooks]) -> Iterator[tuple[str, Diagnostic]]:
    """Yield a finding for each playbook with locks, of the branches above one, that no kind reads; its path comes first."""
    for above in branch.lineage[:-1]:
        files = stocks[above.name].files
        read = {document.path for part in (files.playbooks, files.forks, files.translations) for document in part.values()}
        for found in sorted((root / above.folder).rglob("*.yaml")):
            path = found.relative_to(root).as_posix()
            if path in read or path in files.unreadable.values() or path.removeprefix(f"{above.folder}/") in BESIDE:
                continue
            source, _ = read_source(root, path)
            document = parse(source, above.name)[0] if source else None
            if document is not None and locks_of(document):
                yield path, file.diagnostic(
                    ("parent",), "LOCK005",
                    say("No kind of this workspace shows {path} of {name}, which has locked parts of it.", path=path.removeprefix(f"{above.folder}/"), name=above.name),
                    say("Install the package that brings the kind, or take built_in_kinds: false out of mkdocs.yml."), key=True,
                )


def _locked(root: Path, branch: Branch, files: Files, name: str, other: Kind | None) -> Iterator[tuple[Branch, Document]]:
    """Yield the documents with locks that a kind reads, and those that the kind in whose place it stands would read."""
    found = [document for part in (files.playbooks, files.forks) for (kind, _), document in part.items() if kind == name]
    if other is not None:
        read, _ = read_files(root, branch, Kinds({name: other}, frozenset()))
        found += [*read.playbooks.values(), *read.forks.values()]
    yield from ((branch, document) for document in found if locks_of(document))


def _is_same(kind: Kind, other: Kind) -> bool:
    return all(
        getattr(kind, part) == getattr(other, part) for part in ("schema", "template", "print_template", "labels", "files", "envelope", "identity")
    ) and kind.config.value == other.config.value
