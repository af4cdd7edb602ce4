"""A parent in another git repository: fetched, pinned, looked at before it is taken, and used without a network."""

import re
from pathlib import Path

import pytest

from end_to_end.git_repositories import commit, git
from end_to_end.running import contents, sopbook
from example_workspaces import EXAMPLES, lay_out

GOOD = "playbooks/hq/note/good.yaml"
FORK = "playbooks/south/note/good.yaml"
LOCK = "playbooks/south/forks.lock.yaml"


@pytest.fixture
def headquarters(tmp_path: Path) -> Path:
    """Headquarters' repository, with a file that nobody below is to get."""
    root = lay_out(tmp_path / "hq", {"secrets.txt": "not for branches\n"})
    git(root, "init", "--quiet", ".")
    commit(root)
    return root


@pytest.fixture
def south(tmp_path: Path, headquarters: Path) -> Path:
    """A branch's own repository, with one fork of headquarters' playbook."""
    root = tmp_path / "south"
    files = {
        "playbooks/south/branch.yaml": "name: {en: South}\nparent: {git: ../hq}\nlocales: [en]\n",
        FORK: "fork: good\ntitle: Ours\n",
        "mkdocs.yml": (EXAMPLES / "base/mkdocs.yml").read_text("utf-8").replace("sopbook:", "sopbook:\n      branch: south"),
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def change_title(headquarters: Path, title: str) -> str:
    file = headquarters / GOOD
    file.write_text("\n".join(f"title: {title}" if line.startswith("title:") else line for line in file.read_text("utf-8").split("\n")), "utf-8")
    return commit(headquarters)


def test_a_parent_that_was_never_fetched_is_said_so(south: Path) -> None:
    run = sopbook("check", "--format", "concise", "-C", south)

    assert "playbooks/south/branch.yaml:2:1: WORK012 The parent of south lies in ../hq, which has not been fetched yet." in run.stdout


def test_sync_pins_a_commit_and_everything_works_without_the_source(south: Path, headquarters: Path) -> None:
    head = git(headquarters, "rev-parse", "HEAD")

    run = sopbook("sync", "-C", south)

    assert run.exit_code == 1  # The fork has never been accepted.
    assert run.stdout == f"south: nothing → {head[:12]}\n  note/good /title: unaccepted\n"
    assert re.search(rf'"commit": "{head}", "digest": "sha256-[0-9a-f]{{64}}"', (south / LOCK).read_text("utf-8"))
    assert not list(south.rglob("secrets.txt"))
    headquarters.rename(headquarters.with_name("gone"))
    sopbook("accept", "all", "--all", "--branch", "south", "-C", south)
    assert sopbook("check", "-C", south).stdout == "No problems in 1 playbook of 1 handbook.\n"
    assert sopbook("drift", "-C", south).stdout == "1 current\n"


def test_an_update_says_what_it_does_before_anything_is_written(south: Path, headquarters: Path) -> None:
    sopbook("sync", "-C", south)
    sopbook("accept", "all", "--all", "--branch", "south", "-C", south)
    pinned = (south / LOCK).read_bytes()
    old, new = git(headquarters, "rev-parse", "HEAD"), change_title(headquarters, "Another title")

    look = sopbook("sync", "--dry-run", "-C", south)

    assert look.exit_code == 1
    assert look.stdout == f"south: {old[:12]} → {new[:12]}\n  note/good /title: stale\n"
    assert (south / LOCK).read_bytes() == pinned
    assert sopbook("drift", "-C", south).stdout == "1 current\n"

    assert sopbook("sync", "-C", south).stdout == look.stdout
    assert sopbook("drift", "-C", south).stdout == "south/note/good /title: stale\n1 stale\n"
    assert sopbook("sync", "-C", south).stdout == f"south: up to date at {new[:12]}\n"


def test_a_ref_is_followed(south: Path, headquarters: Path) -> None:
    first = git(headquarters, "rev-parse", "HEAD")
    git(headquarters, "tag", "v1")
    change_title(headquarters, "Later")
    branch = south / "playbooks/south/branch.yaml"
    branch.write_text(branch.read_text("utf-8").replace("{git: ../hq}", "{git: ../hq, ref: v1}"), "utf-8")

    assert sopbook("sync", "-C", south).stdout.startswith(f"south: nothing → {first[:12]}\n")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("../nothing-here", "../nothing-here does not answer:"),
        ("https://127.0.0.1:1/hq.git", "https://127.0.0.1:1/hq.git does not answer:"),
        ("ext::sh -c touch% pwned", "does not answer:"),
    ],
)
def test_a_source_that_does_not_answer_is_a_sentence_and_nothing_is_written(south: Path, source: str, said: str) -> None:
    branch = south / "playbooks/south/branch.yaml"
    branch.write_text(branch.read_text("utf-8").replace("../hq", f'"{source}"'), "utf-8")
    before = contents(south)

    run = sopbook("sync", "-C", south)

    assert run.exit_code == 2, run.output
    assert said in run.stderr
    after = {name: text for name, text in contents(south).items() if not name.startswith(".sopbook/")}
    assert after == before
    assert not list(south.glob(".sopbook/sources/*"))
    assert not list(south.rglob("pwned"))


def test_a_link_in_the_source_is_not_followed(south: Path, headquarters: Path, tmp_path: Path) -> None:
    (tmp_path / "private.yaml").write_text("id: private\n", "utf-8")
    (headquarters / "playbooks/hq/note/private.yaml").symlink_to(tmp_path / "private.yaml")
    commit(headquarters)

    sopbook("sync", "-C", south)

    assert not list(south.rglob("private.yaml"))


def test_an_update_says_what_is_renamed_and_what_is_retired(south: Path, headquarters: Path) -> None:
    text = (headquarters / GOOD).read_text("utf-8")
    (headquarters / "playbooks/hq/note/other.yaml").write_text(text.replace("id: good", "id: other"), "utf-8")
    commit(headquarters)
    sopbook("sync", "-C", south)
    sopbook("accept", "all", "--all", "--branch", "south", "-C", south)
    (headquarters / GOOD).write_text(text.replace("status: active", "status: retired"), "utf-8")
    (headquarters / "playbooks/hq/note/other.yaml").unlink()
    (headquarters / "playbooks/hq/note/third.yaml").write_text(text.replace("id: good", "id: third\nformerly: [other]"), "utf-8")
    commit(headquarters)

    assert sopbook("sync", "--dry-run", "-C", south).stdout.splitlines()[1:] == [
        "  renamed: note/other → note/third",
        "  changed: note/good",
        "  note/good /status: retired-upstream",
    ]
