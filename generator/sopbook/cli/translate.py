"""`sopbook translate`: translation files, written and kept fresh."""

from collections.abc import Iterator
from pathlib import Path

import click

from sopbook.authoring.schemas import TRANSLATION, derived_schemas, schema_line
from sopbook.authoring.text import write_whole
from sopbook.authoring.translate import translation_text
from sopbook.authoring.translation_plan import Plan, plan
from sopbook.branches.history.find import find_key
from sopbook.branches.new_file import new_file
from sopbook.branches.playbooks import BranchPlaybook, BranchPlaybooks
from sopbook.branches.translation.file import TranslationFile
from sopbook.branches.translation.memory import remembered
from sopbook.branches.translation.strings import String, strings
from sopbook.cli.alone import alone
from sopbook.cli.chosen_branch import branch_files, branch_option, plainly, resolved, stop_for, writable
from sopbook.cli.options import CannotRunError, dry_run_option, workspace_option
from sopbook.handbook.check.workspace import CheckedWorkspace


@click.command()
@click.argument("identifier", metavar="ID")
@click.option("--locale", required=True, help="The language to translate into, such as zh.")
@branch_option
@workspace_option
@dry_run_option
@alone
def translate(identifier: str, locale: str, branch: str | None, folder: Path, dry_run: bool) -> None:
    """Write or refresh a translation: an entry for each text of ID that has none or a stale one, its source beside it.

    A translation goes along with a text that has moved. What another file of the branch, or of one above it,
    translates word for word is filled in, with a line that says from where. Of a branch below, only the texts
    that it wrote itself are asked for. ID is a playbook, or all.
    """
    workspace = resolved(folder)
    name = branch or workspace.workspace.settings.branch
    if name not in workspace.stocks:
        raise CannotRunError(f"There is no branch {name}.")
    stock = writable(workspace.stocks[name])
    below = [b for b in workspace.family.branches.values() if stock.branch in b.lineage]
    if locale not in {one for b in below for one in b.locales}:
        raise CannotRunError(f"No handbook of {name} is built in {locale}. Add it to the locales of {stock.branch.folder}/branch.yaml.")
    if locale == stock.branch.language:
        raise CannotRunError(f"{name} writes in {locale} itself, so there is nothing to translate.")
    with plainly():
        keys = [key for key in stock.entries if _writes(stock, stock.entries[key])] if identifier == "all" else [find_key(stock, identifier)]
        root = workspace.workspace.root
        stop_for(workspace.diagnostics, branch_files(stock))
        memory = remembered(_of_lineage(workspace, stock, locale))
        for key in keys:
            entry = stock.entries[key]
            document = stock.files.translations.get((*key, locale))
            file = workspace.translations.get((*key, locale), {}).get(name)
            path = document.path if document else f"{stock.branch.folder}/{new_file(entry.kind, f'{key[1]}.{locale}')}"
            called = document.value["translation"] if document else key[1]  # A file under a former id keeps it: sopbook rename changes it.
            stop_for(workspace.diagnostics, {d for d in (*entry.document.paths, document.path if document else "") if d})
            reasons = entry.reasons_of(name)
            known = [*strings(entry.document.value, entry.kind.shape), *reasons]
            planned = plan([*_own_strings(entry, stock), *reasons], known, file, memory)
            text = translation_text(called, schema_line(TRANSLATION, path), planned, file)
            if dry_run:
                click.echo(text if identifier != "all" else f"{path}: {_summary(planned)}", nl=identifier == "all")
                continue
            if file is None and not planned.entries:
                if identifier != "all":
                    click.echo(f"{name} has no text of its own in {key[0]}/{key[1]}.")
                continue
            write_whole(root, TRANSLATION, derived_schemas(workspace.kinds)[TRANSLATION])
            if file is None or text != file.document.source.text:
                write_whole(root, path, text)
            if identifier != "all" or planned.waiting or planned.moved or planned.remembered:
                click.echo(f"{path}: {_summary(planned)}")


def _of_lineage(workspace: CheckedWorkspace, stock: BranchPlaybooks, locale: str) -> Iterator[TranslationFile]:
    """Yield the translations into a locale that a branch and those above it have, of all playbooks."""
    names = {branch.name for branch in stock.branch.lineage}
    for (_, _, into), files in workspace.translations.items():
        yield from (file for branch, file in files.items() if into == locale and branch in names)


def _summary(planned: Plan) -> str:
    """Return in words what a refresh did: what waits, what moved, and what came from other files."""
    waits, moved, found = len(planned.waiting), planned.moved, planned.remembered
    words = f"{waits} {'text waits' if waits == 1 else 'texts wait'} for a translator"
    if moved:
        words += f"; {moved} moved along with {'its' if moved == 1 else 'their'} source"
    if found:
        words += f"; {found} filled in from other translations of the same source, to be looked at"
    return words


def _writes(stock: BranchPlaybooks, entry: BranchPlaybook) -> bool:
    return entry.writer == stock.branch.name


def _own_strings(entry: BranchPlaybook, stock: BranchPlaybooks) -> list[String]:
    """Return the strings that a branch wrote itself: those of the branches above are theirs to translate."""
    return [
        string for string in strings(entry.document.value, entry.kind.shape)
        if entry.document.origin(string.pointer).branch == stock.branch.name
    ]
