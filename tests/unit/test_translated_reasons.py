"""Reasons are texts like others: asked for, shown in the reader's language, counted while they wait."""

from pathlib import Path

import pytest

from end_to_end.running import sopbook
from example_workspaces import checked, lay_out
from sopbook.branches.translation.strings import digest
from sopbook.handbook.coverage import Coverage, Part, coverage
from sopbook.handbook.edition import edition
from unit.test_changed import FILES, rows

EAST, CITY = "playbooks/east/visit/b.zh.yaml", "playbooks/city/visit/b.en.yaml"


def entry(path: str, source: str, text: str) -> str:
    return f'  #> {source}\n  "{path}":\n    from: {digest(source)}\n    text: "{text}"\n'


def file(*entries: str) -> str:
    return "translation: b\ntexts:\n" + "".join(entries)


def shown(root: Path, branch: str, locale: str, *more: dict[str, str | bytes]) -> list[str]:
    return rows(edition(checked(lay_out(root / "w", FILES, *more)), branch, locale))


def test_a_translated_reason_stands_on_the_pages_of_the_branch_and_of_those_below(tmp_path: Path) -> None:
    done: dict[str, str | bytes] = {EAST: file(entry("/$why", "Five is round.", "五是整数。")), CITY: file(entry("/stops/{lake}/$why", "太远。", "Too far."))}

    assert "改 First 2 → 5 华东：五是整数。" in shown(tmp_path, "east", "zh", done)
    assert "dropped Stops lake, The lake City: Too far." in shown(tmp_path, "city", "en", done)
    without: dict[str, str | bytes] = {"playbooks/city/visit/b.yaml": "fork: b\nstops: [{id: lake, $delete: true}]\n"}
    assert "改 First 2 → 5 华东：五是整数。" in shown(tmp_path, "city", "zh", done, without)


@pytest.mark.parametrize(("text", "path", "seen"), [
    ("", "/$why", "华东： Five is round. EN"),
    ("六。", "/$why", "华东：六。"),
    ("六。", "/first/$why", "华东：六。"),  # It goes by what it says, as a text that moves does.
])  # fmt: skip
def test_a_reason_waits_until_somebody_translates_what_it_says_now(tmp_path: Path, text: str, path: str, seen: str) -> None:
    assert f"改 First 2 → 5 {seen}" in shown(tmp_path, "east", "zh", {EAST: file(entry(path, "Five is round.", text))})


def test_a_reason_that_has_changed_shows_as_it_is_and_counts_as_stale(tmp_path: Path) -> None:
    workspace = checked(lay_out(tmp_path / "w", FILES, {EAST: file(entry("/$why", "Five is odd.", "五是单数。"))}))

    assert "改 First 2 → 5 华东： Five is round. EN" in rows(edition(workspace, "east", "zh"))
    assert [(one.path, one.code) for one in workspace.diagnostics if one.code == "LOCALE004"] == [(EAST, "LOCALE004")]
    assert Part("visit/b", 1, 1, 1) in how_much(tmp_path / "w", "east", "zh").parts


def how_much(root: Path, branch: str, locale: str) -> Coverage:
    return next(iter(coverage([checked(root).editions[branch, locale].resolved])))


def test_what_waits_is_counted_by_playbook_and_for_branch_yaml(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", FILES, {
        "playbooks/hq/branch.yaml": "name: {en: HQ, zh: 总部}\nlocales: [en]\nsite_name: {en: Club book}\ncontacts: [{id: desk, role: {en: Desk}}]\n",
    })

    found = how_much(root, "east", "zh")
    assert {one.name: (one.texts, one.waiting) for one in found.parts} == {"note/good": (4, 4), "visit/b": (1, 1), "branch.yaml": (4, 2)}
    assert (found.texts, found.waiting) == (9, 7)


def test_translate_asks_for_the_reasons_of_ones_own_fork_after_its_texts(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", FILES)

    run = sopbook("translate", "b", "--locale", "en", "--branch", "city", "-C", root)

    assert run.stdout == f"{CITY}: 1 text waits for a translator\n", run.output
    assert '  #> 太远。\n  "/stops/{lake}/$why":\n' in (root / CITY).read_text("utf-8")
    again = sopbook("translate", "b", "--locale", "en", "--branch", "city", "-C", root)
    assert again.stdout == f"{CITY}: 1 text waits for a translator\n"


@pytest.mark.parametrize(("name", "text", "code"), [
    (EAST, file(entry("/stops/{lake}/$why", "太远。", "远。")), "LOCALE002"),  # A reason of another branch.
    ("playbooks/east/visit/b.en.yaml", file(entry("/$why", "Five is round.", "Round.")), "LOCALE007"),
])  # fmt: skip
def test_an_entry_for_a_reason_that_the_branch_does_not_give_is_told(tmp_path: Path, name: str, text: str, code: str) -> None:
    workspace = checked(lay_out(tmp_path / "w", FILES, {name: text}))
    assert [one.code for one in workspace.diagnostics if one.path == name] == [code]
