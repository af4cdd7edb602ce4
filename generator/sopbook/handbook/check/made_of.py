"""What an edition is made of: which findings are about it, and which leave it alone."""

import re
from pathlib import PurePosixPath

from sopbook.branches.workspace import PLAYBOOKS
from sopbook.handbook.check.workspace import CheckedWorkspace, EditionName, edition_names
from sopbook.kinds.kind import Kind
from sopbook.source.diagnostics import Diagnostic, ordered

_LABELS = re.compile(r"labels\.(?P<locale>.+)\.yaml")
_TRANSLATION = re.compile(r".+\.(?P<locale>[a-z]{2,3}(-[A-Za-z0-9]+)*)\.yaml")
_SOURCE = "en"
"""The language of the schemas themselves, on which the labels of all others fall back."""
_NOBODY_TAKES = ("WORK001", "WORK021")
"""Findings about files that no kind takes: those of a kind that cannot be read are among them."""


def findings_about(workspace: CheckedWorkspace, name: EditionName) -> tuple[Diagnostic, ...]:
    """Return the findings about what an edition is made of, in order.

    That is its branch and those above it, the kinds that they use, its translations, the settings, the pages written by
    hand. What is wrong in another branch leaves it alone.
    """
    branch, locale = name
    parts = _Parts(workspace, branch, locale)
    own = workspace.found_in.get((branch, workspace.family.branches[branch].language), ())
    return ordered([*filter(parts.hold, (*workspace.read, *own)), *workspace.found_in.get(name, ())])


class _Parts:
    """The files that an edition is made of."""

    def __init__(self, workspace: CheckedWorkspace, branch: str, locale: str) -> None:
        self._workspace = workspace
        self._locale = locale
        self._stocks = [workspace.stocks[one.name] for one in workspace.family.branches[branch].lineage]
        self._folders = [stock.branch.folder for stock in self._stocks]
        self._is_first = edition_names(workspace.workspace, workspace.family)[:1] == [(branch, locale)]
        files = [stock.files for stock in self._stocks]
        self._translations = {document.path: key[2] for one in files for key, document in one.translations.items()}
        self._playbooks = {document.path for one in files for part in (one.playbooks, one.forks) for document in part.values()}
        self._playbooks |= {path for one in files for path in one.unreadable.values()}

    def hold(self, finding: Diagnostic) -> bool:
        """Return whether the file of a finding is one of them. Of a file that cannot be placed, every edition may be made."""
        path = finding.path
        roots = ("", *(f"{folder}/" for folder in self._workspace.family.schemas))
        if any(_inside(path, folder) for folder in self._folders):
            return self._translated_to(path) in (None, self._locale)
        if any(path.startswith(f"{root}{PLAYBOOKS}/") for root in roots):
            return False
        for kind in self._workspace.kinds.usable.values():
            folder = kind.config.path.rpartition("/")[0]
            if _inside(path, folder):
                return self._uses(kind) and self._labelled_in(path) in (None, _SOURCE, self._locale)
        for name in self._workspace.kinds.broken:
            if any(_inside(path, f"{root}schema/{name}") for root in roots):
                return self._may_use(name)
        return True

    def _translated_to(self, path: str) -> str | None:
        """Return the language of a translation, read or not; None for all else."""
        if path in self._translations:
            return self._translations[path]
        found = _TRANSLATION.fullmatch(PurePosixPath(path).name)
        return found["locale"] if found and path not in self._playbooks else None

    def _labelled_in(self, path: str) -> str | None:
        found = _LABELS.fullmatch(PurePosixPath(path).name)
        return found["locale"] if found else None

    def _uses(self, kind: Kind) -> bool:
        """Return whether a page is made with a kind; the first edition has a page about each."""
        if self._is_first:
            return True
        keys = [key for stock in self._stocks for part in (stock.entries, stock.unreadable, stock.files.forks) for key in part]
        return any(name == kind.name for name, _ in keys)

    def _may_use(self, broken: str) -> bool:
        """Return whether a kind that cannot be read may take files of the branches: a folder of its name, or files that no other takes."""
        if self._is_first:
            return True
        left = [finding for finding in self._workspace.read if finding.code in _NOBODY_TAKES]
        return any(
            finding.code != "WORK021" or finding.path.removeprefix(f"{folder}/").partition("/")[0] == broken
            for folder in self._folders for finding in left if _inside(finding.path, folder)
        )


def _inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")
