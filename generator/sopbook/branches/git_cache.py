"""Where the content of git sources lies: .sopbook/sources/, one folder for each source and commit, and a manifest beside it."""

import hashlib
import json
import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sopbook.beside import beside
from sopbook.counters import count

CACHE = ".sopbook"
SOURCES, PRINTED = f"{CACHE}/sources", f"{CACHE}/print"
_NO_CONTENT = ("._", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What systems write into any folder that somebody looks at."""
_RACY = 2_000_000_000
"""Nanoseconds. A file that changed so short a time ago may change again within one tick of its clock (git calls it racily clean)."""


def source_key(git: str) -> str:
    """Return the name of a source's folder in the cache."""
    return hashlib.sha256(git.encode()).hexdigest()[:12]


def cached_source(git: str, commit: str) -> str:
    """Return the folder of a source's files at a commit, relative to the workspace."""
    return f"{SOURCES}/{source_key(git)}/{commit or 'none'}"


Manifest = Mapping[str, str]
"""The SHA-256 of each file of a source, by its path; what is no plain file has the word for what it is."""


def manifest_digest(manifest: Manifest) -> str:
    """Return `sha256-` and the SHA-256 of a manifest: what a lock file pins."""
    return f"sha256-{hashlib.sha256(_written(manifest)).hexdigest()}"


def manifest_of(folder: Path) -> dict[str, str]:
    """Return the manifest of what lies in a folder, every byte of it read; files of the system that are no content are left out."""
    manifest: dict[str, str] = {}
    for path, status in _files(folder):
        if stat.S_ISREG(status.st_mode):
            count("files digested")
            with (folder / path).open("rb") as file:
                manifest[path] = hashlib.file_digest(file, "sha256").hexdigest()
        else:
            manifest[path] = "a link" if stat.S_ISLNK(status.st_mode) else "no file"
    return manifest


def keep_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a folder beside it, by which a changed file can be named."""
    _put(_manifest_file(folder), _written(manifest))


def changed_files(folder: Path, digest: str) -> tuple[str, ...] | None:
    """Return the files of a folder that are not what a pinned digest says; None where it is not told which they are.

    Where all files have the size, times and inode that they had when they were read and found right, they are not read
    again. No error of reading is raised: a file that cannot be read is not what it was.
    """
    statuses = {path: [s.st_size, s.st_mtime_ns, s.st_ino, s.st_ctime_ns] for path, s in _files(folder)}
    seen = folder.with_name(f"{folder.name}.seen.json")
    known = {"digest": digest, "files": statuses}
    if _read(seen) == known:
        return ()
    try:
        manifest = manifest_of(folder)
    except OSError:
        return None
    if manifest_digest(manifest) == digest:
        if all(time.time_ns() - max(times[1], times[3]) > _RACY for times in statuses.values()):
            with suppress(OSError):
                _put(seen, json.dumps(known).encode())
        return ()
    expected = _read(_manifest_file(folder))
    if not isinstance(expected, dict) or manifest_digest(expected) != digest:
        return None
    return tuple(sorted(path for path in {*expected, *manifest} if expected.get(path) != manifest.get(path)))


def _manifest_file(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.files.json")


def _written(manifest: Manifest) -> bytes:
    return json.dumps(dict(manifest), sort_keys=True, indent=0).encode()


def _put(file: Path, content: bytes) -> None:
    written = beside(file)
    try:
        written.write_bytes(content)
        written.replace(file)
    finally:
        written.unlink(missing_ok=True)


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes()) if file.is_file() else None
    except (OSError, ValueError, RecursionError):
        return None


def _files(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Yield all files below a folder by their paths in it, and everything else that is no folder; links are not followed."""
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with suppress(OSError), os.scandir(folder / inside) as entries:
            for entry in entries:
                path = f"{inside}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                elif not entry.name.startswith(_NO_CONTENT):
                    yield path, entry.stat(follow_symlinks=False)
