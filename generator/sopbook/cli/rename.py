"""`sopbook rename`: files of a branch under the present ids of what they are about."""

from pathlib import Path

import click

from sopbook.authoring.rename import (
    Rewritten,
    renamed_fork,
    renamed_lock_file,
    renamed_playbook,
    renamed_translations,
    write_renamed,
)
from sopbook.authoring.text import write_whole
from sopbook.branches.branch_files import Key
from sopbook.branches.history.find import find_key
from sopbook.branches.playbooks import BranchPlaybooks
from sopbook.cli.alone import alone
from sopbook.cli.chosen_branch import branch_option, plainly, resolved, stop_for, writable
from sopbook.cli.options import CannotRunError, dry_run_option, workspace_option
from sopbook.cli.write import VALID_ID
from sopbook.handbook.check.workspace import CheckedWorkspace


@click.command()
@click.argument("identifier", metavar="ID")
@click.option("--to", "new", metavar="NEW", default="", help="The new id, where the playbook itself does not say it.")
@branch_option
@workspace_option
@dry_run_option
@alone
def rename(identifier: str, new: str, branch: str | None, folder: Path, dry_run: bool) -> None:
    """Write the present ids into a branch's fork and translations of ID, and into its lock file; rename the files.

    The parent's playbook says below formerly what it was called, and so do items of its lists. Where it says
    nothing, --to names the parent's playbook. For a playbook of the branch's own, --to gives it a new id and
    notes the former one. ID is a playbook, or all.
    """
    workspace = resolved(folder)
    name = branch or workspace.workspace.settings.branch
    if name not in workspace.stocks:
        raise CannotRunError(f"There is no branch {name}.")
    stock = writable(workspace.stocks[name])
    if new and identifier == "all":
        raise CannotRunError("--to gives one playbook another id; name the playbook.")
    if new and not VALID_ID.fullmatch(new):
        raise CannotRunError(f"{new} is no id: use lower-case letters, digits and single hyphens, such as dice-guess.")
    root = workspace.workspace.root
    with plainly():
        files, renamed = _renamed(workspace, stock, identifier, new)
        taken = next((f.new for f in files if f.new != f.old and (root / f.new).exists()), None)
        if taken:
            raise CannotRunError(f"{taken} exists already.")
        stop_for([d for d in workspace.diagnostics if d.code.startswith("YAML")], {file.old for file in files})
        theirs = workspace.stocks[stock.branch.parent.name].entries if stock.branch.parent else {}
        lock = renamed_lock_file(root, stock, renamed, theirs) if (root / stock.lock_file.path).exists() else ""
        lock_is_new = bool(lock) and lock != (root / stock.lock_file.path).read_bytes().decode("utf-8-sig")
        if not dry_run:
            write_renamed(root, files)
            if lock_is_new:
                write_whole(root, stock.lock_file.path, lock)
    for file in files:
        click.echo(file.old if file.old == file.new else f"{file.old} → {file.new}")
    if lock_is_new:
        click.echo(stock.lock_file.path)
    if not files and not lock_is_new:
        click.echo("Nothing to rename.")


def _renamed(workspace: CheckedWorkspace, stock: BranchPlaybooks, identifier: str, new: str) -> tuple[list[Rewritten], dict[Key, Key]]:
    """Return the files to write, and the playbooks that get a new key in the lock file only by this command."""
    if not new:
        keys = [*stock.files.forks, *((k, i) for k, i, _ in stock.files.translations)] if identifier == "all" else [find_key(stock, identifier)]
        return [file for key in dict.fromkeys(keys) if key in stock.entries for file in _present(stock, key)], {}
    kind, _, called = identifier.rpartition("/")
    fork = next((key for key in stock.files.forks if key[1] == called and kind in ("", key[0]) and key not in stock.entries), None)
    if fork is None:
        own = find_key(stock, identifier)
        if own not in stock.files.playbooks:
            raise CannotRunError(f"{stock.branch.name} has not written {own[1]} itself: only whoever wrote a playbook can rename it.")
        if (own[0], new) in stock.entries:
            raise CannotRunError(f"There is {'an' if own[0][0] in 'aeiou' else 'a'} {own[0]} {new} already.")
        return list(renamed_playbook(stock, own, new)), {}
    now = (fork[0], new)
    above = workspace.stocks[stock.branch.parent.name].entries if stock.branch.parent else {}
    if now not in above:
        raise CannotRunError(f"{stock.branch.parent.name if stock.branch.parent else 'The parent'} has no {fork[0]} {new}.")
    if now in stock.files.forks:
        raise CannotRunError(f"{stock.branch.name} forks {new} already.")
    return list(renamed_fork(stock, now, fork, above[now])), {fork: now}


def _present(stock: BranchPlaybooks, key: Key) -> list[Rewritten]:
    """Return the files of a playbook in which a branch uses former ids."""
    entry = stock.entries[key]
    if key in stock.files.forks and entry.parent is not None:
        return list(renamed_fork(stock, key, key, entry.parent))
    return list(renamed_translations(stock, key, key, entry))
