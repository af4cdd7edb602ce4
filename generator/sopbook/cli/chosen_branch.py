"""The branch that a command about forks speaks of: chosen, held against its errors, and answered for."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from sopbook.authoring.text import WriteError
from sopbook.branches.fork.override import ABSENT
from sopbook.branches.history.find import NotFoundError
from sopbook.branches.playbooks import BranchPlaybooks
from sopbook.cli.options import CannotRunError, open_workspace, progress, today
from sopbook.handbook.check.workspace import CheckedWorkspace, check_workspace
from sopbook.outputs.findings import Run, full
from sopbook.source.diagnostics import Diagnostic, Severity
from sopbook.source.schema.wording import closest

answer_format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How the answer is written.",
)
branch_option = click.option("--branch", help="The branch, by its folder under playbooks/.")


def resolved(folder: Path) -> CheckedWorkspace:
    """Return a workspace with its branches resolved and nothing more: no edition is checked."""
    workspace = open_workspace(folder)
    with progress("Reading the playbooks"):
        return check_workspace(workspace, today(), only=())


def stock_of(workspace: CheckedWorkspace, branch: str | None) -> BranchPlaybooks:
    """Return a branch's stock; without a name, of the only branch that has a parent. Raises CannotRunError."""
    own = [b for b in workspace.family.own() if b.parent]
    if branch is None:
        if len(own) == 1:
            return workspace.stocks[own[0].name]
        raise CannotRunError(f"Name the branch with --branch: {', '.join(b.name for b in own) or 'no branch has a parent'}.")
    if branch not in workspace.stocks:
        meant = closest(branch, workspace.stocks)
        raise CannotRunError(f"There is no branch {branch}." + (f" Did you mean {meant}?" if meant else f" There are: {', '.join(workspace.stocks)}."))
    return workspace.stocks[branch]


def writable(stock: BranchPlaybooks) -> BranchPlaybooks:
    """Return a stock for which files are to be written. Raises CannotRunError where its branch lies in another repository."""
    if stock.branch.cached:
        raise CannotRunError(f"The branch {stock.branch.name} lies in another repository, so nothing is written for it here.")
    return stock


def parent_of(stock: BranchPlaybooks) -> str:
    """Return the name of a branch's parent. Raises CannotRunError where it has none."""
    if stock.branch.parent is None:
        raise CannotRunError(f"The branch {stock.branch.name} has no parent, so it forks nothing.")
    return stock.branch.parent.name


def stop_for(diagnostics: Sequence[Diagnostic], paths: set[str], form: str = "text") -> None:
    """Show the errors of some files and end the run with exit code 1, if there are any: nothing is written then.

    Beside an answer for programs they go to standard error.
    """
    errors = [d for d in diagnostics if d.severity is Severity.ERROR and d.path in paths]
    if errors:
        click.echo(full(Run(errors)), err=form == "json")
        raise SystemExit(1)


def stop_for_lineage(
    workspace: CheckedWorkspace, stocks: Sequence[BranchPlaybooks], form: str = "text", diagnostics: Sequence[Diagnostic] | None = None
) -> None:
    """End the run as `stop_for` does where a file that the branches or their ancestors depend on has an error."""
    folders = {f"{branch.folder}/" for stock in stocks for branch in stock.branch.lineage}
    found = workspace.diagnostics if diagnostics is None else diagnostics
    stop_for(found, {d.path for d in found if any(d.path.startswith(f) for f in folders)}, form)


def branch_files(stock: BranchPlaybooks) -> set[str]:
    """Return the paths of branch.yaml of a branch and its ancestors, whether or not they can be read."""
    return {f"{branch.folder}/branch.yaml" for branch in stock.branch.lineage}


@contextmanager
def plainly() -> Iterator[None]:
    """Turn what people got wrong into a sentence and exit code 2."""
    try:
        yield
    except (NotFoundError, WriteError) as error:
        raise CannotRunError(str(error.args[0])) from error


def answer(value: Any) -> None:
    """Print an answer as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=_absent))


def _absent(value: object) -> Any:
    if value is ABSENT:
        return {"absent": True}
    raise TypeError(type(value).__name__)


def in_words(value: Any) -> str:
    """Return a value as an answer shows it: texts as they are, everything else as JSON."""
    if value is ABSENT:
        return "(nothing)"
    return value.strip("\n") if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def indented(text: str, by: str = "      ") -> str:
    """Return a text of several lines set in."""
    return "\n".join(f"{by}{line}".rstrip() for line in text.split("\n"))
