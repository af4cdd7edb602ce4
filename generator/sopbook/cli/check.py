"""`sopbook check`."""

import os
from pathlib import Path

import click

from sopbook.cli.options import (
    CannotRunError,
    checked,
    finish,
    format_option,
    language,
    open_workspace,
    say_untried,
    show,
    strict_option,
    workspace_option,
)
from sopbook.handbook.check.workspace import CheckedWorkspace
from sopbook.handbook.coverage import coverage, has_waiting
from sopbook.handbook.unfilled import unfilled
from sopbook.outputs.findings import run_of
from sopbook.source.diagnostics import many, say, told


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
        say_untried(result, form)
    finish(run.findings, strict)


def show_coverage(workspace: CheckedWorkspace) -> None:
    """Print how much is translated, one line for each edition in another language than its branch writes, or in which texts wait."""
    shown = [one.resolved for one in workspace.editions.values() if one.resolved.locale != one.resolved.branch.language or has_waiting(one.resolved)]
    for one in coverage(shown):
        if one.texts:
            stale = say(", {count} of them because the source has changed", count=one.stale) if one.stale else ""
            waiting = many(one.waiting, "; 1 waits for a translation{stale}", "; {count:,} wait for a translation{stale}", stale=stale) if one.waiting else ""
            _echo(say(
                "{edition}: {percent} % of {count:,} texts{waiting}.",
                edition=f"{one.branch}/{one.locale}", percent=one.percent, count=one.texts, waiting=waiting,
            ))


def show_unfilled(workspace: CheckedWorkspace) -> None:
    """Print what the company has yet to fill in, one line for each thing, with what waits for it."""
    waiting = unfilled(workspace)
    if waiting:
        click.echo()
        _echo(say("Yet to be filled in by the company, before what waits for it can be sent:"))
    for one in waiting:
        first, *others = one.places
        places = say("{first} and {count} more", first=first, count=len(others)) if others else first
        click.echo(f"  {one.path}:{one.line}  {one.name}: {told(places, language())}")


def _echo(sentence: str) -> None:
    click.echo(told(sentence, language()))


def _inside(path: Path, root: Path) -> str:
    try:
        return Path(os.path.normpath(path.absolute())).relative_to(root).as_posix()
    except ValueError:
        try:
            return path.resolve().relative_to(root).as_posix()
        except ValueError:
            raise CannotRunError(f"{path} does not lie in the workspace {root.name}.") from None
