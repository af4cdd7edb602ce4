"""What a site depends on, as one digest."""

import hashlib
import os
import sys
from importlib import metadata
from importlib.resources import files
from pathlib import Path

from sopbook.branches.workspace import PLAYBOOKS, Workspace, site_inputs


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
