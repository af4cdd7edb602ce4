"""What a worker of Dask loads before it works (`--preload`), so that a test knows how it will behave: MANNER says which way."""

import os
import sys
from pathlib import Path
from threading import Event
from typing import NoReturn


def hold(*_: object) -> NoReturn:
    """Tell which process this is, and do nothing until it is killed."""
    Path(os.environ["FIFO"]).write_text(str(os.getpid()), "ascii")
    Event().wait()
    raise AssertionError


def die(*_: object) -> NoReturn:
    """End the process as a want of memory would."""
    os._exit(1)


def fail(*_: object) -> NoReturn:
    """Fail as a full disk would."""
    raise OSError(28, "No space left on device")


def dask_setup(_worker: object) -> None:
    """Take on the manner: what Dask calls when a worker starts."""
    manner = os.environ["MANNER"]
    if manner == "has no sopbook":
        sys.modules["sopbook"] = None  # type: ignore[assignment]
        return
    from sopbook.cluster import engine, scheduler

    known = engine.engine()
    module, name, way = {
        "sets": (scheduler, "set_chunk", scheduler.__dict__["set_chunk"]),
        "holds": (scheduler, "set_chunk", hold),
        "dies": (scheduler, "set_chunk", die),
        "fails": (scheduler, "set_chunk", fail),
        "has an older Typst": (engine, "engine", lambda: {**known, "typst": "0.1.0"}),
    }[manner]
    setattr(module, name, way)
