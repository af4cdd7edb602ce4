"""What stopped a run that is nobody's finding: a full disk, a folder that may not be written, a mistake of our own."""

import os
from pathlib import Path

from sopbook.source.diagnostics.diagnostic import one_line
from sopbook.source.diagnostics.sentence import AsWritten

_LONGEST = 120
"""Characters of a path that are shown; a name that is too long for the disk would fill the screen."""


class StoppedError(Exception):
    """Something outside of us stopped a run; the text is one sentence for people."""


def sentence(error: BaseException) -> str:
    """Return what stopped a run, in one sentence for people."""
    match error:
        case StoppedError():
            return one_line(str(error))
        case OSError() if error.errno:
            return _of_the_system(error)
        case MemoryError():
            return "The memory of this machine is not enough for this workspace."
        case RecursionError():
            return "Something in the workspace is nested deeper than can be read. --traceback shows where it was met."
    said = f"{type(error).__name__}: {error}".strip(": ")
    return (
        f"Something failed that should not: {one_line(said)[:300]}. It is a fault of sopbook or of a plugin, not of the playbooks; "
        "run the command again with --traceback, and report what it prints."
    )


def reason(error: OSError) -> str:
    """Return why the system refused something, as part of a sentence."""
    text = os.strerror(error.errno) if error.errno else str(error) or type(error).__name__
    return AsWritten(f"{text[0].lower()}{text[1:]}")


def _of_the_system(error: OSError) -> str:
    if error.filename is None:
        return f"The system refuses to go on: {reason(error)}."
    return f"{shown_path(error.filename)} cannot be read or written: {reason(error)}."


def shown_path(path: str | bytes | int) -> str:
    """Return a path as it can be printed: from the current folder on, shortened, bytes that are no text escaped."""
    text = readable(os.fsdecode(path)) if not isinstance(path, int) else f"file {path}"
    here = f"{readable(str(Path.cwd()))}{os.sep}"
    text = text.removeprefix(here)
    return one_line(text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}")


def readable(name: str) -> str:
    """Return a name with the bytes that are no UTF-8 as hexadecimal codes (PEP 383 keeps them as lone surrogates)."""
    return "".join(f"\\x{ord(sign) - 0xDC00:02x}" if 0xDC80 <= ord(sign) <= 0xDCFF else sign for sign in name)
