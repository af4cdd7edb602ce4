"""What a command costs: processor time, time on the clock and memory, of itself and of all processes that it starts."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from threading import Event, Thread

_INTERVAL = 0.05
"""Seconds between two looks at the memory."""
_PROCESSES = Path("/proc")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of all processors, seconds on the clock, and megabytes at the highest moment."""

    cpu: float
    wall: float
    memory: float


def cost(command: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command that has to end well, and return what it cost. Raises RuntimeError."""
    with TemporaryFile() as output:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, env=os.environ | environment, stdout=output, stderr=output)
        memory = _Memory(process.pid)
        memory.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        memory.end()
        if process.returncode:
            output.seek(0)
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{output.read().decode()}")
    largest = used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)  # In bytes there, in kilobytes elsewhere: getrusage(2).
    # Linux counts what this process held when it started the command into the largest, so that it says nothing of a small one.
    return Cost(used.ru_utime + used.ru_stime, wall, memory.peak or largest)


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the medians of the times, and the highest memory."""
    return Cost(median(one.cpu for one in costs), median(one.wall for one in costs), max(one.memory for one in costs))


class _Memory(Thread):
    """Adds up the memory of a process and its descendants, shared pages in shares (PSS), as long as they live.

    Only Linux tells it; elsewhere the peak stays 0, and that of the largest process has to do.
    """

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._root = root
        self._is_over = Event()
        self.peak = 0.0

    def run(self) -> None:
        while not self._is_over.wait(_INTERVAL):
            self.peak = max(self.peak, sum(map(_share, _descendants(self._root))) / 1e3)

    def end(self) -> None:
        """Look no more."""
        self._is_over.set()
        self.join()


def _descendants(root: int) -> list[int]:
    parents: dict[int, int] = {}
    for folder in _PROCESSES.glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue  # It has ended meanwhile.
    found = [root]
    for process in found:
        found += [child for child, parent in parents.items() if parent == process]
    return found


def _share(process: int) -> int:
    """Return a process's share of the memory in kilobytes."""
    try:
        lines = (_PROCESSES / str(process) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
