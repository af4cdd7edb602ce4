"""What has to be the same on all machines, so that each of them sets the same sheet in the same bytes."""

import hashlib
import platform
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path

from sopbook import __version__

Engine = Mapping[str, str]
"""Versions by the name of what has them."""
_SHOWN = 8
"""Characters of a digest that are shown."""


@cache
def engine() -> Engine:
    """Return what this machine sets sheets with: our files, fonts and all, Python, Typst, what carries the work, and the processor.

    Libraries that only pages are made with are not asked for: workers make none.
    """
    return {
        "sopbook": f"{__version__}, files {_digest_of(Path(str(files('sopbook'))))[:_SHOWN]}",
        "Python": platform.python_version(),
        **{name: metadata.version(name) for name in ("typst", "distributed")},
        "system": f"{platform.system()} on {platform.machine()}",  # Another processor may round otherwise.
    }


def difference(worker: str, theirs: Engine) -> str:
    """Return in a sentence in what a worker's engine differs from ours; nothing where it does not."""
    ours = engine()
    for name in ours:
        if theirs.get(name) != ours[name]:
            return (
                f"{worker} has {name} {theirs.get(name, 'of no version')}, and this machine has {ours[name]}, so its sheets could be others. "
                "Install the same sopbook with the same requirements on all machines."
            )
    return ""


def _digest_of(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts):
        digest.update(file.relative_to(folder).as_posix().encode("utf-8", "surrogateescape") + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
