"""`sopbook kinds new` and `kinds labels`: the files of a kind, written for people who make kinds."""

from collections.abc import Iterable

import click

from sopbook.authoring.label_file import label_file
from sopbook.authoring.new_kind import new_kind
from sopbook.authoring.text import write_whole
from sopbook.branches.tree import load_tree
from sopbook.branches.workspace import Workspace
from sopbook.cli.alone import alone
from sopbook.cli.kinds import discovered, find_kind, kinds
from sopbook.cli.options import CannotRunError, dry_run_option
from sopbook.cli.write import VALID_ID
from sopbook.handbook.labels import LOCALES
from sopbook.kinds.missing_labels import SOURCE, MissingLabel, missing_labels, missing_words
from sopbook.kinds.pack import OWN, workspace_pack
from sopbook.source.schema.wording import closest

FOLDER = "schema"


@kinds.command()
@click.argument("name", metavar="KIND")
@click.option("--title", "titles", multiple=True, metavar="LANGUAGE=TITLE", help="What one playbook of the kind is called, such as zh=群规; once for each language.")
@dry_run_option
@click.pass_obj
@alone
def new(workspace: Workspace, name: str, titles: tuple[str, ...], dry_run: bool) -> None:
    """Write a new KIND of this workspace: a list of steps and a message to copy, in every language of its branches.

    It passes `sopbook check` as it is. Change its schema.json from there.
    """
    if not VALID_ID.fullmatch(name):
        raise CannotRunError(f"{name} is no name of a kind: use lower-case letters, digits and single hyphens, such as house-rules.")
    if workspace_pack(workspace.root).has(name):
        raise CannotRunError(f"{FOLDER}/{name} exists already.")
    locales = dict.fromkeys(locale for branch in load_tree(workspace)[0].own() for locale in branch.locales if locale in LOCALES)
    for path, text in new_kind(name, _titles(titles), locales).items():
        if not dry_run:
            write_whole(workspace.root, f"{FOLDER}/{path}", text)
        click.echo(f"{FOLDER}/{path}")


def _titles(written: Iterable[str]) -> dict[str, str]:
    titles = dict(one.partition("=")[::2] for one in written)
    for locale, title in titles.items():
        if locale not in LOCALES or not title.strip():
            raise CannotRunError(f"{locale} is no title in a language. Write it like zh=群规; the languages are {', '.join(LOCALES)}.")
    return titles


@kinds.command()
@click.argument("kind")
@click.option("--locale", required=True, help="The language of the labels, such as zh.")
@dry_run_option
@click.pass_obj
@alone
def labels(workspace: Workspace, kind: str, locale: str, dry_run: bool) -> None:
    """Write a line for each label that KIND lacks in a language, with the English word beside it.

    What several kinds share belongs into the label file of all kinds, schema/labels.LANGUAGE.yaml, and is written there.
    """
    if locale not in LOCALES:
        meant = closest(locale, LOCALES)
        raise CannotRunError(f"The interface does not speak {locale}. " + (f"Did you mean {meant}?" if meant else f"It speaks {', '.join(LOCALES)}."))
    if locale == SOURCE:
        raise CannotRunError("English labels are the titles of the schema itself.")
    found = find_kind(discovered(workspace), kind)
    if found.origin != OWN:
        raise CannotRunError(f"The kind {kind} is no kind of this workspace ({found.origin}). Copy its folder to {FOLDER}/{kind} first.")
    missing = missing_labels(found, locale)
    for path, own in ((f"{kind}/labels.{locale}.yaml", False), (f"labels.{locale}.yaml", True)):
        _write(workspace, path, [one for one in missing if one.is_shared is own], dry_run=dry_run)
    words = missing_words(found, locale)
    if words:
        click.echo(f"{FOLDER}/{kind}/kind.yaml: write {', '.join(words)} in {locale}, too")
    elif not missing:
        click.echo(f"The kind {kind} has all its labels in {locale}.")


def _write(workspace: Workspace, path: str, missing: list[MissingLabel], *, dry_run: bool) -> None:
    if not missing:
        return
    pack = workspace_pack(workspace.root)
    document = pack.parse(path)[0] if pack.has(path) else None
    if not dry_run:
        write_whole(workspace.root, f"{FOLDER}/{path}", label_file(missing, document))
    click.echo(f"{FOLDER}/{path}: {len(missing)} {'label waits' if len(missing) == 1 else 'labels wait'} for a word")
