"""The fixed public set of queries (tests/search/queries.yaml), asked in a browser: one page of each edition is enough."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from browser.conftest import without_complaints
from browser.handbook_site import LAPTOP
from search.query_set import Query, editions, queries

FIND = """async asked => {
  const found = [];
  for (const ask of asked) found.push((await sopbook.search.find(ask, {limit: 10})).map(result => result.path));
  return found;
}"""
FOUND_AT_LEAST = {
    ("chinese", "substring", "synonym"): 0.98,
    ("english", "english-typo", "english-form"): 0.95,
    ("pinyin", "initials", "traditional"): 0.90,
}


@dataclass(frozen=True)
class Answer:
    """A query, and the pages of the first ten results."""

    query: Query
    pages: list[str]


@pytest.fixture(scope="module")
def answers(browser: Browser, whole_address: str) -> Iterator[list[Answer]]:
    """What is found for every query of the set."""
    given: list[Answer] = []
    context = browser.new_context(base_url=whole_address, service_workers="block", viewport=LAPTOP)
    for edition in editions():
        asked = [query for query in queries() if query.edition == edition]
        with without_complaints(context) as page:
            page.goto(f"{whole_address}/{edition}/index.html")
            found = page.evaluate(FIND, [query.ask for query in asked])
        given += [Answer(query, [page_of(path) for path in paths]) for query, paths in zip(asked, found, strict=True)]
    yield given
    context.close()


def page_of(path: str) -> str:
    """Return the page of a result, as the set of queries names it."""
    return path.partition("#")[0].removesuffix(".html")


@pytest.mark.parametrize(("sorts", "share"), FOUND_AT_LEAST.items(), ids=lambda value: "+".join(value) if isinstance(value, tuple) else None)
def test_enough_is_found_among_the_first_ten(answers: list[Answer], sorts: tuple[str, ...], share: float) -> None:
    asked = [answer for answer in answers if answer.query.sort in sorts]
    missed = {
        f"{answer.query.sort} {answer.query.edition} “{answer.query.ask}”": (answer.query.missing(answer.pages), answer.pages)
        for answer in asked if answer.query.missing(answer.pages)
    }
    lines = [f"{query}\n    without {', '.join(pages)}\n    found   {', '.join(found) or 'nothing'}" for query, (pages, found) in missed.items()]
    assert 1 - len(missed) / len(asked) >= share, f"{len(missed)} of {len(asked)} are missed:\n" + "\n".join(lines)


def test_what_can_mean_one_page_only_comes_first(answers: list[Answer]) -> None:
    assert {
        f"{answer.query.edition} “{answer.query.ask}”": answer.pages[:3]
        for answer in answers if answer.query.first and answer.pages[:1] != list(answer.query.pages)
    } == {}
