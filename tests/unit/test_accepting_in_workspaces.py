"""Accepting in several branches at once: whatever headquarters has edited, nothing is worse afterwards."""

import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from example_workspaces import TODAY
from sopbook.authoring.accept import accepted
from sopbook.branches.fork.lockfile import BRANCH
from sopbook.branches.workspace import Settings, Workspace
from sopbook.handbook.check.workspace import CheckedWorkspace, check_workspace
from sopbook.source.diagnostics import Severity

PARENTS = {"hq": "", "east": "hq", "city": "east", "south": "hq"}
IDS = ("a", "b", "c", "d")
ITEM = {"type": "object", "properties": {"id": {"type": "string"}, "text": {"type": "string", "x-text": "plain"}}}
SCHEMA = {
    "type": "object",
    "properties": {
        "id": {"type": "string"}, "title": {"type": "string"}, "price": {},
        "tags": {"type": "array", "x-merge": "set", "items": {"type": "string"}},
        "steps": {"type": "array", "x-key": "id", "items": ITEM},
    },
}  # fmt: skip
KIND = "kind: note\ntitle: {en: Note}\nplural: {en: Notes}\nenvelope: false\n"

VALUES = st.sampled_from([1, 2, True, "1", "8 o'clock"])
TEXTS = st.sampled_from(["Hello", "Good evening", "Bye"])
STEPS = st.lists(st.builds(lambda name, text: {"id": name, "text": text}, st.sampled_from(IDS), TEXTS), unique_by=lambda step: step["id"], max_size=4)
PLAYBOOKS = st.builds(
    lambda price, tags, steps: {"id": "p", "title": "P"} | price | tags | steps,
    st.just({}) | VALUES.map(lambda value: {"price": value}),
    st.just({}) | st.lists(st.sampled_from(["x", "y", "z"]), unique=True).map(lambda tags: {"tags": tags}),
    st.just({}) | STEPS.map(lambda steps: {"steps": steps}),
)
WHERE = st.sampled_from(["first", "last"]) | st.builds(lambda side, name: {side: name}, st.sampled_from(["after", "before"]), st.sampled_from(IDS))
CHANGES = st.one_of(
    st.builds(lambda text: {"text": text}, TEXTS), st.just({"$delete": True}), WHERE.map(lambda where: {"$move": where}),
    st.builds(lambda where, text: {"$add": where, "text": text}, WHERE, TEXTS),
)
FORKS = st.builds(
    lambda price, tags, steps: {"fork": "p"} | price | tags | steps,
    st.just({}) | VALUES.map(lambda value: {"price": value}),
    st.just({}) | st.builds(lambda add, remove: {"tags": {"$add": add, "$remove": remove}}, *[st.lists(st.sampled_from(["x", "y", "w"]), unique=True, max_size=2)] * 2),
    st.just({}) | st.dictionaries(st.sampled_from((*IDS, "e")), CHANGES, max_size=3).map(lambda steps: {"steps": [{"id": name, **step} for name, step in steps.items()]}),
)
BRANCHES = st.fixed_dictionaries({}, optional={
    "params": st.dictionaries(st.sampled_from(["hours", "place"]), st.sampled_from(["9:00", "10:00", 3, {"en": "noon"}])),
    "tags": st.dictionaries(st.sampled_from(["x", "y"]), st.sampled_from([{"en": "X"}, {"en": "Ex"}])),
    "contacts": st.lists(st.builds(lambda name, role: {"id": name, "role": {"en": role}}, st.sampled_from(["duty", "chief"]), st.sampled_from(["On duty", "Chief"])), unique_by=lambda one: one["id"]),
    "words": st.lists(st.sampled_from(["best", "first"]), unique=True).map(lambda words: {"banned": [{"word": word, "why": "The law."} for word in words]}),
})  # fmt: skip


def write(root: Path, path: str, value: Any) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), "utf-8")


def write_branch(root: Path, name: str, entries: dict[str, Any]) -> None:
    above = {"parent": PARENTS[name]} if PARENTS[name] else {}
    write(root, f"playbooks/{name}/branch.yaml", {"name": {"en": f"The {name}"}, "locales": ["en"], **above, **entries})


def checked(root: Path) -> CheckedWorkspace:
    return check_workspace(Workspace(root, Settings(built_in_kinds=False)), TODAY)


def accept(root: Path, workspace: CheckedWorkspace) -> None:
    """Accept everything in every branch, as `sopbook accept all --all` and `sopbook accept branch --all` do."""
    for name, stock in workspace.stocks.items():
        parts = {entry.part: entry.states for entry in stock.entries.values() if entry.writer == name and entry.fork}
        text, _ = accepted(root, stock.lock_file, parts | {BRANCH: stock.branch_drifts})
        if text:
            write(root, stock.lock_file.path, text)


def findings(workspace: CheckedWorkspace) -> Counter[tuple[str, str, str]]:
    return Counter((d.severity.value, d.code, d.path) for d in workspace.diagnostics)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_accepting_everywhere_adds_no_finding(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, "schema/note/kind.yaml", KIND)
        write(root, "schema/note/schema.json", SCHEMA)
        for name in PARENTS:
            write_branch(root, name, data.draw(BRANCHES, label=name))
            if PARENTS[name] and data.draw(st.booleans()):
                write(root, f"playbooks/{name}/note/p.yaml", data.draw(FORKS, label=f"{name} forks"))
        write(root, "playbooks/hq/note/p.yaml", data.draw(PLAYBOOKS, label="hq writes"))
        accept(root, checked(root))
        write(root, "playbooks/hq/note/p.yaml", data.draw(PLAYBOOKS, label="hq edits"))
        write_branch(root, "hq", data.draw(BRANCHES, label="hq edits its branch"))

        before = checked(root)
        accept(root, before)
        after = checked(root)

        errors = {d for d in after.diagnostics if d.severity is Severity.ERROR} - {d for d in before.diagnostics if d.severity is Severity.ERROR}
        assert errors == set()
        assert findings(after) - findings(before) == Counter()
