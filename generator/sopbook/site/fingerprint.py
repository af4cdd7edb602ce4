"""Whether a site is up to date, without importing the site engine."""

import hashlib
import os
import sys
from datetime import date
from importlib import metadata
from importlib.resources import files
from pathlib import Path

from sopbook.branches.workspace import PLAYBOOKS, Workspace, site_inputs

MARK = ".sopbook-build"
"""The file inside a site that names the input it was built from."""


def fingerprint(workspace: Workspace) -> str:
    """Return a digest of everything that a site depends on: the workspace, this package, all that is installed."""
    digest = hashlib.sha256()
    package = Path(str(files("sopbook")))
    for base, names in ((workspace.root, (PLAYBOOKS, "schema", *site_inputs(workspace.config))), (package, (".",))):
        for file in sorted({f for name in names for f in _files(base / name)}):
            digest.update(os.path.relpath(file, base).replace(os.sep, "/").encode("utf-8", "surrogateescape") + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    for name, version in [("python", sys.version), *_installed()]:
        digest.update(f"{name} {version}\0".encode())
    return digest.hexdigest()


def _installed() -> list[tuple[str, str]]:
    """Return the name and version of every installed package.

    Of all, because nobody can list them: packages with kinds, plugins and extensions that mkdocs.yml names, and what they build on.
    """
    return sorted({(found["Name"], found["Version"]) for one in metadata.distributions() for found in [one.metadata]})


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [f for f in path.rglob("*") if f.is_file() and "__pycache__" not in f.parts]


def is_up_to_date(site: Path, mark: str) -> bool:
    """Return whether a site was built from just this input and is still whole."""
    digest, _, listed = _read_mark(site)
    return digest == mark and listed == _listing(site)


def was_clean(site: Path, mark: str, day: date) -> bool:
    """Return whether just this input has been checked on a day and had no finding: then nothing can be new."""
    digest, clean, _ = _read_mark(site)
    return digest == mark and clean == f"clean {day}"


def put_mark(site: Path, mark: str, clean_on: date | None = None) -> None:
    """Write the mark of a site: the digest of its input, the day on which that had no finding, its files with their sizes."""
    (site / MARK).write_text("\n".join([mark, f"clean {clean_on}" if clean_on else "", *_listing(site)]) + "\n", "utf-8")


def _read_mark(site: Path) -> tuple[str, str, list[str]]:
    file = site / MARK
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    return (lines[0], lines[1], lines[2:]) if len(lines) > 1 else ("", "", [])


def _listing(site: Path) -> list[str]:
    found = sorted(f for f in site.rglob("*") if f.is_file() and f.name != MARK)
    return [f"{f.stat().st_size} {f.relative_to(site).as_posix()}" for f in found]
