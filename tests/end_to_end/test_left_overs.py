"""Commands that are killed while they write: the last good files stay, and the next command clears up after the dead."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from end_to_end.git_repositories import commit
from end_to_end.running import contents, environment, sopbook
from example_workspaces import EXAMPLES, lay_out
from sopbook.beside import is_alive
from sopbook.site.site import WORTH_A_PROCESS

DYING = """
import os, re, signal, sys
from pathlib import Path
method, pattern, moment = sys.argv[1:4]
move = getattr(Path, method)
def dying(source, target):
    is_here = re.search(pattern, f"{source} -> {target}")
    if is_here and moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    moved = move(source, target)
    if is_here:
        os.kill(os.getpid(), signal.SIGKILL)
    return moved
setattr(Path, method, dying)
from sopbook.cli.main import main
main(sys.argv[4:])
"""
"""A sopbook that is killed before or after it moves a certain file or folder to its place."""
GOOD = (EXAMPLES / "base/playbooks/hq/note/good.yaml").read_text("utf-8")
OURS = "*.sopbook.*-*"


def killed(root: Path, method: str, pattern: str, moment: str, *arguments: str) -> None:
    """Run a command that is killed at a point."""
    run = subprocess.run([sys.executable, "-c", DYING, method, pattern, moment, *arguments], cwd=root, env=environment(), capture_output=True, text=True, check=False)
    assert run.returncode == -signal.SIGKILL, (run.stdout, run.stderr)


def left(root: Path) -> list[str]:
    """Return what lies in a workspace beside its place."""
    return sorted(path.relative_to(root).as_posix() for path in root.rglob(OURS))


def change(root: Path) -> None:
    """Change what every page shows."""
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("site_name: ", "site_name: Another "), "utf-8")


@pytest.mark.parametrize(("pattern", "moment"), [
    (r"site -> .*old-", "before"), (r"site -> .*old-", "after"), (r"new-\d+ -> .*site$", "after"),
], ids=["written but not moved", "the old one moved away", "both there"])
def test_a_build_that_is_killed_leaves_a_whole_site_and_the_next_command_nothing_else(tmp_path: Path, pattern: str, moment: str) -> None:
    root = lay_out(tmp_path / "workspace", {"docs/about.md": "# About\n"})
    sopbook("build", "-C", root)
    good = contents(root / "site")
    change(root)

    killed(root, "rename", pattern, moment, "build")

    assert left(root) != []
    (root / "playbooks/hq/note/good.yaml").write_text("id: [\n", "utf-8")
    failed = sopbook("build", "-C", root)  # It makes no site, and puts the last good one back all the same.
    assert failed.exit_code == 1
    assert left(root) == []
    if moment == "before" or "old-" in pattern:
        assert contents(root / "site") == good
    else:
        assert (root / "site/index.html").is_file()


def test_a_build_of_one_edition_that_is_killed_leaves_the_others(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "workspace", {"docs/about.md": "# About\n", "playbooks/south/branch.yaml": "name: {en: South}\nparent: hq\nlocales: [en]\n"})
    sopbook("build", "-C", root)
    good = contents(root / "site/south")
    change(root)

    killed(root, "rename", r"south/en -> .*old-", "after", "build", "--edition", "south/en")

    assert left(root) != []
    assert sopbook("build", "--edition", "hq/en", "-C", root).exit_code == 0
    assert (left(root), contents(root / "site/south")) == ([], good)


@pytest.mark.parametrize(("arguments", "pattern"), [
    (("new", "note", "second"), r"note/\.second"), (("accept", "good", "--all", "--branch", "south"), r"forks\.lock"),
    (("build",), r"print/.*\.pdf"),
], ids=["a playbook", "the lock file", "a sheet that is kept"])
def test_a_file_that_was_only_written_beside_is_cleared_away(tmp_path: Path, arguments: tuple[str, ...], pattern: str) -> None:
    root = lay_out(tmp_path / "workspace", {
        "docs/about.md": "# About\n", "playbooks/south/note/good.yaml": "fork: good\ntitle: Ours\n",
        **({"playbooks/south/branch.yaml": "name: {en: South}\nparent: hq\nlocales: [en]\n"} if "accept" in arguments else {}),
    })
    if "accept" not in arguments:
        (root / "playbooks/south/note/good.yaml").unlink()
        for folder in ("note", ""):
            (root / "playbooks/south" / folder).rmdir()
    killed(root, "replace", pattern, "before", *arguments)

    remains = left(root)
    assert remains != []
    sopbook("check", "-C", root)
    assert left(root) == remains  # Who reads clears nothing away.
    assert sopbook(*arguments, "-C", root).exit_code == 0
    assert left(root) == []


def test_a_source_that_was_only_fetched_in_part_is_cleared_away(tmp_path: Path) -> None:
    commit(lay_out(tmp_path / "hq"))
    root = tmp_path / "south"
    (root / "playbooks/south").mkdir(parents=True)
    (root / "playbooks/south/branch.yaml").write_text("name: {en: South}\nparent: {git: ../hq}\nlocales: [en]\n", "utf-8")
    (root / "mkdocs.yml").write_text((EXAMPLES / "base/mkdocs.yml").read_text("utf-8").replace("sopbook:", "sopbook:\n      branch: south"), "utf-8")

    killed(root, "rename", r"sources/.* -> ", "before", "sync")
    assert len(left(root)) == 1
    assert sopbook("sync", "-C", root).exit_code == 0
    assert left(root) == []


def test_what_the_living_write_and_what_people_call_alike_stays(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "workspace", {"docs/about.md": "# About\n"})
    with subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE) as living:
        kept = [
            f"site.sopbook.new-{living.pid}", "site.new-4000000", "site.old", "site.sopbook.new-", "site.sopbook.new-04", "site.sopbook.new-4000000.zip",
            "other.sopbook.new-4000000", "site.sopbook.newer-4000000",
        ]
        dead = ["site.sopbook.new-4000000", "site.sopbook.old-4000001"]
        for name in (*kept, *dead):
            (root / name).mkdir()
            (root / name / "page.html").write_text(name, "utf-8")
        precious = tmp_path / "precious"
        precious.mkdir()
        (precious / "file.txt").write_text("keep me", "utf-8")
        os.symlink(precious, root / "site.sopbook.new-4000002")
        os.symlink(precious, root / "site.sopbook.new-4000000" / "link")
        (root / "site").mkdir()

        assert sopbook("build", "-C", root).exit_code == 0
        living.communicate()

    assert [name for name in kept if not (root / name / "page.html").is_file()] == []
    assert [name for name in (*dead, "site.sopbook.new-4000002") if os.path.lexists(root / name)] == []
    assert contents(precious) == {"file.txt": b"keep me"}


def test_a_build_that_is_killed_takes_its_workers_along(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "workspace", {
        "docs/about.md": "# About\n", "playbooks/south/branch.yaml": "name: {en: South}\nparent: hq\nlocales: [en]\n",
        **{f"playbooks/hq/note/note-{number}.yaml": GOOD.replace("id: good", f"id: note-{number}") for number in range(WORTH_A_PROCESS)},
        "slow.py": "import os, time\ndef on_page_markdown(markdown, **_):\n    open(f'{os.getpid()}.worker', 'w').close()\n    time.sleep(600)\n",
    })
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("hooks: [slow.py]\n")
    with subprocess.Popen([sys.executable, "-m", "sopbook", "build"], cwd=root, env=environment()) as build:
        wait_for(lambda: any(root.glob("*.worker")))
        build.kill()
    workers = [int(path.stem) for path in root.glob("*.worker")]

    assert build.pid not in workers
    wait_for(lambda: not any(map(is_alive, workers)))


def wait_for(happens: Callable[[], bool]) -> None:
    """Wait a minute at most for something to happen."""
    end = time.monotonic() + 60
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.05)
