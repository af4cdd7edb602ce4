"""Git sources: the content of a parent in another repository, fetched into the workspace's cache."""

import io
import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path, PurePosixPath

from sopbook.branches.branch import GitSource
from sopbook.branches.git_cache import CACHE, cached_source, source_key

_PARTS = ("playbooks", "schema")
"""What is taken of the other repository; nothing else of it is ever written."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|[^/\\]+@[^/\\]+:|[^/\\]{2,}:(?!\\)")
_SECONDS = 300


class SourceError(Exception):
    """The source does not answer, or has nothing to take; the text says why. Nothing of it was written."""


def fetch(root: Path, source: GitSource) -> str:
    """Return the commit that a source's ref names now, its content then being in the cache. Raises SourceError.

    Plain git does the work, with the user's own keys and helpers, without prompts and without other protocols
    than file, http(s), ssh and git.
    """
    mirror = root / CACHE / "git" / f"{source_key(source.git)}.git"
    if not (mirror / "HEAD").is_file():
        mirror.mkdir(parents=True, exist_ok=True)
        _git(["init", "--bare", "--quiet", "."], mirror, source)
    address = source.git if _ADDRESS.match(source.git) else str((root / source.git).resolve())
    _git(["fetch", "--quiet", "--no-tags", "--depth", "1", "--", address, source.ref or "HEAD"], mirror, source)
    commit = _git(["rev-parse", "--verify", "FETCH_HEAD^{commit}"], mirror, source).decode().strip()
    target = root / cached_source(source.git, commit)
    if not target.is_dir():
        _take(mirror, commit, target, source)
    return commit


def _take(mirror: Path, commit: str, target: Path, source: GitSource) -> None:
    """Write the playbooks and kinds of a commit into the cache, beside first and then swapped."""
    there = _git(["ls-tree", "-z", "--name-only", commit], mirror, source).decode().split("\0")
    parts = [part for part in _PARTS if part in there]
    if "playbooks" not in parts:
        raise SourceError(f"{source.git} has no folder playbooks/ at {commit[:12]}.")
    archive = _git(["archive", "--format=tar", commit, "--", *parts], mirror, source)
    beside = target.with_name(f"{target.name}.new-{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            for member in tar:
                path = PurePosixPath(member.name)
                content = tar.extractfile(member) if member.isfile() else None  # Links of others are not followed.
                if content is None or path.is_absolute() or ".." in path.parts:
                    continue
                file = beside / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content.read())
        beside.rename(target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _git(arguments: list[str], folder: Path, source: GitSource) -> bytes:
    environment = os.environ | {"GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh", "LC_ALL": "C"}
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        environment.pop(name, None)
    try:
        done = subprocess.run(  # noqa: S603  (no shell; the address stands behind --, and branch.yaml's schema forbids hyphens)
            ["git", *arguments], cwd=folder, env=environment, capture_output=True, timeout=_SECONDS, check=False,  # noqa: S607  (the git of the user's PATH)
        )
    except FileNotFoundError:
        raise SourceError("git is not installed, and a parent in another repository needs it.") from None
    except subprocess.TimeoutExpired:
        raise SourceError(f"{source.git} has not answered within {_SECONDS} seconds.") from None
    if done.returncode:
        said = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
        raise SourceError(f"{source.git} does not answer: {said[0].removeprefix('fatal: ') if said else 'git gives no reason'}")
    return done.stdout
