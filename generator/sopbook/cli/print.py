"""`sopbook print`: sheets and the booklet as PDF files."""

from collections.abc import Sequence
from pathlib import Path

import click

from sopbook.branches.branch_files import Key
from sopbook.branches.history.find import find_key
from sopbook.cli.chosen_branch import plainly
from sopbook.cli.chosen_edition import audience_option
from sopbook.cli.kinds import find_kind
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
    show,
    workspace_option,
)
from sopbook.handbook.check.workspace import CheckedWorkspace, EditionName
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import BOOKLET, print_path
from sopbook.kinds.audience import sees
from sopbook.kinds.kind import HEADQUARTERS
from sopbook.outputs.findings import Run
from sopbook.outputs.findings.full import file_count
from sopbook.outputs.pdf.printed import booklet_files
from sopbook.outputs.pdf.sheets import press_of
from sopbook.publication.publication import Publication
from sopbook.site.folder import lay_down
from sopbook.source.diagnostics import Diagnostic, Severity, fails, ordered
from sopbook.source.schema.wording import closest

_FOLDER = "print/"
_ABOUT_PRINT = "PRINT"
"""The letters of the codes about printing, such as a font that cannot be used."""


@click.command("print")
@click.argument("identifiers", metavar="[ID]...", nargs=-1)
@click.option("--kind", "kinds", multiple=True, help="Every playbook of this kind.")
@click.option("--booklet", is_flag=True, help="The whole handbook in one file, with contents and indexes; volumes above 100 pages.")
@click.option("--branch", help="Whose handbook; the branch of the settings where it is left out.")
@click.option("--locale", help="In which language; the branch's first one where it is left out.")
@audience_option
@click.option("--to", "target", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder that gets the files.")
@workspace_option
@format_option
@dry_run_option
def print_command(
    identifiers: tuple[str, ...], kinds: tuple[str, ...], booklet: bool, branch: str | None, locale: str | None, audience: str,
    target: Path, folder: Path, form: str, dry_run: bool,
) -> None:
    """Write sheets to print as PDF: those of the playbooks ID, of a kind, or the booklet of the whole handbook.

    An error in one of them stops the run. If a kind's print.typ fails, its sheet has the generic layout.
    """
    if not identifiers and not kinds and not booklet:
        raise CannotRunError("Name a playbook, a --kind, or --booklet.")
    workspace, publication = _edition(folder, branch, locale, audience)
    shown = publication.edition
    keys = _keys(workspace, shown, identifiers, kinds)
    found = publication.findings if booklet else _about(publication.findings, workspace, shown, keys)
    if fails(found, strict=False):
        show(Run(found), form)
        finish(found, strict=False)
    if dry_run:
        for path in [*(print_path(*key) for key in keys), *([BOOKLET] if booklet else [])]:
            say(path.removeprefix(_FOLDER), form)
        return
    with progress("Setting the sheets"), press_of(shown, publication.root) as press:
        printed = list(shown.playbooks) if booklet else keys  # How long the booklet is, the sheets say.
        sheets = press.sheets(shown.playbooks[key] for key in printed)
        made = {key: sheet.content for key, sheet in zip(printed, sheets, strict=True)}
        files = {print_path(*key): made[key] for key in keys}
        files |= booklet_files(press, {print_path(*key): content for key, content in made.items()}) if booklet else {}
    lay_down(target, {path.removeprefix(_FOLDER): content for path, content in files.items()})
    report(Run(ordered([*found, *press.diagnostics])), form)
    say(f"{file_count(len(files))} in {target}", form)
    finish(press.diagnostics, strict=False)


def _edition(folder: Path, branch: str | None, locale: str | None, audience: str) -> tuple[CheckedWorkspace, Publication]:
    """Return the workspace and the edition that the options name. Raises CannotRunError."""
    workspace = open_workspace(folder)
    name = branch or workspace.settings.branch

    def choose(names: Sequence[EditionName]) -> list[EditionName]:
        locales = [one for of, one in names if of == name]
        if not locales:
            branches = list(dict.fromkeys(of for of, _ in names))
            meant = closest(name, branches)
            raise CannotRunError(f"There is no branch {name}." + (f" Did you mean {meant}?" if meant else f" There are: {', '.join(branches)}."))
        if locale and locale not in locales:
            raise CannotRunError(f"{name} has no handbook in {locale}. There are: {', '.join(locales)}.")
        return [(name, locale or locales[0])]

    opened = checked(workspace, choose, tries_templates=False, audience=audience)
    (publication,) = opened.publications.values()
    return opened.checked, publication


def _about(findings: Sequence[Diagnostic], workspace: CheckedWorkspace, shown: Edition, keys: Sequence[Key]) -> tuple[Diagnostic, ...]:
    """Return the findings that matter for printing some playbooks: about them, errors in what all are made of, and what is said of fonts."""
    resolved = workspace.editions[shown.branch.name, shown.locale]
    paths = {key: playbook.document.paths for key, playbook in resolved.resolved.playbooks.items()} | resolved.broken
    wanted = {path for key in keys for path in paths.get(key, ())}
    others = {path for key in paths for path in paths[key]} - wanted
    return tuple(
        one for one in findings
        if one.path in wanted or (one.path not in others and (one.severity is Severity.ERROR or one.code.startswith(_ABOUT_PRINT)))
    )


def _keys(workspace: CheckedWorkspace, shown: Edition, identifiers: Sequence[str], kinds: Sequence[str]) -> list[Key]:
    """Return the playbooks that are named, and those of the kinds, once each. Raises CannotRunError."""
    with plainly():
        keys = [find_key(workspace.stocks[shown.branch.name], identifier) for identifier in identifiers]
    for kind, identifier in keys:
        if not sees(shown.audience, workspace.kinds.usable[kind]):
            raise CannotRunError(f"{identifier} is for headquarters only. To print it, add --for {HEADQUARTERS}.")
        if (kind, identifier) not in shown.playbooks and (kind, identifier) not in shown.broken:
            raise CannotRunError(f"{identifier} is retired, so there is nothing to print.")
    for kind in kinds:
        found = find_kind(workspace.kinds, kind)
        if not sees(shown.audience, found):
            raise CannotRunError(f"Playbooks of the kind {kind} are for headquarters only. To print them, add --for {HEADQUARTERS}.")
        keys += [(found.name, playbook.id) for playbook in shown.of(found)]
        if not shown.of(found):
            raise CannotRunError(f"{shown.branch.name} has no playbook of the kind {kind}.")
    return list(dict.fromkeys(keys))
