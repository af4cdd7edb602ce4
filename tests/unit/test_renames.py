"""Random retirements, deletions and new ids at headquarters: each is told once, to the branches that it touches and to no others."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from example_workspaces import TODAY
from sopbook.authoring.accept import accepted
from sopbook.authoring.rename import renamed_fork, renamed_lock_file, write_renamed
from sopbook.branches.workspace import Settings, Workspace
from sopbook.handbook.check.workspace import CheckedWorkspace, check_workspace

PARENTS = {"hq": "", "east": "hq", "city": "east", "south": "hq"}
PLAYBOOKS, ITEMS = ("p", "q", "r"), ("a", "b", "c")
_ANY: dict[str, Any] = {name: {} for name in ("title", "summary", "version", "owner", "reviewed_on", "review_by", "tags", "status", "formerly")}
_ITEM = {"properties": {"id": {"type": "string"}, "price": {"type": "integer"}, "formerly": {}}}
SCHEMA = {"type": "object", "properties": {"id": {"type": "string"}, **_ANY, "items": {"type": "array", "x-key": "id", "items": _ITEM}}}
KIND = "kind: note\ntitle: {en: Note}\nplural: {en: Notes}\n"


@dataclass(frozen=True)
class Change:
    """What headquarters does to one playbook: as a whole, and to its items."""

    whole: str
    items: dict[str, str]


@dataclass(frozen=True)
class Story:
    """Which items each branch changes in which playbook, and what headquarters does then."""

    forks: dict[tuple[str, str], list[str]]
    changes: dict[str, Change]


CHANGES = st.builds(
    Change, st.sampled_from(["", "retired", "deleted", "renamed"]),
    st.fixed_dictionaries({item: st.sampled_from(["", "", "renamed", "priced", "both"]) for item in ITEMS}),
)  # fmt: skip
FORKS = st.dictionaries(
    st.tuples(st.sampled_from(["east", "city", "south"]), st.sampled_from(PLAYBOOKS)), st.lists(st.sampled_from(ITEMS), unique=True, min_size=1)
)
STORIES = st.builds(Story, FORKS, st.fixed_dictionaries(dict.fromkeys(PLAYBOOKS, CHANGES)))


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")


def before(root: Path, story: Story) -> None:
    """Lay out the workspace as it is before headquarters changes anything, all forks accepted."""
    write(root, "schema/note/kind.yaml", KIND)
    write(root, "schema/note/schema.json", json.dumps(SCHEMA))
    for branch, parent in PARENTS.items():
        write(root, f"playbooks/{branch}/branch.yaml", f"name: {{en: The {branch}}}\nlocales: [en]\n" + (f"parent: {parent}\n" if parent else ""))
    for name in PLAYBOOKS:
        write_playbook(root, name, Change("", {}))
    for (branch, name), items in story.forks.items():
        price = {"east": 100, "city": 200, "south": 300}[branch]
        changed = [{"id": item, "price": price + ITEMS.index(item)} for item in items]
        write(root, f"playbooks/{branch}/note/{name}.yaml", json.dumps({"fork": name, "items": changed}))
    accept(root)


def write_playbook(root: Path, name: str, change: Change) -> None:
    """Write headquarters' playbook as it is after a change."""
    now = f"new-{name}" if change.whole == "renamed" else name
    items = []
    for index, item in enumerate(ITEMS):
        how = change.items.get(item, "")
        new = how in ("renamed", "both")
        price = index + (50 if how in ("priced", "both") else 0)
        items.append({"id": f"new-{item}" if new else item, "price": price} | ({"formerly": [item]} if new else {}))
    (root / f"playbooks/hq/note/{name}.yaml").unlink(missing_ok=True)
    if change.whole != "deleted":
        value: dict[str, Any] = {"id": now, "title": f"The {name}", "status": "retired" if change.whole == "retired" else "active"}
        value |= {"reviewed_on": "2026-11-01", "review_by": "2027-11-01", "tags": []} | ({"formerly": [name]} if now != name else {})
        write(root, f"playbooks/hq/note/{now}.yaml", json.dumps(value | {"items": items}))


def checked(root: Path) -> CheckedWorkspace:
    return check_workspace(Workspace(root, Settings(built_in_kinds=False)), TODAY)


def accept(root: Path) -> None:
    """Accept everything that can be accepted, in every branch."""
    for name, stock in checked(root).stocks.items():
        text, _ = accepted(root, stock.lock_file, {e.part: e.states for e in stock.entries.values() if e.writer == name and e.fork})
        if text:
            write(root, stock.lock_file.path, text)


def rename(root: Path) -> None:
    """Write present ids into everything that the branches have, as `sopbook rename all` does."""
    workspace = checked(root)
    for stock in workspace.stocks.values():
        entries = [(key, stock.entries[key]) for key in stock.files.forks if key in stock.entries]
        for key, entry in entries:
            assert entry.parent is not None
            write_renamed(root, list(renamed_fork(stock, key, key, entry.parent)))
        if (root / stock.lock_file.path).exists():
            write(root, stock.lock_file.path, renamed_lock_file(root, stock, {}, {}))


def expected(story: Story) -> list[tuple[str, str, str]]:
    """Return what has to be told, as (branch, code, what it is about)."""
    told = []
    for (branch, name), items in story.forks.items():
        change = story.changes[name]
        if change.whole == "deleted":
            told.append((branch, "FORK001", name))
            continue
        told += [(branch, "DRIFT009", name)] * (change.whole == "retired") + [(branch, "DRIFT010", name)] * (change.whole == "renamed")
        covered = story.forks.get(("east", name), []) if branch == "city" else []
        for item in items:
            how = change.items[item]
            told += [(branch, "DRIFT010", item)] * (how in ("renamed", "both"))
            told += [(branch, "DRIFT001", f"{name}/{item}")] * (how in ("priced", "both") and item not in covered)
    return sorted(told)


def told(workspace: CheckedWorkspace) -> list[tuple[str, str, str]]:
    """Return what is told, in the same form."""
    found = []
    for d in workspace.diagnostics:
        _, branch, _, file = d.path.split("/")
        name = file.removesuffix(".yaml").removeprefix("new-")
        about = name
        if d.code == "DRIFT010":
            about = d.message.split(" is called ")[0]
        elif d.code == "DRIFT001":
            document = next(f for s in workspace.stocks.values() for f in s.files.forks.values() if f.path == d.path)
            start = next(p for p, place in document.places.items() if p[-1:] == ("price",) and document.span(p, key=True) == d.span)
            about = f"{name}/{document.value['items'][start[1]]['id'].removeprefix('new-')}"
        found.append((branch, d.code, about))
    return sorted(found)


@settings(max_examples=20, deadline=None)
@given(STORIES)
def test_each_change_of_headquarters_is_told_once_where_it_touches_something_and_nowhere_else(story: Story) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        before(root, story)
        assert told(checked(root)) == []

        for name, change in story.changes.items():
            write_playbook(root, name, change)

        assert told(checked(root)) == expected(story)


@settings(max_examples=8, deadline=None)
@given(STORIES)
def test_after_renaming_and_accepting_only_what_is_deleted_is_left(story: Story) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        before(root, story)
        for name, change in story.changes.items():
            write_playbook(root, name, change)
        values = {(b, k): e.document.value for b, s in checked(root).stocks.items() for k, e in s.entries.items()}

        rename(root)

        assert told(checked(root)) == [one for one in expected(story) if one[1] != "DRIFT010"]
        assert {(b, k): e.document.value for b, s in checked(root).stocks.items() for k, e in s.entries.items()} == values
        accept(root)
        assert told(checked(root)) == [one for one in expected(story) if one[1] == "FORK001"]


@settings(max_examples=8, deadline=None)
@given(STORIES)
def test_accepting_before_renaming_loses_nothing(story: Story) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        before(root, story)
        for name, change in story.changes.items():
            write_playbook(root, name, change)

        accept(root)

        assert told(checked(root)) == [one for one in expected(story) if one[1] in ("DRIFT010", "FORK001")]
        rename(root)
        assert told(checked(root)) == [one for one in expected(story) if one[1] == "FORK001"]


def test_one_story_in_full(tmp_path: Path) -> None:
    story = Story({("east", "p"): ["a"], ("city", "p"): ["a", "b"]}, {name: Change("renamed", dict.fromkeys(ITEMS, "both")) for name in PLAYBOOKS})

    before(tmp_path, story)
    for name, change in story.changes.items():
        write_playbook(tmp_path, name, change)

    assert expected(story) == [
        ("city", "DRIFT001", "p/b"), ("city", "DRIFT010", "a"), ("city", "DRIFT010", "b"), ("city", "DRIFT010", "p"),
        ("east", "DRIFT001", "p/a"), ("east", "DRIFT010", "a"), ("east", "DRIFT010", "p"),
    ]  # fmt: skip
    assert told(checked(tmp_path)) == expected(story)
