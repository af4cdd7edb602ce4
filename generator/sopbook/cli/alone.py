"""One writer at a time: a command that reads a file, changes it and writes it back must not lose what another one writes meanwhile."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import ParamSpec

from sopbook.cli.options import CannotRunError, open_workspace

PATIENCE = 60.0
"""Seconds."""
_PAUSE = 0.1
P = ParamSpec("P")


def alone(command: Callable[P, None]) -> Callable[P, None]:
    """Return a command that waits while another one writes in its workspace. It raises CannotRunError after a minute.

    With --dry-run nothing is written, so nobody is waited for.
    """

    @wraps(command)
    def waiting(*arguments: P.args, **options: P.kwargs) -> None:
        folder = options.get("folder")
        if options.get("dry_run") or not isinstance(folder, Path):
            command(*arguments, **options)
            return
        with _turn(open_workspace(folder).root):
            command(*arguments, **options)

    return waiting


@contextmanager
def _turn(root: Path) -> Iterator[None]:
    """Hold the workspace's folder itself: that takes no file of ours, and ends with the process (flock(2))."""
    try:
        import fcntl
    except ImportError:  # Windows has no such lock; there, nobody waits.
        yield
        return
    folder = os.open(root, os.O_RDONLY)
    try:
        until = time.monotonic() + PATIENCE
        while not _is_ours(lambda: fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)):
            if time.monotonic() > until:
                raise CannotRunError("Another sopbook has been writing in this workspace for a minute, so nothing was written.")
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(folder)


def _is_ours(lock: Callable[[], None]) -> bool:
    try:
        lock()
    except BlockingIOError:
        return False
    except OSError:
        return True  # A file system without locks: nobody waits.
    return True
