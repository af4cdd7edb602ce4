"""What the build prepares for the search: passages of a page, sounds, forms of words, traditional characters, parts."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from example_workspaces import checked, lay_out
from sopbook.handbook.edition import edition
from sopbook.handbook.view.passage import Passage
from sopbook.outputs.search.index import INDEX, SearchEntry, search_files
from sopbook.outputs.search.passages import passages
from sopbook.outputs.search.phrases import phrases
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
    "<script>let a = 1</script>", "<svg><title>Flow</title></svg>", "<p><button>Copy</button></p>", '<a class="headerlink" href="#top">¶</a>',
])
def test_what_is_not_said_by_the_page_itself_is_passed_over(html: str) -> None:
    assert passages(html) == ()


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40), min_size=1, max_size=8))
def test_no_word_of_a_block_is_lost(texts: list[str]) -> None:
    found = passages("".join(f"<p>{escape(text)}</p>" for text in texts))
    said = "\n".join(one.text for one in found)
    assert said.split() == " ".join(texts).split()


def test_chinese_runs_sound_as_phrases_and_not_as_single_characters() -> None:
    assert phrases(["红包雨", "Quiz：重庆的旅行", "女装", "包"]) == {
        "红包雨": "hong bao yu", "重庆的旅行": "chong qing de lv xing", "女装": "nv zhuang",
    }


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


def _indexed(folder: Path, entries: list[SearchEntry]) -> tuple[dict[str, list[list[object]]], list[list[str]]]:
    """Return the head of an index and the texts of all its parts, read back from the scripts."""
    files = search_files(entries, edition(checked(lay_out(folder)), "hq"))
    head = json.loads(files[INDEX].removeprefix("sopbook.search.take(").removesuffix(");\n"))
    texts: list[list[str]] = []
    for number in range(len(head["parts"])):
        texts += json.loads(files[f"assets/search/{number}.js"].removeprefix(f"sopbook.search.takePart({number}, ").removesuffix(");\n"))
    return head, texts


def test_long_texts_go_into_parts_and_every_section_finds_its_text(tmp_path: Path) -> None:
    entries = [
        SearchEntry(f"note/{page}.html", f"Page {page}", tuple(Passage(f"s{n}", f"Part {n}", f"say {page}.{n}", "长" * 30_000) for n in range(5)), "note")
        for page in range(6)
    ]
    head, texts = _indexed(tmp_path / "w", entries)
    assert len(head["parts"]) == 5  # 900,000 characters, each part full once it holds 200,000: seven sections
    assert sum(int(str(count)) for count in head["parts"]) == len(texts) == len(head["sections"]) == 30
    assert [f"say {page}.{str(anchor)[1:]}" for page, anchor, _ in head["sections"]] == [said for said, _ in texts]


def test_a_page_without_any_passage_can_still_be_found_by_its_title(tmp_path: Path) -> None:
    head, texts = _indexed(tmp_path / "w", [SearchEntry("note/a.html", "Only a title", ())])
    assert head["sections"] == [[0, "", ""]]
    assert texts == [["", ""]]


def test_the_index_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    shown = edition(checked(lay_out(tmp_path / "w")), "hq")
    entries = [SearchEntry("note/a.html", "红包 quiz", (Passage("x", "抽奖", "说", "refunds refund"),), "note", ("b", "a"))]
    first, second = (search_files(entries, shown) for _ in range(2))
    assert first == second


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
    assert [d.code for d in workspace.diagnostics] == ["SCHEMA003"]
    assert workspace.family.branches["hq"].synonyms == (("refund", "money back"),)
