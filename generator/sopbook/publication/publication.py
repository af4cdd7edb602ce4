"""One edition as it goes to whoever publishes it: what it shows, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from sopbook.handbook.edition import Edition, Sibling
from sopbook.outputs.html.handbook import Handbook, render
from sopbook.outputs.pdf.printed import booklet_links, print_files
from sopbook.publication.own_files import OwnFile, collisions
from sopbook.source.diagnostics import Diagnostic, ordered


@dataclass(frozen=True)
class Publication:
    """An edition of a checked workspace. It can be handed to another process."""

    root: Path
    """The workspace."""
    edition: Edition
    findings: tuple[Diagnostic, ...]
    """What is wrong with what the edition is made of, as far as that was looked at."""
    own_files: tuple[OwnFile, ...] = field(default=(), repr=False)
    """What the workspace itself puts into the site."""
    lacks_pages: bool = False
    """Whether the workspace has no folder of pages written by hand, and needs none."""

    def among(self, siblings: tuple[Sibling, ...]) -> "Publication":
        """Return the edition with these ones to switch to."""
        return self if siblings == self.edition.siblings else replace(self, edition=replace(self.edition, siblings=siblings))


@dataclass(frozen=True)
class Finished:
    """An edition with all of its pages and sheets, and every finding about it."""

    handbook: Handbook
    printed: Mapping[str, bytes] = field(repr=False)
    findings: tuple[Diagnostic, ...]


def finished(publication: Publication, *, hurried: bool = False) -> Finished:
    """Return what an edition publishes: its pages and its sheets. In a hurry, an older booklet will do."""
    edition = publication.edition
    printed, more = print_files(edition, publication.root, hurried=hurried)
    handbook, problems = render(edition, booklet_links(edition, printed))
    taken = {*(f"{path}.html" for path in handbook.pages), *handbook.files, *printed}
    collided = collisions(publication.own_files, taken, edition)
    return Finished(handbook, printed, ordered([*publication.findings, *problems, *more, *collided]))
