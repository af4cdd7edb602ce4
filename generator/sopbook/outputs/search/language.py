"""Words of a language that the search has to know: those that ask for nothing, and those that ask for the handbook's own pages."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from sopbook.handbook.agenda import has_today
from sopbook.handbook.edition import Edition
from sopbook.handbook.labels import LOCALES
from sopbook.handbook.links import CHANGES, HOME, KEEPING, TODAY, index_path

_CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language, words/<locale>.yaml."""

    functions: tuple[str, ...]
    asks: dict[str, tuple[str, ...]]
    """What people type who want a page, by the page: today, calendar, changes, offline."""


@cache
def language(locale: str) -> Language:
    """Return the words of a language; none of one that the interface does not speak."""
    if locale not in LOCALES:
        return Language((), {})
    given = yaml.load((resources.files(__package__) / "words" / f"{locale}.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return Language(tuple(given["functions"]), {page: tuple(words) for page, words in given["asks"].items()})


def function_words() -> list[str]:
    """Return the words of all languages that ask for nothing: people mix them, whatever the edition."""
    return [word for locale in LOCALES for word in language(locale).functions]


def asks(path: str, edition: Edition) -> tuple[str, ...]:
    """Return what people type who want the page at a path, with its ending; nothing for a page that is found by its texts."""
    spoken = tuple(dict.fromkeys((edition.locale, *LOCALES)))
    page = path.removesuffix(".html")
    own = {HOME: TODAY if has_today(edition) else "", CHANGES: CHANGES, KEEPING: KEEPING}.get(page) or (_CALENDAR if page.startswith(f"{_CALENDAR}/") else "")
    if own:
        return tuple(words for locale in spoken for words in language(locale).asks.get(own, ()))
    kind = next((kind for kind in edition.shown_kinds if page == index_path(kind.name)), None)
    return tuple(dict.fromkeys(words for locale in spoken for words in kind.search.asks.get(locale, ()))) if kind else ()
