"""Everything of an edition that is printed: a sheet for each playbook, and the booklet."""

from pathlib import Path

from sopbook.handbook.edition import Edition
from sopbook.handbook.links import BOOKLET, print_path
from sopbook.outputs.pdf.booklet import booklet
from sopbook.outputs.pdf.sheets import press_of
from sopbook.source.diagnostics import Diagnostic


def print_files(edition: Edition, root: Path | None, *, hurried: bool = False) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Return every PDF of an edition by its path, and what is wrong with the kinds' templates (TEMPLATE003).

    `root` is the workspace, in which sheets are kept from one build to the next; without it, nothing is kept.
    In a hurry, as while somebody writes, an older booklet will do.
    """
    if not edition.playbooks:
        return {}, []
    with press_of(edition, root) as press:
        sheets = press.sheets(edition.playbooks.values())
        files = {print_path(*key): sheet.content for key, sheet in zip(edition.playbooks, sheets, strict=True)}
        old = press.cache.latest(BOOKLET) if hurried else None
        files[BOOKLET] = old.content if old else booklet(press)
        press.cache.keep_only(files.keys(), [f"{one.branch.name}/{one.locale}" for one in edition.siblings])
    return files, press.diagnostics
