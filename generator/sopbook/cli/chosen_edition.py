"""The edition that a command speaks of, and the settings of its site."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sopbook.branches.workspace import CONFIG, Workspace, names_plugin
from sopbook.cli.options import CannotRunError
from sopbook.handbook.links import edition_path
from sopbook.kinds.audience import AUDIENCES, OPERATORS
from sopbook.kinds.kind import HEADQUARTERS

if TYPE_CHECKING:
    from sopbook.handbook.check.workspace import Choose, EditionName

def _only_one(_context: click.Context, _option: click.Parameter, names: tuple[str, ...]) -> str | None:
    """Return the one edition that is named, or None. Raises CannotRunError where there are several: none of them is left out in silence."""
    if len(names) > 1:
        raise CannotRunError(f"This takes one edition at a time, and here are {len(names)}: {', '.join(names)}. Run it once for each.")
    return names[0] if names else None


edition_option = click.option(
    "--edition", "name", metavar="BRANCH/LOCALE", multiple=True, callback=_only_one, help="One edition only, such as south/zh.",
)
editions_option = click.option(
    "--edition", "names", metavar="BRANCH/LOCALE", multiple=True, help="This edition only, such as south/zh; it may be given several times.",
)

audience_option = click.option(
    "--for", "audience", type=click.Choice(AUDIENCES), default=OPERATORS, show_default=True,
    help="Who reads it. Costs, margins and what else kinds hide are only there for headquarters.",
)
SITES = {OPERATORS: "site", HEADQUARTERS: "site-headquarters"}
"""The folder of a workspace that holds the site for each audience, unless --to names another one."""


def choice(workspace: Workspace, *wanted: str) -> "Choose":
    """Return what chooses the editions that are wanted, or that of the settings. It raises CannotRunError where there is none."""

    def choose(names: "Sequence[EditionName]") -> "list[EditionName]":
        from sopbook.handbook.check.chosen import (
            chosen,  # Here, because an unchanged site is not asked which editions it has.
        )

        editions = []
        for one in wanted or ("",):
            found = chosen(names, workspace.settings, one)
            if found is None:
                listed = ", ".join(edition_path(*name) for name in names)
                raise CannotRunError(f"There is no edition {one or workspace.settings.edition or workspace.settings.branch}. There are: {listed or 'none'}.")
            editions.append(found)
        return list(dict.fromkeys(editions))

    return choose


def site_settings(workspace: Workspace) -> Path:
    """Return the file with the settings of a workspace's site. Raises CannotRunError where it makes no handbook."""
    config = workspace.root / CONFIG
    if not config.is_file():
        raise CannotRunError(f"{workspace.root.name} has no {CONFIG}. `sopbook init` shows what one looks like.")
    if not workspace.diagnostics and not names_plugin(workspace.config):
        raise CannotRunError(f"{CONFIG} does not name the plugin sopbook, so the site would hold no handbook. Add it under plugins.")
    return config


def as_seen(path: Path) -> str:
    """Return a path as it is printed: from the current folder on, where it lies there."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
