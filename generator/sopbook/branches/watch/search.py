"""Where watched words stand in a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sopbook.branches.watch.normal import is_chinese, normal, places
from sopbook.branches.watch.word import BANNED, GAP, HEEDED, OPERATOR, SENSITIVE, TRIGGERS, WatchedWord
from sopbook.counters import count

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
    """Words made ready to be looked for."""

    def __init__(self, words: Iterable[WatchedWord]) -> None:
        self._forms = _forms(words)
        self._known: dict[str, list[Hit]] = {}

    def hits(self, text: str) -> list[Hit]:
        """Return every place where a word stands, in the order of the text; a word inside a longer one of its list is left out."""
        if text not in self._known:
            found = [hit for form in self._forms for hit in form.hits(text)]
            self._known[text] = sorted((hit for hit in found if not _is_inside(hit, found)), key=lambda hit: (hit.start, hit.end)) if found else found
        return self._known[text]


class Watched:
    """The words of a branch by where they are looked for. `above` are those of the branch above it."""

    def __init__(self, words: Iterable[WatchedWord], above: "Watched | None" = None) -> None:
        self._words = tuple(words)
        self._above = above
        known: frozenset[str] = above._looked_for if above else frozenset()
        self._looked_for: frozenset[str] = known.union(word.word for word in self._words if word.list != TRIGGERS or word.asks in HEEDED)
        self._verdicts: dict[str, bool] = {}

    def may_hold(self, text: str) -> bool:
        """Return whether any word of the branch or of one above it is in a text: asked once for each text, in whatever editions it stands."""
        if self._above is not None and not self._further:
            return self._above.may_hold(text)
        if text not in self._verdicts:
            count("texts searched for words")
            self._verdicts[text] = (self._above is not None and self._above.may_hold(text)) or any(form.finds_any(text) for form in self._further)
        return self._verdicts[text]

    @cached_property
    def _further(self) -> list["_Form"]:
        """Return the words that no branch above looks for."""
        known = self._above._looked_for if self._above else frozenset()
        return _forms(word for word in self._words if word.word in self._looked_for - known)

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
        """Return the words that say nothing themselves, and make a rule ask; those of the branch above, where they are the same."""
        own = [word for word in self._words if word.list == TRIGGERS and word.asks in HEEDED]
        above = self._above
        if above is not None and own == [word for word in above._words if word.list == TRIGGERS and word.asks in HEEDED]:
            return above.triggers
        return Watch(own)


def _forms(words: Iterable[WatchedWord]) -> list["_Form"]:
    """Return words by the form of a text that they are looked for in."""
    by_form: dict[bool, list[WatchedWord]] = {}
    for word in words:
        by_form.setdefault(is_chinese(word.word), []).append(word)
    return [_Form(dense, chosen) for dense, chosen in by_form.items()]


class _Form:
    """The words that are looked for in one normal form of a text."""

    def __init__(self, dense: bool, words: list[WatchedWord]) -> None:
        self._dense = dense
        self._chosen = words

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return re.compile("|".join(self._pattern(word.word) for word in self._chosen))

    @cached_property
    def _words(self) -> list[tuple[WatchedWord, re.Pattern[str], re.Pattern[str]]]:
        """Return each word with what finds it and what it is not: made for the first text that holds any."""
        return [(word, re.compile(self._bordered(word.word)), self._unless(word)) for word in self._chosen]

    def finds_any(self, text: str) -> bool:
        if self._dense and text.isascii():
            return False
        return self._any.search(normal(text, dense=self._dense)) is not None

    def hits(self, text: str) -> list[Hit]:
        if not self.finds_any(text):
            return []
        signs = normal(text, dense=self._dense)
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
        return _GAP.join(r"\s+".join(map(re.escape, part.split())) for part in self._parts(word))

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
