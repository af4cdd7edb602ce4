"""Texts as the word watch compares them: without what disguises a word, and with the place of every sign.

Words and texts go through the same steps: compatibility forms (NFKC), simplified characters for traditional ones, Latin
letters for Cyrillic and Greek ones that only look like them, no capitals, no signs without a width. Where Chinese words are
looked for, white space and the signs that people put between two characters go too. A sentence mark always stays: what two
sentences say is no word.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from sopbook.branches.watch.simplified import simplified

_LOOK_ALIKES = str.maketrans(
    "аАВсСԁеЕНһіІјЈКМоОрРԛѕЅТуУхХѵԝЗ" "αΑΒΕΖΗιΙκΚΜνΝοΟρΡτΤυΥχΧϲϳ",
    "aABcCdeEHhiIjJKMoOpPqsSTyYxXvw3" "aABEZHiIkKMvNoOpPtTuYxXcj",
)
"""The letters of other scripts that look like a Latin one (Unicode's confusables, as far as they are letters of these scripts)."""
_OTHER_LETTER = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LETTERS = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f]+")
"""A word in the scripts that have look-alikes."""
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_BETWEEN = re.compile("[\\s·・~_*|\\-\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]+")
"""What people put between two Chinese characters, or over them; full-width forms are these by then."""
_CHINESE = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")


def is_chinese(text: str) -> bool:
    """Return whether a text holds a Chinese character."""
    return _CHINESE.search(text) is not None


def normal(text: str, *, dense: bool) -> str:
    """Return a text as words are looked for in it; `dense` is the form for Chinese words."""
    return _BETWEEN.sub("", _folded(text)) if dense else _folded(text)


@lru_cache(maxsize=16384)
def _folded(text: str) -> str:
    """Return a text through the steps that both forms share. Editions have most of their texts in common."""
    if text.isascii():
        return text.lower()
    return _without_look_alikes(_composed(text).translate(_FOLDED)).casefold()


def places(text: str, *, dense: bool) -> list[tuple[int, int]]:
    """Return for each sign of the normal form of a text where the signs that it was made of begin and end in the text."""
    staged: list[tuple[str, tuple[int, int]]] = []
    begin = 0
    for part, length in _measured(text):
        for sign in part:
            staged += [(one, (begin, begin + length)) for one in _FOLDED[ord(sign)]]
        begin += length
    plain = _without_look_alikes("".join(sign for sign, _ in staged))
    folded = ((one, place) for sign, (_, place) in zip(plain, staged, strict=True) for one in sign.casefold())
    return [place for one, place in folded if not (dense and _BETWEEN.match(one))]


def _is_composed(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and "\uff9e" not in text and "\uff9f" not in text


def _composed(text: str) -> str:
    """Return a text with its letters joined with the marks that follow them."""
    return text if _is_composed(text) else "".join(part for part, _ in _measured(text))


def _measured(text: str) -> Iterator[tuple[str, int]]:
    """Yield the parts of a composed text, each with its length in the text; where nothing was joined, each is one sign."""
    if _is_composed(text):
        yield from ((sign, 1) for sign in text)
        return
    begin = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not (unicodedata.combining(text[end]) or text[end] in "\uff9e\uff9f"):
            part = text[begin:end]
            yield unicodedata.normalize("NFKC", part), len(part)
            begin = end


def _without_look_alikes(text: str) -> str:
    """Return a text of the same length in which words of Latin letters hold no letter of another script that looks like one."""
    if not _OTHER_LETTER.search(text):
        return text
    return _LETTERS.sub(lambda word: word[0].translate(_LOOK_ALIKES) if _LATIN.search(word[0]) else word[0], text)


class _Folded(dict[int, str]):
    """What each sign becomes by itself: its compatibility form, simplified; nothing, if it has no width."""

    def __missing__(self, code: int) -> str:
        compatible = unicodedata.normalize("NFKC", chr(code))
        self[code] = "".join(simplified(sign) if is_chinese(sign) else sign for sign in compatible if not _is_invisible(sign))
        return self[code]


_FOLDED = _Folded()


@cache
def _is_invisible(sign: str) -> bool:
    """Return whether a sign has no width: zero-width spaces and joiners, the soft hyphen, marks of direction, selectors of variants."""
    return unicodedata.category(sign) == "Cf" or sign in "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0" or unicodedata.name(sign, "").startswith("VARIATION SELECTOR")
