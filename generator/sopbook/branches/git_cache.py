"""Where the content of git sources lies: .sopbook/sources/, one folder for each source and commit."""

import hashlib

CACHE = ".sopbook"
SOURCES = f"{CACHE}/sources"


def source_key(git: str) -> str:
    """Return the name of a source's folder in the cache."""
    return hashlib.sha256(git.encode()).hexdigest()[:12]


def cached_source(git: str, commit: str) -> str:
    """Return the folder of a source's files at a commit, relative to the workspace."""
    return f"{SOURCES}/{source_key(git)}/{commit or 'none'}"
