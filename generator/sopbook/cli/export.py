"""`sopbook export wecom`: an edition in the files of WeCom and LinkWechat."""

from pathlib import Path

import click

from sopbook.cli.chosen_edition import as_seen, choice, edition_option
from sopbook.cli.options import (
    CannotRunError,
    checked,
    dry_run_option,
    finish,
    format_option,
    open_workspace,
    report,
    say,
    workspace_option,
)
from sopbook.outputs.findings import run_of
from sopbook.outputs.wecom.export import NOTE, PARTS, wecom_files
from sopbook.site.folder import replaced, write_files
from sopbook.source.diagnostics import fails, ordered
from sopbook.source.schema.wording import closest


@click.group()
def export() -> None:
    """Write an edition for another program."""


def _parts(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    """Return the parts that are named, all where none is."""
    named = [one.strip() for one in value.split(",") if one.strip()]
    for one in named:
        if one not in PARTS:
            meant = closest(one, PARTS)
            raise click.BadParameter(f"There is no part {one}. " + (f"Did you mean {meant}?" if meant else f"The parts are {', '.join(PARTS)}."))
    return tuple(named) or PARTS


@export.command()
@workspace_option
@format_option
@dry_run_option
@edition_option
@click.option("--to", "target", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder that gets the files: an empty one, or that of an earlier export.")
@click.option("--only", "parts", default="", callback=_parts, metavar="PARTS", help=f"Some parts, with commas between them: {','.join(PARTS)}.")
def wecom(folder: Path, form: str, dry_run: bool, name: str | None, target: Path, parts: tuple[str, ...]) -> None:
    """Write scripts, plans, words and welcomes of an edition, ready for LinkWechat and WeCom.

    Only files are written: nothing is sent, and no id of a person or a group is in them. What waits for the company is left
    out, and 说明.txt lists it. The same playbooks give the same bytes.
    """
    workspace = open_workspace(folder)
    opened = checked(workspace, choice(workspace, *filter(None, [name])), alone=True, tries_templates=False)
    (publication,) = opened.publications.values()
    made = wecom_files(publication.edition, workspace.root, parts) if not fails(publication.findings, strict=False) else None
    found = ordered([*publication.findings, *(made.findings if made else ())])
    report(run_of(opened.checked, found, strict=False), form)
    finish(found, strict=False)
    if made is None:
        return
    target = target.resolve()
    if target.exists() and any(target.iterdir()) and not (target / NOTE).is_file():
        raise CannotRunError(f"{target} holds other files. Choose an empty folder, or one that `export` wrote before.")
    if not dry_run:
        with replaced(target) as new:
            write_files(new, made.files)
    for path, count in made.counts.items():
        say(f"{path}  {count:,}", form)
    if made.left_out:
        say(f"{len(made.left_out)} things are left out; {NOTE} lists them.", form)
    say(f"{len(made.files)} files in {as_seen(target)}", form)
