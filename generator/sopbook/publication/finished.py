"""An edition with all that it publishes. Importing this module imports what makes pages and sheets."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sopbook.outputs.html.handbook import Handbook, render
from sopbook.outputs.pdf.printed import booklet_links, print_files
from sopbook.publication.own_files import collisions
from sopbook.publication.publication import Publication
from sopbook.source.diagnostics import Diagnostic, ordered


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
