"""`sopbook init` and `sopbook new`: from an empty folder to a first playbook."""

import json
import shutil
from pathlib import Path

import pytest

from end_to_end.running import PROJECT, contents, process, sopbook
from example_workspaces import lay_out

KINDS = sorted(f.parent.name for f in (PROJECT / "schema").glob("*/schema.json"))
STARTERS = [f for f in (PROJECT / "playbooks/hq").glob("*/*.yaml") if not f.stem.endswith(".zh")]


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that `init` laid out, and whose templates a check has tried."""
    root = tmp_path_factory.mktemp("init") / "handbook"
    assert sopbook("init", root).exit_code == 0
    assert sopbook("check", "-C", root).exit_code == 0
    return root


@pytest.fixture
def ours(laid_out: Path, tmp_path: Path) -> Path:
    """The same, to change at will."""
    return shutil.copytree(laid_out, tmp_path / "handbook")


def test_init_lays_out_a_workspace_that_is_clean_and_builds(tmp_path: Path) -> None:
    init = process("init", cwd=tmp_path)
    check, build = process("check", "--strict", cwd=tmp_path), process("build", cwd=tmp_path)

    assert (init.returncode, init.stderr) == (0, "")
    assert init.stdout.endswith(" files laid out. Next: sopbook serve\n")
    assert (check.returncode, check.stdout.splitlines()[0]) == (0, f"No problems in {len(STARTERS)} playbooks of 2 handbooks.")
    assert (build.returncode, build.stdout, build.stderr) == (0, "Built: site\n", "")
    assert (tmp_path / "site/hq/zh/activity/dice-guess.html").is_file()


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
def test_new_writes_a_playbook_whose_first_line_leads_to_its_schema(kind: str, ours: Path) -> None:
    run = sopbook("new", kind, "my-own", "-C", ours)
    file = ours / f"playbooks/hq/{kind}/my-own.yaml"
    mark, _, path = file.read_text("utf-8").splitlines()[0].partition("$schema=")

    assert (run.exit_code, run.stdout) == (0, f"playbooks/hq/{kind}/my-own.yaml\n")
    assert mark == "# yaml-language-server: "
    assert (file.parent / path).resolve() == (ours / "schema" / kind / "schema.json").resolve()
    assert (file.parent / path).is_file()


@pytest.mark.parametrize("kind", KINDS)
def test_check_names_every_field_that_is_still_empty_and_nothing_else(kind: str, ours: Path) -> None:
    sopbook("new", kind, "my-own", "-C", ours)
    path = f"playbooks/hq/{kind}/my-own.yaml"
    lines = (ours / path).read_text("utf-8").splitlines()
    known = {"id", "version", "reviewed_on", "review_by", "status"}
    required = set(json.loads((ours / f"schema/{kind}/schema.json").read_text("utf-8"))["required"]) - known

    found = json.loads(sopbook("check", "-C", ours, "--format", "json").stdout)

    assert {d["path"] for d in found} == {path}
    top = ""
    told: set[str] = set()
    for number, line in enumerate(lines, 1):
        top = line.partition(":")[0] if line[:1].isalpha() else top
        if any(d["line"] == number for d in found):
            told.add(top)
    assert told == required
    assert {d["code"] for d in found} <= {"SCHEMA011", "SCHEMA006", "SCHEMA009"}  # empty, empty text, too few items


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
