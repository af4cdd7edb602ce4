"""What is dear to make, made once for all processes that run tests."""

from collections.abc import Callable
from fcntl import LOCK_EX, flock
from pathlib import Path

MakeOnce = Callable[[str, Callable[[Path], object]], Path]
"""Gives the path of a name, where a function has made a file or a folder in one process only; the others wait for it and read."""


def made_once_in(shared: Path) -> MakeOnce:
    """Return what makes things in a folder that all processes know."""

    def once(name: str, make: Callable[[Path], object]) -> Path:
        with (shared / f"{name}.lock").open("w") as lock:
            flock(lock, LOCK_EX)
            if not (shared / name).exists():
                make(shared / name)
        return shared / name

    return once
