"""What `sync` fetches of another repository is limited in size and time, and what lies in the cache is what was fetched."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from end_to_end.git_repositories import commit, git
from end_to_end.running import contents, sopbook
from example_workspaces import EXAMPLES, lay_out
from sopbook.authoring import git as runs_of_git
from sopbook.branches.git_cache import CACHE, keep_manifest, manifest_of
from sopbook.counters import counted

GOOD = "playbooks/hq/note/good.yaml"
LOCK = "playbooks/south/forks.lock.yaml"
SETTINGS = (EXAMPLES / "base/mkdocs.yml").read_text("utf-8").replace("sopbook:", "sopbook:\n      branch: south")


@pytest.fixture
def headquarters(tmp_path: Path) -> Path:
    schema = "schema/note/schema.json"
    root = lay_out(tmp_path / "hq", {
        GOOD: (EXAMPLES / "base" / GOOD).read_text("utf-8") + "locks: [{path: /title, mode: fixed}]\n",
        schema: (EXAMPLES / "base" / schema).read_text("utf-8").replace('"level":', '"locks": { "$ref": "../envelope.json#/properties/locks" }, "level":'),
    })
    commit(root)
    return root


@pytest.fixture
def south(tmp_path: Path, headquarters: Path) -> Path:
    root = tmp_path / "south"
    (root / "playbooks/south").mkdir(parents=True)
    (root / "playbooks/south/branch.yaml").write_text("name: {en: South}\nparent: {git: ../hq}\nlocales: [en]\n", "utf-8")
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    return root


def cached(south: Path) -> Path:
    """Return the folder of what was fetched last."""
    return max((path.parent.parent.parent for path in south.glob(f"{CACHE}/sources/*/*/playbooks/hq/branch.yaml")), key=lambda path: path.stat().st_ctime_ns)


def take_the_lock_out(south: Path) -> None:
    file = cached(south) / GOOD
    file.write_text(file.read_text("utf-8").replace("locks: [{path: /title, mode: fixed}]\n", ""), "utf-8")


def add_a_file(south: Path) -> None:
    (cached(south) / "playbooks/hq/note/more.yaml").write_text("id: more\n", "utf-8")


def delete_a_file(south: Path) -> None:
    (cached(south) / GOOD).unlink()


def change_without_a_trace(south: Path) -> None:
    """Change bytes, but neither the size nor the time of change that a person can set."""
    file = cached(south) / GOOD
    before = file.stat()
    text = file.read_bytes()
    file.write_bytes(text.replace(b"path: /title", b"path: /tilte"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size


def take_the_manifest_along(south: Path) -> None:
    """Change a file and the manifest beside the folder, so that they fit."""
    take_the_lock_out(south)
    folder = cached(south)
    keep_manifest(folder, manifest_of(folder))


CHANGES: list[Callable[[Path], None]] = [take_the_lock_out, add_a_file, delete_a_file, change_without_a_trace, take_the_manifest_along]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.replace("_", " "))
@pytest.mark.parametrize("is_old", [False, True], ids=["fetched just now", "fetched long ago"])
def test_a_changed_file_in_the_cache_is_named_used_by_nobody_and_fetched_again(south: Path, change: Callable[[Path], None], is_old: bool) -> None:
    sopbook("sync", "-C", south)
    if is_old:  # Old enough for its times to be trusted: the check remembers them.
        time.sleep(2.1)
        assert sopbook("check", "-C", south).stdout == "No problems in 1 playbook of 1 handbook.\n"
    good, pinned, folder = contents(cached(south)), (south / LOCK).read_bytes(), cached(south)
    change(south)

    check = sopbook("check", "-C", south)
    build = sopbook("build", "-C", south)

    named = f"What lies in {folder.relative_to(south)}" if change is take_the_manifest_along else "playbooks/hq/note/"
    assert check.exit_code == build.exit_code == 1
    assert named in check.stdout
    assert "[SOURCE001]" in check.stdout
    assert "Run sopbook sync --branch south, which fetches it again." in check.stdout
    again = sopbook("sync", "-C", south)
    assert again.stdout == f"south: up to date at {folder.name[:12]}; files in the cache had been changed, and were fetched again\n"
    assert (contents(cached(south)), (south / LOCK).read_bytes()) == (good, pinned)
    assert sopbook("check", "-C", south).stdout == "No problems in 1 playbook of 1 handbook.\n"


def test_files_that_were_found_right_are_not_read_again(south: Path) -> None:
    sopbook("sync", "-C", south)
    time.sleep(2.1)
    digested = []
    for _ in range(2):
        with counted() as work:
            sopbook("check", "-C", south)
        digested.append(work["files digested"])

    assert digested == [len(contents(cached(south))), 0]


def test_what_a_system_leaves_in_a_folder_is_no_change(south: Path) -> None:
    sopbook("sync", "-C", south)
    for name in (".DS_Store", "playbooks/._hq", "schema/Thumbs.db", "playbooks/hq/desktop.ini"):
        (cached(south) / name).write_bytes(b"\0")

    assert sopbook("check", "-C", south).stdout == "No problems in 1 playbook of 1 handbook.\n"


def test_a_commit_pinned_by_an_older_sopbook_gets_its_digest_at_the_next_sync(south: Path, headquarters: Path) -> None:
    sopbook("sync", "-C", south)
    pinned = (south / LOCK).read_text("utf-8")
    (south / LOCK).write_text("".join((pinned.partition(', "digest"')[0], "}\n")), "utf-8")

    assert "[SOURCE002]" in sopbook("check", "-C", south).stdout
    assert sopbook("sync", "-C", south).stdout == f"south: up to date at {git(headquarters, 'rev-parse', 'HEAD')[:12]}\n"
    assert (south / LOCK).read_text("utf-8") == pinned


def test_a_digest_that_somebody_changed_is_corrected(south: Path) -> None:
    sopbook("sync", "-C", south)
    pinned = (south / LOCK).read_text("utf-8")
    (south / LOCK).write_text(pinned.replace("sha256-", "sha256-" + "0" * 64)[: pinned.index("sha256-") + 71] + '"}\n', "utf-8")

    assert "[SOURCE001]" in sopbook("check", "-C", south).stdout
    assert sopbook("sync", "-C", south).stdout.endswith("; the lock file had another digest, and was corrected\n")
    assert (south / LOCK).read_text("utf-8") == pinned


def test_the_cache_has_the_very_bytes_of_the_repository(south: Path, headquarters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the user's own settings of git, and its attributes, would make of them: the digest is the same on every machine."""
    (tmp_path / "gitconfig").write_text('[core]\n\tautocrlf = true\n\teol = crlf\n[filter "loud"]\n\tsmudge = tr a-z A-Z\n', "utf-8")
    (headquarters / ".gitattributes").write_text("*.yaml text filter=loud\nschema/** export-ignore\n*.md export-subst\n", "utf-8")
    (headquarters / "playbooks/hq/about.md").write_text("$Format:%H$\n", "utf-8")
    commit(headquarters)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))

    sopbook("sync", "-C", south)

    there = {name: text for name, text in contents(headquarters).items() if name.startswith(("playbooks/", "schema/"))}
    assert contents(cached(south)) == there


def refused(south: Path) -> str:
    """Return what a sync says that ends without having written anything."""
    before = {name: text for name, text in contents(south).items() if not name.startswith(".sopbook/")}
    run = sopbook("sync", "-C", south)
    assert run.exit_code == 2, run.output
    assert {name: text for name, text in contents(south).items() if not name.startswith(".sopbook/")} == before
    assert not list(south.glob(f"{CACHE}/sources/*/*"))
    return run.stderr


def setting(south: Path, line: str) -> None:
    (south / "mkdocs.yml").write_text(SETTINGS + f"      {line}\n", "utf-8")


def test_a_repository_of_too_many_files_is_refused_until_the_setting_allows_it(south: Path, headquarters: Path) -> None:
    count = len([name for name in contents(headquarters) if name.startswith(("playbooks/", "schema/"))])
    setting(south, f"sync_files: {count - 1}")
    head = git(headquarters, "rev-parse", "HEAD")[:12]

    assert refused(south) == (
        f"Error: ../hq has {count} files in playbooks/ and schema/ at {head}; {count - 1} is the most that is fetched, and the setting sync_files raises the limit.\n"
    )
    setting(south, f"sync_files: {count}")
    assert sopbook("sync", "-C", south).exit_code == 0


def test_a_large_file_is_refused(south: Path, headquarters: Path) -> None:
    (headquarters / "playbooks/hq/film.mp4").write_bytes(b"\0" * 20_000_001)
    commit(headquarters)

    assert refused(south) == "Error: playbooks/hq/film.mp4 in ../hq has 20,000,001 bytes; 20,000,000 is the most that is fetched of one file.\n"


def test_files_that_are_too_large_together_are_refused(south: Path, headquarters: Path) -> None:
    for number in range(3):  # They are nothing while git carries them, and a lot on the disk.
        (headquarters / f"playbooks/hq/{number}.bin").write_bytes(bytes([number]) * 900_000)
    head = commit(headquarters)[:12]
    total = sum(len(text) for name, text in contents(headquarters).items() if name.startswith(("playbooks/", "schema/")))
    setting(south, "sync_megabytes: 2")

    assert refused(south) == f"Error: The files of ../hq have {total:,} bytes at {head}; 2 MB is the most that is fetched, and the setting sync_megabytes raises the limit.\n"


def test_a_repository_that_sends_too_much_is_refused(south: Path, headquarters: Path) -> None:
    (headquarters / "films").mkdir()
    (headquarters / "films/noise.bin").write_bytes(os.urandom(3_000_000))
    commit(headquarters)
    setting(south, "sync_megabytes: 1")

    assert refused(south) == "Error: ../hq sends more than 1 MB, the most that is fetched; the setting sync_megabytes raises the limit.\n"


def test_a_source_that_never_answers_ends_with_all_that_was_started(south: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    branch = south / "playbooks/south/branch.yaml"
    branch.write_text("name: {en: South}\nparent: {git: 'ssh://nowhere.example/hq.git'}\nlocales: [en]\n", "utf-8")
    (tmp_path / "ssh").write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 600\n", "utf-8")
    (tmp_path / "ssh").chmod(0o755)
    monkeypatch.setenv("GIT_SSH", str(tmp_path / "ssh"))
    monkeypatch.setattr(runs_of_git, "SECONDS", 1)
    start = time.monotonic()

    assert refused(south) == "Error: ssh://nowhere.example/hq.git has not answered within 1 seconds.\n"

    assert time.monotonic() - start < 30
    process = (tmp_path / "pid").read_text("utf-8").strip()
    assert subprocess.run(["ps", "-o", "stat=", "-p", process], capture_output=True, text=True, check=False).stdout.strip()[:1] in ("", "Z")


def test_what_a_killed_git_has_locked_stops_no_later_sync(south: Path) -> None:
    sopbook("sync", "-C", south)
    for mirror in south.glob(f"{CACHE}/git/*.git"):
        (mirror / "shallow.lock").write_text("", "utf-8")
        (mirror / "HEAD.lock").write_text("", "utf-8")

    assert sopbook("sync", "-C", south).exit_code == 0


def test_kinds_of_another_repository_can_be_refused(south: Path) -> None:
    sopbook("sync", "-C", south)
    setting(south, "foreign_kinds: false")

    check = sopbook("check", "-C", south)
    listed = sopbook("kinds", "-C", south)

    assert check.exit_code == 1
    assert "The kind note comes from another repository, and the setting foreign_kinds is false.  [SOURCE003]" in check.stdout
    assert "note" not in listed.stdout.splitlines()
    for name, content in contents(cached(south) / "schema").items():
        (south / "schema" / name).parent.mkdir(parents=True, exist_ok=True)
        (south / "schema" / name).write_bytes(content)
    assert sopbook("check", "-C", south).stdout == "No problems in 1 playbook of 1 handbook.\n"
