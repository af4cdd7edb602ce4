"""Kinds do not need each other: one can be deleted or broken, and the rest goes on."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from end_to_end.kinds_to_plug_in import POSTER
from end_to_end.running import PROJECT, copy_of_our_workspace, process, sopbook
from example_workspaces import checked, lay_out, written
from sopbook.source.diagnostics import Diagnostic

KINDS = sorted(f.parent.name for f in (PROJECT / "schema").glob("*/schema.json"))
LENDS = {"moderation": "TEXT008", "merchandise": "REF007", "activity": "REF007"}
"""Kinds whose phrases and facts stand in texts of others: without them these say what members should not read, and it is told."""
_SOURCE = re.compile(r"there is no ([a-z-]+)/")


def of_lenders(found: Sequence[Diagnostic], gone: frozenset[str]) -> list[Diagnostic]:
    """Return the findings that say what is wanted from a kind that is gone."""
    return [d for d in found if (d.code == "TEXT008" and "moderation" in gone) or (d.code == "REF007" and (source := _SOURCE.search(d.message)) and source[1] in gone)]


def halves(names: list[str]) -> list[frozenset[str]]:
    """Return sets of the names such that of any two there is one that holds the first and not the second.

    What a kind wants of another shows when that one is gone, whatever else is: so halves do for each kind by itself.
    """
    bits = range((len(names) - 1).bit_length())
    return [frozenset(name for at, name in enumerate(names) if at >> bit & 1 == side) for bit in bits for side in (0, 1)]


def test_each_kind_is_gone_while_each_other_is_there() -> None:
    parts = halves(KINDS)
    assert all(any(gone in part and kept not in part for part in parts) for gone in KINDS for kept in KINDS if gone != kept)


@pytest.mark.parametrize("gone", halves(KINDS), ids=lambda part: "+".join(sorted(part)))
def test_deleting_the_folders_of_kinds_removes_them_and_nothing_else(gone: frozenset[str], tmp_path: Path) -> None:
    root = copy_of_our_workspace(tmp_path)
    for name in gone:
        shutil.rmtree(root / "schema" / name)
    for branch in {folder.parent for folder in root.glob("playbooks/*/branch.yaml")} - {root / "playbooks/hq"}:
        shutil.rmtree(branch)  # A fork wants nothing of kinds that its parent does not.

    workspace = checked(root)

    folders = sorted(f"playbooks/hq/{name}" for name in gone if (root / "playbooks/hq" / name).is_dir())
    left_alone = of_lenders(workspace.diagnostics, gone)
    assert [(d.code, d.path) for d in workspace.diagnostics if d not in left_alone] == [("WORK001", folder) for folder in folders]
    assert set(workspace.kinds.usable) == set(KINDS) - gone
    there = workspace.of_branch("hq")
    assert {kind for kind, _ in (*there.playbooks, *there.broken)} == set(KINDS) - gone
    assert bool(there.broken) == bool(left_alone)


@pytest.mark.parametrize(("lender", "code"), LENDS.items())
def test_whoever_takes_in_the_texts_of_a_deleted_kind_is_told(lender: str, code: str, tmp_path: Path) -> None:
    root = copy_of_our_workspace(tmp_path)
    shutil.rmtree(root / "schema" / lender)

    assert {d.code for d in checked(root).diagnostics} == {code, "WORK001"}


def test_the_handbook_is_built_without_a_deleted_kind(tmp_path: Path, whole_site: Path) -> None:
    root = copy_of_our_workspace(tmp_path, sheets=whole_site.is_dir())
    shutil.rmtree(root / "schema/welcome")

    run = process("build", "--edition", "hq/en", cwd=root)

    assert run.returncode == 0, run.stdout + run.stderr
    assert not (root / "site/hq/en/welcome").exists()
    assert (root / "site/hq/en/activity/dice-guess.html").is_file()
    assert "Welcome members" not in (root / "site/hq/en/index.html").read_text("utf-8")


def test_a_broken_kind_takes_no_other_down(tmp_path: Path) -> None:
    broken = POSTER["schema/poster/schema.json"].replace('"integer"', '"intger"')
    root = lay_out(tmp_path, {**POSTER, "schema/poster/schema.json": broken})
    line = broken[: broken.index('"intger"')].count("\n") + 1

    run = sopbook("check", "-C", root, "--format", "concise")

    assert run.exit_code == 1
    left_out, *mistakes = run.stdout.splitlines()
    assert left_out == "playbooks/hq/poster:1:1: WORK021 The kind poster is broken, so 1 file in it is neither checked nor shown."
    assert len(mistakes) == 1
    assert mistakes[0].startswith(f"schema/poster/schema.json:{line}:15: KIND003 type is \"intger\"")
    assert ("note", "good") in checked(root).of_branch("hq").playbooks


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("kind.yaml", "kind: poster\ntitle: {en: Poster}\nplural: {en: Posters}\ncolumns: [/papr]\n", "4:11-4:16 error KIND005"),
        ("kind.yaml", "kind: poster\ntitle: [\n", "error YAML"),
        ("schema.json", "{\n", "2:1-2:1 error KIND002"),
        ("page.html.j2", "<p>\n{% if %}\n</p>\n", "2:1-2:9 error TEMPLATE001"),
        ("labels.en.yaml", "values: 3\n", "1:9-1:10 error SCHEMA003"),
    ],
)
def test_each_file_of_a_kind_is_diagnosed_where_it_is_wrong(file: str, text: str, place: str, tmp_path: Path) -> None:
    found = [written(d) for d in checked(lay_out(tmp_path, {**POSTER, f"schema/poster/{file}": text})).diagnostics if d.code != "WORK021"]

    assert len(found) == 1
    assert found[0].startswith(f"schema/poster/{file}:")
    assert place in found[0]
