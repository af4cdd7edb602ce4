"""A process that runs worker.py: started, given orders, ended, and killed where it takes too long."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Timer
from typing import Any

PROGRAM = Path(__file__).with_name("worker.py")


class DiedError(Exception):
    """The process died at an order."""


class TooSlowError(Exception):
    """The process was killed, because it had no answer in time."""


class Process:
    """One typesetter at work in a folder, which it shares with others."""

    def __init__(self, folder: Path, fonts: Sequence[Path]) -> None:
        # -P: the folder of the program is no place to import from; it holds a code.py of ours.
        self._process = subprocess.Popen(  # noqa: S603  (our own program)
            [sys.executable, "-P", str(PROGRAM), str(folder), *map(str, fonts)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="ascii",
        )
        self.has_ended = False
        """Whether it takes no further order."""

    @property
    def number(self) -> int:
        """Return the number by which the system knows it."""
        return self._process.pid

    def answer(self, order: Mapping[str, Any], patience: float) -> dict[str, Any]:
        """Return the answer to an order. Raises DiedError, or TooSlowError after `patience` seconds."""
        is_late = Event()
        too_slow = Timer(patience, self._give_up, [is_late])
        too_slow.start()
        try:
            line = self._asked(json.dumps(order))
        finally:
            too_slow.cancel()
        if not line.endswith("\n"):
            self.kill()
            raise TooSlowError if is_late.is_set() else DiedError
        answer: dict[str, Any] = json.loads(line)
        if answer["last"]:
            self.end()
        return answer

    def _give_up(self, is_late: Event) -> None:
        is_late.set()
        self._process.kill()

    def _asked(self, order: str) -> str:
        if self._process.stdin is None or self._process.stdout is None:
            return ""
        try:
            self._process.stdin.write(order + "\n")
            self._process.stdin.flush()
            return self._process.stdout.readline()
        except (BrokenPipeError, ConnectionResetError, ValueError):
            return ""

    def end(self) -> None:
        """Let it end, and wait for that."""
        with suppress(OSError, ValueError):
            if self._process.stdin is not None:
                self._process.stdin.write("end\n")
        self._close()
        self.has_ended = True

    def kill(self) -> None:
        """End it at once, whatever it does."""
        self._process.kill()
        self._close()
        self.has_ended = True

    def _close(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # What it has not read any more is lost.
                if pipe is not None:
                    pipe.close()
        self._process.wait()
