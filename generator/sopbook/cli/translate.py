"""`sopbook translate`: translation files, written and kept fresh."""

from pathlib import Path

import click

from sopbook.cli.alone import alone
from sopbook.cli.answers import branch_files, branch_option, plainly, resolved, stop_for
from sopbook.cli.options import CannotRunError, dry_run_option, workspace_option
from sopbook.edit.text import write_whole
from sopbook.edit.translate import translation_text
from sopbook.export.schemas import TRANSLATION, derived_schemas, schema_line
from sopbook.fork.node import origin_of
from sopbook.history.find import find_key
from sopbook.resolve.stock import Entry, Stock
from sopbook.translation.strings import String, strings


@click.command()
@click.argument("identifier", metavar="ID")
@click.option("--locale", required=True, help="The language to translate into, such as zh.")
@branch_option
@workspace_option
@dry_run_option
@alone
def translate(identifier: str, locale: str, branch: str | None, folder: Path, dry_run: bool) -> None:
    """Write or refresh a translation: an entry for each text of ID that has none or a stale one, its source beside it.

    Of a branch below, only the texts that it wrote itself are asked for. ID is a playbook, or all.
    """
    workspace = resolved(folder)
    name = branch or workspace.workspace.settings.branch
    if name not in workspace.stocks:
        raise CannotRunError(f"There is no branch {name}.")
    stock = workspace.stocks[name]
    below = [b for b in workspace.family.branches.values() if stock.branch in b.lineage]
    if locale not in {one for b in below for one in b.locales}:
        raise CannotRunError(f"No handbook of {name} is built in {locale}. Add it to the locales of {stock.branch.folder}/branch.yaml.")
    if locale == stock.branch.language:
        raise CannotRunError(f"{name} writes in {locale} itself, so there is nothing to translate.")
    with plainly():
        keys = [key for key in stock.entries if _writes(stock, stock.entries[key])] if identifier == "all" else [find_key(stock, identifier)]
        root = workspace.workspace.root
        stop_for(workspace.diagnostics, branch_files(stock))
        for key in keys:
            entry = stock.entries[key]
            document = stock.files.translations.get((*key, locale))
            file = workspace.translations.get((*key, locale), {}).get(name)
            path = f"{stock.branch.folder}/{key[0]}/{key[1]}.{locale}.yaml"
            stop_for(workspace.diagnostics, {d for d in (*entry.document.paths, document.path if document else "") if d})
            text, waiting = translation_text(key[1], schema_line(TRANSLATION, path), _own_strings(entry, stock), file)
            if dry_run:
                click.echo(text if identifier != "all" else f"{path}: {len(waiting)} waiting", nl=identifier == "all")
                continue
            if file is None and not waiting:
                if identifier != "all":
                    click.echo(f"{name} has no text of its own in {key[0]}/{key[1]}.")
                continue
            write_whole(root, TRANSLATION, derived_schemas(workspace.kinds)[TRANSLATION])
            if file is None or text != file.document.source.text:
                write_whole(root, path, text)
            if waiting or identifier != "all":
                click.echo(f"{path}: {len(waiting)} {'text waits' if len(waiting) == 1 else 'texts wait'} for a translator")


def _writes(stock: Stock, entry: Entry) -> bool:
    return entry.branch == stock.branch.name


def _own_strings(entry: Entry, stock: Stock) -> list[String]:
    """Return the strings that a branch wrote itself: those of the branches above are theirs to translate."""
    return [
        string for string in strings(entry.document.value, entry.kind.shape)
        if origin_of(entry.document, string.pointer, entry.owner).branch == stock.branch.name
    ]
