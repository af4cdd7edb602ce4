"""`sopbook build`, `sopbook serve` and `sopbook render`."""

from pathlib import Path

import click

from sopbook.branches.workspace import CONFIG, Workspace, names_plugin
from sopbook.cli.alone import alone_in_site
from sopbook.cli.check import everything_wrong
from sopbook.cli.options import (
    CannotRunError,
    checked,
    dry_run_option,
    fails,
    finish,
    format_option,
    open_workspace,
    progress,
    report,
    say,
    strict_option,
    today,
    workspace_option,
)
from sopbook.handbook.check.workspace import CheckedWorkspace, check_workspace, edition_names
from sopbook.handbook.edition import edition
from sopbook.handbook.links import edition_path
from sopbook.outputs.findings import run_of
from sopbook.outputs.html.entrance import entrance_page
from sopbook.outputs.html.handbook import render as render_edition
from sopbook.outputs.pdf.printed import print_files
from sopbook.site.files import NAVIGATION, handbook_files, write_handbook
from sopbook.site.fingerprint import MARK, fingerprint, is_up_to_date, put_mark, was_clean
from sopbook.source.diagnostics import ordered

edition_option = click.option("--edition", "name", metavar="BRANCH/LOCALE", help="One edition only, such as south/zh.")


@click.command()
@workspace_option
@format_option
@strict_option
@edition_option
@click.option("--to", "site", type=click.Path(file_okay=False, path_type=Path), help="Where the site goes; site/ in the workspace where it is left out.")
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
@alone_in_site("site")
def build(folder: Path, form: str, strict: bool, name: str | None, site: Path | None, force: bool) -> None:
    """Check everything, then build the handbook into site/, one edition for each branch and language.

    With an error nothing is built, and the last good site stays. When nothing has changed, nothing is done.
    """
    workspace = open_workspace(folder, reports=True)
    config = _config(workspace)
    chosen = site is not None
    site = (site or workspace.root / "site").resolve()
    mark, day = fingerprint(workspace), today()
    if form == "full" and not force and name is None and was_clean(site, mark, day) and is_up_to_date(site, mark):
        say(f"Up to date: {_shown(site)}", form)
        return
    result = checked(workspace)
    found = everything_wrong(result)
    report(run_of(result, found, strict=strict), form)
    finish(found, strict)
    clean_on = None if found else day
    if site == workspace.root or site in workspace.root.parents:
        raise CannotRunError(f"{site} holds the workspace itself; building there would replace it.")
    if chosen and site.exists() and any(site.iterdir()) and not (site / MARK).is_file() and not name:
        raise CannotRunError(f"{site} holds other files. Choose an empty folder, or one that `build` wrote before.")
    only = _edition(result, name) if name and len(result.editions) > 1 else None
    if only is None and not force and is_up_to_date(site, mark):
        put_mark(site, mark, clean_on)
        say(f"Up to date: {_shown(site)}", form)
        return
    # Here and not above, because importing the site engine takes longer than an up-to-date run.
    from sopbook.site.site import BuildFailedError, build_edition, build_site

    try:
        with progress("Building the handbook"):
            if only:
                build_edition(config, site, only, strict=strict)
            else:
                entrance = entrance_page(result.family.own(), next(iter(result.editions))[1])
                build_site(config, site, list(result.editions), entrance, mark, clean_on, strict=strict)
    except BuildFailedError as error:
        click.echo(str(error), err=True)
        raise SystemExit(1) from error
    say(f"Built: {_shown(site / edition_path(*only) if only else site)}", form)


@click.command()
@workspace_option
@edition_option
@click.option("--addr", default="", metavar="HOST:PORT", help="Where to listen; 127.0.0.1:8000 where it is left out.")
def serve(folder: Path, name: str | None, addr: str) -> None:
    """Show one edition on this machine, and build it anew when a playbook, a schema or a page changes."""
    workspace = open_workspace(folder)
    config = _config(workspace)
    chosen = _edition(check_workspace(workspace, today(), only=()), name)
    from sopbook.site.site import BuildFailedError, serve_site  # As in build.

    try:
        serve_site(config, addr, chosen)
    except (BuildFailedError, OSError, ValueError, OverflowError) as error:
        raise CannotRunError(str(error)) from error


@click.command()
@workspace_option
@format_option
@strict_option
@dry_run_option
@edition_option
@click.option("--to", "target", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder that gets the files.")
@alone_in_site("target")
def render(folder: Path, form: str, strict: bool, dry_run: bool, name: str | None, target: Path) -> None:
    """Write an edition as Markdown files with a navigation, for another site engine."""
    workspace = open_workspace(folder, reports=True)
    result = checked(workspace)
    found = everything_wrong(result)
    if fails(found, strict):
        report(run_of(result, found, strict=strict), form)
        finish(found, strict)
    target = target.resolve()
    if target.exists() and any(target.iterdir()) and not (target / NAVIGATION).is_file():
        raise CannotRunError(f"{target} holds other files. Choose an empty folder, or one that `render` wrote before.")
    shown = edition(result, *_edition(result, name), alone=True)
    handbook, _ = render_edition(shown)
    with progress("Setting the sheets to print"):
        printed, failed = print_files(shown, workspace.root)
    report(run_of(result, ordered([*found, *failed]), strict=strict), form)
    finish(failed, strict)
    files = handbook_files(handbook, shown, printed)
    if dry_run:
        for path in sorted(files):
            say(path, form)
        return
    say(f"{write_handbook(target, files)} files in {_shown(target)}", form)


def _edition(workspace: CheckedWorkspace, name: str | None) -> tuple[str, str]:
    """Return the branch and locale that an option names, or those of the settings. Raises CannotRunError."""
    names = edition_names(workspace.workspace, workspace.family)
    settings = workspace.workspace.settings
    branch, _, locale = (name or f"{settings.branch}/{settings.locale}").partition("/")
    own = [one for one in names if one[0] == branch]
    found = next((one for one in own if one[1] == locale), own[0] if own and not locale else None)
    if found is None:
        listed = ", ".join(edition_path(*one) for one in names)
        raise CannotRunError(f"There is no edition {name or branch}. There are: {listed or 'none'}.")
    return found


def _config(workspace: Workspace) -> Path:
    config = workspace.root / CONFIG
    if not config.is_file():
        raise CannotRunError(f"{workspace.root.name} has no {CONFIG}. `sopbook init` shows what one looks like.")
    if not workspace.diagnostics and not names_plugin(workspace.config):
        raise CannotRunError(f"{CONFIG} does not name the plugin sopbook, so the site would hold no handbook. Add it under plugins.")
    return config


def _shown(path: Path) -> str:
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
