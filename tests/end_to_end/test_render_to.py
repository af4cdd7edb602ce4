"""`sopbook render --to`: the handbook as Markdown files, for another site engine."""

from pathlib import Path
from typing import Any

import yaml

from end_to_end.running import PROJECT, contents, sopbook
from example_workspaces import lay_out


def files_in(nav: Any) -> list[str]:
    """Return every file that a navigation names."""
    if isinstance(nav, str):
        return [nav]
    return [name for part in (nav.values() if isinstance(nav, dict) else nav) for name in files_in(part)]


def test_every_page_is_markdown_with_front_matter(tmp_path: Path) -> None:
    run = sopbook("render", "-C", PROJECT, "--to", tmp_path / "out")
    pages = sorted((tmp_path / "out").rglob("*.md"))

    assert run.exit_code == 0, run.output
    assert run.stdout == f"{len(contents(tmp_path / 'out'))} files in {tmp_path.resolve() / 'out'}\n"
    assert len(pages) > 27
    for page in pages:
        start, matter, body = page.read_text("utf-8").split("---\n", 2)
        assert start == ""
        assert yaml.safe_load(matter)["title"]
        assert body.startswith("\n<div class=")


def test_the_navigation_lists_every_page_once(tmp_path: Path) -> None:
    sopbook("render", "-C", PROJECT, "--to", tmp_path)
    named = files_in(yaml.safe_load((tmp_path / "nav.yml").read_text("utf-8"))["nav"])

    assert sorted(named) == sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.md"))
    assert named[0] == "index.md"


def test_the_assets_and_the_data_come_along(tmp_path: Path) -> None:
    sopbook("render", "-C", lay_out(tmp_path / "workspace"), "--to", tmp_path / "out")

    assert {"assets/sopbook.css", "assets/sopbook.js", "data/index.json", "data/note/good.json", "note/good.md"} <= set(
        contents(tmp_path / "out")
    )


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "workspace")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/letter.txt").write_text("Dear Sir", "utf-8")

    run = sopbook("render", "-C", root, "--to", tmp_path / "out")

    assert (run.exit_code, run.stdout) == (2, "")
    assert "holds other files. Choose an empty folder, or one that `render` wrote before." in run.stderr
    assert contents(tmp_path / "out") == {"letter.txt": b"Dear Sir"}


def test_a_second_run_replaces_the_first(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "workspace")
    sopbook("render", "-C", root, "--to", tmp_path / "out")
    first = contents(tmp_path / "out")
    (root / "playbooks/hq/note/good.yaml").rename(root / "playbooks/hq/note/better.yaml")
    text = (root / "playbooks/hq/note/better.yaml").read_text("utf-8")
    (root / "playbooks/hq/note/better.yaml").write_text(text.replace("id: good", "id: better"), "utf-8")

    run = sopbook("render", "-C", root, "--to", tmp_path / "out")

    assert run.exit_code == 0, run.output
    assert "note/good.md" in first
    assert "note/good.md" not in contents(tmp_path / "out")
    assert "note/better.md" in contents(tmp_path / "out")
    assert sorted(f.name for f in tmp_path.iterdir()) == ["out", "workspace"]


def test_a_dry_run_names_the_files_and_writes_none(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "workspace")

    dry = sopbook("render", "-C", root, "--to", tmp_path / "out", "--dry-run")
    assert not (tmp_path / "out").exists()
    sopbook("render", "-C", root, "--to", tmp_path / "out")

    assert dry.exit_code == 0
    assert dry.stdout.splitlines() == sorted(contents(tmp_path / "out"))


def test_an_error_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "workspace")
    sopbook("render", "-C", root, "--to", tmp_path / "out")
    before = contents(tmp_path / "out")
    (root / "playbooks/hq/note/good.yaml").write_text("id: [", "utf-8")

    assert sopbook("render", "-C", root, "--to", tmp_path / "out").exit_code == 1
    assert contents(tmp_path / "out") == before
