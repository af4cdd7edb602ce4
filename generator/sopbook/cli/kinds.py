"""`sopbook kinds`, `kinds schema` and `kinds docs`."""

import json
from pathlib import Path

import click

from sopbook.authoring.schemas import derived_schemas
from sopbook.authoring.text import write_whole
from sopbook.branches.tree import load_tree
from sopbook.branches.workspace import Workspace
from sopbook.cli.alone import alone
from sopbook.cli.options import CannotRunError, dry_run_option, open_workspace, show, workspace_option
from sopbook.handbook.labels import catalogue
from sopbook.kinds.discover import Kinds, discover
from sopbook.kinds.kind import Kind, in_locale
from sopbook.outputs.findings import Run
from sopbook.outputs.html.reference import kind_reference
from sopbook.site.files import as_markdown
from sopbook.site.folder import lay_down
from sopbook.source.diagnostics import Severity
from sopbook.source.schema.wording import closest


@click.group(invoke_without_command=True)
@workspace_option
@click.pass_context
def kinds(context: click.Context, folder: Path) -> None:
    """List the kinds of playbooks, and where each comes from."""
    workspace = open_workspace(folder)
    context.obj = workspace
    if context.invoked_subcommand:
        return
    found = discovered(workspace)
    width = max((len(name) for name in found.usable), default=0)
    for kind in found.usable.values():
        click.echo(f"{kind.name:{width}}  {kind.origin:10}  {in_locale(kind.title, 'en')}: {in_locale(kind.lead, 'en')}".rstrip(": "))


@kinds.command()
@click.argument("kind")
@click.pass_obj
def schema(workspace: Workspace, kind: str) -> None:
    """Print the JSON Schema of a KIND, in one piece."""
    click.echo(json.dumps(find_kind(discovered(workspace), kind).schema, ensure_ascii=False, indent=2))


@kinds.command()
@dry_run_option
@click.pass_obj
@alone
def schemas(workspace: Workspace, dry_run: bool) -> None:
    """Write the schemas that editors read while people write forks, translations and branch.yaml.

    They lie in schema/.derived/ and belong to the workspace. fork, new and translate write those that they name.
    """
    for path, text in sorted(derived_schemas(discovered(workspace)).items()):
        if not dry_run:
            write_whole(workspace.root, path, text)
        click.echo(path)


@kinds.command()
@click.option("--to", "target", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder that gets a page for each kind.")
@dry_run_option
@click.pass_obj
def docs(workspace: Workspace, target: Path, dry_run: bool) -> None:
    """Write a reference page for every kind: each field, what it says, its type and its limits."""
    pages = {
        f"{kind.name}.md": as_markdown(kind_reference(kind, catalogue("en"), "en"))
        for kind in discovered(workspace).usable.values()
    }
    if not dry_run:
        lay_down(target, pages)
    for name in sorted(pages):
        click.echo(f"{target.as_posix()}/{name}")


def find_kind(found: Kinds, name: str) -> Kind:
    """Return a kind by its name. Raises CannotRunError, with the nearest name."""
    if name in found.usable:
        return found.usable[name]
    if name in found.broken:
        raise CannotRunError(f"The kind {name} is broken; `sopbook check` says why.")
    meant = closest(name, found.usable)
    raise CannotRunError(f"There is no kind {name}. " + (f"Did you mean {meant}?" if meant else f"There are: {', '.join(found.usable)}."))


def discovered(workspace: Workspace) -> Kinds:
    """Return the kinds of a workspace, those of its branches' git sources included; ends the run where none is usable.

    A source that has not been fetched yet is told on standard error: its kinds are missing.
    """
    family, about_branches = load_tree(workspace)
    found, diagnostics = discover(workspace.root, built_in=workspace.settings.built_in_kinds, sources=family.schemas, foreign=workspace.settings.foreign_kinds)
    for finding in about_branches:
        if finding.code == "WORK012":
            click.echo(f"{finding.message} {finding.hint}", err=True)
    errors = [d for d in diagnostics if d.severity is Severity.ERROR]
    if errors and not found.usable:
        show(Run(errors), "full")
        raise SystemExit(1)
    return found
