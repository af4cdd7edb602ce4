"""The words that are watched, as rules by which WeCom holds messages of staff back, or warns of them."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sopbook.branches.watch.word import BANNED, GAP, SENSITIVE, WatchedWord
from sopbook.handbook.edition import Edition
from sopbook.kinds.kind import in_locale
from sopbook.outputs.wecom.interface import interface
from sopbook.outputs.wecom.made import LeftOut, Made
from sopbook.outputs.wecom.request import OWNER, Request, file_of
from sopbook.source.document import Document, Pointer

FILE = "敏感词.json"
_FORM = "intercept-rule"
_HOLD_BACK, _WARN = 1, 2
"""WeCom's types of a rule."""


def watched(edition: Edition, root: Path) -> Made:
    """Return the rules: one for each theme, or several where a rule does not take so many words.

    A word holds a message back where it is wrong in any text. One that is right in some texts only warns, since WeCom knows no
    context. A word with a gap is left out: WeCom looks for whole words.
    """
    made, themes = Made(), dict[tuple[str, int], list[WatchedWord]]()
    for word in edition.branch.words:
        if word.list in (BANNED, SENSITIVE) and GAP in word.word:
            made.left_out.append(LeftOut(f"{FILE}: {word.word}", edition.labels("export.gap")))
        elif word.list in (BANNED, SENSITIVE):
            themes.setdefault((_theme(word, edition), _type(word)), []).append(word)
    known, problems = interface(root, _FORM)
    if known is None:
        return Made(findings=problems)
    most = known.schema["properties"]["word_list"].get("maxItems", len(edition.branch.words))
    rules = [one for (theme, type_), words in themes.items() for one in _rules(f"{theme}{edition.labels(f'export.rule.{type_}')}", type_, words, most)]
    made.add(file_of(FILE, _FORM, rules, root))
    return made


def _type(word: WatchedWord) -> int:
    is_wrong_everywhere = word.banned and not word.about and not word.unless and not word.allow
    return _HOLD_BACK if is_wrong_everywhere else _WARN


def _theme(word: WatchedWord, edition: Edition) -> str:
    return in_locale(word.theme, edition.locale) if word.theme else edition.labels("export.own_words")


def _rules(name: str, type_: int, words: list[WatchedWord], most: int) -> Iterator[Request]:
    """Yield the rules of a theme, none with more words than WeCom takes."""
    parts = [words[start : start + most] for start in range(0, len(words), most)]
    for number, part in enumerate(parts, 1):
        yield Request({
            "rule_name": f"{name} {number}" if len(parts) > 1 else name, "word_list": [word.word for word in part],
            "intercept_type": type_, "applicable_range": {"user_list": [OWNER]},
        }, place=partial(_place, part))


def _place(words: list[WatchedWord], pointer: Pointer) -> tuple[Document, Pointer] | None:
    """Return where the word of a rule is written, or its first one where the rule as a whole is meant."""
    origin = words[pointer[1] if len(pointer) > 1 and isinstance(pointer[1], int) else 0].origin
    return (origin.document, origin.pointer) if origin else None
