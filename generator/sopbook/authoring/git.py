"""Runs of git: without prompts, within a time, and ended with all that they have started."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

SECONDS = 300
"""The longest that one run of git may take."""
_PAUSE = 0.05
_SIDE_EFFECTS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")
"""What a git hook that runs sopbook has in its environment: it would lead to the user's own repository."""


class SourceError(Exception):
    """The source does not answer, has nothing to take, or too much; the text says why. Nothing of it was written."""


def git(arguments: Sequence[str], folder: Path, source: str, watch: Callable[[], None] = lambda: None) -> bytes:
    """Return what git prints in a folder. Raises SourceError, or what `watch` raises: it is called again and again meanwhile."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complaints:
        run = _started(arguments, folder, subprocess.DEVNULL, said, complaints)
        try:
            _wait(run, source, watch)
        finally:
            _end(run)
        complaints.seek(0)
        if run.returncode:
            lines = [line for line in complaints.read(10_000).decode("utf-8", "replace").splitlines() if line.strip()]
            raise SourceError(f"{source} does not answer: {lines[0].removeprefix('fatal: ') if lines else 'git gives no reason'}")
        said.seek(0)
        return said.read()


def git_objects(names: Sequence[str], folder: Path, source: str) -> Iterator[bytes]:
    """Yield the content of objects of a repository, one after the other. Raises SourceError."""
    with tempfile.TemporaryFile() as wanted, tempfile.TemporaryFile() as given:
        wanted.write("".join(f"{name}\n" for name in names).encode())
        wanted.seek(0)
        run = _started(["cat-file", "--batch"], folder, wanted, given, subprocess.DEVNULL)
        try:
            _wait(run, source, lambda: None)
        finally:
            _end(run)
        given.seek(0)
        for name in names:
            head = given.readline().split()
            if len(head) != 3 or head[0].decode() != name:
                raise SourceError(f"{source} is damaged in the cache: git does not find {name[:12]}. Delete .sopbook/git, and run sopbook sync again.")
            yield given.read(int(head[2]))
            given.read(1)


def _started(arguments: Sequence[str], folder: Path, given: IO[bytes] | int, said: IO[bytes], complaints: IO[bytes] | int) -> "subprocess.Popen[bytes]":
    environment = os.environ | {"GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh", "LC_ALL": "C"}
    for name in _SIDE_EFFECTS:
        environment.pop(name, None)
    try:
        # No shell; the address stands behind --, and branch.yaml's schema forbids hyphens. A session of its own, so that
        # what git starts ends with it, and nothing of that asks on the terminal.
        return subprocess.Popen(  # noqa: S603
            ["git", *arguments], cwd=folder, env=environment, stdin=given, stdout=said, stderr=complaints, start_new_session=True,  # noqa: S607  (the git of the user's PATH)
        )
    except FileNotFoundError:
        raise SourceError("git is not installed, and a parent in another repository needs it.") from None


def _wait(run: "subprocess.Popen[bytes]", source: str, watch: Callable[[], None]) -> None:
    end = time.monotonic() + SECONDS
    while True:
        with suppress(subprocess.TimeoutExpired):
            run.wait(_PAUSE)
            break
        watch()
        if time.monotonic() > end:
            raise SourceError(f"{source} has not answered within {SECONDS} seconds.")
    watch()


def _end(run: "subprocess.Popen[bytes]") -> None:
    """End a run and what it has started, if it has not ended by itself."""
    if run.poll() is None:
        if os.name == "posix":
            with suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGKILL)
        else:
            run.kill()
        run.wait()
