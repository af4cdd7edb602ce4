"""From a path to decoded text, or to the reason why not."""

import re
import stat
from pathlib import Path

from sopbook.counters import count
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.diagnostics.faults import reason
from sopbook.source.text import Source

LARGEST_FILE = 500_000
"""Bytes. A month written out in full, every day with its messages, is about 60,000."""

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
"""Characters that may not stand in YAML text (YAML 1.2.2, section 5.1), a byte order mark inside it included."""

_BYTE_ORDER_MARKS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


def read_source(root: Path, path: str) -> tuple[Source | None, list[Diagnostic]]:
    """Return the text of a file of the workspace, or None and why it cannot be read.

    `path` is relative to `root`, with forward slashes. Reports YAML001 (not UTF-8), YAML002 (control
    characters), YAML011 (too large), YAML012 (a link that leaves the workspace), YAML014 (unreadable).
    """
    data, problems = read_bytes(root, path, LARGEST_FILE)
    if data is not None:
        return decode(path, data)
    return None, problems or [Source(path, "").diagnostic(
        0, 0, "YAML011",
        say("The file has {size:,} bytes; {most:,} is the most that is read.", size=(root / path).stat().st_size, most=LARGEST_FILE),
        say("Split it into several playbooks."),
    )]


def read_bytes(root: Path, path: str, most: int) -> tuple[bytes | None, list[Diagnostic]]:
    """Return what a file of the workspace holds, or None and why it cannot be read (YAML012, YAML014); nothing is said of one with more than `most` bytes."""
    file = root / path
    empty = Source(path, "")

    def refuse(code: str, message: str, hint: str) -> tuple[None, list[Diagnostic]]:
        return None, [empty.diagnostic(0, 0, code, message, hint)]

    try:
        if not file.resolve(strict=True).is_relative_to(root.resolve()):
            return refuse(
                "YAML012",
                say("The file is a link to a place outside the workspace, so it is not read."),
                say("Copy the file into the workspace instead of linking to it."),
            )
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            what = special(status.st_mode)
            why = say("it is {what}", what=what) if what else say("{name} is a folder, not a file", name=file.name)
            return refuse(
                "YAML014", say("The file cannot be read: {why}.", why=why),
                say("Check that it is a file, that it exists and that you may read it."),
            )
        if status.st_size > most:
            return None, []
        count("files read")
        return file.read_bytes(), []
    except (OSError, RuntimeError) as error:
        why = reason(error) if isinstance(error, OSError) else say("it is a link in a circle")
        return refuse(
            "YAML014",
            say("The file cannot be read: {why}.", why=why),
            say("Check that it is a file, that it exists and that you may read it."),
        )


def special(mode: int) -> str:
    """Return what a file is that is neither a file nor a folder, from its mode; empty for those. Opening a pipe would wait for ever."""
    kinds = ((stat.S_ISFIFO, say("a named pipe")), (stat.S_ISSOCK, say("a socket")), (stat.S_ISCHR, say("a device")), (stat.S_ISBLK, say("a device")))
    return next((name for is_one, name in kinds if is_one(mode)), "")


def decode(path: str, data: bytes) -> tuple[Source | None, list[Diagnostic]]:
    """Return the text of some bytes, or None and why they are no text (YAML001, YAML002)."""
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            source = Source(path, "")
            return None, [
                source.diagnostic(
                    0, 0, "YAML001",
                    say("The file is saved as {name}, not as UTF-8.", name=name),
                    say("Save it again with the encoding UTF-8."),
                )
            ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        readable = data[: error.start].decode("utf-8-sig", "ignore")
        source = Source(path, readable)
        return None, [
            source.diagnostic(
                len(readable), len(readable), "YAML001",
                say("The file is not UTF-8 text: the byte 0x{byte:02X} cannot stand here.", byte=data[error.start]),
                say("Save it again with the encoding UTF-8; old Chinese editors save GBK unless told otherwise."),
            )
        ]
    source = Source(path, text)
    return source, [
        source.diagnostic(
            match.start(), match.end(), "YAML002",
            say("An invisible control character (U+{code:04X}) stands in the text.", code=ord(match[0])),
            say("Delete it; it often comes along when text is pasted from another program."),
        )
        for match in CONTROL.finditer(text)
    ]
