"""Editions: one folder for each branch and language, one of them alone, and whatever plain mkdocs is told."""

import re
from pathlib import Path

import pytest

from end_to_end.running import contents, python, sopbook_in
from example_workspaces import lay_out

GOOD = "playbooks/hq/note/good.yaml"
BRANCHES: dict[str, str | bytes] = {
    "playbooks/south/branch.yaml": "name: {en: South}\nparent: hq\nlocales: [en]\nparams: {hours: 10:00–22:00}\n",
    "playbooks/south/note/good.yaml": "fork: good\ntitle: A southern note\n",
    "playbooks/port/branch.yaml": "name: {en: Port town}\nparent: south\nlocales: [en]\n",
    "playbooks/port/note/local.yaml": "",
    "docs/about.md": "# About\n",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with three branches, one below the other, whose site is built."""
    folder = lay_out(tmp_path_factory.mktemp("editions") / "workspace", BRANCHES)
    good = (folder / GOOD).read_text("utf-8")
    (folder / "playbooks/port/note/local.yaml").write_text(good.replace("id: good", "id: local").replace("A good note", "A note of the port"), "utf-8")
    run = sopbook_in(folder, "build")
    assert run.exit_code == 0, run.stdout + run.stderr
    return folder


def title(root: Path, page: str) -> str:
    text = (root / "site" / page).read_text("utf-8")
    found = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
    assert found
    return found[1].strip()


def test_each_branch_has_its_parents_pages_its_forks_and_its_own(root: Path) -> None:
    assert sorted(f.name for f in (root / "site").iterdir()) == [".sopbook-build", "404.html", "entrance.css", "entrance.js", "hq", "index.html", "missing.css", "missing.js", "port", "south"]
    assert title(root, "hq/en/note/good.html") == "A good note"
    assert title(root, "south/en/note/good.html") == "A southern note"
    assert title(root, "port/en/note/good.html") == "A southern note"
    assert title(root, "port/en/note/local.html") == "A note of the port"
    assert not (root / "site/south/en/note/local.html").exists()


def test_only_the_first_edition_carries_the_pages_for_authors(root: Path) -> None:
    assert (root / "site/hq/en/authors/codes.html").is_file()
    assert not (root / "site/south/en/authors").exists()
    assert (root / "site/south/en/about.html").is_file()


def test_an_unchanged_site_of_several_editions_is_left_alone(root: Path) -> None:
    assert sopbook_in(root, "build").stdout.endswith("Up to date: site\n")


def test_one_edition_is_built_in_its_place_and_no_other_is_touched(root: Path) -> None:
    before = contents(root / "site")
    fork = root / "playbooks/south/note/good.yaml"
    fork.write_text("fork: good\ntitle: A note from the south\n", "utf-8")

    run = sopbook_in(root, "build", "--edition", "south/en")

    assert run.stdout.endswith("Built: site/south/en\n"), run.stdout + run.stderr
    assert title(root, "south/en/note/good.html") == "A note from the south"
    after = contents(root / "site")
    assert [n for n in after if before.get(n) != after[n] and not n.startswith("south/")] == [".sopbook-build"]
    # The others have not seen the change, so the site as a whole is not up to date.
    assert title(root, "port/en/note/good.html") == "A southern note"
    assert sopbook_in(root, "build").stdout.endswith("Built: site\n")
    assert title(root, "port/en/note/good.html") == "A note from the south"


def test_every_edition_that_is_named_is_built(root: Path) -> None:
    (root / "playbooks/south/note/good.yaml").write_text("fork: good\ntitle: A note by the sea\n", "utf-8")

    run = sopbook_in(root, "build", "--edition", "south/en", "--edition", "port", "--edition", "south")

    assert run.stdout.endswith("Built: site/south/en, site/port/en\n"), run.stdout + run.stderr
    assert [title(root, f"{edition}/note/good.html") for edition in ("hq/en", "south/en", "port/en")] == ["A good note", "A note by the sea", "A note by the sea"]


def test_a_command_that_takes_one_edition_says_so(root: Path) -> None:
    run = sopbook_in(root, "render", "--to", root / "plain", "--edition", "south/en", "--edition", "hq/en")

    assert run.exit_code == 2
    assert "This takes one edition at a time, and here are 2: south/en, hq/en. Run it once for each." in run.stderr


def test_an_edition_that_is_not_there_is_said_so(root: Path) -> None:
    run = sopbook_in(root, "build", "--edition", "south/zh")

    assert run.exit_code == 2
    assert "There is no edition south/zh. There are: hq/en, south/en, port/en." in run.stderr


@pytest.mark.parametrize(("told", "is_port"), [({}, False), ({"SOPBOOK_EDITION": "port/en"}, True)])
def test_plain_mkdocs_builds_the_edition_that_it_is_told_alone(root: Path, tmp_path: Path, told: dict[str, str], is_port: bool) -> None:
    settings = (root / "mkdocs.yml").read_text("utf-8")
    if "edition:" not in settings:
        (root / "mkdocs.yml").write_text(f'{settings}      edition: !ENV [SOPBOOK_EDITION, ""]\n', "utf-8")

    run = python("-m", "mkdocs", "build", "--quiet", "--site-dir", tmp_path / "site", cwd=root, env=told)

    assert run.returncode == 0, run.stderr
    assert (tmp_path / "site/note/good.html").is_file()
    assert (tmp_path / "site/note/local.html").is_file() == is_port
