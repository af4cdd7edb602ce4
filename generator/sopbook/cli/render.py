"""`sopbook render`: an edition as plain files."""

from pathlib import Path

import click

from sopbook.cli.alone import alone_in_site
from sopbook.cli.chosen_edition import as_seen, audience_option, choice, edition_option
from sopbook.cli.options import (
    CannotRunError,
    checked,
    dry_run_option,
    finish,
    format_option,
    open_workspace,
    progress,
    report,
    say,
    strict_option,
    workspace_option,
)
from sopbook.outputs.findings import run_of
from sopbook.publication.finished import finished
from sopbook.site.files import NAVIGATION, handbook_files, write_handbook
from sopbook.source.diagnostics import fails


@click.command()
@workspace_option
@format_option
@strict_option
@dry_run_option
@edition_option
@audience_option
@click.option("--to", "target", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder that gets the files.")
@alone_in_site("target")
def render(folder: Path, form: str, strict: bool, dry_run: bool, name: str | None, audience: str, target: Path) -> None:
    """Write an edition as Markdown files with a navigation, for another site engine."""
    workspace = open_workspace(folder, reports=True)
    opened = checked(workspace, choice(workspace, *filter(None, [name])), alone=True, tries_templates=False, audience=audience)
    (publication,) = opened.publications.values()
    if fails(publication.findings, strict=strict):
        report(run_of(opened.checked, publication.findings, strict=strict), form)
        finish(publication.findings, strict)
    target = target.resolve()
    if target.exists() and any(target.iterdir()) and not (target / NAVIGATION).is_file():
        raise CannotRunError(f"{target} holds other files. Choose an empty folder, or one that `render` wrote before.")
    with progress("Setting the sheets to print"):
        made = finished(publication)
    report(run_of(opened.checked, made.findings, strict=strict), form)
    finish(made.findings, strict)
    files = handbook_files(made.handbook, publication.edition, made.printed)
    if dry_run:
        for path in sorted(files):
            say(path, form)
        return
    say(f"{write_handbook(target, files)} files in {as_seen(target)}", form)
