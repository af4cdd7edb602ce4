"""Commands that wait for each other: one that reads a file, changes it and writes it back must not lose what another one writes meanwhile."""

import hashlib
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from sopbook.beside import sweep
from sopbook.branches.git_cache import CACHE, PRINTED
from sopbook.branches.workspace import PLAYBOOKS, Workspace, workspace_root
from sopbook.cli.chosen_edition import SITES
from sopbook.cli.process_lock import Holder, process_lock
from sopbook.source.diagnostics.diagnostic import one_line

P = ParamSpec("P")


def alone(command: Callable[P, None]) -> Callable[P, None]:
    """Return a command that waits while another one writes in its workspace, and says for whom.

    With --dry-run nothing is written, so nobody is waited for. What killed commands have left is deleted first.
    """
    return _waiting(command, writes_always=False)


def alone_always(command: Callable[P, None]) -> Callable[P, None]:
    """Return a command as `alone` does, which with --dry-run still writes to the cache and waits as well."""
    return _waiting(command, writes_always=True)


def _waiting(command: Callable[P, None], *, writes_always: bool) -> Callable[P, None]:
    @wraps(command)
    def waiting(*arguments: P.args, **options: P.kwargs) -> None:
        root = next((one.root for one in arguments if isinstance(one, Workspace)), None) or _root(options.get("folder"))
        if root is None or (options.get("dry_run") and not writes_always):
            command(*arguments, **options)
            return
        with process_lock(root, "write", _typed(), _tell("is writing in this workspace")):
            for folder in (PLAYBOOKS, "schema", f"{CACHE}/sources"):
                sweep(root / folder, deep=True)
            command(*arguments, **options)

    return waiting


def alone_in_site(option: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Return how to make a command that waits while another one of the same workspace writes the site that an option names.

    Without the option it is the folder of the workspace for the audience. What killed builds have left of it is deleted first, and a site
    that one of them had moved away goes back.
    """

    def decorated(command: Callable[P, None]) -> Callable[P, None]:
        @wraps(command)
        def waiting(*arguments: P.args, **options: P.kwargs) -> None:
            root, chosen = _root(options.get("folder")), options.get(option)
            if options.get("dry_run") or root is None:
                command(*arguments, **options)
                return
            site = (chosen if isinstance(chosen, Path) else root / SITES[str(options.get("audience"))]).resolve()
            with process_lock(root, f"site-{hashlib.sha256(os.fsencode(site)).hexdigest()[:12]}", _typed(), _tell(f"is building {site.name}")):
                sweep(site.parent, site.name)
                for folder in (site, *_folders(site)):
                    sweep(folder)
                sweep(root / PRINTED, deep=True)
                command(*arguments, **options)

        return waiting

    return decorated


def _root(folder: object) -> Path | None:
    """Return the workspace of a folder; None where there is none, which the command itself tells."""
    return workspace_root(folder) if isinstance(folder, Path) else None


def _folders(folder: Path) -> list[Path]:
    """Return the folders in a folder: those of a site's branches, in which the editions lie."""
    try:
        return [entry for entry in folder.iterdir() if entry.is_dir() and not entry.is_symlink()]
    except OSError:
        return []


def _typed() -> str:
    """Return the command that runs, as somebody typed it."""
    return one_line(" ".join(["sopbook", *sys.argv[1:]]))


def _tell(what: str) -> Callable[[Holder | None], None]:
    return lambda holder: click.echo(f"{holder or 'Another sopbook'} {what}; waiting until it is done.", err=True)
