"""One edition as it goes to whoever publishes it: what it shows, and what is wrong with it."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from sopbook.handbook.edition import Edition, Sibling
from sopbook.publication.own_files import OwnFile
from sopbook.source.diagnostics import Diagnostic


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
