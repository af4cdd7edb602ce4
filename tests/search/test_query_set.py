"""The fixed set of queries asks for what the playbooks say, so that it cannot rot unseen."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from opencc import OpenCC

from browser.handbook_site import REPOSITORY
from search.editions import edition_named
from search.query_set import SORTS, Query, editions, queries, questions

ENOUGH = {
    "chinese": 60, "substring": 40, "synonym": 15, "english": 20, "english-typo": 15, "english-form": 12,
    "pinyin": 15, "initials": 10, "traditional": 10,
}
"""How many queries of each sort there are at least: 120 would do, and not all of one sort."""


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts_in(part)


@dataclass(frozen=True)
class Said:
    """What a page says: everything, in small letters, and its names (title, aliases, tags)."""

    texts: str
    names: str


@cache
def handbooks() -> dict[str, dict[str, Said]]:
    """Return what each page of each edition says, as its texts were resolved."""
    return {
        name: {f"{kind}/{identifier}": _said(playbook.value) for (kind, identifier), playbook in edition_named(name).playbooks.items()}
        for name in editions()
    }


def _said(value: dict[str, Any]) -> Said:
    names = [value["title"], *value.get("aliases", ()), *value["tags"]]
    return Said("\n".join(texts_in(value)).lower(), "\n".join(names))


def page(query: Query, name: str) -> Said:
    return handbooks()[query.edition][name]


@cache
def synonyms(branch: str) -> list[list[str]]:
    """Return the groups of synonyms of a branch and of headquarters above it."""
    files = [REPOSITORY / "playbooks" / name / "synonyms.yaml" for name in dict.fromkeys(("hq", branch))]
    return [group for file in files if file.exists() for group in yaml.safe_load(file.read_text("utf-8"))["synonyms"]]


def is_one_edit(one: str, other: str) -> bool:
    """Return whether a letter is wrong, missing or too many, or two neighbours are swapped."""
    if len(one) == len(other):
        differ = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        swapped = len(differ) == 2 and differ[1] - differ[0] == 1 and one[differ[0]] == other[differ[1]] and one[differ[1]] == other[differ[0]]
        return len(differ) == 1 or swapped
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def of_sort(*sorts: str) -> list[Query]:
    return [query for query in queries() if query.sort in sorts]


def same_as(word: str, query: Query) -> set[str]:
    """Return a word and those that mean the same in the branch of a query."""
    return {word, *(other for group in synonyms(query.edition.partition("/")[0]) if word in group for other in group)}


def test_there_are_enough_queries_of_each_sort() -> None:
    counted = Counter(query.sort for query in queries())
    assert {*counted} == {*SORTS}
    assert {sort: (counted[sort], least) for sort, least in ENOUGH.items() if counted[sort] < least} == {}
    assert sum(query.first for query in queries()) >= 15


def test_no_query_stands_twice() -> None:
    asked = Counter((query.edition, query.ask) for query in queries())
    assert [one for one, times in asked.items() if times > 1] == []


def test_the_pages_are_there() -> None:
    assert [(q.ask, name) for q in queries() for name in q.pages if name not in handbooks()[q.edition]] == []


def test_a_set_of_questions_asks_nothing_twice_and_names_a_page_that_is_there() -> None:
    own = ("index", "calendar/")
    for name, locale in ((name, locale) for name in ("operators", "unseen") for locale in ("zh", "en")):
        asked = questions(name, locale)
        assert len({one.ask for one in asked}) == len(asked) >= 75
        assert [one.ask for one in asked if not any(page in handbooks()[f"hq/{locale}"] or page.startswith(own) for page in one.any)] == []


def test_every_playbook_of_headquarters_is_asked_for_several_times() -> None:
    asked = Counter(name for query in queries() for name in query.pages)
    assert {name: asked[name] for name in handbooks()["hq/zh"] if asked[name] < 5} == {}


def test_the_words_stand_in_every_page() -> None:
    assert [
        (query.edition, word, name)
        for query in of_sort("chinese", "substring", "english") for name in query.pages
        for word in query.ask.lower().split() if word not in page(query, name).texts
    ] == []


def test_a_word_of_the_same_meaning_stands_in_every_page() -> None:
    asked = of_sort("synonym")
    assert [query.ask for query in asked if same_as(query.ask, query) == {query.ask}] == []
    assert [
        (query.edition, query.ask, name)
        for query in asked for name in query.pages
        if not any(word.lower() in page(query, name).texts for word in same_as(query.ask, query))
    ] == []


def test_a_typo_is_one_edit_of_a_word_of_four_letters_or_more() -> None:
    asked = of_sort("english-typo")
    assert [q.ask for q in asked if len(q.of) < 4 or not is_one_edit(q.ask.lower().split()[0], q.of)] == []
    assert [q.ask for q in asked for name in q.pages if q.ask.lower().split()[0] in page(q, name).texts.split()] == []


def test_the_word_that_is_meant_stands_in_every_page_or_means_one_that_does() -> None:
    assert [
        (query.edition, query.ask, name)
        for query in of_sort("english-typo", "english-form") for name in query.pages
        if not any(word.lower() in page(query, name).texts for word in same_as(query.of, query))
    ] == []


def test_what_is_meant_by_sounds_stands_in_the_names_of_every_page() -> None:
    assert [
        (query.ask, name) for query in of_sort("pinyin", "initials") for name in query.pages if query.of not in page(query, name).names
    ] == []


def test_a_traditional_query_is_the_simplified_one_in_other_characters() -> None:
    simplify = OpenCC("t2s").convert
    asked = of_sort("traditional")
    assert [query.ask for query in asked if simplify(query.ask) != query.of or query.ask == query.of] == []
    assert [(query.ask, name) for query in asked for name in query.pages if query.of not in page(query, name).texts] == []
