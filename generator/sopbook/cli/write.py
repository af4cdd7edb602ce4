"""`sopbook init` and `sopbook new`: the commands that write what people then edit."""

import re
from datetime import timedelta
from pathlib import Path

import click

from sopbook.authoring.new_table import new_table, table_name
from sopbook.authoring.schemas import kind_schemas
from sopbook.authoring.skeleton import skeleton
from sopbook.authoring.text import write_whole
from sopbook.branches.branch import branch_folder
from sopbook.branches.new_file import new_file
from sopbook.branches.tree import load_tree
from sopbook.branches.workspace import PLAYBOOKS, Workspace
from sopbook.cli.alone import alone
from sopbook.cli.kinds import discovered, find_kind
from sopbook.cli.options import CannotRunError, dry_run_option, open_workspace, today, workspace_option
from sopbook.kinds.starter import PARTS, starter
from sopbook.site.folder import lay_down

VALID_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_REVIEW_AFTER = timedelta(days=182)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".", metavar="[DIR]")
@dry_run_option
def init(folder: Path, dry_run: bool) -> None:
    """Lay out a working workspace: five kinds, their playbooks, guides for authors, settings.

    Files that are there already are never overwritten: then nothing is written at all.
    """
    files = _starter_files()
    present = [name for name in files if (folder / name).exists()]
    if present:
        more = f" and {len(present) - 3} more" if len(present) > 3 else ""
        raise CannotRunError(f"Already there: {', '.join(present[:3])}{more}. Choose an empty folder.")
    if dry_run:
        for name in files:
            click.echo(name)
    else:
        lay_down(folder, files)
        where = "" if folder == Path() else f"cd {folder} && "
        click.echo(f"{len(files)} files laid out. Next: {where}sopbook serve")


def _starter_files() -> dict[str, str | bytes]:
    root = starter()
    files: dict[str, str | bytes] = {".gitignore": b"/site/\n/site.*/\n/.sopbook/\n"}
    for part in PARTS:
        found = [root / part] if (root / part).is_file() else sorted(f for f in (root / part).rglob("*") if f.is_file())
        files |= {f.relative_to(root).as_posix(): f.read_bytes() for f in found}
    return files


@click.command()
@click.argument("kind")
@click.argument("identifier", metavar="ID")
@workspace_option
@click.option("--branch", help="Whose playbook it is; the branch of the settings where it is left out.")
@click.option("--table", "with_table", is_flag=True, help="Write the table that the playbook names, too, with its columns and no row; for a playbook that is there already, the table alone.")
@dry_run_option
@alone
def new(kind: str, identifier: str, folder: Path, branch: str | None, with_table: bool, dry_run: bool) -> None:
    """Write a new playbook of a KIND with every field that it needs, ready to be filled in.

    ID becomes the file's name. `sopbook check` then says what is still empty.
    """
    workspace = open_workspace(folder)
    found = find_kind(discovered(workspace), kind)
    if not VALID_ID.fullmatch(identifier):
        raise CannotRunError(f"{identifier} is no id: use lower-case letters, digits and single hyphens, such as dice-guess.")
    branch = branch or workspace.settings.branch
    if "/" in branch or "\\" in branch or branch.startswith(".") or not (workspace.root / PLAYBOOKS / branch).is_dir():
        raise CannotRunError(f"There is no branch {branch}: {PLAYBOOKS}/{branch} is missing.")
    if with_table and not found.tables:
        raise CannotRunError(f"A playbook of the kind {kind} has no table.")
    home = branch_folder(branch)
    tables = {one: table_name(found, one, identifier) for one in found.tables} if with_table else {}
    path = f"{home}/{new_file(found, identifier)}"
    is_there = (workspace.root / path).exists()
    taken = [f"{home}/{name}" for name in tables.values() if (workspace.root / home / name).exists()] or ([path] if is_there and not tables else [])
    if taken:
        raise CannotRunError(f"{taken[0]} exists already.")
    files = {f"{home}/{name}": new_table(found, one, _language(workspace, branch)) for one, name in tables.items()}
    if not is_there:
        files = {path: skeleton(found, identifier, path, today(), today() + _REVIEW_AFTER, {str(one.field[0]): name for one, name in tables.items() if len(one.field) == 1}), **files}
    if dry_run:
        click.echo("".join(files.values()), nl=False)
        return
    if found.origin != "workspace":
        for name, content in kind_schemas(found).items():
            write_whole(workspace.root, name, content)
    for name, text in files.items():
        write_whole(workspace.root, name, text)
        click.echo(name)


def _language(workspace: Workspace, branch: str) -> str:
    """Return the language in which a branch writes, or English where its branch.yaml cannot be read."""
    found = load_tree(workspace)[0].branches.get(branch)
    return found.language if found else "en"
