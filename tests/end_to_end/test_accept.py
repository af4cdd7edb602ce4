"""What headquarters deletes, and what accepting does then: nothing is lost in silence, and nothing becomes worse."""

from pathlib import Path

import pytest

from end_to_end.running import sopbook
from example_workspaces import checked, lay_out, written

OFFER = "playbooks/hq/note/offer.yaml"
FORK = "playbooks/south/note/offer.yaml"
LOCK = "playbooks/south/forks.lock.yaml"
HEAD = """\
id: offer
title: Evening greeting
summary: What to say when the group opens in the evening.
version: "1.0"
owner: Operations desk
reviewed_on: 2026-11-01
review_by: 2027-11-01
tags: [greeting]
status: active
"""
CUP, MUG = "  - {id: cup, price: 10}\n", "  - {id: mug, price: 20}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace in which south has accepted a fork that changes one item of headquarters' and adds one beside another."""
    lay_out(tmp_path, {
        "playbooks/south/branch.yaml": "name: {en: South}\nparent: hq\nlocales: [en]\n",
        OFFER: f"{HEAD}items:\n{CUP}{MUG}",
        FORK: "fork: offer\nitems:\n  - {id: cup, price: 12}\n  - {id: jug, $add: {after: mug}, price: 5}\n",
    })
    assert accept(tmp_path) == "note/offer /items/{cup}/price: unaccepted\nnote/offer /items/{jug}: unaccepted\n"
    assert findings(tmp_path) == []
    return tmp_path


def accept(root: Path) -> str:
    """Return what the command said when south accepted all of its fork."""
    return sopbook("accept", "offer", "--all", "--branch", "south", "-C", root).stdout


def findings(root: Path) -> list[str]:
    """Return the findings, each with its hint."""
    return [written(found) for found in checked(root).diagnostics]


def test_accepting_after_an_anchor_has_gone_leaves_the_warning_and_the_place(root: Path) -> None:
    (root / OFFER).write_text(f"{HEAD}items:\n{CUP}", "utf-8")
    gone = [f"{FORK}:4:15-4:19 warning FORK007 The item mug beside which jug stood is gone, so it stands after cup now.\n    Name another anchor if that is wrong."]
    assert findings(root) == gone

    for _ in range(2):
        accept(root)
        assert findings(root) == gone

    assert [item["id"] for item in checked(root).of_branch("south").playbooks["note", "offer"].value["items"]] == ["cup", "jug"]


def test_a_list_that_headquarters_deletes_is_said_to_be_gone_with_what_was_in_it(root: Path) -> None:
    (root / OFFER).write_text(HEAD, "utf-8")

    assert findings(root) == [
        f"{FORK}:3:10-3:13 error FORK005 There is no item cup in items of hq any more.\n"
        "    hq has deleted items, and the item with it, since you accepted it. Delete it here, too, or keep your own with $add: last.",
        f"{FORK}:4:15-4:19 warning FORK007 The item mug beside which jug stood is gone, so it stands first now.\n    Name another anchor if that is wrong.",
    ]
    assert "south/note/offer /items/{cup}/price: dangling\n" in sopbook("drift", "-C", root).stdout
    diff = sopbook("diff", "offer", "--branch", "south", "-C", root).stdout
    assert "  /items/{cup}/price  [dangling]\n    hq when accepted:\n      10\n    hq now:\n      (nothing)\n    south:\n      12\n" in diff
    assert "[FORK005]" in accept(root)


def test_an_item_that_is_moved_beside_another_is_told_when_that_one_moves_and_not_when_others_come(root: Path) -> None:
    (root / FORK).write_text("fork: offer\nitems:\n  - {id: cup, $move: {after: mug}}\n", "utf-8")
    accept(root)
    (root / OFFER).write_text(f"{HEAD}items:\n  - {{id: pot, price: 1}}\n{CUP}{MUG}", "utf-8")
    assert findings(root) == []
    (root / OFFER).write_text(f"{HEAD}items:\n{MUG}{CUP}", "utf-8")

    assert findings(root) == [
        f"{FORK}:3:5-3:35 warning DRIFT003 hq has cup in this place, too.\n    Delete it from the fork, so that the next change comes through.",
    ]


def test_what_stops_the_build_until_it_is_accepted_can_be_accepted(tmp_path: Path) -> None:
    root = lay_out(tmp_path, Path(__file__).parents[1] / "examples/invalid/DRIFT007")
    (root / "expected.txt").unlink()

    run = sopbook("accept", "loan", "--all", "--branch", "south", "-C", root)

    assert (run.exit_code, run.stdout) == (0, "terms/loan /risk: stale\n")
    assert findings(root) == []


@pytest.mark.parametrize("example", ["DRIFT008", "DRIFT008-key", "DRIFT008-by-id"])
def test_a_list_that_is_merged_in_another_way_can_be_accepted(tmp_path: Path, example: str) -> None:
    root = lay_out(tmp_path, Path(__file__).parents[1] / "examples/invalid" / example)
    (root / "expected.txt").unlink()

    run = sopbook("accept", "open", "--all", "--branch", "south", "-C", root)

    assert run.exit_code == 0
    assert "merge-changed" in run.stdout
    assert findings(root) == []


def test_fields_beside_a_nested_id_are_the_forks(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {
        "schema/doc/kind.yaml": "kind: doc\ntitle: {en: Doc}\nplural: {en: Docs}\nenvelope: false\nidentity: {id: /metadata/name, title: /title}\n",
        "schema/doc/schema.json": '{"type": "object", "properties": {"title": {"type": "string"}, "metadata": {"type": "object"}}}',
        "playbooks/hq/doc/door.yaml": "title: Door\nmetadata: {name: door, label: Front}\n",
        "playbooks/south/branch.yaml": "name: {en: South}\nparent: hq\nlocales: [en]\n",
        "playbooks/south/doc/door.yaml": "fork: door\nmetadata: {label: Back}\n",
    })

    assert checked(root).of_branch("south").playbooks["doc", "door"].value["metadata"] == {"name": "door", "label": "Back"}
    assert "/metadata/label  [unaccepted]" in sopbook("diff", "door", "--branch", "south", "-C", root).stdout
