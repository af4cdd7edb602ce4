"""`sopbook build` and `sopbook serve`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sopbook.cli.alone import alone_in_site
from sopbook.cli.chosen_edition import (
    SITES,
    as_seen,
    audience_option,
    choice,
    edition_option,
    editions_option,
    site_settings,
)
from sopbook.cli.cluster import SheetsAhead, scheduler_option
from sopbook.cli.options import (
    CannotRunError,
    checked,
    finish,
    format_option,
    open_workspace,
    progress,
    report,
    say,
    say_untried,
    strict_option,
    today,
    workspace_option,
)
from sopbook.handbook.links import edition_path
from sopbook.outputs.findings import run_of
from sopbook.site.fingerprint import fingerprint
from sopbook.site.mark import MARK, put_mark, read_mark
from sopbook.site.target import Target

if TYPE_CHECKING:
    from sopbook.publication.opened import OpenedWorkspace
    from sopbook.site.state import Published


@click.command()
@workspace_option
@format_option
@strict_option
@editions_option
@audience_option
@click.option("--to", "site", type=click.Path(file_okay=False, path_type=Path), help="Where the site goes; site/ in the workspace where it is left out, for headquarters site-headquarters/.")
@click.option("--force", is_flag=True, help="Build all editions, even if nothing has changed.")
@scheduler_option
@alone_in_site("site")
def build(folder: Path, form: str, strict: bool, names: tuple[str, ...], audience: str, site: Path | None, force: bool, scheduler: str | None) -> None:
    """Check everything, then build the handbook into site/, one edition for each branch and language.

    An edition with an error in what it is made of keeps its last good pages, and the others are built. Editions that show
    nothing of what has changed keep theirs as well. When nothing has changed, nothing is done.

    Operators' handbooks and those for headquarters go into folders of their own: each has readers and a login of its own.
    """
    workspace = open_workspace(folder, reports=True)
    config = site_settings(workspace)
    place = (site or workspace.root / SITES[audience]).resolve()
    if place == workspace.root or place in workspace.root.parents:
        raise CannotRunError(f"{place} holds the workspace itself; building there would replace it.")
    if site and not names:
        _refuse_other_files(place)
    mark = read_mark(place)
    if mark.audience not in ("", audience):
        raise CannotRunError(f"{place} holds handbooks for {mark.audience}, and these are for {audience}. Choose another folder with --to, so that nobody reads what is not theirs.")
    target = Target(config, place, mark, fingerprint(workspace), today(), strict, force, audience)
    if form == "full" and not names and target.is_as_it_was:
        say(f"Up to date: {as_seen(place)}", form)
        return
    from sopbook.site.state import (  # Here: an unchanged site needs nothing of what they bring along.
        is_current,
        state,
    )

    ahead = SheetsAhead(workspace.root, scheduler)
    opened = checked(workspace, choice(workspace, *names) if names else None, audience=audience)
    is_part = len(opened.publications) < len(opened.names)
    if site and not is_part:
        _refuse_other_files(place)
    published = state(opened, target)
    is_up_to_date = bool(published.built) and not force and not is_part and is_current(published, target)
    if is_up_to_date:
        put_mark(place, target.mark.editions, audience, None if published.findings else target.day)
    elif published.built:
        published = _built(opened, target, form, ahead, is_part=is_part)
    for branch, locale in published.built:
        if locale == opened.checked.family.branches[branch].language:
            opened.trials[branch].have_worked()
    report(run_of(opened.checked, published.findings, strict=strict), form)
    ahead.tell(form)
    _tell(published, opened, target, form, is_up_to_date=is_up_to_date)
    if not is_part:
        say_untried(opened, form)
    finish(published.findings, strict)


def _refuse_other_files(place: Path) -> None:
    """Raise CannotRunError where a folder holds what no build wrote: a whole site would replace it."""
    if place.exists() and any(place.iterdir()) and not (place / MARK).is_file():
        raise CannotRunError(f"{place} holds other files. Choose an empty folder, or one that `build` wrote before.")


def _built(opened: "OpenedWorkspace", target: Target, form: str, ahead: SheetsAhead, *, is_part: bool) -> "Published":
    """Return what became of a site. Ends the run where the site engine fails."""
    # Here and not above, because importing the site engine takes longer than an up-to-date run.
    from sopbook.site.publishing import publish, publish_part
    from sopbook.site.site import BuildFailedError

    ahead.warn()
    try:
        with progress("Building the handbook"):
            return (publish_part if is_part else publish)(opened, target, ahead)
    except BuildFailedError as error:
        report(run_of(opened.checked, opened.findings, strict=target.strict), form)
        click.echo(str(error), err=True)
        raise SystemExit(1) from error


def _tell(published: "Published", opened: "OpenedWorkspace", target: Target, form: str, *, is_up_to_date: bool) -> None:
    """Say what became of each edition: in one sentence of each that was stopped, and where the others are."""
    cause = "because of the findings above" if target.strict else "because of the errors above"
    is_alone = len(opened.names) == 1
    for name, built in published.kept.items():
        say(f"{as_seen(target.site) if is_alone else edition_path(*name)} keeps its pages of {built.day} {cause}.", form)
    for name in published.missing:
        say(f"{as_seen(target.site) if is_alone else edition_path(*name)} has no pages yet, and gets none {cause}.", form)
    if published.built:
        is_part = len(opened.publications) < len(opened.names)
        places = ", ".join(as_seen(target.site / edition_path(*name)) for name in published.built) if is_part else as_seen(target.site)
        stopped = published.kept or published.missing
        done = "Built" if not is_up_to_date else "All others are up to date" if stopped else "Up to date"
        say(f"{done}: {places}", form)


@click.command()
@workspace_option
@edition_option
@audience_option
@click.option("--addr", default="", metavar="HOST:PORT", help="Where to listen; 127.0.0.1:8000 where it is left out.")
def serve(folder: Path, name: str | None, audience: str, addr: str) -> None:
    """Show one edition on this machine, and build it again when a playbook, a schema or a page changes."""
    workspace = open_workspace(folder)
    config = site_settings(workspace)
    today()  # A day that is none would be told at each build.
    from sopbook.branches.tree import load_tree  # As in build.
    from sopbook.handbook.check.workspace import edition_names

    (chosen,) = choice(workspace, *filter(None, [name]))(edition_names(workspace, load_tree(workspace)[0]))
    from sopbook.site.site import BuildFailedError, serve_site  # As in build.

    try:
        serve_site(config, addr, chosen, audience)
    except (BuildFailedError, OSError, ValueError, OverflowError) as error:
        raise CannotRunError(str(error)) from error
