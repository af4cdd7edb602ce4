"""A parent in another repository brings its kinds to every command, and its own unfinished work stops nothing here."""

import json
from pathlib import Path

import pytest

from end_to_end.git_repositories import commit
from end_to_end.running import contents, process, sopbook
from example_workspaces import EXAMPLES, lay_out

SETTINGS = (EXAMPLES / "base/mkdocs.yml").read_text("utf-8")
GOOD = "playbooks/hq/note/good.yaml"


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """The other repository: headquarters with the kind note, and a region below it."""
    root = lay_out(tmp_path / "theirs", {
        "playbooks/region/branch.yaml": "name: {en: Region}\nparent: hq\nlocales: [en]\n",
    })
    commit(root)
    return root


@pytest.fixture
def ours(tmp_path: Path, theirs: Path) -> Path:
    """Our repository, whose only branch is below the region; it has no kind of its own."""
    return write(tmp_path / "ours", {
        "mkdocs.yml": SETTINGS.replace("sopbook:", "sopbook:\n      branch: city"),
        "playbooks/city/branch.yaml": "name: {en: City}\nparent: {git: ../theirs, branch: region}\nlocales: [en]\n",
    })


def test_every_command_knows_the_kinds_of_a_git_parent(ours: Path) -> None:
    sopbook("sync", "-C", ours)

    listed = sopbook("kinds", "-C", ours).stdout
    schema = json.loads(sopbook("kinds", "-C", ours, "schema", "note").stdout)
    written = sopbook("kinds", "-C", ours, "schemas").stdout.split()
    docs = sopbook("kinds", "-C", ours, "docs", "--to", ours / "reference").stdout.split()
    new = sopbook("new", "note", "picnic", "--branch", "city", "-C", ours)

    assert listed == "note  git source  Note: A small kind, for tests.\n"
    assert schema["properties"]["say"]["title"] == "Say"
    assert {"schema/.derived/note.json", "schema/.derived/note.fork.json"} <= set(written)
    assert docs == [f"{(ours / 'reference').as_posix()}/note.md"]
    assert new.stdout == "playbooks/city/note/picnic.yaml\n"
    assert (ours / "playbooks/city/note/picnic.yaml").read_text("utf-8").startswith(
        "# yaml-language-server: $schema=../../../schema/.derived/note.json\nid: picnic\n"
    )


def test_kinds_that_have_not_been_fetched_are_said_to_be_missing(ours: Path) -> None:
    run = sopbook("new", "note", "picnic", "--branch", "city", "-C", ours)

    assert run.exit_code == 2
    assert "../theirs, which has not been fetched yet. Run sopbook sync --branch city." in run.stderr


def test_hints_about_a_branch_elsewhere_name_it_by_its_name(ours: Path, theirs: Path) -> None:
    write(theirs, {"playbooks/region/note/good.yaml": "fork: good\ntitle: The region's\n"})
    commit(theirs)
    sopbook("sync", "-C", ours)
    write(ours, {"playbooks/city/note/good.yaml": "fork: good\ntitle: The city's\n"})

    assert "Run sopbook accept good --all --branch city." in sopbook("check", "-C", ours).stdout
    shown = sopbook("check", "-C", theirs).stdout
    assert "Run sopbook accept good --all --branch region." in shown


@pytest.fixture
def unread(ours: Path, theirs: Path) -> Path:
    """Ours, after headquarters changed a text that the region may not leave unread, and the region has not read it."""
    change(theirs / "schema/note/schema.json", '"title": "Say"', '"title": "Say", "x-on-drift": "error"')
    write(theirs, {"playbooks/region/note/good.yaml": "fork: good\nsay: Evening!\n"})
    assert sopbook("accept", "good", "--all", "--branch", "region", "-C", theirs).exit_code == 0
    change(theirs / GOOD, "say: ", "say: Welcome to all. ")
    assert "[DRIFT007]" in sopbook("check", "-C", theirs).stdout
    commit(theirs)
    sopbook("sync", "-C", ours)
    return ours


def test_drift_of_a_branch_elsewhere_is_told_and_stops_nothing_here(unread: Path) -> None:
    run = sopbook("check", "-C", unread)

    assert run.exit_code == 0, run.output
    assert "warning: hq has changed say since you accepted it.  [DRIFT007]" in run.stdout
    assert "Only ../theirs can mend it; after that, sopbook sync fetches it." in run.stdout
    assert sopbook("drift", "-C", unread).exit_code == 0
    (unread / "docs").mkdir()
    built = process("build", "-C", str(unread))
    assert built.returncode == 0, built.stderr
    assert "Evening!" in (unread / "site/note/good.html").read_text("utf-8")


def test_a_playbook_elsewhere_that_cannot_be_had_stops_the_build(ours: Path, theirs: Path) -> None:
    change(theirs / GOOD, "status: active", "status: acitve")
    commit(theirs)
    sopbook("sync", "-C", ours)

    run = sopbook("check", "--format", "concise", "-C", ours)

    assert run.exit_code == 1
    assert "SCHEMA004" in run.stdout


@pytest.mark.parametrize("command", [("fork", "good"), ("accept", "all", "--all"), ("rename", "all"), ("translate", "all", "--locale", "zh")])
def test_nothing_is_written_for_a_branch_elsewhere(ours: Path, command: tuple[str, ...]) -> None:
    sopbook("sync", "-C", ours)
    before = contents(ours)

    run = sopbook(*command, "--branch", "region", "-C", ours)

    assert run.exit_code == 2
    assert "The branch region lies in another repository, so nothing is written for it here." in run.stderr
    assert contents(ours) == before
