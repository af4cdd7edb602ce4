"""What the handbook covers: each row of schema/coverage.yaml, and in words what it still lacks."""

import re
from html import unescape
from pathlib import Path

from example_workspaces import checked, lay_out
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
    """Return the rows of the page, each cell as one reads it."""
    pages = covered_pages(edition(checked(root), branch, locale))
    body = pages[0].body if pages else ""
    return [
        [unescape(" ".join(re.sub(r"<[^>]+>", " ", cell).split())) for cell in re.findall(r"<td.*?</td>", row)]
        for row in re.findall(r"<tr id=.*?</tr>", body)
    ]


def test_each_row_says_who_meets_it_and_what_is_missing(tmp_path: Path) -> None:
    assert shown(workspace(tmp_path)) == [
        ["1 Welcome What newcomers hear. Kinds: Note", "Good note Complete in: English Changed by: South", "Nothing."],
        [
            "2 Prices Kinds: Note, prices", "Late note Complete in: English",
            "There is no such kind yet: prices. Not written yet: december. Does not name the row in covers: Unsaid note. Still a draft: Late note.",
        ],
        ["3 Games Kinds: Note", "Late note PDF Complete in: English", "Still a draft: Late note."],
        ["4 Quiet Kinds: Note", "–", "No playbook covers it."],
    ]


def test_a_chinese_reader_finds_it_in_chinese_and_what_waits_in_each_language(tmp_path: Path) -> None:
    root = workspace(tmp_path, {"playbooks/hq/branch.yaml": "name: {en: Headquarters, zh: 总部}\nlocales: [en, zh]\n"})

    assert shown(root, "hq", "zh")[0] == ["1 欢迎 新人听到什么。 类型：Note", "Good note 已完整的语言：英文 哪些分公司改过：South", "中文还有 4 处没翻译。"]
    assert shown(root)[0][2] == "4 texts wait in Chinese."


def test_it_stands_in_the_handbooks_of_the_first_branch_only(tmp_path: Path) -> None:
    assert shown(workspace(tmp_path), "south") == []


def test_a_workspace_without_the_table_has_no_such_page(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    (root / "schema/coverage.yaml").unlink()

    assert shown(root) == []
    assert checked(root).errors == (), "covers names rows of a table that others may have"


def test_the_shipped_handbook_names_its_rows() -> None:
    repository = Path(__file__).parents[2]
    hq = edition(checked(repository), "hq")
    rows = {one.row.number: one for one in hq.covered}

    assert list(rows) == list(range(1, 41))
    assert [one.row.number for one in hq.covered if one.unnamed] == []
    assert {key for one in rows.values() for key in one.playbooks} == set(hq.playbooks)
