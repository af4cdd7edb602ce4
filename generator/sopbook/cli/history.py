"""`sopbook trace` and `sopbook impact`: who wrote a value, and who would feel a change of it."""

import os
from pathlib import Path

import click

from sopbook.branches.fork.path import parse_path
from sopbook.branches.history.effect import Effect
from sopbook.branches.history.find import Place, find_file
from sopbook.branches.history.impact import impact, impact_of_param
from sopbook.branches.history.trace import trace, trace_param
from sopbook.branches.workspace import Workspace
from sopbook.cli.chosen_branch import answer, answer_format_option, in_words, indented, plainly, resolved
from sopbook.cli.options import CannotRunError, workspace_option
from sopbook.handbook.check.workspace import CheckedWorkspace

_WORDS = {
    "follows": "takes it over",
    "override": "keeps its own, which becomes stale",
    "translation": "its translation becomes stale",
    "text": "a text that uses it changes",
    "reference": "refers to the playbook",
}


def _file(workspace: Workspace, file: Path) -> str:
    for path in (Path(os.path.normpath(one)) for one in (file.absolute(), (workspace.root / file).absolute())):
        if path.is_relative_to(workspace.root):
            inside = path.relative_to(workspace.root).as_posix()
            if (workspace.root / inside).exists():
                return inside
    raise CannotRunError(f"There is no file {file} in the workspace.")


def _place(folder: Path, file: Path) -> tuple[CheckedWorkspace, Place]:
    workspace = resolved(file.parent if folder == Path() and file.parent.is_dir() and file.is_absolute() else folder)
    place = find_file(workspace.stocks, _file(workspace.workspace, file))
    if place.key and place.key not in workspace.stocks[place.branch].entries:
        raise CannotRunError(f"{place.document.path} cannot be resolved; `sopbook check` says why.")
    return workspace, place


def _param(pointer: str) -> str:
    steps = parse_path(pointer)
    if len(steps) != 2 or steps[0] != "params":
        raise CannotRunError("Of branch.yaml, name a param: /params/service_open.")
    return str(steps[1])


@click.command("trace")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("pointer")
@click.option("--locale", default="", help="Follow the value into a translation.")
@answer_format_option
@workspace_option
def trace_command(file: Path, pointer: str, locale: str, form: str, folder: Path) -> None:
    """Show who wrote the value at a POINTER of a FILE, through all branches above it.

    Items of lists can be named by their id: /run_sheet/{greet}/say.
    """
    with plainly():
        workspace, place = _place(folder, file)
        if place.key is None:
            layers = trace_param(workspace.family.branches[place.branch], _param(pointer))
        else:
            layers = trace(workspace.stocks, workspace.translations, place, pointer, locale or place.locale)
    if not layers:
        raise CannotRunError(f"Nobody has written {pointer}.")
    if form == "json":
        answer([
            {"branch": x.branch, "file": x.path, "line": x.line, "column": x.column, "value": x.value, "why": x.why, "locale": x.locale or None}
            for x in layers
        ])
        return
    for layer in layers:
        words = f"{layer.branch}{f' ({layer.locale})' if layer.locale else ''}  {layer.path}:{layer.line}:{layer.column}"
        click.echo(words + (f"  {layer.why}" if layer.why else ""))
        click.echo(indented(in_words(layer.value), "  "))


@click.command("impact")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("pointer", default="")
@answer_format_option
@workspace_option
def impact_command(file: Path, pointer: str, form: str, folder: Path) -> None:
    """Show which branches, translations and plans would feel a change of a FILE, or of a POINTER in it."""
    with plainly():
        workspace, place = _place(folder, file)
        if place.key is None:
            effects = impact_of_param(workspace.family, workspace.stocks, place.branch, _param(pointer))
        else:
            effects = impact(workspace.family, workspace.stocks, workspace.translations, place, pointer)
    if form == "json":
        answer([{"what": e.what, "branch": e.branch, "file": e.path, "places": list(e.places)} for e in effects])
        return
    for effect in effects:
        _print_effect(effect)
    if not effects:
        click.echo("Nobody would feel it.")


def _print_effect(effect: Effect) -> None:
    many = len(effect.places)
    places = f": {', '.join(effect.places[:4])}{f' and {many - 4} more' if many > 4 else ''}" if many else ""
    click.echo(f"{effect.branch}  {effect.path}  {_WORDS[effect.what]}{places}")
