"""Files and folders that are written beside their place and then moved there, and what killed processes left of them.

Their names hold the process that writes them, and a part that no person gives to a file.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal

Role = Literal["new", "old"]
_NAME = re.compile(r"\.?(?P<target>.+)\.sopbook\.(?P<role>new|old)-(?P<process>[1-9][0-9]{0,9})")


def beside(target: Path, role: Role = "new", *, hidden: bool = False) -> Path:
    """Return where this process writes what will take the place of `target`, or keeps the old one meanwhile.

    A `hidden` one begins with a dot: in folders of content those are never read.
    """
    return target.with_name(f"{'.' if hidden else ''}{target.name}.sopbook.{role}-{os.getpid()}")


def sweep(folder: Path, target: str = "", *, deep: bool = False) -> None:
    """Delete what processes that no longer live have left in a folder; with `target`, only what was to take its place.

    With `deep`, folders inside are gone through as well; links are not followed. Where the old one was moved away and
    the new one never came, the old one goes back. What cannot be deleted stays, which is no error.
    """
    for path, name, role in list(_left_in(folder, deep=deep)):
        if target and name != target:
            continue
        with suppress(OSError):
            place = path.with_name(name)
            if role == "old" and not os.path.lexists(place):
                path.rename(place)
            elif path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()


def _left_in(folder: Path, *, deep: bool) -> Iterator[tuple[Path, str, str]]:
    """Yield what the dead have left in a folder: its path, what it was to become, and its role."""
    for parent, folders, files in os.walk(folder):
        left = {entry: found for entry in (*folders, *files) if (found := _NAME.fullmatch(entry)) and not is_alive(int(found["process"]))}
        yield from ((Path(parent, entry), found["target"], found["role"]) for entry, found in sorted(left.items()))
        folders[:] = [one for one in folders if one not in left] if deep else []


def is_alive(process: int) -> bool:
    """Return whether another process of this number lives. Our own number was somebody else's before: in containers all have the same few."""
    if process == os.getpid():
        return False
    if sys.platform == "win32":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, process)  # PROCESS_QUERY_LIMITED_INFORMATION
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle) or ctypes.windll.kernel32.GetLastError() == 5  # ERROR_ACCESS_DENIED: it is somebody else's.
    try:
        os.kill(process, 0)  # It sends nothing (kill(2)).
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
