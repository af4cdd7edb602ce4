"""Texts that wait for a translation."""

from dataclasses import dataclass

from sopbook.source.document import Pointer


@dataclass(frozen=True, slots=True)
class Waiting:
    """A text without a valid translation: where it stands, in which language, and whether it once had one."""

    pointer: Pointer
    language: str
    stale: bool = False
