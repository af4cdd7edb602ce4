"""Names that look the same and are not: written with other characters, or with some that nobody sees."""

import unicodedata
from collections.abc import Iterable

from sopbook.source.diagnostics import say


def told_apart(name: str, names: Iterable[str]) -> str:
    """Return a hint that tells a name from one that looks the same, character by character; empty where none does."""
    looks = _looks(name)
    other = next((one for one in names if one != name and _looks(one) == looks), None)
    if other is None:
        return ""
    start = next((i for i, (mine, theirs) in enumerate(zip(name, other, strict=False)) if mine != theirs), min(len(name), len(other)))
    end = next(
        (i for i, (mine, theirs) in enumerate(zip(reversed(name[start:]), reversed(other[start:]), strict=False)) if mine != theirs),
        min(len(name), len(other)) - start,
    )
    return (
        say(
            "There is one that looks the same: it is written with {theirs} there, and with {mine} here. Copy it from there.",
            theirs=_codes(other[start : len(other) - end]), mine=_codes(name[start : len(name) - end]),
        )
    )


def _looks(name: str) -> str:
    """Return what a reader sees of a name: composed, in one width, without characters that take no room (UAX 15)."""
    seen = "".join(letter for letter in unicodedata.normalize("NFKC", name) if unicodedata.category(letter) != "Cf")
    return unicodedata.normalize("NFC", seen).strip()


def _codes(letters: str) -> str:
    return " ".join(f"U+{ord(letter):04X}" for letter in letters) or say("nothing")
