"""Where a site goes, and whether it is there already."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from sopbook.kinds.audience import OPERATORS
from sopbook.site.fingerprint import Fingerprint
from sopbook.site.mark import Mark


@dataclass(frozen=True)
class Target:
    """Where a site goes: its folder, what is known of the one that is there, and from which input the new one is."""

    config: Path
    site: Path
    mark: Mark = field(repr=False)
    made_from: Fingerprint
    day: date
    strict: bool = False
    force: bool = False
    """Whether to build what has not changed as well."""
    audience: str = OPERATORS
    """For whom the site is."""

    @cached_property
    def has_whole_site(self) -> bool:
        """Return whether the site that is there still has all of its files, and no others."""
        return self.mark.is_whole(self.site)

    @property
    def digest(self) -> str:
        """Return the digest of everything that the new site is made from."""
        return self.made_from.whole

    @property
    def is_as_it_was(self) -> bool:
        """Return whether just this input was checked and built today, with nothing to tell: then nothing can be new."""
        return not self.force and self.mark.was_clean(self.digest, self.day) and self.has_whole_site
