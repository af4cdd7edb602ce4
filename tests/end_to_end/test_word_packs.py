"""Packs of words, and what branches make of them: they add and allow, and take nothing away."""

from pathlib import Path

import pytest

from end_to_end.locked_workspaces import CITY, EAST, HQ, checked, errors, lay_out
from sopbook.branches.translation.strings import digest
from sopbook.branches.watch.packs import FOLDER, Packs, pack_schema
from sopbook.branches.watch.search import Watch
from sopbook.branches.watch.word import TRIGGERS, WatchedWord
from sopbook.kinds.starter import starter
from sopbook.source.document import Document
from sopbook.source.text import Source
from sopbook.source.yaml.parser import parse

SHIPPED = sorted(file.stem for file in (starter() / "schema" / FOLDER).iterdir())
FORK = "fork: loan\n"
MINE = "banned:\n  - {words: [sure win, 包赢], locale: zh, why: Nothing is sure.}\n"


def shipped() -> list[WatchedWord]:
    """Return the words of all packs that come with sopbook."""
    document = Document(Source("branch.yaml", ""), {"words": {"packs": SHIPPED}}, {})
    words, problems = Packs(starter()).taken(document)
    assert not problems
    return words


def test_the_packs_that_come_along() -> None:
    assert SHIPPED == ["advertising", "draws", "finance", "medical", "operator", "passing", "personal-data", "sharing"]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_entry_of_a_pack_says_why_and_where_from(name: str) -> None:
    file = starter() / "schema" / FOLDER / f"{name}.yaml"
    document, problems = parse(Source(file.name, file.read_text("utf-8")))
    assert document is not None
    assert not problems

    for group in ("banned", "sensitive", "operator"):
        for entry in document.value.get(group, []):
            assert {"why", "instead", "source", "checked_on"} <= entry.keys(), entry["words"]
    assert all("asks" in entry for entry in document.value.get("triggers", []))
    assert set(document.value) <= set(pack_schema()["properties"])


def test_they_find_what_the_law_forbids() -> None:
    text = "保本保息，稳赚不赔，收益率4.5%，全国第一，国家级产品，100%治愈，加微信返现，转发朋友圈集赞领奖"

    found = [hit.word.word for hit in Watch(shipped()).hits(text) if hit.word.banned]
    assert found == ["保本", "保息", "稳赚", "全国第一", "国家级", "治愈", "加微信返现", "转发朋友圈", "集赞"]


@pytest.mark.parametrize("text", ["票数最高的照片", "第一个答对的人", "确保本周发货，给学生发券", "帮助力度更大", "治愈系的小猫", "保险起见，先做耳后测试"])
def test_they_leave_alone_what_praises_no_goods_and_promises_nothing(text: str) -> None:
    assert [hit.word.word for hit in Watch(shipped()).hits(text)] == []


def test_what_makes_a_rule_ask_is_known_and_says_nothing(tmp_path: Path) -> None:
    hq = HQ.replace("  banned:\n", "  packs: [draws]\n  banned:\n")
    root = lay_out(tmp_path, "", {"hq/branch.yaml": hq, "east/terms/loan.yaml": f"{FORK}risk: The draw is at eight.\n"})

    assert errors(root) == []
    asked = Watch(word for word in checked(root).family.branches["east"].watched._words if word.list == TRIGGERS).hits("The draw is at eight，抽奖")
    assert [(hit.word.word, hit.word.asks) for hit in asked] == [("draw", "draw"), ("抽奖", "draw")]


RISK = "You win for sure: 保证包赢."
WITH_MINE = HQ.replace("  banned:\n", "  packs: [finance]\n  banned:\n")


def found(root: Path) -> list[str]:
    """Return the findings about banned words: file and line, code, word."""
    return [
        f"{d.path.removeprefix('playbooks/')}:{d.span.line} {d.code} {d.message.partition('“')[2].partition('”')[0]}"
        for d in checked(root).diagnostics if d.code == "TEXT004"
    ]


def test_a_workspace_replaces_a_pack_by_a_file_of_its_name(tmp_path: Path) -> None:
    root = lay_out(tmp_path, "", {
        "hq/branch.yaml": WITH_MINE, "../schema/wecom/words/finance.yaml": MINE, "east/terms/loan.yaml": f"{FORK}risk: '{RISK} 稳赚'\n",
    })  # fmt: skip

    assert found(root) == ["east/terms/loan.yaml:2 TEXT004 包赢"]


def test_a_pack_that_is_wrong_is_told_once_at_its_line(tmp_path: Path) -> None:
    root = lay_out(tmp_path, "", {
        "hq/branch.yaml": WITH_MINE, "east/branch.yaml": f"{EAST}words: {{packs: [finance]}}\n",
        "../schema/wecom/words/finance.yaml": MINE.replace("why", "whi"),
    })  # fmt: skip

    assert [line for line in errors(root) if "LOCK" not in line] == ["schema/wecom/words/finance.yaml:2 SCHEMA002 There is no field whi in item 1 of banned."]


def test_a_branch_below_takes_further_packs_and_those_below_it_inherit_them(tmp_path: Path) -> None:
    root = lay_out(tmp_path, "", {
        "east/branch.yaml": f"{EAST}words: {{packs: [finance]}}\n", "city/branch.yaml": CITY,
        "city/terms/loan.yaml": f"{FORK}risk: A risk-free loan.\n",
    })  # fmt: skip

    assert found(root) == ["city/terms/loan.yaml:2 TEXT004 risk-free"]


def allowed(text: str, branch: str = EAST) -> str:
    """Return a branch.yaml that allows 稳赚 in the message of the loan as it reads now."""
    return f'{branch}words:\n  banned:\n    - word: 稳赚\n      allow:\n        - {{in: "terms/loan#/risk", text: {digest(text)}, why: The message forbids it.}}\n'


NEVER = "Never say 稳赚."


def test_a_branch_allows_a_word_of_a_pack_in_one_text_for_itself_and_below(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"hq/branch.yaml": WITH_MINE, "east/branch.yaml": allowed(NEVER), "city/branch.yaml": CITY}
    root = lay_out(tmp_path, "", {**files, "east/terms/loan.yaml": f"{FORK}risk: {NEVER}\n"})

    assert found(root) == []


def test_the_allow_ends_where_a_branch_below_words_the_text_anew(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"hq/branch.yaml": WITH_MINE, "east/branch.yaml": allowed(NEVER), "city/branch.yaml": CITY}
    root = lay_out(tmp_path, "", {**files, "east/terms/loan.yaml": f"{FORK}risk: {NEVER}\n", "city/terms/loan.yaml": f"{FORK}risk: It is 稳赚.\n"})

    assert found(root) == ["city/terms/loan.yaml:2 TEXT004 稳赚"]


def test_a_pack_cannot_be_made_less_of_by_a_branch_below(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"hq/branch.yaml": WITH_MINE, "east/terms/loan.yaml": f"{FORK}risk: It is 稳 赚.\n"}
    root = lay_out(tmp_path, "", {**files, "east/branch.yaml": f"{EAST}words: {{sensitive: [{{word: 穩賺}}]}}\n"})

    assert errors(root) == [
        "east/branch.yaml:4 LOCK004 “穩賺” is banned above this branch, which cannot make it merely sensitive.",
        "east/terms/loan.yaml:2 TEXT004 The message says “穩賺”, which no message may say.",
    ]


@pytest.mark.parametrize(("mode", "told"), [
    ("fixed", ["east/branch.yaml:4 LOCK001 /words is locked by hq, so this branch cannot add the pack medical."]), ("add-only", []),
])  # fmt: skip
def test_a_lock_on_all_words_lets_packs_in_only_if_words_may_be_added(mode: str, told: list[str], tmp_path: Path) -> None:
    hq = f"{WITH_MINE}locks: [{{path: /words, mode: {mode}}}]\n"
    root = lay_out(tmp_path, "", {"hq/branch.yaml": hq, "east/branch.yaml": f"{EAST}words: {{packs: [finance, medical]}}\n"})

    assert errors(root) == told


def test_a_lock_on_a_word_of_a_pack_protects_something(tmp_path: Path) -> None:
    root = lay_out(tmp_path, "", {"hq/branch.yaml": f'{WITH_MINE}locks: [{{path: "/words/{{稳赚}}"}}]\n'})

    assert errors(root) == []


def test_neither_the_name_nor_the_example_of_a_slot_is_a_word_of_a_message(tmp_path: Path) -> None:
    hq = HQ.replace("slots:\n", "slots:\n  guaranteed.name: {title: {en: guaranteed, zh: 保本}, example: 保本}\n")
    root = lay_out(tmp_path, "", {"hq/branch.yaml": hq, "east/terms/loan.yaml": f"{FORK}risk: '保${{guaranteed.name}}本'\n"})

    assert errors(root) == []


def test_a_translation_escapes_no_word(tmp_path: Path) -> None:
    translated = f'translation: loan\ntexts:\n  /risk: {{from: {digest("A loan is a loan.")}, text: 贷款保－本}}\n'
    root = lay_out(tmp_path, "", {"east/terms/loan.yaml": f"{FORK}risk: A loan is a loan.\n", "east/terms/loan.zh.yaml": translated})

    assert found(root) == ["east/terms/loan.zh.yaml:3 TEXT004 保本"]
