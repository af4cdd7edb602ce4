"""`sopbook init` and `sopbook new`: from an empty folder to a first playbook."""

import json
import shutil
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from end_to_end.running import PROJECT, contents, process, sopbook
from example_workspaces import lay_out

KINDS = sorted(f.parent.name for f in (PROJECT / "schema").glob("*/schema.json"))
STARTERS = [f for f in (PROJECT / "playbooks/hq").glob("*/*.yaml") if not f.stem.endswith(".zh")]


@pytest.fixture(scope="module")
def first_minutes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, CompletedProcess[str], CompletedProcess[str]]:
    """A workspace that `init` laid out and `check` has looked at, and how both ended."""
    root = tmp_path_factory.mktemp("init") / "handbook"
    root.mkdir()
    return root, process("init", cwd=root), process("check", "--strict", cwd=root)


@pytest.fixture(scope="module")
def laid_out(first_minutes: tuple[Path, CompletedProcess[str], CompletedProcess[str]]) -> Path:
    """The same, its templates tried."""
    return first_minutes[0]


@pytest.fixture
def ours(laid_out: Path, tmp_path: Path) -> Path:
    """The same, to change at will."""
    return shutil.copytree(laid_out, tmp_path / "handbook")


@pytest.fixture(scope="module")
def begun(laid_out: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], list[dict[str, Any]]]:
    """A workspace with a new playbook of each kind, what `new` said of each, and what `check` says of all."""
    root = shutil.copytree(laid_out, tmp_path_factory.mktemp("begun") / "handbook")
    said = {kind: f"{run.exit_code} {run.stdout}" for kind in KINDS if (run := sopbook("new", kind, "my-own", "-C", root))}
    return root, said, json.loads(sopbook("check", "-C", root, "--format", "json").stdout)


def test_init_lays_out_a_workspace_that_is_clean_and_builds(first_minutes: tuple[Path, CompletedProcess[str], CompletedProcess[str]], tmp_path: Path) -> None:
    laid_out, init, check = first_minutes
    root = shutil.copytree(laid_out, tmp_path / "handbook")
    build = process("build", cwd=root)

    assert (init.returncode, init.stderr) == (0, "")
    assert init.stdout.endswith(" files laid out. Next: sopbook serve\n")
    assert (check.returncode, check.stdout.splitlines()[0]) == (0, f"No problems in {len(STARTERS)} playbooks of 2 handbooks.")
    assert (build.returncode, build.stdout, build.stderr) == (0, "Built: site\n", "")
    assert (root / "site/hq/zh/activity/dice-guess.html").is_file()


def test_init_overwrites_nothing_and_then_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Mine\n", "utf-8")

    run = sopbook("init", tmp_path)

    assert (run.exit_code, run.stdout) == (2, "")
    assert run.stderr == "Error: Already there: mkdocs.yml. Choose an empty folder.\n"
    assert contents(tmp_path) == {"mkdocs.yml": b"site_name: Mine\n"}


def test_init_can_say_what_it_would_write(tmp_path: Path) -> None:
    run = sopbook("init", tmp_path / "new", "--dry-run")
    assert not (tmp_path / "new").exists()
    sopbook("init", tmp_path / "new")

    assert sorted(run.stdout.splitlines()) == sorted(contents(tmp_path / "new"))


@pytest.mark.parametrize("kind", KINDS)
def test_new_writes_a_playbook_whose_first_line_leads_to_its_schema(kind: str, begun: tuple[Path, dict[str, str], list[dict[str, Any]]]) -> None:
    root, said, _ = begun
    file = root / f"playbooks/hq/{kind}/my-own.yaml"
    mark, _, path = file.read_text("utf-8").splitlines()[0].partition("$schema=")

    assert said[kind] == f"0 playbooks/hq/{kind}/my-own.yaml\n"
    assert mark == "# yaml-language-server: "
    assert (file.parent / path).resolve() == (root / "schema" / kind / "schema.json").resolve()
    assert (file.parent / path).is_file()


@pytest.mark.parametrize("kind", KINDS)
def test_check_names_every_field_that_is_still_empty(kind: str, begun: tuple[Path, dict[str, str], list[dict[str, Any]]]) -> None:
    root, _, all_found = begun
    path = f"playbooks/hq/{kind}/my-own.yaml"
    found = [one for one in all_found if one["path"] == path]
    known = {"id", "version", "reviewed_on", "review_by", "status"}
    required = set(json.loads((root / f"schema/{kind}/schema.json").read_text("utf-8"))["required"]) - known

    top = ""
    told: set[str] = set()
    for number, line in enumerate((root / path).read_text("utf-8").splitlines(), 1):
        top = line.partition(":")[0] if line[:1].isalpha() else top
        if any(d["line"] == number for d in found):
            told.add(top)
    assert told == required
    assert {d["code"] for d in found} <= {"SCHEMA011", "SCHEMA006", "SCHEMA009"}  # empty, empty text, too few items


def test_check_names_nothing_but_what_is_new(begun: tuple[Path, dict[str, str], list[dict[str, Any]]]) -> None:
    assert {one["path"] for one in begun[2]} == {f"playbooks/hq/{kind}/my-own.yaml" for kind in KINDS}


def test_new_can_show_what_it_would_write(ours: Path) -> None:
    before = contents(ours)
    dry = sopbook("new", "crisis", "my-own", "-C", ours, "--dry-run")
    assert contents(ours) == before
    sopbook("new", "crisis", "my-own", "-C", ours)

    assert dry.stdout == (ours / "playbooks/hq/crisis/my-own.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nots", "mine"), "There is no kind nots. Did you mean note?"),
        (("poster", "mine"), "There is no kind poster. There are: note."),
        (("note", "My Note"), "My Note is no id: use lower-case letters, digits and single hyphens, such as dice-guess."),
        (("note", "../x"), "../x is no id: use lower-case letters, digits and single hyphens, such as dice-guess."),
        (("note", "good"), "playbooks/hq/note/good.yaml exists already."),
        (("note", "mine", "--branch", "north"), "There is no branch north: playbooks/north is missing."),
        (("note", "mine", "--branch", "../../elsewhere"), "There is no branch ../../elsewhere: playbooks/../../elsewhere is missing."),
    ],
)
def test_new_refuses_in_one_sentence_and_writes_nothing(arguments: tuple[str, ...], sentence: str, tmp_path: Path) -> None:
    root = lay_out(tmp_path)
    before = contents(root)

    run = sopbook("new", *arguments, "-C", root)

    assert (run.exit_code, run.stdout, run.stderr) == (2, "", f"Error: {sentence}\n")
    assert contents(root) == before


def test_new_never_writes_outside_the_playbooks(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "workspace")
    (tmp_path / "elsewhere").mkdir()

    run = sopbook("new", "note", "mine", "--branch", "../../elsewhere", "-C", root)

    assert run.exit_code == 2
    assert contents(tmp_path / "elsewhere") == {}
