"""What a site depends on, as digests."""

import hashlib
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from sopbook.branches.workspace import PLAYBOOKS, Workspace, site_inputs
from sopbook.site.filled_from import inherited, variables


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Digests of what a site depends on."""

    whole: str
    """Of everything: the workspace, this package, all that is installed."""
    around: str
    """Of everything but playbooks and what their branches say: what all editions share."""


def fingerprint(workspace: Workspace) -> Fingerprint:
    """Return the digests of what a site is built from."""
    around = hashlib.sha256()
    package = Path(str(files("sopbook")))
    for base, names in ((workspace.root, ("schema", *_settings(workspace))), (package, (".",))):
        for line in _digests(base, names):
            around.update(line)
    around.update(repr(variables(workspace.root)).encode("utf-8", "surrogateescape"))
    for one in (sys.version, *_installed()):
        around.update(f"{one}\0".encode("utf-8", "surrogateescape"))
    whole = around.copy()
    for line in _digests(workspace.root, (PLAYBOOKS,)):
        whole.update(line)
    return Fingerprint(whole.hexdigest(), around.hexdigest())


def read_by_engine(workspace: Workspace) -> str:
    """Return a digest of what the site engine reads itself: mkdocs.yml and what it names, pages written by hand."""
    read = hashlib.sha256(repr(variables(workspace.root)).encode("utf-8", "surrogateescape"))
    for line in _digests(workspace.root, _settings(workspace)):
        read.update(line)
    return read.hexdigest()


def _settings(workspace: Workspace) -> list[str]:
    return [*site_inputs(workspace.config), *inherited(workspace.root)]


def _digests(base: Path, names: Iterable[str]) -> Iterable[bytes]:
    """Yield the path and the digest of each file."""
    for file in sorted({f for name in names for f in _files(base / name)}):
        yield os.path.relpath(file, base).replace(os.sep, "/").encode("utf-8", "surrogateescape") + b"\0"
        yield hashlib.sha256(file.read_bytes()).digest()


def _installed() -> list[str]:
    """Return the name and version of every installed package, as its folder is called: jinja2-3.1.6.dist-info.

    Of all, because nobody can list them: packages with kinds, plugins and extensions that mkdocs.yml names, and what they build on.
    Asking importlib.metadata reads and parses a file of each, which took half as long as all else.
    """
    found: set[str] = set()
    for place in sys.path:
        with suppress(OSError):
            found |= {name for name in os.listdir(place or ".") if name.endswith((".dist-info", ".egg-info"))}
    return sorted(found)


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [f for f in path.rglob("*") if f.is_file() and "__pycache__" not in f.parts]
