"""`sopbook export wecom`: what it says, what it writes, and what it leaves alone."""

from pathlib import Path

from end_to_end.running import contents, sopbook
from exported import talk, workspace

_TWO = talk('id: hello, what: 招呼, text: "你好"', 'id: auto, what: 欢迎, send: {mode: group-welcome}, text: "欢迎"')


def test_it_writes_the_parts_that_are_asked_for(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", _TWO)

    run = sopbook("export", "wecom", "--edition", "hq/zh", "--only", "scripts, group-welcomes", "--to", tmp_path / "out", "-C", root)

    assert run.exit_code == 0, run.output
    assert run.output.splitlines()[:2] == ["话术库.xlsx  1", "群欢迎语.json  1"]
    assert set(contents(tmp_path / "out")) == {"话术库.xlsx", "群欢迎语.json", "说明.txt"}


def test_what_an_earlier_export_left_does_not_stay(tmp_path: Path) -> None:
    root, out = workspace(tmp_path / "w", _TWO), tmp_path / "out"
    sopbook("export", "wecom", "--to", out, "-C", root)

    run = sopbook("export", "wecom", "--only", "scripts", "--to", out, "-C", root)

    assert run.exit_code == 0
    assert set(contents(out)) == {"话术库.xlsx", "说明.txt"}


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    root = workspace(tmp_path / "w", _TWO)

    run = sopbook("export", "wecom", "--to", tmp_path, "-C", root)

    assert run.exit_code == 2
    assert "holds other files" in run.output
    assert (tmp_path / "letter.txt").read_text("utf-8") == "mine"


def test_nothing_is_written_where_something_does_not_fit(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", talk(f'id: long, what: 长, text: "{"字" * 1001}"'))

    run = sopbook("export", "wecom", "--to", tmp_path / "out", "-C", root)

    assert run.exit_code == 1
    assert "[EXPORT002]" in run.output
    assert not (tmp_path / "out").exists()


def test_a_part_that_does_not_exist_is_told_with_a_guess(tmp_path: Path) -> None:
    run = sopbook("export", "wecom", "--only", "script", "--to", tmp_path / "out", "-C", workspace(tmp_path / "w", _TWO))

    assert run.exit_code == 2
    assert "There is no part script. Did you mean scripts?" in run.output


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    run = sopbook("export", "wecom", "--dry-run", "--to", tmp_path / "out", "-C", workspace(tmp_path / "w", _TWO))

    assert "话术库.xlsx  1" in run.output
    assert not (tmp_path / "out").exists()
