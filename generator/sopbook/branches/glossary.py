"""The glossary: groups of synonyms.yaml that say what their words mean."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from sopbook.kinds.kind import LocaleText
from sopbook.source.document import Document, Pointer


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the trade."""

    term: LocaleText
    """What we call it."""
    means: LocaleText
    words: tuple[str, ...]
    """What else people call it, and may."""
    avoid: tuple[str, ...]
    """What nobody should write in its place."""
    document: Document = field(repr=False, compare=False)
    place: Pointer

    @property
    def names(self) -> tuple[str, ...]:
        """Return all by which somebody may search for it, what nobody should write among them."""
        return tuple(dict.fromkeys((*self.term.values(), *self.words, *self.avoid)))


def terms_of(document: Document, groups: list[Any]) -> Iterator[Term]:
    """Yield the terms among the groups of a synonyms.yaml; one that is wrong is left out."""
    for index, group in enumerate(groups):
        if not isinstance(group, dict):
            continue
        term, means, words, avoid = (group.get(name) for name in ("term", "means", "words", "not"))
        if _are_texts(term) and _are_texts(means):
            yield Term(term, means, _texts(words), _texts(avoid), document, ("synonyms", index))


def _are_texts(value: Any) -> TypeGuard[dict[str, str]]:
    return isinstance(value, dict) and bool(value) and all(isinstance(one, str) and one.strip() for one in value.values())


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str) and one.strip()) if isinstance(value, list) else ()
