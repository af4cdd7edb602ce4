"""Where watched words stand in a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sopbook.branches.watch.normal import is_chinese, normal, places
from sopbook.branches.watch.word import BANNED, GAP, OPERATOR, SENSITIVE, TRIGGERS, WatchedWord

_GAP = "[^.。!?;…]{0,12}?"
"""A few signs, none of which ends a sentence."""
_LETTER = "[^\\W_\u3040-\u30ff\u3400-\u9fff]"
"""A letter or digit of a script that writes words apart: 免费sale today holds the word sale."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A watched word in a text, and where its signs begin and end there."""

    word: WatchedWord
    start: int
    end: int


class Watch:
    """Words made ready to be looked for: one expression tells whether a text holds any, for Chinese and for all other words."""

    def __init__(self, words: Iterable[WatchedWord]) -> None:
        words = tuple(words)
        self._forms = tuple(_Form(dense, chosen) for dense in (True, False) if (chosen := [w for w in words if is_chinese(w.word) is dense]))

    def hits(self, text: str) -> list[Hit]:
        """Return every place where a word stands, in the order of the text; a word inside a longer one of its list is left out."""
        found = [hit for form in self._forms for hit in form.hits(text)]
        return sorted((hit for hit in found if not _is_inside(hit, found)), key=lambda hit: (hit.start, hit.end))


class Watched:
    """The words of a branch by where they are looked for."""

    def __init__(self, words: Iterable[WatchedWord]) -> None:
        self._words = tuple(words)

    @cached_property
    def members(self) -> Watch:
        """Return what to look for in texts that reach members."""
        return Watch(word for word in self._words if word.list in (BANNED, SENSITIVE))

    @cached_property
    def operator(self) -> Watch:
        """Return what to look for in instructions to operators."""
        return Watch(word for word in self._words if word.list == OPERATOR)

    @cached_property
    def triggers(self) -> Watch:
        """Return the words that say nothing themselves, and make a rule ask."""
        return Watch(word for word in self._words if word.list == TRIGGERS)


class _Form:
    """The words that are looked for in one normal form of a text."""

    def __init__(self, dense: bool, words: list[WatchedWord]) -> None:
        self._dense = dense
        self._words = [(word, re.compile(self._bordered(word.word)), self._unless(word)) for word in words]
        self._any = re.compile("|".join(self._pattern(word.word) for word in words))

    def hits(self, text: str) -> list[Hit]:
        signs = normal(text, dense=self._dense)
        if not self._any.search(signs):
            return []
        where = places(text, dense=self._dense)
        return [
            Hit(word, where[match.start()][0], where[match.end() - 1][1])
            for word, pattern, unless in self._words
            for match in pattern.finditer(signs)
            if not any(other.start() <= match.start() and match.end() <= other.end() for other in unless.finditer(signs))
        ]

    def _parts(self, word: str) -> list[str]:
        return [normal(part, dense=self._dense).strip() for part in word.split(GAP)]

    def _pattern(self, word: str) -> str:
        return _GAP.join(map(re.escape, self._parts(word)))

    def _bordered(self, word: str) -> str:
        """Return the pattern of a word; one that no Chinese character holds together ends where its letters end."""
        if self._dense:
            return self._pattern(word)
        first, last = self._parts(word)[0][0], self._parts(word)[-1][-1]
        before, after = (f"(?<!{_LETTER})" if first.isalnum() else ""), (f"(?!{_LETTER})" if last.isalnum() else "")
        return f"{before}{self._pattern(word)}{after}"

    def _unless(self, word: WatchedWord) -> re.Pattern[str]:
        return re.compile("|".join(map(self._pattern, word.unless)) or "(?!)")


def _is_inside(hit: Hit, others: Iterable[Hit]) -> bool:
    """Return whether a longer word of the same list covers a hit."""
    return any(
        other.word.list == hit.word.list and other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start
        for other in others
    )
