"""The sets of queries: the fixed public one, queries.yaml, and questions as operators ask them, <set>.<locale>.yaml."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

QUERIES = Path(__file__).with_name("queries.yaml")
SORTS = (
    "chinese", "substring", "synonym", "english", "english-typo", "english-form", "pinyin", "initials", "traditional",
)


@dataclass(frozen=True)
class Query:
    """What somebody types, and the pages that have to come: all of them, or one of them."""

    sort: str
    edition: str
    ask: str
    of: str = ""
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    first: bool = False

    @property
    def pages(self) -> tuple[str, ...]:
        """Return the pages that the query names."""
        return self.all or self.any

    def missing(self, found: list[str]) -> list[str]:
        """Return the pages that had to come and are not among those found."""
        if self.any:
            return [] if {*self.any} & {*found} else [" or ".join(self.any)]
        return [page for page in self.all if page not in found]


@dataclass(frozen=True)
class Question:
    """What an operator asks, and the pages of which one has to come."""

    ask: str
    any: tuple[str, ...]


@cache
def questions(name: str, locale: str) -> tuple[Question, ...]:
    """Return the questions of a set in a language."""
    given: list[dict[str, object]] = yaml.safe_load(QUERIES.with_name(f"{name}.{locale}.yaml").read_text("utf-8"))
    return tuple(Question(str(one["ask"]), tuple(str(page) for page in listed)) for one in given if isinstance(listed := one["any"], list))


@cache
def queries() -> tuple[Query, ...]:
    """Return every query, in the order of the file."""
    given: dict[str, list[dict[str, object]]] = yaml.safe_load(QUERIES.read_text("utf-8"))
    return tuple(_query(sort, one) for sort, listed in given.items() for one in listed)


def editions() -> tuple[str, ...]:
    """Return the editions in which something is asked."""
    return tuple(dict.fromkeys(query.edition for query in queries()))


def _query(sort: str, one: dict[str, object]) -> Query:
    unknown = {*one} - {"edition", "ask", "of", "all", "any", "first"}
    if unknown or ("all" in one) == ("any" in one):
        raise ValueError(f"queries.yaml, {sort}: {one}")
    pages = {name: tuple(str(page) for page in listed) for name in ("all", "any") if isinstance(listed := one.get(name), list)}
    return Query(sort, str(one["edition"]), str(one["ask"]), str(one.get("of", "")), first=one.get("first") is True, **pages)
