"""The branches of a workspace: one folder each under playbooks/, each below its parent."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from sopbook.branches.branch import (
    Branch,
    BranchFolder,
    GitSource,
    branch_folder,
    branch_schema,
    git_source,
    inherit,
)
from sopbook.branches.fork.lockfile import LockFile, read_lock_file
from sopbook.branches.git_cache import cached_source
from sopbook.branches.pinned import not_as_pinned
from sopbook.branches.sending.modes import Modes, read_modes
from sopbook.branches.synonyms import Synonyms, read_synonyms
from sopbook.branches.time_zone import check_time_zone
from sopbook.branches.watch.packs import Packs
from sopbook.branches.watch.word import check_words
from sopbook.branches.workspace import PLAYBOOKS, Workspace
from sopbook.source.diagnostics import Diagnostic, Severity, joined, say
from sopbook.source.document import Document
from sopbook.source.files import read_source
from sopbook.source.listing import children
from sopbook.source.schema.document import validate
from sopbook.source.schema.validator import SchemaValidator
from sopbook.source.schema.wording import closest
from sopbook.source.text import Source
from sopbook.source.yaml.parser import parse

_ADDRESS = re.compile(r"[^\W_][\w-]*")


@dataclass(frozen=True)
class BranchTree:
    """The branches of a workspace, parents before children, and their lock files.

    Branches of git sources are among them, marked `cached`; `schemas` are the folders of their kinds.
    """

    branches: Mapping[str, Branch]
    lock_files: Mapping[str, LockFile] = field(default_factory=dict, repr=False)
    schemas: tuple[str, ...] = ()

    def own(self) -> list[Branch]:
        """Return the branches of this workspace itself."""
        return [branch for branch in self.branches.values() if not branch.cached]


@dataclass
class _Found:
    """A branch.yaml as it was read, before it has a parent."""

    name: str
    folder: str
    document: Document | None
    """What it says, where nothing is wrong with it."""
    parent: str | None
    read: Document | None = None
    """What it says, right or wrong: a parent that does not exist is told together with all else."""
    synonyms: Synonyms = field(default_factory=Synonyms)
    cached: bool = False


@dataclass(frozen=True)
class _Shared:
    """What all branches of a workspace share."""

    packs: Packs
    modes: Modes | None


def load_tree(workspace: Workspace, pins: Mapping[str, Mapping[str, str]] | None = None) -> tuple[BranchTree, list[Diagnostic]]:
    """Return the branches by name, and what is wrong with their branch.yaml and lock files.

    `pins` are git sources by branch that count instead of those of the lock files: an update before it is taken.
    A broken branch.yaml still gives a branch. Reports WORK002 (no branch.yaml), WORK005 (no branch at all),
    WORK009 (no such parent), WORK010 (a branch is its own ancestor), WORK011 (two branches with one name),
    WORK012 (a git source that has not been fetched), WORK013 (a name that cannot be part of an address), WORK014 (a
    branch of a git source has the name of one here), WORK015 (no such time zone), WORD001 and WORD002 (watched words), DRIFT004.
    """
    found: dict[str, _Found] = {}
    diagnostics: list[Diagnostic] = []
    folder = workspace.root / PLAYBOOKS
    for entry in children(folder):
        if entry.is_dir() and not entry.name.startswith("."):
            if not _ADDRESS.fullmatch(entry.name):
                diagnostics.append(Source(branch_folder(entry.name), "").diagnostic(
                    0, 0, "WORK013", say("The folder {name} cannot name a branch.", name=entry.name),
                    say("Use letters, digits and hyphens, beginning with a letter or a digit."),
                ))
                continue
            one, problems = _read(workspace.root, entry.name, branch_folder(entry.name))
            found[entry.name] = one
            diagnostics += problems
    if not found:
        diagnostics.append(Source(PLAYBOOKS, "").diagnostic(
            0, 0, "WORK005", say("There is no branch: playbooks/ holds no folder."),
            say("Make the folder playbooks/hq with a branch.yaml; `sopbook init` does it."),
        ))
    lock_files: dict[str, LockFile] = {}
    schemas: list[str] = []
    waiting = list(found.values())
    while waiting:
        one = waiting.pop(0)
        lock_files[one.name], problems = read_lock_file(workspace.root, one.folder)
        if pins and one.name in pins:
            lock_files[one.name] = replace(lock_files[one.name], source=pins[one.name])
        diagnostics += problems
        source = git_source(one.document)
        if source and not one.cached:
            known = set(found)
            diagnostics += _fetched(workspace.root, one, source, lock_files[one.name], found)
            if any(name not in known for name in found):
                schemas.append(cached_source(source.git, lock_files[one.name].source["commit"]))
            waiting += [new for name, new in found.items() if name not in known]
    branches: dict[str, Branch] = {}
    places = tuple(dict.fromkeys(schemas))
    modes, problems = read_modes(workspace.root, places)
    diagnostics += problems
    shared = _Shared(Packs(workspace.root, places), modes)
    for name in found:
        diagnostics += _place(name, found, branches, shared, ())
    diagnostics += _same_names(branches)
    return BranchTree(branches, lock_files, places), diagnostics


def _read(root: Path, name: str, folder: str) -> tuple[_Found, list[Diagnostic]]:
    path = f"{folder}/branch.yaml"
    if not (root / path).exists():
        return _Found(name, folder, None, None), [Source(path, "").diagnostic(
            0, 0, "WORK002", say("The folder {folder} has no branch.yaml.", folder=folder),
            say("Add one; `name: {{en: …}}` and `locales: [en]` are enough."),
        )]
    source, problems = read_source(root, path)
    document, more = parse(source, name) if source else (None, [])
    problems += more
    if document is not None:
        problems += validate(document, _validator()) or [*check_time_zone(document), *check_words(document)]
    usable = document if document is not None and not problems else None
    parent = document.value.get("parent") if document is not None and isinstance(document.value, dict) else None
    synonyms, more = read_synonyms(root, folder)
    return _Found(name, folder, usable, parent if isinstance(parent, str) else None, document, synonyms), [*problems, *more]


def _fetched(root: Path, one: _Found, source: GitSource, lock_file: LockFile, found: dict[str, _Found]) -> Iterator[Diagnostic]:
    """Add a parent of a git source and its ancestors to those found, from the cache.

    Yields WORK012 where the source has not been fetched, WORK009 where it has no such branch, WORK014 where a
    branch of it has the name of one that is there already, SOURCE001 and SOURCE002.
    """
    if one.document is None:
        return
    one.parent = ""  # Until it is there, the branch is an orphan.
    folder = cached_source(source.git, lock_file.source.get("commit", ""))
    playbooks = root / folder / PLAYBOOKS
    if lock_file.source.get("git") != source.git or not playbooks.is_dir():
        yield one.document.diagnostic(
            ("parent",), "WORK012", say("The parent of {name} lies in {git}, which has not been fetched yet.", name=one.name, git=source.git),
            say("Run sopbook sync --branch {name}.", name=one.name), key=True,
        )
        return
    problem = not_as_pinned(root, one.name, one.document, source, lock_file)
    if problem:
        yield problem
        if problem.severity is Severity.ERROR:
            return
    place = ("parent", "branch") if "branch" in one.document.value["parent"] else ("parent", "git")
    needed: str | None = source.branch
    below = one
    while needed is not None:
        if not (playbooks / needed).is_dir():
            others = [entry.name for entry in children(playbooks) if entry.is_dir()]
            meant = closest(needed, others)
            yield one.document.diagnostic(
                place, "WORK009", say("The parent of {name} is {needed} in {git}, and there is no such branch.", name=below.name, needed=needed, git=source.git),
                say("Did you mean {meant}?", meant=meant) if meant else say("The branches there are {others}.", others=joined(", ", others) or say("none")),
            )
            return
        other = found.get(needed)
        if other is not None and not other.folder.startswith(f"{folder}/"):
            yield one.document.diagnostic(
                place, "WORK014", say("The branch {needed} of {git} has the name of a branch here ({folder}).", needed=needed, git=source.git, folder=other.folder),
                say("Rename the folder here: a name must tell which branch is meant."),
            )
            return
        below.parent = needed
        if other is not None:
            return  # Another branch has brought it, with its ancestors.
        below, problems = _read(root, needed, f"{folder}/{PLAYBOOKS}/{needed}")
        below.cached = True
        found[needed] = below
        yield from problems
        needed = below.parent


def _place(name: str, found: dict[str, _Found], branches: dict[str, Branch], shared: _Shared, below: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Add a branch to `branches`, its ancestors first; a parent that cannot be is left out, with a finding."""
    if name in branches:
        return
    one, parent = found[name], None
    if one.parent and one.read is not None:
        if one.parent not in found:
            others = [other for other in found if other != name]
            meant = closest(one.parent, others)
            yield one.read.diagnostic(
                ("parent",), "WORK009", say("The parent of {name} is {parent}, and there is no such branch.", name=name, parent=one.parent),
                say("Did you mean {meant}?", meant=meant) if meant else say("The branches are {others}.", others=joined(", ", others) or say("none")),
            )
        elif one.document is None:
            pass  # What it would inherit is known only when its branch.yaml is right.
        elif one.parent in (*below, name):
            circle = " → ".join((*below[below.index(one.parent) if one.parent in below else len(below):], name, one.parent))
            yield one.document.diagnostic(
                ("parent",), "WORK010", say("{name} is its own ancestor: {circle}.", name=name, circle=circle),
                say("One of them must have another parent, or none."),
            )
        else:
            yield from _place(one.parent, found, branches, shared, (*below, name))
            parent = branches.get(one.parent)
    words, problems = shared.packs.taken(one.document) if one.document is not None else ([], [])
    yield from problems
    own = BranchFolder(name, one.folder, one.document, one.synonyms, tuple(words), shared.modes, one.cached)
    branches[name] = inherit(own, parent, orphan=one.parent is not None and parent is None)


def _same_names(branches: Mapping[str, Branch]) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, str], str] = {}
    for branch in branches.values():
        for locale, title in branch.title.items() if branch.document is not None else ():
            other = seen.setdefault((locale, title.casefold().strip()), branch.name)
            if other != branch.name and branch.document is not None:
                yield branch.document.diagnostic(
                    ("name", locale), "WORK011", say("The branch {other} is called {title}, too.", other=other, title=title),
                    say("Readers choose a branch by its name; give each its own."),
                )


@cache
def _validator() -> SchemaValidator:
    return SchemaValidator(branch_schema())
