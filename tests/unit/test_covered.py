"""What the handbook covers: each row of schema/coverage.yaml, and in words what it still lacks."""

import re
from html import unescape
from pathlib import Path

from example_workspaces import checked, lay_out
from sopbook.handbook.check.workspace import CheckedWorkspace
from sopbook.handbook.edition import edition
from sopbook.outputs.html.covered import covered_pages

ROWS = """rows:
  - {row: 1, title: {en: Welcome, zh: 欢迎}, asks: {en: What newcomers hear., zh: 新人听到什么。}, kinds: [note], due: [note/good]}
  - {row: 2, title: {en: Prices}, kinds: [note, prices], due: [prices/december, note/late, note/unsaid]}
  - {row: 3, title: {en: Games}, kinds: [note], pdf: true}
  - {row: 4, title: {en: Quiet}, kinds: [note]}
"""
NOTE = """id: {name}
title: {title}
summary: Words.
version: "1.0"
owner: Desk
reviewed_on: 2026-11-01
review_by: 2027-11-01
tags: [sample]
status: {status}
{covers}say: Hello
"""


def workspace(root: Path, *more: dict[str, str | bytes]) -> Path:
    schema = (Path(__file__).parents[1] / "examples/base/schema/note/schema.json").read_text("utf-8")
    with_covers = schema.replace('"level":', '"covers": {"$ref": "../envelope.json#/properties/covers"},\n    "level":')
    files: dict[str, str | bytes] = {
        "schema/coverage.yaml": ROWS,
        "schema/note/schema.json": with_covers,
        "playbooks/hq/note/good.yaml": NOTE.format(name="good", title="Good note", status="active", covers="covers: [1]\n"),
        "playbooks/hq/note/late.yaml": NOTE.format(name="late", title="Late note", status="draft", covers="covers: [2, 3]\n"),
        "playbooks/hq/note/unsaid.yaml": NOTE.format(name="unsaid", title="Unsaid note", status="active", covers=""),
        "playbooks/hq/note/old.yaml": NOTE.format(name="old", title="Old note", status="retired", covers="covers: [4]\n"),
        "playbooks/south/branch.yaml": "name: {en: South}\nparent: hq\nlocales: [en]\n",
        "playbooks/south/note/good.yaml": "fork: good\nsay: Hi\n",
    }
    return lay_out(root / "w", files, *more)


def shown(root: Path, branch: str = "hq", locale: str = "en") -> list[list[str]]:
    """Return the rows of the page, each with what one reads of it folded, and what it holds."""
    pages = covered_pages(edition(checked(root), branch, locale))
    body = pages[0].body if pages else ""
    rows = re.findall(r"<li class=\"sop-line\" id=.*?</li>", body, re.DOTALL)
    return [[_words(part) for part in row.split("</summary>")] for row in rows]


def _words(html: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


def test_what_is_missing_comes_first_and_each_row_says_in_words_what_that_is(tmp_path: Path) -> None:
    assert shown(workspace(tmp_path)) == [
        [
            "2 Prices 1 playbook is not written yet. A kind is not made yet. Does not name the row in covers: Unsaid note. Still a draft: Late note.",
            "Missing: 1 playbook is not written yet. A kind is not made yet. Does not name the row in covers: Unsaid note. Still a draft: Late note. "
            "Playbooks: Late note Kinds: Note Complete in: English",
        ],
        ["3 Games Still a draft: Late note.", "Missing: Still a draft: Late note. Playbooks: Late note PDF Kinds: Note Complete in: English"],
        ["4 Quiet No playbook covers it.", "Missing: No playbook covers it. Kinds: Note"],
        ["1 Welcome Good note", "What newcomers hear. Missing: Nothing. Playbooks: Good note Kinds: Note Complete in: English Changed by: South"],
    ]


def test_rows_that_are_complete_are_folded_away(tmp_path: Path) -> None:
    page = covered_pages(edition(checked(workspace(tmp_path)), "hq"))[0].body
    open_, _, folded = page.partition("sop-section--folded")

    assert 'id="row-2"' in open_
    assert "Complete (1)" in folded
    assert 'id="row-1"' in folded


def test_a_chinese_reader_finds_it_in_chinese_and_what_waits_in_each_language(tmp_path: Path) -> None:
    root = workspace(tmp_path, {"playbooks/hq/branch.yaml": "name: {en: Headquarters, zh: 总部}\nlocales: [en, zh]\n"})

    assert shown(root, "hq", "zh")[0] == [
        "1 欢迎 中文还有 4 处没翻译。", "新人听到什么。 还差： 中文还有 4 处没翻译。 SOP： Good note 类型： Note 已完整的语言： 英文 哪些分公司改过： South",
    ]
    assert shown(root)[0][0] == "1 Welcome 4 texts wait in Chinese."


def test_it_stands_in_the_handbooks_of_the_first_branch_only(tmp_path: Path) -> None:
    assert shown(workspace(tmp_path), "south") == []


def test_a_workspace_without_the_table_has_no_such_page(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    (root / "schema/coverage.yaml").unlink()

    assert shown(root) == []
    assert checked(root).errors == (), "covers names rows of a table that others may have"


def test_the_shipped_handbook_names_its_rows(shipped: CheckedWorkspace) -> None:
    hq = edition(shipped, "hq")
    rows = {one.row.number: one for one in hq.covered}

    assert list(rows) == list(range(1, 41))
    assert [one.row.number for one in hq.covered if one.unnamed] == []
    assert {key for one in rows.values() for key in one.playbooks} == set(hq.playbooks)
