"""`sopbook build`: when it builds, what it leaves behind, and what it never destroys."""

import re
import shutil
from pathlib import Path

import pytest

from end_to_end.running import PROJECT, contents, copy_of_our_workspace, process, python, sopbook, sopbook_in
from example_workspaces import EXAMPLES, lay_out

GOOD = "playbooks/hq/note/good.yaml"


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace whose site is built. Tests copy it."""
    root = lay_out(tmp_path_factory.mktemp("built") / "workspace", {"docs/about.md": "# About\n\nA page of our own.\n"})
    run = sopbook_in(root, "build")
    assert (run.exit_code, run.stdout) == (0, "Built: site\n"), run.stdout + run.stderr
    return root


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """A small workspace whose site is built, to change at will."""
    return shutil.copytree(built_once, tmp_path / "workspace")


def test_the_same_input_gives_the_same_bytes_in_another_folder_and_another_order_of_sets(whole_site: Path, tmp_path: Path) -> None:
    root = copy_of_our_workspace(tmp_path)
    # One edition, because a build of all takes minutes: the one that two branches have changed.
    run = process("build", "--edition", "shanghai/zh", cwd=root, env={"PYTHONHASHSEED": "2"})
    first, second = contents(whole_site / "shanghai/zh"), contents(root / "site/shanghai/zh")

    assert run.returncode == 0, run.stderr
    assert len(first) > 100
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_build_replaces_no_folder_of_other_files(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "workspace")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/precious.txt").write_text("keep\n", "utf-8")

    run = sopbook("build", "-C", root, "--to", tmp_path / "mine")

    assert run.exit_code == 2
    assert (tmp_path / "mine/precious.txt").read_text("utf-8") == "keep\n"


def test_an_up_to_date_site_is_left_alone_without_importing_the_site_engine(built: Path) -> None:
    before = contents(built / "site")

    run = python("-c", (
        "import sys\n"
        "from sopbook.cli.main import main\n"
        "main(['build'], standalone_mode=False)\n"
        "assert 'mkdocs' not in sys.modules and 'material' not in sys.modules\n"
    ), cwd=built)

    assert (run.returncode, run.stdout, run.stderr) == (0, "Up to date: site\n", "")
    assert contents(built / "site") == before


def test_an_unchanged_site_is_checked_once_a_day(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("checked although nothing can be new")

    monkeypatch.setattr("sopbook.cli.build.checked", never)
    assert sopbook("build", "-C", built).exit_code == 0
    monkeypatch.undo()
    tomorrow = sopbook_in(built, "build", env={"SOURCE_DATE_EPOCH": "1795478400"})
    overdue = sopbook_in(built, "build", env={"SOURCE_DATE_EPOCH": "2000000000"})

    assert tomorrow.stdout == "Up to date: site\n"
    assert "[REVIEW001]" in overdue.stdout
    assert "[REVIEW001]" in sopbook_in(built, "build", env={"SOURCE_DATE_EPOCH": "2000000000"}).stdout


def test_a_change_in_a_playbook_is_built(built: Path) -> None:
    file = built / GOOD
    file.write_text(file.read_text("utf-8").replace("A good note", "A better note"), "utf-8")

    run = sopbook_in(built, "build")

    assert (run.exit_code, run.stdout) == (0, "Built: site\n")
    assert "A better note" in (built / "site/note/good.html").read_text("utf-8")
    assert sopbook_in(built, "build").stdout == "Up to date: site\n"


def test_a_page_of_our_own_that_changes_is_built(built: Path) -> None:
    (built / "docs/about.md").write_text("# About\n\nAnother text.\n", "utf-8")

    assert sopbook_in(built, "build").stdout == "Built: site\n"
    assert "Another text." in (built / "site/about.html").read_text("utf-8")


def test_a_site_that_lost_a_file_is_built_again(built: Path) -> None:
    (built / "site/note/good.html").unlink()

    assert sopbook_in(built, "build").stdout == "Built: site\n"
    assert (built / "site/note/good.html").is_file()


def test_force_builds_what_is_up_to_date(built: Path) -> None:
    before = contents(built / "site")

    assert sopbook_in(built, "build", "--force").stdout == "Built: site\n"
    assert contents(built / "site") == before


def test_an_error_leaves_the_last_good_site_untouched(built: Path) -> None:
    before = contents(built / "site")
    (built / GOOD).write_text("id: [", "utf-8")

    run = sopbook_in(built, "build")

    assert run.exit_code == 1
    assert f"{GOOD}\n" in run.stdout
    assert run.stderr == ""
    assert contents(built / "site") == before


@pytest.mark.parametrize("error", [RuntimeError("out of luck"), KeyboardInterrupt(), SystemExit(1)], ids=repr)
def test_a_build_that_dies_half_way_leaves_the_old_site_and_no_litter(
    built: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    before = contents(built)

    def dies(config: dict[str, str]) -> None:
        (Path(config["site_dir"]) / "index.html").write_text("half a page", "utf-8")
        raise error

    monkeypatch.setattr("sopbook.site.site.mkdocs_build", dies)
    run = sopbook("build", "-C", built, "--force")

    assert run.exit_code != 0
    assert contents(built) == before
    assert sorted(f.name for f in built.iterdir()) == [".sopbook", "docs", "mkdocs.yml", "playbooks", "schema", "site"]


def test_a_site_is_never_built_over_the_workspace(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "workspace")
    before = contents(tmp_path)

    for target in (root, tmp_path):
        run = sopbook("build", "-C", root, "--to", target)
        assert run.exit_code == 2
        assert "holds the workspace itself" in run.stderr
    assert contents(tmp_path) == before


def test_a_warning_is_told_but_stops_a_strict_build_only(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"docs/about.md": "# About\n", "playbooks/hq/poster/spring.yaml": "id: spring\n"})

    run = sopbook_in(root, "build")
    strict = sopbook_in(root, "build", "--strict", "--to", root / "strict")

    assert run.exit_code == 0
    assert "[WORK001]" in run.stdout
    assert run.stdout.endswith("Built: site\n")
    assert strict.exit_code == 1
    assert not (root / "strict").exists()


@pytest.mark.usefixtures("whole_site")  # Its sheets are kept in the project.
def test_the_site_engine_alone_builds_our_handbook_without_a_warning(tmp_path: Path) -> None:
    run = python("-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", tmp_path / "site", cwd=PROJECT)

    assert run.returncode == 0, run.stderr
    assert "WARNING" not in run.stderr
    assert (tmp_path / "site/activity/dice-guess.html").is_file()


@pytest.mark.parametrize("form", ["concise", "json", "github", "sarif", "junit"])
@pytest.mark.parametrize("orphan", ["", "id: spring\n"])
def test_a_report_for_programs_is_all_that_stands_on_standard_output(tmp_path: Path, form: str, orphan: str) -> None:
    root = lay_out(tmp_path / "w", {"docs/about.md": "# About\n", **({"playbooks/hq/poster/spring.yaml": orphan} if orphan else {})})

    for command in (("render", "--to", tmp_path / "pages"), ("print", "good", "--to", tmp_path / "sheets")):
        run = sopbook(*command, "--format", form, "-C", root)
        report = sopbook("check", "--format", form, "-C", root).stdout

        assert run.exit_code == 0
        assert run.stdout == report or command[0] == "print"  # It only checks what it prints.
        assert re.fullmatch(r"\d+ files? in .*\n", run.stderr)


def test_a_build_says_on_standard_error_that_it_is_done_where_a_report_stands_on_standard_output(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"docs/about.md": "# About\n"})

    runs = [sopbook_in(root, "build", "--format", form) for form in ("json", "concise")]

    assert [(run.stdout, run.stderr) for run in runs] == [("[]\n", "Built: site\n"), ("", "Up to date: site\n")]


def test_settings_without_the_plugin_build_no_empty_handbook(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"mkdocs.yml": "site_name: Mine\nplugins: [search]\n"})

    run = sopbook("build", "-C", root)

    assert run.exit_code == 2
    assert "mkdocs.yml does not name the plugin sopbook" in run.stderr


def test_a_change_in_another_folder_of_pages_is_built(tmp_path: Path) -> None:
    settings = (EXAMPLES / "base/mkdocs.yml").read_text("utf-8")
    root = lay_out(tmp_path, {"mkdocs.yml": f"{settings}docs_dir: pages\n", "pages/about.md": "# About\n"})
    assert sopbook_in(root, "build").stdout == "Built: site\n"
    (root / "pages/about.md").write_text("# About us\n", "utf-8")

    assert sopbook_in(root, "build").stdout == "Built: site\n"


@pytest.mark.parametrize("address", ["127.0.0.1:99999", "nowhere"])
def test_an_impossible_address_is_no_traceback(tmp_path: Path, address: str) -> None:
    run = sopbook_in(lay_out(tmp_path, {"docs/about.md": "# About\n"}), "serve", "--addr", address)

    assert run.exit_code == 2
    assert "Traceback" not in run.output
