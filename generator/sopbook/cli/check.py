"""`sopbook check` and `sopbook explain`."""

import os
from pathlib import Path

import click

from sopbook.cli.options import (
    CannotRunError,
    checked,
    finish,
    format_option,
    open_workspace,
    show,
    strict_option,
    workspace_option,
)
from sopbook.handbook.check.unfilled import unfilled
from sopbook.handbook.check.workspace import CheckedWorkspace
from sopbook.handbook.coverage import coverage
from sopbook.outputs.findings import run_of
from sopbook.source.diagnostics import CATALOGUE
from sopbook.source.schema.wording import closest


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@workspace_option
@format_option
@strict_option
def check(paths: tuple[Path, ...], folder: Path, form: str, strict: bool) -> None:
    """Check all playbooks, and say what is wrong and where.

    With PATHS, files or folders, only findings about them are shown; everything is read all the same,
    because playbooks refer to each other.
    """
    workspace = open_workspace(paths[0] if paths and folder == Path() else folder, reports=True)
    result = checked(workspace)
    run = run_of(result.checked, result.findings, strict=strict)
    if paths:
        wanted = [_inside(path, workspace.root) for path in paths]
        run = run.about(lambda path: any(path == w or path.startswith(f"{w}/") or w == "." for w in wanted))
    show(run, form)
    if form == "full" and not paths:
        show_coverage(result.checked)
        show_unfilled(result.checked)
    finish(run.findings, strict)


def show_coverage(workspace: CheckedWorkspace) -> None:
    """Print how much is translated, one line for each edition in another language than its branch writes."""
    for one in coverage(found.resolved for found in workspace.editions.values()):
        if one.texts and (one.waiting or one.locale != workspace.family.branches[one.branch].language):
            stale = f", {one.stale} of them because the source has changed" if one.stale else ""
            waiting = f"; {one.waiting:,} wait{'s' if one.waiting == 1 else ''} for a translation{stale}" if one.waiting else ""
            click.echo(f"{one.branch}/{one.locale}: {one.percent} % of {one.texts:,} texts{waiting}.")


def show_unfilled(workspace: CheckedWorkspace) -> None:
    """Print what the company has yet to fill in, one line for each thing, with what waits for it."""
    waiting = unfilled(workspace)
    if waiting:
        click.echo("\nYet to be filled in by the company, before what waits for it can be sent:")
    for one in waiting:
        first, *others = one.places
        click.echo(f"  {one.path}:{one.line}  {one.name}: {first}{f' and {len(others)} more' if others else ''}")


def _inside(path: Path, root: Path) -> str:
    try:
        return Path(os.path.normpath(path.absolute())).relative_to(root).as_posix()
    except ValueError:
        try:
            return path.resolve().relative_to(root).as_posix()
        except ValueError:
            raise CannotRunError(f"{path} does not lie in the workspace {root.name}.") from None


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say what a CODE means, why it is a finding, and what is right; without one, list them all."""
    if code is None:
        for entry in CATALOGUE.values():
            click.echo(f"{entry.code:12} {entry.title}")
        return
    found = CATALOGUE.get(code.upper())
    if found is None:
        meant = closest(code.upper(), CATALOGUE)
        raise CannotRunError(f"There is no code {code}." + (f" Did you mean {meant}?" if meant else " `sopbook explain` lists them all."))
    click.echo(f"{found.code} ({found.severity}): {found.title}\n\n{found.why}")
    for title, example in (("Wrong", found.wrong), ("Right", found.right)):
        if example:
            click.echo(f"\n{title}:\n" + "\n".join(f"    {line}" for line in example.splitlines()))
