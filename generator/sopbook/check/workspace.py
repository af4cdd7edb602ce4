"""From a workspace's folder to its checked branches: load, resolve and check in one call."""

from dataclasses import dataclass
from datetime import date

from sopbook.check.check import Checked, check
from sopbook.diagnostics import Diagnostic, Severity, ordered
from sopbook.kinds.discover import Kinds, discover
from sopbook.load.document import Document
from sopbook.load.parser import parse
from sopbook.load.pointer import at
from sopbook.load.reader import read_source
from sopbook.load.source import Source
from sopbook.load.workspace import CONFIG, Workspace
from sopbook.resolve.branch import load_branches
from sopbook.resolve.playbook import resolve


@dataclass(frozen=True)
class CheckedWorkspace:
    """A workspace's kinds, its branches as far as they can be shown, and every finding, in order."""

    workspace: Workspace
    kinds: Kinds
    branches: dict[str, Checked]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Return the findings that stop a build."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.ERROR)


def check_workspace(workspace: Workspace, today: date) -> CheckedWorkspace:
    """Return a workspace checked from end to end; nothing about its data is ever raised.

    `today` decides which reviews are overdue, and nothing else.
    """
    kinds, diagnostics = discover(workspace.root, built_in=workspace.settings.built_in_kinds)
    branches, problems = load_branches(workspace)
    diagnostics += problems
    checked: dict[str, Checked] = {}
    for name, branch in branches.items():
        resolved, problems = resolve(workspace, branch, kinds)
        unsound = {d.path for d in problems if d.severity is Severity.ERROR}
        checked[name], more = check(resolved, today, unsound)
        diagnostics += problems + more
    if branches and workspace.settings.branch not in branches:
        diagnostics.append(_no_such_branch(workspace, list(branches)))
    return CheckedWorkspace(workspace, kinds, checked, ordered(diagnostics))


def _no_such_branch(workspace: Workspace, names: list[str]) -> Diagnostic:
    source, _ = read_source(workspace.root, CONFIG)
    document = parse(source)[0] if source else None
    document = document or Document(Source(CONFIG, ""), None, {})
    plugins = at(document.value, ("plugins",), [])
    places = [("plugins", i, "sopbook", "branch") for i in range(len(plugins))] if isinstance(plugins, list) else []
    place = next((p for p in places if at(document.value, p)), ("plugins", "sopbook", "branch"))
    return document.diagnostic(
        place, "WORK008", f"The setting branch is {workspace.settings.branch}, but there is no playbooks/{workspace.settings.branch}.",
        f"Choose one of {', '.join(names)}.",
    )
