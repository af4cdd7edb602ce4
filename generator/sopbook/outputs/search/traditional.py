"""Traditional characters for the simplified ones of a handbook."""

from functools import cache

from opencc import OpenCC

_HAN = range(0x4E00, 0xA000)
"""The block CJK Unified Ideographs: what people type."""


def traditional_pairs(text: str) -> str:
    """Return pairs of a traditional character that a text lacks and the simplified one that it holds, one after the other.

    The browser reads a query through them, so that 紅包 finds 红包. The table is that of OpenCC (TSCharacters).
    """
    held = set(text)
    return "".join(pair for pair in _table() if pair[1] in held and pair[0] not in held)


@cache
def _table() -> tuple[str, ...]:
    characters = [chr(code) for code in _HAN]
    simplified = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return tuple(
        f"{one}{other}" for one, other in zip(characters, simplified, strict=True) if one != other and len(other) == 1
    )
