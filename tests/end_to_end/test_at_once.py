"""Several sopbooks at once in one workspace: nobody loses what another one writes, and readers see whole files only."""

import multiprocessing
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from end_to_end.running import contents, environment, sopbook
from example_workspaces import lay_out
from sopbook.authoring.text import write_whole
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


def waiting_for(command: str, what: str = "is writing in this workspace") -> re.Pattern[str]:
    """Return what somebody who waits is told, and nothing else."""
    return re.compile(rf"(sopbook {command} \(process \d+, since \d\d:\d\d:\d\d\)|Another sopbook) {what}; waiting until it is done\.\n")


@pytest.fixture
def holder(root: Path) -> Iterator["subprocess.Popen[str]"]:
    """A sopbook that holds the lock of those who write, until it is killed."""
    code = (
        "import sys, time; from pathlib import Path; from sopbook.cli.process_lock import process_lock\n"
        "with process_lock(Path(sys.argv[1]), 'write', 'sopbook sync', print):\n    print('held', flush=True); time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(root)], env=environment(), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_what_three_people_accept_at_once_is_all_accepted(root: Path) -> None:
    for _ in range(3):
        runs = [started(root, "accept", name, "--all", "--branch", "south") for name in NAMES]

        for run in runs:
            _, errors = run.communicate(timeout=120)
            assert run.returncode == 0, errors
            assert not errors or waiting_for("accept [a-z]+ --all --branch south").fullmatch(errors), errors
        assert sopbook("check", "-C", root).output == "No problems in 3 playbooks of 2 handbooks.\n"
        (root / "playbooks/south/forks.lock.yaml").unlink()


def test_who_waits_says_for_whom_and_goes_on_when_the_other_is_killed(root: Path, holder: "subprocess.Popen[str]") -> None:
    run = started(root, "accept", "good", "--all", "--branch", "south")
    assert run.stderr is not None
    said = run.stderr.readline()

    assert waiting_for("sync").fullmatch(said), said
    assert f"(process {holder.pid}, " in said
    assert run.poll() is None
    holder.send_signal(signal.SIGKILL)
    output, errors = run.communicate(timeout=60)
    assert (run.returncode, output, errors) == (0, "note/good /title: unaccepted\n", "")


@pytest.mark.parametrize("arguments", [
    ("check",), ("drift",), ("accept", "good", "--all", "--branch", "south", "--dry-run"), ("build",), ("kinds",),
], ids=" ".join)
def test_who_only_reads_playbooks_waits_for_nobody(root: Path, holder: "subprocess.Popen[str]", arguments: tuple[str, ...]) -> None:
    output, errors = started(root, *arguments).communicate(timeout=60)

    assert "waiting" not in output + errors


@pytest.mark.parametrize("arguments", [
    ("fork", "good", "--branch", "south"), ("translate", "all", "--locale", "zh", "--branch", "hq"), ("rename", "all", "--branch", "south"),
    ("sync",), ("new", "note", "fourth"), ("kinds", "schemas"), ("accept", "all", "--all", "--branch", "south"),
], ids=" ".join)
def test_every_command_that_writes_playbooks_or_schemas_waits(root: Path, holder: "subprocess.Popen[str]", arguments: tuple[str, ...]) -> None:
    run = started(root, *arguments)
    assert run.stderr is not None

    assert waiting_for("sync").fullmatch(run.stderr.readline())
    run.kill()
    run.communicate()


@pytest.mark.parametrize("there", ["no folder", "a file", "a link", "a folder", "a pipe", "somebody's text"])
def test_a_lock_that_cannot_be_had_stops_nobody_and_harms_nothing(root: Path, tmp_path: Path, there: str) -> None:
    folder, lock, precious = root / ".sopbook", root / ".sopbook/write.lock", tmp_path / "precious.txt"
    precious.write_text("keep me", "utf-8")
    if there == "a file":
        folder.write_text("mine", "utf-8")
    elif there != "no folder":
        folder.mkdir()
        match there:
            case "a link":
                lock.symlink_to(precious)
            case "a folder":
                lock.mkdir()
            case "a pipe":
                os.mkfifo(lock)
            case "somebody's text":
                lock.write_text("[1, 2", "utf-8")

    run = started(root, "accept", "good", "--all", "--branch", "south")
    output, errors = run.communicate(timeout=60)

    assert (run.returncode, output, errors) == (0, "note/good /title: unaccepted\n", "")
    assert precious.read_text("utf-8") == "keep me"


def test_a_second_build_waits_and_finds_the_site_up_to_date(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "workspace", {"docs/about.md": "# About\n"})
    runs = [started(root, "build") for _ in range(2)]

    ends = [(*run.communicate(timeout=120), run.returncode) for run in runs]
    assert sorted(output for output, _, _ in ends) == ["Built: site\n", "Up to date: site\n"]
    assert [code for _, _, code in ends] == [0, 0]
    errors = "".join(said for _, said, _ in ends)
    assert waiting_for("build", "is building site").fullmatch(errors), errors
    assert {path.name for path in root.iterdir()} == {".sopbook", "docs", "mkdocs.yml", "playbooks", "schema", "site"}


def test_builds_of_two_sites_do_not_wait_for_each_other(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "workspace", {"docs/about.md": "# About\n"})
    runs = [started(root, "build", "--to", name) for name in ("one", "two")]

    assert [run.communicate(timeout=120)[1] for run in runs] == ["", ""]


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
