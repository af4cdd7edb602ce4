"""How the search reads a query, on a handbook of a few made-up pages: scanned, and from an index in shards."""

from collections.abc import Callable
from pathlib import Path

import pytest

from example_workspaces import checked, lay_out
from search.asking import Answer, ask
from sopbook.handbook.edition import Edition, edition
from sopbook.handbook.view.passage import Passage
from sopbook.outputs.search import index
from sopbook.outputs.search.entry import SearchEntry
from sopbook.outputs.search.index import search_files

SYNONYMS = """\
synonyms:
  - [red packet, hongbao, 红包, 红包雨]
  - [advert, 广告, 打广告]
  - [leaves the group, 退群]
"""
FILLER = tuple(f"note/filler-{number}" for number in range(8))
"""Pages that say nothing of what is asked, so that a word can be rare."""


def entry(name: str, title: str, text: str = "", *, lead: str = "", messages: str = "", kind: str = "", weight: float = 1.0, aliases: tuple[str, ...] = ()) -> SearchEntry:
    return SearchEntry(f"{name}.html", title, (Passage("body", "Body", messages, text),), kind, (), aliases, weight, lead)


ENTRIES = [
    entry("note/red-packets", "红包一小时", "晚上八点开始，一共五个任务。", lead="让安静的群开口。"),
    entry("note/adverts", "群里有人打广告", "陌生人马上移出。满200人再开新群。", lead="陌生人进来发链接。"),
    entry("note/milked", "学员说割韭菜", "先答问题，再把卖课和教学分开。"),
    entry("note/refund", "Refunds within a week", "Somebody who leaves the group gets the money back.", lead="When members want refunds.", aliases=("money back",)),
    entry("note/leaving", "Leaving early", "The group is full. One leaves and the next one comes.", messages="Will you stay for the group?"),
    entry("note/both", "Refunds and adverts", "What to say about a refund after an advert."),
    entry("note/check-in", "每天打卡"),
    entry("note/mentor", "带教的话", "带教说：换我我不打卡。"),
    entry("authors/codes", "Codes", "A refund, and refumds as an example.", weight=0.0),
    *(entry(name, f"Page {number}", f"别的内容{number}号。 Nothing of the sort {number}.") for number, name in enumerate(FILLER)),
]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """An edition with synonyms of its own."""
    return edition(checked(lay_out(tmp_path_factory.mktemp("workspace") / "w", {"playbooks/hq/synonyms.yaml": SYNONYMS})), "hq")


@pytest.fixture(scope="module", params=["scanned", "in shards"])
def find(request: pytest.FixtureRequest, shown: Edition, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Answer]:
    """The answer to a query."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "in shards":
            patch.setattr(index, "SCANNED", 0)
        files = search_files(ENTRIES, shown)
    assert any("/shards/" in path for path in files) == (request.param == "in shards")
    folder = tmp_path_factory.mktemp("index")
    return lambda query: ask(files, folder, [query])[0]


FIRST = {
    "words that ask for nothing do not count": ("怎么办，有人在群里打广告了", "note/adverts"),
    "another name": ("red packet", "note/red-packets"),
    "a longer name of the same": ("红包雨", "note/red-packets"),
    "a plural of another name": ("red packets", "note/red-packets"),
    "pinyin": ("guanggao", "note/adverts"),
    "pinyin with blanks": ("hong bao", "note/red-packets"),
    "initials": ("hb", "note/red-packets"),
    "traditional characters": ("紅包", "note/red-packets"),
    "a wrong character of the same sound": ("割九菜", "note/milked"),
    "a slip of the finger": ("refnud", "note/refund"),
    "a word that is not typed to its end": ("refun", "note/refund"),
    "another form": ("refunded", "note/refund"),
    "a slip that only a page for authors has as well": ("refumds", "note/refund"),
    "a number with the character beside it": ("满200人", "note/adverts"),
    "an alias as it is": ("money back", "note/refund"),
    "words one behind the other as a name": ("leaves the group", "note/refund"),
    "a sentence that stands in a page, with its words that ask for nothing": ("换我我不打卡", "note/mentor"),
    "the page that holds more of what is asked": ("refund advert", "note/both"),
    "words that stand nowhere do not count": ("zebra refunds giraffe", "note/refund"),
    "capitals and wide letters": ("ＲＥＦＵＮＤＳ Within", "note/refund"),
}


@pytest.mark.parametrize("case", FIRST)
def test_first_comes(find: Callable[[str], Answer], case: str) -> None:
    query, page = FIRST[case]
    assert find(query).pages[:1] == [page]


def test_what_stands_nowhere_is_told_and_what_else_was_tried(find: Callable[[str], Answer]) -> None:
    answer = find("发工资了吗")
    assert (answer.is_weak, answer.unknown) == (True, ["发工资"])
    assert find("zebra giraffe").unknown == ["zebra", "giraffe"]
    assert find("hongbao").tried == ["红包"]


def test_what_is_for_authors_stands_apart(find: Callable[[str], Answer]) -> None:
    answer = find("refund")
    assert answer.authors == ["authors/codes"]
    assert "authors/codes" not in answer.pages


def test_only_what_is_needed_is_loaded(find: Callable[[str], Answer]) -> None:
    assert "sounds" not in find("红包 广告").loaded
    assert "sounds" in find("hb").loaded


def test_a_kind_may_count_more(shown: Edition, tmp_path: Path) -> None:
    entries = [entry("note/a", "Refunds one"), entry("note/b", "Refunds two", weight=1.3), *(entry(name, "Filler") for name in FILLER)]
    assert ask(search_files(entries, shown), tmp_path, ["refunds"])[0].pages[:2] == ["note/b", "note/a"]
