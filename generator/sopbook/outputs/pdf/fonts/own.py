"""Our own fonts: their files, and from a list beside them which characters they draw, so that no font has to be opened to know it."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
_LIST = "drawn.txt"
_FONTS = (".otf", ".ttf")


def font_files() -> list[Path]:
    """Return our own font files, in order."""
    return sorted(file for file in FOLDER.iterdir() if file.suffix in _FONTS)


@cache
def fonts_digest() -> str:
    """Return the digest of our fonts, as the list has it."""
    return _lines()[0]


@cache
def drawn_by_ours() -> frozenset[str]:
    """Return the characters that our fonts draw."""
    found: set[str] = set()
    for line in _lines()[1:]:
        first, _, last = line.partition("-")
        found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(found)


def write_list(characters: Iterable[int]) -> None:
    """Write the list: the digest of the files as they are now, then the characters, stretch by stretch."""
    (FOLDER / _LIST).write_text("\n".join([_digest(), *_stretches(sorted(set(characters)))]) + "\n", "utf-8")


def _lines() -> list[str]:
    return (FOLDER / _LIST).read_text("utf-8").split()


def _digest() -> str:
    digest = hashlib.sha256()
    for file in font_files():
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _stretches(codes: list[int]) -> Iterable[str]:
    first = 0
    for place, code in enumerate(codes):
        if place + 1 == len(codes) or codes[place + 1] != code + 1:
            yield f"{codes[first]:X}-{code:X}" if place > first else f"{code:X}"
            first = place + 1
