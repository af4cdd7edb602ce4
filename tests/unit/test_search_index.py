"""What the build prepares for the search: passages of a page, sounds, forms of words, traditional characters, parts."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from example_workspaces import checked, lay_out
from sopbook.handbook.edition import edition
from sopbook.handbook.view.passage import Passage
from sopbook.outputs.search.entry import SearchEntry
from sopbook.outputs.search.index import search_files
from sopbook.outputs.search.passages import passages
from sopbook.outputs.search.shards import shards
from sopbook.outputs.search.sounds import sounds
from sopbook.outputs.search.tokens import Tokens
from sopbook.outputs.search.traditional import traditional_pairs
from sopbook.outputs.search.vocabulary import vocabulary


def test_a_passage_is_what_stands_below_a_heading_messages_apart() -> None:
    html = """
      <h1>Price increase</h1><p class="sop-summary">Members found out.</p>
      <section><h2 id="first">First <em>minutes</em></h2><ol><li>Read the chat</li><li>Ring the&nbsp;owner</li></ol>
      <figure><div data-sop-message>Hello,\nwe look into it.</div><button>Copy</button></figure></section>
      <h2 id="empty"></h2>
      <h3 id="then">Then</h3><table><tr><td>20 min</td><td>Owner</td></tr></table>
    """
    assert list(passages(html)) == [
        Passage(text="Members found out."),
        Passage("first", "First minutes", "Hello,\nwe look into it.", "Read the chat\nRing the owner"),
        Passage("then", "Then", text="20 min\nOwner"),
    ]


@pytest.mark.parametrize("html", [
    "<script>let a = 1</script>", '<nav data-sop-aside><h2 id="x">Ways</h2><p>打印<b>（PDF）</b></p></nav>', "<svg><title>Flow</title></svg>", "<p><button>Copy</button></p>", '<a class="headerlink" href="#top">¶</a>',
])
def test_what_is_not_said_by_the_page_itself_is_passed_over(html: str) -> None:
    assert passages(html) == ()


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40), min_size=1, max_size=8))
def test_no_word_of_a_block_is_lost(texts: list[str]) -> None:
    found = passages("".join(f"<p>{escape(text)}</p>" for text in texts))
    said = "\n".join(one.text for one in found)
    assert said.split() == " ".join(texts).split()


def test_names_that_sound_as_phrases_and_not_as_their_characters_are_told() -> None:
    assert sounds(["红包雨", "Quiz：重庆的旅行", "女装", "行"])["names"] == [("重庆的旅行", "chong qing de lv xing")]


def test_words_of_one_stem_stand_together_behind_it() -> None:
    assert vocabulary(["Refunds are refunded", "a refund; 500 coaches, coaching"]) == [
        ["500", "500"], ["a", "a"], ["are", "are"], ["coach", "coaches", "coaching"], ["refund", "refund", "refunded", "refunds"],
    ]


def test_traditional_characters_lead_to_those_that_the_handbook_holds() -> None:
    pairs = traditional_pairs("红包抽奖")
    table = {pairs[at]: pairs[at + 1] for at in range(0, len(pairs), 2)}
    assert table["紅"] == "红"
    assert table["獎"] == "奖"
    assert {*table.values()} <= {*"红包抽奖"}
    assert "紅" not in traditional_pairs("红包紅")


def _read(files: dict[str, str]) -> dict[str, Any]:
    """Return what the files of an index hand to the search, by their names."""
    values = {}
    for path, text in files.items():
        name = path.removeprefix("assets/search/").removesuffix(".js")
        values[name] = json.loads(text.removeprefix(f'sopbook.search.take("{name}", ').removesuffix(");\n"))
    return values


def _indexed(folder: Path, entries: list[SearchEntry]) -> dict[str, Any]:
    return _read(search_files(entries, edition(checked(lay_out(folder)), "hq")))


def _long(page: int) -> SearchEntry:
    return SearchEntry(f"note/{page}.html", f"Page {page}", tuple(Passage(f"s{n}", f"Part {n}", f"say {page}.{n}", "long " * 6_000) for n in range(5)), "note")


def test_long_texts_go_into_parts_and_no_page_is_cut(tmp_path: Path) -> None:
    given = _indexed(tmp_path / "w", [_long(page) for page in range(8)])
    parts = [given[str(number)] for number in range(given["index"]["parts"])]
    assert [sorted({page for page, *_ in part}) for part in parts] == [[0, 1], [2, 3], [4, 5], [6, 7]]  # A part is full with 200,000 characters.
    assert [(page, anchor, heading, messages) for part in parts for page, anchor, heading, messages, _ in part if anchor] == [
        (page, f"s{n}", f"Part {n}", f"say {page}.{n}") for page in range(8) for n in range(5)
    ]
    assert given["index"]["shards"] == 0


def test_the_first_passage_of_a_page_begins_with_what_the_page_is_for(tmp_path: Path) -> None:
    entry = SearchEntry("note/a.html", "A", (Passage(text="Kind\nWhat it is for.\nMore"), Passage("x", "X", "say", "text")), lead="What it is for.")
    assert _indexed(tmp_path / "w", [entry])["0"] == [[0, "", "", "", "What it is for.\nKind\nMore"], [0, "x", "X", "say", "text"]]


def test_a_page_without_any_passage_can_still_be_found_by_its_title(tmp_path: Path) -> None:
    given = _indexed(tmp_path / "w", [SearchEntry("note/a.html", "Only a title", ())])
    assert [page[:2] for page in given["index"]["pages"]] == [["note/a.html", "Only a title"]]
    assert given["0"] == [[0, "", "", "", ""]]


def test_a_kind_says_how_much_its_playbooks_count_and_what_asks_for_its_index(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w")
    config = root / "schema" / "note" / "kind.yaml"
    config.write_text(f"{config.read_text('utf-8')}search:\n  weight: 1.3\n  asks: {{en: [something broke], zh: [出事了], fr: [panne]}}\n", "utf-8")
    entries = [SearchEntry("note/index.html", "All", (), weight=0.5), SearchEntry("note/a.html", "A", (), "note"), SearchEntry("authors/a.html", "B", (), weight=0)]

    given = _read(search_files(entries, edition(checked(root), "hq")))

    assert [(page[5], page[7]) for page in given["index"]["pages"]] == [(0.5, ["something broke", "出事了"]), (1.3, []), (0, [])]


def test_a_name_of_several_words_has_a_token_of_its_own_where_it_stands() -> None:
    cut = Tokens(["flash sale", "红包雨", "check-in", "红包", "双12"])
    assert list(cut.of("Flash sales: 红包雨！")) == ["flash", "sale", "flash sale", "红包", "红包雨", "包雨"]
    assert list(cut.of("A sale, the customer’s check-in", neighbours=True)) == [
        "a", "sale", "the", "custom", "check", "in", "a sale", "sale the", "the custom", "custom check", "check in",
    ]
    assert list(cut.of("双12和500人")) == ["双12", "12和", "和500", "500人", "12", "500"]


def test_postings_say_page_section_field_and_how_often() -> None:
    pages = [[Passage(text="refund\nRefunds, refund")], [Passage()], [Passage("a", "Refund", "refund")]]
    made = {token: listed for shard in shards(pages) for token, listed in shard.items()}
    assert made == {"refund": "1,0L,0T2 2,0H,0M"}


def test_names_that_mean_the_same_share_a_shard() -> None:
    words = [f"word{number}" for number in range(400)]
    pages = [[Passage(text="lead\n" + " ".join([*words, "refund, money back"]))] for _ in range(40)]
    made = shards(pages, [["refund", "money back"]])
    assert len(made) > 4
    assert [number for number, shard in enumerate(made) if "money back" in shard] == [number for number, shard in enumerate(made) if "refund" in shard]


def test_large_texts_go_into_shards_and_scripts_of_their_own(tmp_path: Path) -> None:
    given = _indexed(tmp_path / "w", [_long(page) for page in range(12)])
    number = given["index"]["shards"]
    assert number == 1
    assert given["index"]["parts"] == 0
    assert {name for name in given if name.startswith("shards/")} == {f"shards/{one:x}" for one in range(number)}
    assert [row[0] for row in given["texts/7"]] == [7] * 6
    assert given["shards/0"]["long"].startswith("1,1T9,2T9,3T9,4T9,5T9 1,1T9")


def test_characters_are_known_by_their_sounds() -> None:
    rows = dict(re.findall("([a-z]+)([^a-z ]+)", sounds([])["characters"]))
    assert "韭" in rows["jiu"]
    assert "九" in rows["jiu"]
    assert sum(map(len, rows.values())) == 6763


def test_the_index_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    shown = edition(checked(lay_out(tmp_path / "w")), "hq")
    entries = [SearchEntry("note/a.html", "红包 quiz", (Passage("x", "抽奖", "说", "refunds refund"),), "note", ("b", "a"))]
    for listed in (entries, [_long(page) for page in range(12)]):
        first, second = (search_files(listed, shown) for _ in range(2))
        assert [*first.items()] == [*second.items()]


def test_a_branch_below_has_the_synonyms_above_and_its_own(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", {
        "playbooks/hq/synonyms.yaml": "synonyms:\n  - [refund, money back]\n",
        "playbooks/south/branch.yaml": "name: {en: South}\nparent: hq\nlocales: [en]\n",
        "playbooks/south/synonyms.yaml": "synonyms:\n  - [hongbao, lai see]\n",
    })
    workspace = checked(root)
    assert workspace.diagnostics == ()
    assert [edition(workspace, name).branch.synonyms for name in ("hq", "south")] == [
        (("refund", "money back"),), (("refund", "money back"), ("hongbao", "lai see")),
    ]


def test_a_wrong_group_leaves_the_others_in_force(tmp_path: Path) -> None:
    workspace = checked(lay_out(tmp_path / "w", {"playbooks/hq/synonyms.yaml": "synonyms:\n  - [refund, money back]\n  - quiz\n"}))
    assert [d.code for d in workspace.diagnostics] == ["SCHEMA012"]
    assert workspace.family.branches["hq"].synonyms == (("refund", "money back"),)
