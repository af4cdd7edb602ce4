"""One run of a check, as a report tells it: what was looked at, and what was found."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sopbook.branches.workspace import CONFIG
from sopbook.source.diagnostics import Diagnostic, Severity, one_line, told

if TYPE_CHECKING:
    from sopbook.handbook.check.workspace import CheckedWorkspace


@dataclass(frozen=True, slots=True)
class Run:
    """The findings of a run, in order, and what it looked at, so that a report can also say what is right.

    A run about a part of a workspace has no `playbooks` and no `editions`; one that stopped early has no `files` either.
    """

    findings: Sequence[Diagnostic]
    files: tuple[str, ...] = field(default=(), repr=False)
    """Every file that was checked, by its path, in order."""
    playbooks: int | None = None
    """How many playbooks the branches of the workspace have, those of a parent once."""
    editions: tuple[tuple[str, str], ...] = ()
    """The branch and the locale of each handbook."""
    strict: bool = False
    """Whether warnings count as failures."""
    language: str = "en"
    """The language in which the report is written."""

    def fails(self, finding: Diagnostic) -> bool:
        """Return whether a finding makes the run fail."""
        return self.strict or finding.severity is Severity.ERROR

    def told(self, language: str) -> "Run":
        """Return the run with its findings in a language, in the same order."""
        findings = tuple(replace(d, message=one_line(told(d.message, language)), hint=one_line(told(d.hint, language))) for d in self.findings)
        return replace(self, findings=findings, language=language)

    def about(self, wanted: Callable[[str], bool]) -> "Run":
        """Return the part of the run that is about some paths."""
        findings = tuple(d for d in self.findings if wanted(d.path))
        return replace(self, findings=findings, files=tuple(f for f in self.files if wanted(f)), playbooks=None, editions=())


def run_of(workspace: "CheckedWorkspace", findings: Sequence[Diagnostic], *, strict: bool = False) -> Run:
    """Return the run that checked a workspace and found this."""
    own = [workspace.stocks[branch.name] for branch in workspace.family.own() if branch.name in workspace.stocks]
    playbooks = {(entry.owner, key) for stock in own for key, entry in stock.entries.items()} | {
        (stock.branch.name, key) for stock in own for key in stock.files.unreadable
    }
    return Run(findings, tuple(sorted(set(_files(workspace)))), len(playbooks), tuple(workspace.editions), strict)


def _files(workspace: "CheckedWorkspace") -> Iterator[str]:
    root = workspace.workspace.root
    names = [CONFIG]
    for branch in workspace.family.own():
        stock = workspace.stocks.get(branch.name)
        names += [f"{branch.folder}/{name}" for name in ("branch.yaml", "synonyms.yaml", "forks.lock.yaml")]
        if stock:
            documents = [*stock.files.playbooks.values(), *stock.files.forks.values(), *stock.files.translations.values()]
            yield from (document.path for document in documents)
            yield from stock.files.unreadable.values()
    for name in {*workspace.kinds.usable, *workspace.kinds.broken}:
        names += [f"schema/{name}/{file}" for file in ("kind.yaml", "schema.json")]
    yield from (name for name in names if (root / name).is_file())
