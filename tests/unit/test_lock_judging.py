"""Locks of any sort on documents of any sort: judging them never fails, and blames nobody who changed nothing."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sopbook.branches.fork.override import same
from sopbook.branches.fork.path import located, named, parse_path, write_path
from sopbook.kinds.schema_view import leaves
from sopbook.source.pointer import at
from unit.drawn_forks import Value
from unit.forks import SHAPE, unwritten
from unit.test_fork_workspaces import checked, families, files_of, lay_out

ODD = ["/steps", "/steps/0", "/steps/{a}", "/steps/{nobody}/text", "/params", "/title", "/tags/{x}", "/no/such", "/notes/1"]
MODES = ["fixed", "add-only", "order", "other", 5, None]


@st.composite
def locked_families(draw: st.DrawFn) -> dict[str, Value]:
    """Return a parent with locks on places that it has and on odd ones, a fork of it, and a fork of that."""
    family = draw(families())
    value = unwritten(family["hq"]).value
    paths = [write_path(named(value, pointer, SHAPE)) for pointer, _, _ in leaves(value, SHAPE) if pointer]
    lock: st.SearchStrategy[Any] = st.fixed_dictionaries({"path": st.sampled_from([*paths, *ODD]), "mode": st.sampled_from(MODES)})
    family["hq"]["locks"] = draw(st.lists(lock, min_size=1, max_size=4))
    if draw(st.integers(0, 2)) == 0:
        family["south"] = {"fork": "a", "steps": {"$replace": draw(st.sampled_from([{"{a}": {"text": "b"}}, [], [5, None], "x", [[{"id": "a"}]]]))}}
    return family


@settings(max_examples=50)
@given(locked_families())
def test_a_branch_without_a_finding_has_what_is_fixed_as_its_parent_has_it(family: dict[str, Value]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = checked(lay_out(Path(folder), list(files_of(family).items())))

    for branch, above in (("south", "hq"), ("city", "south")):
        mine, theirs = (workspace.stocks[name].entries.get(("note", "a")) for name in (branch, above))
        told = [d for d in workspace.diagnostics if d.code == "LOCK001" and d.path.startswith(f"playbooks/{branch}/")]
        if mine is None or theirs is None:
            continue
        if mine is theirs:
            assert told == []
        for lock in family["hq"]["locks"] if not told else ():
            path = parse_path(str(lock["path"]))
            was, now = (located(entry.document.value, path, SHAPE) for entry in (theirs, mine))
            if lock["mode"] == "fixed" and was is not None:
                assert now is not None
                assert same(at(theirs.document.value, was), at(mine.document.value, now))
