"""What people type who need a playbook: `asked_as` of synonyms.yaml (docs/decisions/0069-what-people-type-is-kept-apart.md)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sopbook.kinds.references import Key
from sopbook.source.document import Document, Pointer

FIELD = "asked_as"


@dataclass(frozen=True, slots=True)
class Asked:
    """What people type who need one playbook, by language."""

    key: Key
    words: dict[str, tuple[str, ...]]
    document: Document = field(repr=False, compare=False)
    place: Pointer


def asked_of(document: Document) -> Iterator[Asked]:
    """Yield what a synonyms.yaml says of each playbook; what is wrong is left out."""
    given = document.value.get(FIELD) if isinstance(document.value, dict) else None
    for name, words in given.items() if isinstance(given, dict) else ():
        kind, slash, identifier = str(name).partition("/")
        if slash and isinstance(words, dict):
            yield Asked((kind, identifier), {str(locale): _texts(listed) for locale, listed in words.items()}, document, (FIELD, name))


def asked_in(asked: Iterable[Asked], locale: str) -> dict[Key, tuple[str, ...]]:
    """Return what people type in a language, by the playbook that they need: each once, what the branches above say first."""
    found: defaultdict[Key, dict[str, None]] = defaultdict(dict)
    for one in asked:
        found[one.key] |= dict.fromkeys(one.words.get(locale, ()))
    return {key: tuple(texts) for key, texts in found.items()}


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str) and one.strip()) if isinstance(value, list) else ()
