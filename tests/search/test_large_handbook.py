"""What a search costs in a handbook of 2,000 pages: requests and bytes are counted, as a host sends them."""

import gzip
import random
from collections.abc import Iterator

import pytest

from benchmarks.generated_pages import generated_pages
from search.asking import SCRIPTS, Answer, ask
from search.editions import edition_named
from search.query_set import questions
from sopbook.handbook.links import SEARCH
from sopbook.handbook.view.passage import Passage
from sopbook.outputs.html.bundle import SEARCH_SCRIPTS
from sopbook.outputs.html.script import script
from sopbook.outputs.search.entry import SearchEntry
from sopbook.outputs.search.index import search_files

PAGES, IN_SIGHT = 2_000, 7
"""How many results a screen shows before somebody scrolls; the texts of the others are not loaded."""
REQUESTS, BYTES, SHARD, EVERY = 20, 200_000, 6_000, 5


def _entries() -> Iterator[SearchEntry]:
    """Yield made-up pages whose titles and other names say something, as those of people do."""
    chance = random.Random(15)
    for page in generated_pages(PAGES):
        said = [text for section in page.sections for text in section.paragraphs]
        passages = [Passage(f"s{number}", one.heading, one.message, "\n".join(one.paragraphs)) for number, one in enumerate(page.sections)]
        names = [chance.choice(said).rstrip("。！？")[:length] for length in (14, 6, 5)]
        yield SearchEntry(f"activity/{page.name}.html", names[0], tuple(passages), "activity", ("game",), tuple(names[1:]), lead=chance.choice(said))


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """The search files of the made-up handbook."""
    return search_files(_entries(), edition_named("hq/zh"))


def _sent(text: str) -> int:
    return len(gzip.compress(text.encode(), 6))


@pytest.fixture(scope="module")
def answers(files: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> list[Answer]:
    """What is found for every fifth question of operators, each by a browser that has nothing."""
    return ask(files, tmp_path_factory.mktemp("large"), [one.ask for one in questions("operators", "zh")[::EVERY]], cold=True)


def test_a_first_query_costs_few_requests_and_bytes(answers: list[Answer], files: dict[str, str]) -> None:
    engine = _sent("\n".join(script(f"search/{name}.js") for name in SEARCH_SCRIPTS))
    asked = [[*answer.loaded, *filter(None, answer.texts[:IN_SIGHT])] for answer in answers]
    assert max(len(names) + 1 for names in asked) <= REQUESTS
    assert max(sum(_sent(files[f"{SEARCH}/{name}.js"]) for name in names) + engine for names in asked) <= BYTES


def test_shards_are_small_and_a_power_of_two(files: dict[str, str]) -> None:
    shards = [text for path, text in files.items() if path.startswith(f"{SEARCH}/shards/")]
    assert len(shards).bit_count() == 1
    assert sum(map(_sent, shards)) / len(shards) < SHARD


def test_every_question_finds_pages(answers: list[Answer]) -> None:
    assert all(len(answer.pages) >= 3 for answer in answers)
    assert len(SEARCH_SCRIPTS) == len([*SCRIPTS.glob("*.js")])
