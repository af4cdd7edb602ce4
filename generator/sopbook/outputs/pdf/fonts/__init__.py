"""The fonts of printed sheets. `make fonts` writes the files beside; docs/decisions/0013 says why just these."""

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FAMILIES = ("Noto Sans CJK SC", "Noto Sans Symbols 2", "Noto Emoji")
"""In this order: what the first does not draw, the next one does."""
FOLDER = Path(__file__).parent
_UNSEEN = frozenset([*range(0x20), 0x7F, *range(0x200B, 0x2010), 0x2028, 0x2029, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10)])
"""Characters that draw nothing: line breaks, joiners, marks of direction, variants of emoji."""


def font_files() -> list[Path]:
    """Return the font files, in order."""
    return sorted(file for file in FOLDER.iterdir() if file.suffix in (".otf", ".ttf"))


@cache
def drawn() -> frozenset[str]:
    """Return every character that a sheet can show, in regular and in bold."""
    found: set[int] = set(_UNSEEN)
    for file in font_files():
        with TTFont(file, lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(map(chr, found))
