"""forks.lock.yaml, written: only what has changed, everything else byte for byte."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopbook.authoring.lock_file import HEADER, PartChanges, updated
from sopbook.authoring.text import WriteError
from sopbook.branches.fork.lockfile import LockFile, parse_lock_file, value_digest
from sopbook.branches.fork.neighbours import Neighbours
from sopbook.branches.fork.override import ABSENT, Accepted
from sopbook.branches.fork.path import KeyedPath, parse_path
from sopbook.source.files import CONTROL
from sopbook.source.text import Source
from unit.forks import exact, told

PATH = "playbooks/south/forks.lock.yaml"
NEW = Accepted("new")
Steps = tuple[str | int, ...]
Entries = Mapping[str, Mapping[Steps, Accepted | None]]
Rules = Mapping[str, Mapping[Steps, str | None]]
SOURCE = {"git": "https://git.example/hq.git", "ref": "main", "commit": "a" * 40}


def entry(value: Any) -> str:
    """Return what an entry about a text is, as the tool writes it."""
    return f'{{digest: {value_digest(value)}, value: "{value}"}}'


BY_HAND = f"""\
# Ours: ask the duty manager before accepting anything here.
source: {{git: "https://git.example/hq.git", commit: {"b" * 40}}}

# Our hours.
branch:
    /params/hours:   {{ digest: {value_digest("9")},  value: '9' }}   # as agreed

forks:
  # The dice game.
  note/a:
    /goal: {entry("old")}   # Li has looked at it
    # The next one is odd.
    "/title": {{"value": 'T',
               "digest": {value_digest("T")}}}
  note/b:
    /steps/{{n}}: {{absent: true, after: [a]}}
    /goal:
      # deep
      value: |
        Two
        lines
      digest: {value_digest(chr(10).join(["Two", "lines", ""]))}

  # The last one.
  note/c:
    /goal: {entry("old")}
"""


def read(text: str) -> LockFile:
    """Return a lock file of which nothing is wrong."""
    lock_file, found = parse_lock_file(Source(PATH, text))
    assert told(found) == []
    return lock_file


def written(root: Path, text: str, entries: Entries, source: dict[str, str] | None = None, rules: Rules | None = None) -> str:
    """Return the text of a lock file of this text with some entries changed; it reads back as what was meant."""
    if text:
        (root / PATH).parent.mkdir(parents=True, exist_ok=True)
        (root / PATH).write_text(text, "utf-8")
    lock_file = read(text) if text else LockFile(PATH)
    rules = rules or {}
    new = updated(root, lock_file, {
        name: PartChanges({KeyedPath(path): one for path, one in entries.get(name, {}).items()}, {KeyedPath(path): one for path, one in rules.get(name, {}).items()})
        for name in {**entries, **rules}
    }, source)
    back = read(new)
    assert _plain(back.parts) == _plain(_changed(lock_file.parts, entries))
    assert {name: dict(part) for name, part in back.merged.items() if part} == _changed(lock_file.merged, rules)
    assert dict(back.source) == dict(source or lock_file.source)
    return new


def _changed(parts: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    made = {name: {**parts.get(name, {}), **changes.get(name, {})} for name in {**parts, **changes}}
    made = {name: {path: one for path, one in part.items() if one is not None} for name, part in made.items()}
    return {name: part for name, part in made.items() if part}


def _plain(parts: Any) -> Any:
    return {
        name: {path: (exact(one.value), one.beside, one.stood, one.order) for path, one in part.items()} for name, part in parts.items() if part
    }  # fmt: skip


def at(path: str, accepted_now: Accepted | None = NEW, part: str = "note/a") -> Entries:
    """Return a change of one entry."""
    return {part: {parse_path(path): accepted_now}}


def test_a_new_file_says_what_it_is(tmp_path: Path) -> None:
    changes: Entries = {"note/a": {("goal",): Accepted("old"), ("steps", "{n}"): Accepted(ABSENT, Neighbours("b", ("a",), ("c",)))}, "branch": {("params", "x"): Accepted(5)}}

    assert written(tmp_path, "", changes, rules={"note/a": {("steps",): "by id"}}) == (
        f"{HEADER}branch:\n  /params/x: {{digest: {value_digest(5)}, value: 5}}\nforks:\n  note/a:\n"
        f'    /goal: {entry("old")}\n    "/steps/{{n}}": {{absent: true, beside: {{item: "b", before: ["a"], after: ["c"]}}}}\n'
        f'merged:\n  note/a:\n    /steps: "by id"\n'
    )


CHANGES = [
    ("an entry changes", at("/goal"), entry("old") + "   # Li", entry("new") + "   # Li"),
    ("an entry laid out in its own way changes", at("/params/hours", part="branch"), f"{{ digest: {value_digest('9')},  value: '9' }}", entry("new")),
    ("an entry over two lines changes", at("/title"), f'{{"value": \'T\',\n               "digest": {value_digest("T")}}}', entry("new")),
    ("an entry of an added item changes", at("/steps/{n}", Accepted(ABSENT, Neighbours("b", ("a",))), "note/b"), "after: [a]", 'beside: {item: "b", before: ["a"]}'),
    ("an entry goes", at("/goal", None), f"    /goal: {entry('old')}   # Li has looked at it\n", ""),
    ("the first of two entries goes", at("/steps/{n}", None, "note/b"), "    /steps/{n}: {absent: true, after: [a]}\n", ""),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "before", "after"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES])
def test_everything_else_stays_byte_for_byte(changes: Entries, before: str, after: str, tmp_path: Path) -> None:
    assert BY_HAND.count(before) == 1

    assert written(tmp_path, BY_HAND, changes) == BY_HAND.replace(before, after)


def test_an_entry_laid_out_over_lines_changes_alone(tmp_path: Path) -> None:
    start, end = BY_HAND.index("      # deep"), BY_HAND.index("  # The last one")

    new = written(tmp_path, BY_HAND, at("/goal", part="note/b"))

    assert new.startswith(BY_HAND[:start].rstrip())
    assert new.endswith(BY_HAND[end:])


@pytest.mark.parametrize(("part", "added"), [("branch", 1), ("note/a", 1), ("note/b", 1), ("note/c", 1), ("note/d", 2)])
def test_a_new_entry_is_one_more_line_and_a_new_part_two(part: str, added: int, tmp_path: Path) -> None:
    lines = written(tmp_path, BY_HAND, at("/notes", part=part)).splitlines()

    new = [line for line in lines if line.strip() in (f"/notes: {entry('new')}", "note/d:")]
    assert len(new) == added
    assert [line for line in lines if line not in new] == BY_HAND.splitlines()


def test_rules_are_added_below_everything_else_and_change_alone(tmp_path: Path) -> None:
    rules: Rules = {"note/a": {("steps",): "by id", ("tags",): "as a set"}, "note/b": {("steps",): "by id"}}
    section = 'merged:\n  note/a:\n    /steps: "by id"\n    /tags: "as a set"\n  note/b:\n    /steps: "by id"\n'

    first = written(tmp_path, BY_HAND, at("/x", part="note/d"), rules=rules)
    second = written(tmp_path, first, {}, rules={"note/a": {("tags",): None, ("steps",): "by letter"}})

    assert first == f"{BY_HAND}  note/d:\n    /x: {entry('new')}\n{section}"
    assert second == first.replace('  note/a:\n    /steps: "by id"\n    /tags: "as a set"\n', '  note/a:\n    /steps: "by letter"\n')


def test_a_file_of_an_older_version_is_read_as_it_is() -> None:
    lock_file = read('forks:\n  note/a:\n    "/steps/{n}": {absent: true, after: [a, b]}\n')

    assert lock_file.part("note/a").accepted == {("steps", "{n}"): Accepted(ABSENT, order=("a", "b"))}
    assert lock_file.part("note/a").merged == {}


def test_a_pinned_source_changes_alone(tmp_path: Path) -> None:
    line = BY_HAND.splitlines(keepends=True)[1]
    pinned = f'source: {{"git": "https://git.example/hq.git", "ref": "main", "commit": "{"a" * 40}"}}\n'

    assert written(tmp_path, BY_HAND, {}, SOURCE) == BY_HAND.replace(line, pinned)


def test_comments_survive_however_much_changes(tmp_path: Path) -> None:
    changes: Entries = {"note/a": {("goal",): None, ("title",): None}, "note/b": {("goal",): NEW, ("x",): NEW}, "note/c": {("goal",): NEW}, "branch": {("y",): NEW}}

    new = written(tmp_path, BY_HAND, changes)

    kept = ("ask the duty manager", "Our hours", "as agreed", "The dice game", "The last one")
    assert [comment for comment in kept if comment not in new] == []


@pytest.mark.parametrize("ending", ["", "\n", "\n\n", "\n# end", "\n# end\n"])
def test_a_file_may_end_as_it_likes(ending: str, tmp_path: Path) -> None:
    text = f"forks:\n  note/a:\n    /goal: {entry('old')}{ending}"

    assert written(tmp_path, text, at("/goal")) == text.replace(entry("old"), entry("new"))
    assert [line for line in written(tmp_path, text, at("/x")).splitlines() if "/x: " not in line] == text.splitlines()


def test_when_the_last_override_is_gone_the_file_is_still_a_file(tmp_path: Path) -> None:
    new = written(tmp_path, f"# Ours.\nforks:\n  note/a:\n    /goal: {entry('old')}\n", at("/goal", None))

    assert "/x: " in written(tmp_path, new, at("/x"))


@pytest.mark.parametrize("text", ["# only a comment\n", "forks: {}\n", "branch: {}\nforks:\n  note/a: {}\n", "forks: {note/a: {/goal: {absent: true}}}\n"])
def test_a_file_without_much_in_it_takes_entries(text: str, tmp_path: Path) -> None:
    assert "/x: " in written(tmp_path, text, at("/x"))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (f"forks:\n  note/a:\n    /goal: {{digest: {value_digest('old')}, value: new}}\n", 3, f"The digest {value_digest('old')} does not fit the value at /goal."),
        (f"forks: {{note/a: {{/x: {{digest: {value_digest(0)}, value: false}}}}}}\n", 1, f"The digest {value_digest(0)} does not fit the value at /x."),
        ("forks: [a]\n", 1, "forks.lock.yaml is damaged at line 1: "),
        ("forks:\n  note/a: {goal: {absent: true}}\n", 2, "forks.lock.yaml is damaged at line 2: "),
        ("forks: {note/a: {/goal: {digest: sha-12, value: 5}}}\n", 1, "forks.lock.yaml is damaged at line 1: "),
        ("forks: {note/a: {/goal: {value: 5}}}\n", 1, "forks.lock.yaml is damaged at line 1: "),
        (f"forks: {{note/a: {{/goal: {{absent: true, digest: {value_digest(5)}, value: 5}}}}}}\n", 1, "forks.lock.yaml is damaged at line 1: "),
        ("- a\n", 1, "forks.lock.yaml is damaged at line 1: "),
    ],
)  # fmt: skip
def test_a_damaged_file_is_reported_and_never_written_over(text: str, line: int, message: str, tmp_path: Path) -> None:
    lock_file, found = parse_lock_file(Source(PATH, text))

    assert [(d.span.line, d.code) for d in found] == [(line, "DRIFT004")]
    assert found[0].message.startswith(message)
    with pytest.raises(WriteError, match=r"^playbooks/south/forks\.lock\.yaml is damaged; restore it first\.$"):
        updated(tmp_path, lock_file, {"note/a": PartChanges({parse_path("/goal"): NEW})})


@pytest.mark.parametrize("text", ["forks: [\n", "<<<<<<< ours\nforks: {}\n=======\nforks: {}\n>>>>>>> theirs\n", "forks: {}\nforks: {}\n"])
def test_a_file_that_is_no_yaml_is_never_written_over(text: str, tmp_path: Path) -> None:
    lock_file, found = parse_lock_file(Source(PATH, text))

    assert found != []
    assert not lock_file.sound
    with pytest.raises(WriteError):
        updated(tmp_path, lock_file, {"note/a": PartChanges({parse_path("/goal"): NEW})})


_TEXTS = st.text(max_size=12).filter(lambda text: not CONTROL.search(text)) | st.sampled_from(
    ["", " ", "\n", "a\n\n b\n", "a\u2028b\u2029", "a\u0085b", "\t", '"', "\\", "\\n", "'", "#早安", "a: b", "{", "]", "sha-0", "~", "1e3", "0o7", "true", "&a *b", "x" * 300]
)  # fmt: skip
_VALUES = st.recursive(
    st.none() | st.booleans() | _TEXTS | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=5,
)
_PATHS = st.lists(_TEXTS | _TEXTS.map("{{{}}}".format), min_size=1, max_size=3).map(tuple)
_NAMES = st.lists(_TEXTS, max_size=3).map(tuple)
_NEIGHBOURS = st.none() | st.builds(Neighbours, _TEXTS, _NAMES, _NAMES)
_ENTRIES = st.builds(Accepted, st.just(ABSENT) | _VALUES, _NEIGHBOURS, _NEIGHBOURS, _NAMES)
_RULES = st.sampled_from(["as a set", "as a whole", "field by field", "by id"]) | _TEXTS.filter(bool).map("by {}".format)
_PARTS = st.dictionaries(st.sampled_from(["branch", "note/a", "note/2026-plan", "笔记/好"]), st.dictionaries(_PATHS, _ENTRIES, min_size=1, max_size=3), min_size=1, max_size=3)

_MERGED = st.dictionaries(st.sampled_from(["note/a", "note/b", "笔记/好"]), st.dictionaries(_PATHS, _RULES, min_size=1, max_size=3), max_size=3)


@settings(max_examples=80)
@given(_PARTS, _PARTS, _MERGED, _MERGED)
def test_whatever_is_accepted_is_read_again(tmp_path_factory: pytest.TempPathFactory, parts: Any, more: Any, rules: Any, more_rules: Any) -> None:
    first = written(tmp_path_factory.getbasetemp() / "none", "", parts, rules=rules)
    written(tmp_path_factory.mktemp("some"), first, more, rules=more_rules)


def test_a_path_may_be_long_but_a_field_that_yaml_cannot_hold_is_refused(tmp_path: Path) -> None:
    long = "x" * 1200

    written(tmp_path, "", {"note/a": {("tags", f"{{{long}}}"): Accepted(long)}})
    with pytest.raises(WriteError, match="cannot hold what would be accepted"):
        written(tmp_path, "", {"note/a": {("params",): Accepted({long: 1})}})
