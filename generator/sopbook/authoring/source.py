"""Git sources: the content of a parent in another repository, fetched into the workspace's cache."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sopbook.authoring.git import SourceError, git, git_objects
from sopbook.beside import beside
from sopbook.branches.branch import GitSource
from sopbook.branches.git_cache import (
    CACHE,
    cached_source,
    keep_manifest,
    manifest_digest,
    manifest_of,
    source_key,
)

__all__ = ["Fetched", "Limits", "SourceError", "fetch"]

_PARTS = ("playbooks", "schema")
"""What is taken of the other repository; nothing else of it is ever written."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|[^/\\]+@[^/\\]+:|[^/\\]{2,}:(?!\\)")
_MEGABYTE = 1_000_000
_LARGEST = 20 * _MEGABYTE
"""Bytes of one file. No playbook and nothing that is attached to one comes near."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is fetched of another repository: what git transfers, and the files that are taken of it."""

    files: int
    megabytes: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched: the commit, the digest of its manifest, and whether the cache held other files of this commit before."""

    commit: str
    digest: str
    repaired: bool


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    blob: str
    size: int


def fetch(root: Path, source: GitSource, limits: Limits) -> Fetched:
    """Return what a source's ref names now, its content then being in the cache. Raises SourceError.

    Plain git does the work, with the user's own keys and helpers, without prompts and without other protocols
    than file, http(s), ssh and git. What the cache holds already is compared, byte by byte.
    """
    mirror = root / CACHE / "git" / f"{source_key(source.git)}.git"
    if mirror.is_dir() and next(mirror.rglob("*.lock"), None):
        shutil.rmtree(mirror, ignore_errors=True)  # A git that was killed; it would stop every later one.
    if not (mirror / "HEAD").is_file():
        mirror.mkdir(parents=True, exist_ok=True)
        git(["init", "--bare", "--quiet", "."], mirror, source.git)
    address = source.git if _ADDRESS.match(source.git) else str((root / source.git).resolve())
    most = limits.megabytes * _MEGABYTE + _size(mirror)
    git(["fetch", "--quiet", "--no-tags", "--depth", "1", "--", address, source.ref or "HEAD"], mirror, source.git, lambda: _not_larger(mirror, most, source, limits))
    commit = git(["rev-parse", "--verify", "FETCH_HEAD^{commit}"], mirror, source.git).decode().strip()
    files = _listed(mirror, commit, source, limits)
    target = root / cached_source(source.git, commit)
    digest, repaired = _take(mirror, files, target, source)
    return Fetched(commit, digest, repaired)


def _size(folder: Path) -> int:
    """Return how many bytes lie in a folder; files that go away meanwhile count for nothing."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += os.lstat(os.path.join(parent, name)).st_size
    return total


def _not_larger(mirror: Path, most: int, source: GitSource, limits: Limits) -> None:
    """Raise SourceError when more than the limit has been transferred."""
    if _size(mirror) > most:
        shutil.rmtree(mirror, ignore_errors=True)
        raise SourceError(f"{source.git} sends more than {limits.megabytes:,} MB, the most that is fetched; the setting sync_megabytes raises the limit.")


def _listed(mirror: Path, commit: str, source: GitSource, limits: Limits) -> list[_File]:
    """Return the files of the playbooks and kinds of a commit; links and whole repositories inside of it are left out. Raises SourceError."""
    listing = git(["ls-tree", "-r", "-z", "--long", commit, "--", *_PARTS], mirror, source.git)
    files = list(_files(listing))
    if not any(file.path.startswith("playbooks/") for file in files):
        raise SourceError(f"{source.git} has no folder playbooks/ at {commit[:12]}.")
    if len(files) > limits.files:
        raise SourceError(f"{source.git} has {len(files):,} files in playbooks/ and schema/ at {commit[:12]}; {limits.files:,} is the most that is fetched, and the setting sync_files raises the limit.")
    large = max(files, key=lambda file: file.size)
    if large.size > _LARGEST:
        raise SourceError(f"{large.path} in {source.git} has {large.size:,} bytes; {_LARGEST:,} is the most that is fetched of one file.")
    total = sum(file.size for file in files)
    if total > limits.megabytes * _MEGABYTE:
        raise SourceError(f"The files of {source.git} have {total:,} bytes at {commit[:12]}; {limits.megabytes:,} MB is the most that is fetched, and the setting sync_megabytes raises the limit.")
    return files


def _files(listing: bytes) -> Iterator[_File]:
    for line in listing.split(b"\0"):
        facts, _, name = line.partition(b"\t")
        mode, _, blob, size = facts.decode().split() if facts else ("", "", "", "")
        path = PurePosixPath(os.fsdecode(name))
        if mode in ("100644", "100755") and not path.is_absolute() and ".." not in path.parts and not (os.name == "nt" and re.search(r'[\\:*?"<>|]', str(path))):
            yield _File(path.as_posix(), blob, int(size))


def _take(mirror: Path, files: list[_File], target: Path, source: GitSource) -> tuple[str, bool]:
    """Write the files of a commit into the cache, beside first and then moved; return the manifest's digest, and whether other files were there."""
    new = beside(target)
    shutil.rmtree(new, ignore_errors=True)
    try:
        for file, content in zip(files, git_objects([file.blob for file in files], mirror, source.git), strict=True):
            place = new / file.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        manifest = manifest_of(new)
        is_there = os.path.lexists(target)
        repaired = is_there and (target.is_symlink() or manifest_of(target) != manifest)
        if repaired:
            old = beside(target, "old")
            target.rename(old)
            shutil.rmtree(old, ignore_errors=True)
        if repaired or not is_there:
            new.rename(target)
        keep_manifest(target, manifest)
        return manifest_digest(manifest), repaired
    finally:
        shutil.rmtree(new, ignore_errors=True)
