"""Words that the glossary says not to write, in the texts of a playbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import ClassVar

from sopbook.branches.glossary import Term
from sopbook.branches.interpolation import heard
from sopbook.branches.playbook import Playbook
from sopbook.branches.watch.search import Watch
from sopbook.branches.watch.word import OPERATOR, WatchedWord
from sopbook.handbook.check.walk import WalkedValue
from sopbook.handbook.check.watched import finding_at
from sopbook.kinds.kind import in_locale
from sopbook.source.diagnostics import Diagnostic, say


@dataclass(frozen=True)
class TermCheck:
    """The words that a playbook's branch does not want to read, in its texts."""

    playbook: Playbook
    keywords: ClassVar[tuple[str, ...]] = ("x-text",)

    @cached_property
    def _unwanted(self) -> tuple[tuple[str, str], ...]:
        return _unwanted(self.playbook.branch.terms)

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield WORD004 for each such word in a text."""
        text, playbook = value.written, self.playbook
        if not self._unwanted or not isinstance(text, str) or value.shape.get("x-text") == "code" or value.pointer[:1] == ("aliases",) or value.pointer in playbook.document.guessed:
            return
        for hit in _watch(self._unwanted).hits(heard(text, playbook.params)):
            yield finding_at(
                playbook, value.pointer, hit, "WORD004", say("The text says “{word}”, which the glossary calls “{instead}”.", word=hit.word.word, instead=hit.word.instead),
                say("Write {instead}, as everywhere in the handbook.", instead=hit.word.instead),
            )


def _unwanted(terms: tuple[Term, ...]) -> tuple[tuple[str, str], ...]:
    """Return the words to look for, each with the term in its own language."""
    return tuple(
        (word, in_locale(term.term, "zh" if WatchedWord(word, OPERATOR).is_chinese else "en")) for term in terms for word in term.avoid
    )


@cache
def _watch(unwanted: tuple[tuple[str, str], ...]) -> Watch:
    return Watch(WatchedWord(word, OPERATOR, instead=instead) for word, instead in unwanted)
