"""The mark inside a site: which editions it holds, from when and from which input they are, and its files."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from pathlib import Path

MARK = ".sopbook-build"
"""The name of the file."""


@dataclass(frozen=True, slots=True)
class Built:
    """The pages of an edition in a site."""

    day: str
    """The day on which they were built, such as 2026-11-30."""
    digest: str
    """The digest of what they were built from (sopbook.site.fingerprint)."""
    folder: str
    """Where they lie in the site: south/zh, or nothing where the edition is the whole site."""
    content: str = ""
    """The digest of all that they show (sopbook.publication.digest); nothing where building them has told something, which has to be told again."""


@dataclass(frozen=True)
class Mark:
    """What a build has left behind about itself; of a site without a mark, nothing."""

    editions: Mapping[str, Built] = field(default_factory=dict)
    """By name, such as south/zh."""
    clean_on: str = ""
    """The day on which the input was checked and had no finding."""
    files: Mapping[str, int] = field(default_factory=dict, repr=False)
    """The size of every file of the site."""
    audience: str = ""
    """For whom the site is (`sopbook.kinds.audience`); empty where nobody has said."""

    def is_from(self, digest: str) -> bool:
        """Return whether all pages were built from just this input."""
        return bool(self.editions) and all(one.digest == digest for one in self.editions.values())

    def was_clean(self, digest: str, day: date) -> bool:
        """Return whether just this input was checked on a day and had no finding: then nothing can be new."""
        return self.is_from(digest) and self.clean_on == day.isoformat()

    def is_whole(self, site: Path) -> bool:
        """Return whether a site still has all of its files, and no others."""
        return bool(self.files) and self.files == _listing(site)


def read_mark(site: Path) -> Mark:
    """Return the mark of a site; a damaged one is none."""
    try:
        told = json.loads((site / MARK).read_text("utf-8"))
        editions = {str(name): Built(**{part.name: str(one[part.name]) for part in fields(Built)}) for name, one in told["editions"].items()}
        return Mark(editions, str(told["clean_on"]), {str(path): int(size) for path, size in told["files"].items()}, str(told["audience"]))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return Mark()


def put_mark(site: Path, editions: Mapping[str, Built], audience: str, clean_on: date | None = None) -> None:
    """Write the mark of a site for an audience, whose files are in place."""
    told = {
        "audience": audience,
        "editions": {name: asdict(one) for name, one in sorted(editions.items())},
        "clean_on": clean_on.isoformat() if clean_on else "",
        "files": _listing(site),
    }
    (site / MARK).write_text(json.dumps(told, ensure_ascii=False, indent=0) + "\n", "utf-8")


def _listing(site: Path) -> dict[str, int]:
    return {f.relative_to(site).as_posix(): f.stat().st_size for f in sorted(site.rglob("*")) if f.is_file() and f.name != MARK}
