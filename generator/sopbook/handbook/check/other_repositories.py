"""What a workspace has to heed of the findings about files of other repositories, which it cannot change."""

from collections.abc import Iterable
from dataclasses import replace

from sopbook.branches.branch import git_source
from sopbook.branches.git_cache import SOURCES, cached_source
from sopbook.branches.tree import BranchTree
from sopbook.source.diagnostics import Diagnostic, Severity, say

_THEIRS = ("DRIFT", "LOCALE", "FORK001")
"""Errors that take nothing from the branches below: what a branch there has not looked at, and what it
translates or forks in vain. A fork here of the same playbook gets a finding of its own."""


def heeded(diagnostics: Iterable[Diagnostic], family: BranchTree) -> list[Diagnostic]:
    """Return the findings of a workspace as it has to heed them.

    About a file of another repository, warnings are left out. Errors in what the branches here inherit stay
    errors: it cannot be had. All other errors become warnings, because they must not stop a build here.
    """
    found: list[Diagnostic] = []
    for finding in diagnostics:
        if not finding.path.startswith(f"{SOURCES}/") or finding.code.startswith("SOURCE"):
            found.append(finding)
        elif finding.severity is Severity.ERROR:
            is_theirs = finding.code.startswith(_THEIRS)
            found.append(replace(
                finding, severity=Severity.WARNING if is_theirs else Severity.ERROR,
                hint=say("Only {address} can mend it; after that, sopbook sync fetches it.", address=_address(finding.path, family)),
            ))
    return found


def _address(path: str, family: BranchTree) -> str:
    """Return the address of the repository that a cached file comes from."""
    for branch in family.own():
        source = git_source(branch.document)
        if source and path.startswith(f"{cached_source(source.git, family.lock_files[branch.name].source.get('commit', ''))}/"):
            return source.git
    return say("the other repository")
