"""`sopbook fork` and `translate`: files that people then edit, and what is never written."""

import json
from pathlib import Path

import pytest

from end_to_end.running import contents, sopbook
from example_workspaces import checked, lay_out

SOUTH: dict[str, str | bytes] = {"playbooks/south/branch.yaml": "name: {en: South}\nparent: hq\nlocales: [en]\n"}
GOOD = "playbooks/hq/note/good.yaml"
FORK = "playbooks/south/note/good.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with a branch below headquarters."""
    return lay_out(tmp_path, SOUTH)


def test_a_new_fork_is_minimal_right_and_changes_nothing(root: Path) -> None:
    run = sopbook("fork", "good", "--branch", "south", "-C", root)

    assert (run.exit_code, run.stdout) == (0, f"{FORK}\n")
    assert (root / FORK).read_text("utf-8").splitlines() == [
        "# yaml-language-server: $schema=../../../schema/.derived/note.fork.json",
        "fork: good",
        "# Write only what this branch changes; everything else flows through.",
    ]
    assert json.loads((root / "schema/.derived/note.fork.json").read_text("utf-8"))["required"] == ["fork"]
    assert sopbook("check", "-C", root).stdout == "No problems in 1 playbook of 2 handbooks.\n"
    hq, south = (checked(root).of_branch(name).playbooks["note", "good"].value for name in ("hq", "south"))
    assert hq == south


def test_a_fork_made_from_a_merge_patch_does_what_the_patch_says(root: Path, tmp_path: Path) -> None:
    patch = tmp_path / "patch.json"
    patch.write_text('{"title": "Another title: with a colon", "tags": ["one", "two"]}', "utf-8")

    run = sopbook("fork", "good", "--branch", "south", "--from-merge-patch", patch, "-C", root)

    assert run.exit_code == 0, run.output
    value = checked(root).of_branch("south").playbooks["note", "good"].value
    assert (value["title"], value["tags"]) == ("Another title: with a colon", ["one", "two"])


@pytest.mark.parametrize(
    ("patch", "said"),
    [
        ("[1]", "The patch is a list: it would replace the whole playbook, and a fork changes parts of one."),
        ('{"a": {"$delete": true}}', "The patch has a field /a/$delete, a name that means something else in a fork."),
        ("{", "is no JSON"),
    ],
)
def test_a_patch_that_no_fork_can_say_is_refused_by_name(root: Path, tmp_path: Path, patch: str, said: str) -> None:
    (tmp_path / "patch.json").write_text(patch, "utf-8")
    before = contents(root)

    run = sopbook("fork", "good", "--branch", "south", "--from-merge-patch", tmp_path / "patch.json", "-C", root)

    assert run.exit_code == 2
    assert said in run.stderr
    assert contents(root) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fork", "goood", "--branch", "south"), "hq has no playbook goood. Did you mean good?"),
        (("fork", "good", "--branch", "suth"), "There is no branch suth. Did you mean south?"),
        (("fork", "good", "--branch", "hq"), "The branch hq has no parent, so it forks nothing."),
        (("accept", "good", "--all", "--branch", "south"), "south does not fork note/good."),
        (("accept", "good", "--branch", "south"), "Name the paths to accept, or say --all."),
        (("diff", "good", "--branch", "south", "--against", "east"), "east is no ancestor of south: hq → south."),
        (("trace", "playbooks/hq/note/gud.yaml", "/title"), "There is no file playbooks/hq/note/gud.yaml in the workspace."),
        (("trace", GOOD, "/titel"), "There is nothing at /titel of good. Did you mean /title?"),
        (("impact", "playbooks/hq/branch.yaml", "/slots"), "Of branch.yaml, name a param: /params/service_open."),
        (("translate", "good", "--locale", "en"), "hq writes in en itself, so there is nothing to translate."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence_and_writes_nothing(root: Path, arguments: tuple[str, ...], said: str) -> None:
    before = contents(root)

    run = sopbook(*arguments, "-C", root)

    assert run.exit_code == 2, run.output
    assert said in run.stderr
    assert contents(root) == before


def test_a_second_fork_is_not_written_over_the_first(root: Path) -> None:
    sopbook("fork", "good", "--branch", "south", "-C", root)
    (root / FORK).write_text("fork: good\ntitle: Ours\n", "utf-8")

    run = sopbook("fork", "good", "--branch", "south", "-C", root)

    assert (run.exit_code, run.stderr) == (2, f"Error: {FORK} exists already.\n")
    assert (root / FORK).read_text("utf-8") == "fork: good\ntitle: Ours\n"


def test_accepting_the_same_fork_twice_keeps_a_comment_byte_for_byte(root: Path) -> None:
    (root / FORK).parent.mkdir(parents=True)
    (root / FORK).write_text("fork: good   # asked for by the desk\ntitle:   'Ours'\n", "utf-8")
    sopbook("accept", "good", "--all", "--branch", "south", "-C", root)
    lock = root / "playbooks/south/forks.lock.yaml"
    lock.write_text(lock.read_text("utf-8").replace("  note/good:\n", "  # Looked at with the desk,   2026-11-24.\n  note/good:\n"), "utf-8")
    fork = (root / FORK).read_bytes()
    (root / GOOD).write_text((root / GOOD).read_text("utf-8").replace("title: ", "title: Really "), "utf-8")

    run = sopbook("accept", "good", "--all", "--branch", "south", "-C", root)

    assert run.stdout == "note/good /title: stale\n"
    assert (root / FORK).read_bytes() == fork
    assert "  # Looked at with the desk,   2026-11-24.\n  note/good:\n" in lock.read_text("utf-8")
    assert sopbook("drift", "-C", root).stdout == "1 current\n"
    before = lock.read_bytes()
    assert sopbook("accept", "good", "--all", "--branch", "south", "-C", root).stdout == "Nothing to accept.\n"
    assert lock.read_bytes() == before


def test_a_fork_with_an_error_is_not_accepted(root: Path) -> None:
    (root / FORK).parent.mkdir(parents=True)
    (root / FORK).write_text("fork: good\ntitle: Ours\nsummary:\n", "utf-8")

    run = sopbook("accept", "good", "--all", "--branch", "south", "-C", root)

    assert run.exit_code == 1
    assert "[FORK004]" in run.stdout
    assert not (root / "playbooks/south/forks.lock.yaml").exists()


@pytest.mark.parametrize("broken", ["playbooks/south/branch.yaml", "playbooks/hq/branch.yaml", FORK])
def test_nothing_is_accepted_and_drift_says_so_while_a_file_cannot_be_read(root: Path, broken: str) -> None:
    (root / FORK).parent.mkdir(parents=True)
    (root / FORK).write_text("fork: good\ntitle: Ours\n", "utf-8")
    south = root / "playbooks/south/branch.yaml"
    south.write_text(f"{south.read_text('utf-8')}params: {{hours: 10:00–22:00}}\n", "utf-8")
    sopbook("accept", "all", "--all", "--branch", "south", "-C", root)
    lock = (root / "playbooks/south/forks.lock.yaml").read_bytes()
    assert lock.count(b"digest") == 2
    (root / broken).write_text("x: [\n", "utf-8")

    for command in (("accept", "all", "--all", "--branch", "south"), ("drift",)):
        run = sopbook(*command, "-C", root)
        assert run.exit_code == 1, command
        assert broken in run.stdout
    assert (root / "playbooks/south/forks.lock.yaml").read_bytes() == lock


def test_a_value_of_branch_yaml_that_headquarters_takes_away_waits(root: Path) -> None:
    south, hq = root / "playbooks/south/branch.yaml", root / "playbooks/hq/branch.yaml"
    south.write_text(f"{south.read_text('utf-8')}params: {{hours: 10:00–22:00}}\n", "utf-8")
    sopbook("accept", "branch", "--all", "--branch", "south", "-C", root)
    hq.write_text(hq.read_text("utf-8").replace("params: {hours: 09:00–21:00}\n", ""), "utf-8")

    run = sopbook("drift", "-C", root)

    assert "south/branch /params/hours: dangling\n" in run.stdout
    assert sopbook("accept", "branch", "--all", "--branch", "south", "-C", root).stdout == "branch /params/hours: dangling\n"


def test_a_check_of_a_path_with_dots_finds_the_same(root: Path) -> None:
    (root / GOOD).write_text((root / GOOD).read_text("utf-8").replace("title:", "titel:"), "utf-8")

    for path in (root / "playbooks/hq/note", root / "playbooks/south/../hq/note"):
        assert "There is no field titel" in sopbook("check", path).stdout


def test_line_ends_and_byte_order_marks_stay(root: Path) -> None:
    (root / "playbooks/hq/branch.yaml").write_text((root / "playbooks/hq/branch.yaml").read_text("utf-8").replace("[en]", "[en, zh]"), "utf-8")
    sopbook("translate", "good", "--locale", "zh", "-C", root)
    file = root / "playbooks/hq/note/good.zh.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    before = file.read_bytes()
    assert sopbook("translate", "good", "--locale", "zh", "-C", root).exit_code == 0
    assert file.read_bytes() == before
    (root / GOOD).write_text((root / GOOD).read_text("utf-8").replace("title: A good", "title: A better"), "utf-8")

    sopbook("translate", "good", "--locale", "zh", "-C", root)

    after = file.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in after.replace(b"\r\n", b"")
    assert len([1 for a, b in zip(before.split(b"\n"), after.split(b"\n"), strict=True) if a != b]) == 2


@pytest.mark.parametrize(("locale", "said"), [("fr", "No handbook of hq is built in fr."), ("../x", "No handbook of hq is built in ../x.")])
def test_no_translation_is_written_that_nobody_would_see(root: Path, locale: str, said: str) -> None:
    before = contents(root)

    run = sopbook("translate", "good", "--locale", locale, "-C", root)

    assert (run.exit_code, said in run.stderr) == (2, True)
    assert contents(root) == before
