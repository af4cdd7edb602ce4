"""The words of a handbook by their stems: what lets one form of a word find the others."""

import re
from collections.abc import Iterable
from functools import cache

from snowballstemmer import stemmer

_WORD = re.compile(r"[a-z0-9]+")


def vocabulary(texts: Iterable[str]) -> list[list[str]]:
    """Return the Latin words of some texts, those of one stem together, the stem first: `[cheat, cheated, cheats]`.

    Stems are those of the Snowball stemmer for English (Porter 2).
    """
    families: dict[str, set[str]] = {}
    for word in {word for text in texts for word in _WORD.findall(text.lower())}:
        families.setdefault(stem(word), set()).add(word)
    return [[stem, *sorted(words)] for stem, words in sorted(families.items())]


@cache
def stem(word: str) -> str:
    """Return the stem of a word in small letters; what holds a digit is its own."""
    return str(_english().stemWord(word)) if word.isalpha() else word


@cache
def _english() -> stemmer:
    return stemmer("english")
