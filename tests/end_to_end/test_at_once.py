"""Several sopbooks at once in one workspace: nobody loses what another one writes, and readers see whole files only."""

import multiprocessing
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from end_to_end.running import contents, environment, sopbook
from example_workspaces import lay_out
from sopbook.authoring.text import write_whole
from sopbook.cli import alone as waiting
from sopbook.site.folder import replaced

NAMES = ("good", "second", "third")
GOOD = "playbooks/hq/note/good.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace whose branch forks three notes and has accepted nothing yet."""
    folder = lay_out(tmp_path / "workspace", {"playbooks/south/branch.yaml": "name: {en: South}\nparent: hq\nlocales: [en]\n"})
    good = (folder / GOOD).read_text("utf-8")
    return lay_out(folder, {
        **{f"playbooks/hq/note/{name}.yaml": good.replace("id: good", f"id: {name}") for name in NAMES},
        **{f"playbooks/south/note/{name}.yaml": f"fork: {name}\ntitle: Ours of {name}\n" for name in NAMES},
    })


def started(root: Path, *arguments: str) -> "subprocess.Popen[str]":
    """Return a command that runs in a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "sopbook", *arguments], cwd=root, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_what_three_people_accept_at_once_is_all_accepted(root: Path) -> None:
    runs = [started(root, "accept", name, "--all", "--branch", "south") for name in NAMES]

    for run in runs:
        _, errors = run.communicate(timeout=120)
        assert (run.returncode, errors) == (0, "")
    assert sopbook("check", "-C", root).output == "No problems in 3 playbooks of 2 handbooks.\n"


def test_a_command_that_waits_too_long_for_another_one_writes_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 0.2)
    before = contents(root)

    with waiting._turn(root):
        run = sopbook("accept", "good", "--all", "--branch", "south", "-C", root)
        preview = sopbook("accept", "good", "--all", "--branch", "south", "--dry-run", "-C", root)

    assert (run.exit_code, run.stderr) == (2, "Error: Another sopbook has been writing in this workspace for a minute, so nothing was written.\n")
    assert (preview.exit_code, preview.stdout) == (0, "note/good /title: unaccepted\n")
    assert contents(root) == before


def test_two_builds_at_once_both_leave_a_whole_site(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "workspace", {"docs/about.md": "# About\n"})
    runs = [started(root, "build") for _ in range(2)]

    for run in runs:
        output, errors = run.communicate(timeout=120)
        assert (run.returncode, errors) == (0, ""), output
    assert {path.name for path in root.iterdir()} == {".sopbook", "docs", "mkdocs.yml", "playbooks", "schema", "site"}
    assert sopbook("build", "-C", root).output.startswith("Up to date: ")


def put(folder: Path, text: str) -> None:
    """Put a folder in its place as another process does."""
    beside = folder.with_name(f"{folder.name}.{text}")
    beside.mkdir()
    (beside / "page.html").write_text(text, "utf-8")
    beside.rename(folder)


@pytest.mark.parametrize("there", [True, False], ids=["a site is there", "no site is there"])
def test_a_folder_that_another_one_puts_in_place_between_two_steps_gives_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    site = tmp_path / "site"
    if there:
        put(site, "old")
    rename: Callable[[Path, Path], Path] = Path.rename
    others = iter(["other"])

    def interrupted(source: Path, target: Path) -> Path:
        if target == site:
            for text in others:
                other = tmp_path / text
                other.mkdir()
                (other / "page.html").write_text(text, "utf-8")
                rename(other, site)
        return rename(source, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with replaced(site) as beside:
        (beside / "page.html").write_text("mine", "utf-8")

    assert contents(tmp_path) == {"site/page.html": b"mine"}


def test_a_folder_that_cannot_be_put_in_place_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    put(site, "old")
    rename: Callable[[Path, Path], Path] = Path.rename

    def refused(source: Path, target: Path) -> Path:
        if target == site and ".new-" in source.name:
            raise PermissionError("no")
        return rename(source, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(PermissionError), replaced(site) as beside:
        (beside / "page.html").write_text("mine", "utf-8")

    assert contents(tmp_path) == {"site/page.html": b"old"}


def write_often(root: Path, letter: str) -> None:
    """Write a file again and again."""
    for _ in range(60):
        write_whole(root, "playbooks/a.yaml", letter * 100_000)


def test_a_file_that_two_write_is_whole_at_every_moment(tmp_path: Path) -> None:
    write_whole(tmp_path, "playbooks/a.yaml", "a" * 100_000)
    spawned = multiprocessing.get_context("spawn")
    writers = [spawned.Process(target=write_often, args=(tmp_path, letter)) for letter in "ab"]
    for writer in writers:
        writer.start()
    seen = set()
    while any(writer.is_alive() for writer in writers):
        seen.add((tmp_path / "playbooks/a.yaml").read_text("utf-8"))
    for writer in writers:
        writer.join()

    assert seen <= {"a" * 100_000, "b" * 100_000}
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert [path.name for path in (tmp_path / "playbooks").iterdir()] == ["a.yaml"]
