"""Watched words, and how a branch's own join those of its packs and of the branches above it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sopbook.branches.watch.normal import is_chinese, normal
from sopbook.kinds.kind import LocaleText
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document, Origin, Pointer

BANNED, SENSITIVE, TRIGGERS, OPERATOR = LISTS = ("banned", "sensitive", "triggers", "operator")
"""The lists of branch.yaml: what no message may say, what needs care, what makes a rule ask, what no operator can do."""
GAP = "…"
"""Inside a word: a few signs of the same sentence."""
GOODS = "goods"
RELEASE = "release"
"""What a trigger asks for whose texts need a release."""
PRICE = "price"
"""What a trigger asks for whose texts compare a price; one that says with what names that comparison instead."""
DATA = "data"
"""What a trigger asks for that asks members for personal data."""
DAY_BEFORE, MOMENT, DAY_TO_COME = PASSING = ("day-before", "moment", "day-to-come")
"""What triggers ask for that hold only for a while: yesterday, just now, tonight."""
HEEDED = frozenset({RELEASE, PRICE, "past-7-days", "singly-today", DATA, *PASSING})
"""What triggers ask for that a check looks for in texts."""


@dataclass(frozen=True, slots=True)
class Allow:
    """A text in which a watched word is right: the playbook and the path, and the digest of the text as it was then."""

    where: str
    digest: str
    why: str
    document: Document = field(repr=False, compare=False)
    pointer: Pointer


@dataclass(frozen=True, slots=True)
class WatchedWord:
    """A word to look for: in messages if it is banned or sensitive, in instructions if it is an operator's."""

    word: str
    list: str
    why: str = ""
    instead: str = ""
    source: str = ""
    about: str = ""
    """`goods` for a word that counts only where something is sold."""
    locale: str = ""
    asks: str = ""
    unless: tuple[str, ...] = ()
    """Longer words in which it means something else."""
    allow: tuple[Allow, ...] = ()
    theme: LocaleText = field(default_factory=dict)
    """What the pack that it comes from is called; nothing for a word of a branch."""
    origin: Origin | None = field(default=None, repr=False, compare=False)
    """Where it is written."""

    @property
    def banned(self) -> bool:
        """Return whether no message may say it."""
        return self.list == BANNED

    @property
    def is_chinese(self) -> bool:
        """Return whether it watches over Chinese texts: by the language that it names, or by its own signs."""
        return chinese_is_written(self.locale) if self.locale else is_chinese(self.word)


def chinese_is_written(locale: str) -> bool:
    """Return whether texts in a language are written in Chinese characters."""
    return locale.partition("-")[0] in ("zh", "yue", "ja")


def known_by(word: str, group: str) -> tuple[str, str]:
    """Return what a word is known by: two that are found in the same texts are one, but what is looked for elsewhere is another."""
    return "messages" if group in (BANNED, SENSITIVE) else group, " ".join(normal(word, dense=is_chinese(word)).split())


def word_name(word: str, group: str) -> str:
    """Return what a path calls a word of a branch.yaml: itself, or behind its list where that is not about messages."""
    return word.casefold() if group in (BANNED, SENSITIVE) else f"{group}: {word.casefold()}"


def entries(words: Mapping[str, Any]) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    """Yield the entries of the part `words` of a branch.yaml, each with its list and its position there."""
    return ((group, index, entry) for group in LISTS for index, entry in enumerate(words.get(group, [])))


def own_words(document: Document) -> list[WatchedWord]:
    """Return the words that a branch.yaml watches itself."""
    return [
        WatchedWord(
            entry["word"], group, entry.get("why", ""), entry.get("instead", ""), entry.get("source", ""), entry.get("about", ""),
            entry.get("locale", ""), entry.get("asks", ""), tuple(entry.get("unless", ())),
            tuple(
                Allow(one["in"], one.get("text", ""), one["why"], document, ("words", group, index, "allow", number))
                for number, one in enumerate(entry.get("allow", ()))
            ),
            origin=Origin(document, ("words", group, index, "word")),
        )
        for group, index, entry in entries(document.value.get("words", {}))
    ]


def joined(above: Iterable[WatchedWord], packs: Iterable[WatchedWord], own: Iterable[WatchedWord]) -> tuple[WatchedWord, ...]:
    """Return the words of a branch: those above it, its packs' and its own.

    The nearest one counts, and takes over what it does not say itself. What is banned above stays banned in full: below, it
    is narrowed by nothing but an `allow` of one text.
    """
    found = {known_by(word.word, word.list): word for word in above}
    banned_above = frozenset(name for name, word in found.items() if word.banned)
    for word in packs:
        before = found.get(known_by(word.word, word.list))
        if before is None or (word.banned and not before.banned):
            _add(found, word)
    for word in own:
        _add(found, _not_narrowed(word) if known_by(word.word, word.list) in banned_above else word)
    return tuple(found.values())


def _not_narrowed(word: WatchedWord) -> WatchedWord:
    return replace(word, about="" if word.about == GOODS else word.about, unless=())


def _add(found: dict[tuple[str, str], WatchedWord], word: WatchedWord) -> None:
    before = found.get(known_by(word.word, word.list))
    if before is not None:
        word = replace(
            word, list=BANNED if before.banned else word.list, why=word.why or before.why, instead=word.instead or before.instead,
            source=word.source or before.source, about=word.about or before.about, locale=word.locale or before.locale,
            asks=word.asks or before.asks, unless=(*before.unless, *word.unless), allow=(*before.allow, *word.allow),
            theme=before.theme or word.theme, origin=before.origin or word.origin,
        )
    found[known_by(word.word, word.list)] = word


def check_words(document: Document) -> Iterator[Diagnostic]:
    """Yield WORD002 for each word of a branch.yaml of which nothing is left to look for."""
    for group, index, entry in entries(document.value.get("words", {})):
        yield from empty_word(document, ("words", group, index, "word"), entry["word"])


def empty_word(document: Document, pointer: Pointer, word: str) -> Iterator[Diagnostic]:
    """Yield WORD002 if nothing is left of a word once its disguises are off."""
    parts = [normal(part, dense=is_chinese(word)) for part in word.split(GAP)]
    if not all(any(sign.isalnum() for sign in part) for part in parts):
        yield document.diagnostic(
            pointer, "WORD002",
            say("“{word}” holds nothing to look for beside {gap}.", word=word, gap=GAP) if len(parts) > 1 else say("“{word}” holds nothing to look for.", word=word),
            say("A word holds a letter, a character or a digit, and so does each side of {gap}.", gap=GAP) if GAP in word
            else say("A word holds a letter, a character or a digit."),
        )
