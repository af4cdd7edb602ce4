"""A lock that a process holds as long as it lives, and that says who holds it (docs/decisions/0033)."""

import json
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sopbook.beside import is_alive
from sopbook.branches.git_cache import CACHE

_PAUSE = 0.1
"""Seconds between two looks at a lock that somebody else holds."""
_LONGEST = 500
"""Bytes of what a holder says about itself."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock: a process, its command, and since when, in local time."""

    process: int
    command: str
    since: str

    def __str__(self) -> str:
        """Return the holder as part of a sentence."""
        return f"{self.command} (process {self.process}, since {self.since})"


@contextmanager
def process_lock(root: Path, name: str, command: str, wait: Callable[[Holder | None], None]) -> Iterator[None]:
    """Hold the lock `name` of a workspace while the block runs; the system frees it when the process ends, however it ends.

    Where another process holds it, `wait` is called once with who that is, as far as it is known, and this one waits as
    long as that one lives. Where there can be no lock, in a folder that cannot be written or on a file system without
    any, nobody is waited for.
    """
    file = _opened(root, name)
    if file is None:
        yield
        return
    try:
        is_told = False
        while not _is_ours(file):
            if not is_told:
                wait(_holder(file))
            is_told = True
            time.sleep(_PAUSE)
        _write(file, Holder(os.getpid(), command, datetime.now().strftime("%H:%M:%S")))
        try:
            yield
        finally:
            with suppress(OSError):
                os.ftruncate(file, 0)  # Or who waits for the next holder would be told of this one.
    finally:
        os.close(file)


def _opened(root: Path, name: str) -> int | None:
    """Return the open file of a lock, made if it is missing; None where it cannot be, or leads out of the workspace."""
    folder = root / CACHE
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
    if folder.is_symlink():
        return None
    safely = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    for way in (os.O_RDWR | os.O_CREAT, os.O_RDONLY):
        with suppress(OSError):
            file = os.open(folder / f"{name}.lock", way | safely, 0o666)
            if stat.S_ISREG(os.fstat(file).st_mode):
                return file
            os.close(file)
    return None


def _holder(file: int) -> Holder | None:
    """Return who wrote itself into a lock; None while it has not, or where the text is not of a living one."""
    with suppress(OSError, ValueError, TypeError):
        os.lseek(file, 0, os.SEEK_SET)
        said = json.loads(os.read(file, _LONGEST * 2))
        holder = Holder(int(said["process"]), str(said["command"]), str(said["since"]))
        return holder if is_alive(holder.process) else None
    return None


def _write(file: int, holder: Holder) -> None:
    said = {"process": holder.process, "since": holder.since, "command": holder.command[:_LONGEST]}
    with suppress(OSError):
        os.ftruncate(file, 0)
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, json.dumps(said).encode())


if sys.platform == "win32":
    import msvcrt

    _BEHIND = 1 << 30
    """The place that is locked: behind the text, because what is locked cannot be read there."""

    def _is_ours(file: int) -> bool:
        """Return whether a lock is ours now, or there can be none."""
        try:
            os.lseek(file, _BEHIND, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        except OSError:
            return True
        return True

else:
    import fcntl

    def _is_ours(file: int) -> bool:
        """Return whether a lock is ours now, or there can be none. flock(2) holds with a file that is open for reading only, too."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True
