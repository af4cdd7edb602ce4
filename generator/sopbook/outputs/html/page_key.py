"""What a kind's page template depends on, as a digest: where it stays the same, what has worked works."""

import hashlib
import json
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata, resources
from pathlib import Path

from sopbook.kinds.kind import Kind

_LANGUAGES = ("jinja2", "markdown-it-py", "markupsafe")
"""What draws pages and is not ours."""
_OWN = (("sopbook.outputs.html", ("*.py", "parts/*.py", "templates/*")), ("sopbook.handbook.view", ("*.py",)))


def page_key(kind: Kind) -> str:
    """Return a digest of all that a kind's page template depends on, but for the playbooks."""
    parts = [kind.template, json.dumps([kind.schema, kind.config.value], sort_keys=True, default=str), repr(kind.labels), _program()]
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()


@cache
def _program() -> str:
    """Return what stands for everything that draws pages: Python, what is installed, and our own files."""
    digest = hashlib.sha256(repr([sys.version, *map(metadata.version, _LANGUAGES)]).encode())
    for file in _files():
        digest.update(f"{file.name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for package, patterns in _OWN:
        folder = Path(str(resources.files(package)))
        yield from sorted(file for pattern in patterns for file in folder.glob(pattern))
