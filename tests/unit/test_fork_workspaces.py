"""Forks in a workspace of three levels: files in, every branch's playbooks out, whatever order the files lie in."""

import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from example_workspaces import TODAY
from sopbook.authoring.accept import accepted
from sopbook.branches.fork.drift import State
from sopbook.branches.workspace import Settings, Workspace
from sopbook.handbook.check.workspace import CheckedWorkspace, check_workspace
from sopbook.kinds.schema_view import leaves
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.pointer import at
from unit.drawn_forks import PARENTS, Value, forks_of
from unit.forks import SCHEMA, SHAPE, exact, lay, unwritten

BRANCHES = {"hq": "", "south": "parent: hq\n", "city": "parent: south\n"}
KIND = "kind: note\ntitle: {en: Note}\nplural: {en: Notes}\nenvelope: false\nidentity: {id: $file, title: /title}\n"


@st.composite
def families(draw: st.DrawFn) -> dict[str, Value]:
    """Return a parent, a fork of it, and a fork of that, by branch."""
    parent = draw(PARENTS)
    south = draw(forks_of(parent))
    middle, _, _ = lay(unwritten(parent), unwritten(south, "south"))
    return {"hq": parent, "south": {"fork": "a", **south}, "city": {"fork": "a", **draw(forks_of(middle.value))}}


def files_of(family: dict[str, Value], kind: str = KIND) -> dict[str, str]:
    """Return the files of a workspace with one playbook and its forks; JSON is YAML."""
    files = {"schema/note/kind.yaml": kind, "schema/note/schema.json": json.dumps(SCHEMA)}
    for branch, parent in BRANCHES.items():
        files[f"playbooks/{branch}/branch.yaml"] = f"name: {{en: The {branch}}}\nlocales: [en]\n{parent}"
        files[f"playbooks/{branch}/note/a.yaml"] = json.dumps(family[branch], ensure_ascii=False)
    return files


def lay_out(root: Path, files: list[tuple[str, str]]) -> Path:
    for name, text in files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def checked(root: Path) -> CheckedWorkspace:
    return check_workspace(Workspace(root, Settings(built_in_kinds=False)), TODAY)


@settings(max_examples=25)
@given(families())
def test_a_workspace_resolves_level_by_level_what_its_forks_say_one_after_the_other(family: dict[str, Value]) -> None:
    made = unwritten(family["hq"])
    for branch, above in (("south", "hq"), ("city", "south")):
        made, _, found = lay(made, unwritten(family[branch], branch), branch=branch, above=above)
        assert found == []

    with tempfile.TemporaryDirectory() as folder:
        workspace = checked(lay_out(Path(folder), list(files_of(family).items())))

    entry = workspace.stocks["city"].entries["note", "a"]
    assert [d for d in workspace.diagnostics if d.code.startswith("FORK")] == []
    assert (entry.owner, entry.writer) == ("hq", "city")
    assert exact(entry.document.value) == exact(made.value)
    for pointer, value, _ in leaves(entry.document.value, SHAPE):
        origin = entry.document.origin(pointer)
        if not isinstance(value, dict | list):
            assert exact(at(origin.document.value, origin.pointer, "\0")) == exact(value)
            assert origin.document.path == f"playbooks/{origin.branch}/note/a.yaml"


@settings(max_examples=15)
@given(families())
def test_what_a_branch_has_accepted_is_current_in_the_next_run(family: dict[str, Value]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = lay_out(Path(folder), list(files_of(family).items()))
        for name, stock in checked(root).stocks.items():
            text, _ = accepted(root, stock.lock_file, {e.part: e.drifts for e in stock.entries.values() if e.writer == name})
            if text:
                (root / stock.lock_file.path).write_text(text, "utf-8")
        workspace = checked(root)

    assert [d for d in workspace.diagnostics if d.code.startswith(("DRIFT", "FORK"))] == []
    assert all(stock.entries for stock in workspace.stocks.values())
    states = [d.state for stock in workspace.stocks.values() for entry in stock.entries.values() for d in entry.drifts]
    assert states == [State.CURRENT] * len(states)


MUCH_IS_WRONG: dict[str, str] = {
    "playbooks/city/note/b.yaml": "fork: b\ntitle: Nothing to fork\n",
    "playbooks/city/note/c.yaml": "fork: c\ntitle: Twice\n",
    "playbooks/city/note/other-c.yaml": "fork: c\ntitle: Twice again\n",
    "playbooks/city/note/empty.yaml": "",
    "playbooks/hq/note/c.yaml": "title: C\nlocks: [{path: /title, why: Law.}, {path: /nothing}]\n",
    "playbooks/hq/note/fork.yaml": "fork: a\n",
    "playbooks/lost/branch.yaml": "name: {en: Lost}\nlocales: [en]\nparent: nobody\n",
    "playbooks/lost/note/a.yaml": "fork: a\ngoal: What?\n",
    "playbooks/east/branch.yaml": "name: {en: The city}\nlocales: [en]\nparent: hq\n",
    "playbooks/east/note/a.yaml": "title: Hides the one of headquarters\n",
    "playbooks/south/forks.lock.yaml": "forks: {note/a: {/title: {digest: sha-0123456789abcdef, value: x}}}\n",
    "playbooks/south/nowhere/x.yaml": "a: b\n",
    "playbooks/south/note/a.yml": "a: b\n",
}


def _outcome(root: Path) -> tuple[list[Diagnostic], dict[str, Any]]:
    workspace = checked(root)
    return list(workspace.diagnostics), {
        f"{name} {key}": (entry.document.value, entry.owner, entry.writer, entry.document.path, [str(d.state) for d in entry.drifts])
        for name, stock in workspace.stocks.items() for key, entry in sorted(stock.entries.items())
    }  # fmt: skip


@settings(max_examples=8)
@given(families(), st.randoms(use_true_random=False))
def test_the_order_in_which_files_are_written_and_listed_means_nothing(family: dict[str, Value], order: random.Random) -> None:
    files = sorted((files_of(family) | MUCH_IS_WRONG).items())
    mixed = list(files)
    order.shuffle(mixed)
    listings = {name: getattr(Path, name) for name in ("iterdir", "glob", "rglob")}

    def shuffled(name: str) -> Any:
        def listing(path: Path, *arguments: Any, **options: Any) -> Iterator[Path]:
            entries = list(listings[name](path, *arguments, **options))
            order.shuffle(entries)
            return iter(entries)

        return listing

    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        expected = _outcome(lay_out(Path(one), files))
        assert _outcome(lay_out(Path(other), mixed)) == expected
        with patch.multiple(Path, **{name: shuffled(name) for name in listings}):
            assert _outcome(Path(other)) == expected


def test_much_is_wrong_there(tmp_path: Path) -> None:
    family: dict[str, Value] = {"hq": {"title": "T", "steps": []}, "south": {"fork": "a"}, "city": {"fork": "a"}}

    found = {d.code for d in checked(lay_out(tmp_path, list((files_of(family) | MUCH_IS_WRONG).items()))).diagnostics}

    assert {"FORK001", "FORK002", "FORK003", "DRIFT002", "DRIFT004", "WORK001", "WORK006", "WORK009", "WORK011", "YAML013"} <= found
