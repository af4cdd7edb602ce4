"""`sopbook check`: what it prints, and how it ends."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from end_to_end.running import PROJECT, process, sopbook, sopbook_in
from example_workspaces import lay_out

GOOD = (Path(__file__).parents[1] / "examples/base/playbooks/hq/note/good.yaml").read_text("utf-8")
BAD = "playbooks/hq/note/bad.yaml"
WRONG = GOOD.replace("id: good", "id: bad").replace("level: low", "level: mediun")
LATE = GOOD.replace("id: good", "id: late").replace("review_by: 2027-11-01", "review_by: 2026-11-22")


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    return lay_out(tmp_path, {BAD: WRONG})


@pytest.fixture
def late(tmp_path: Path) -> Path:
    return lay_out(tmp_path, {"playbooks/hq/note/late.yaml": LATE})


def test_a_clean_workspace_ends_with_0(tmp_path: Path) -> None:
    run = sopbook("check", "-C", lay_out(tmp_path))

    assert (run.exit_code, run.stdout, run.stderr) == (0, "No problems in 1 playbook of 1 handbook.\n", "")


def test_our_own_playbooks_are_clean() -> None:
    run = process("check", "--strict")

    first, *coverage = run.stdout.partition("\n\nYet to be filled in")[0].splitlines()
    own = [file for file in (PROJECT / "playbooks").glob("*/*/*.yaml") if not re.search(r"\.[a-z]{2}\.yaml$", file.name) and "fork: " not in file.read_text("utf-8")]
    assert (run.returncode, first, run.stderr) == (0, f"No problems in {len(own)} playbooks of 8 handbooks.", "")
    # Every text of every branch is translated into its other language.
    assert [line.partition(" of ")[0] for line in coverage] == ["hq/zh: 100 %", "east/zh: 100 %", "shanghai/zh: 100 %", "south/en: 100 %"]


def test_an_error_ends_with_1_and_is_told_to_people(wrong: Path) -> None:
    run = sopbook("check", "-C", wrong)

    assert run.exit_code == 1
    assert run.stderr == ""
    assert run.stdout == (
        "playbooks/hq/note/bad.yaml\n"
        '  10:8  level is "mediun"; it must be one of low, medium, high.  [SCHEMA004]\n'
        "        Did you mean medium?\n"
        "\n"
        "1 error. `sopbook explain CODE` tells more about each.\n"
    )


def test_a_warning_ends_with_0_and_with_1_where_it_counts(late: Path) -> None:
    run, strict = sopbook("check", "-C", late), sopbook("check", "-C", late, "--strict")

    assert (run.exit_code, strict.exit_code) == (0, 1)
    assert run.stdout == strict.stdout
    assert "  7:12  warning: The review was due on 2026-11-22, 1 day ago.  [REVIEW001]\n" in run.stdout
    assert run.stdout.endswith("\n1 warning. `sopbook explain CODE` tells more about each.\n")


def test_a_path_picks_the_findings_about_a_file_or_folder(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {BAD: WRONG, "playbooks/hq/note/late.yaml": LATE})

    bad = sopbook("check", "--format", "concise", root / BAD)
    late = sopbook("check", "--format", "concise", root / "playbooks/hq/note/late.yaml")
    folder = sopbook("check", "--format", "concise", root / "playbooks/hq/note")
    other = sopbook("check", root / "schema")

    assert (bad.exit_code, late.exit_code, folder.exit_code, other.exit_code) == (1, 0, 1, 0)
    assert [line.split(" ")[1] for line in bad.stdout.splitlines()] == ["SCHEMA004"]
    assert [line.split(" ")[1] for line in late.stdout.splitlines()] == ["REVIEW001"]
    assert folder.stdout == bad.stdout + late.stdout
    assert other.stdout == "No problems in 2 files.\n"


def test_the_concise_form_is_one_line_a_finding(wrong: Path) -> None:
    run = sopbook("check", "-C", wrong, "--format", "concise")

    assert run.stdout == f'{BAD}:10:8: SCHEMA004 level is "mediun"; it must be one of low, medium, high.\n'


def test_the_concise_and_github_forms_of_nothing_are_empty(tmp_path: Path) -> None:
    lay_out(tmp_path)

    assert sopbook("check", "-C", tmp_path, "--format", "concise").output == ""
    assert sopbook("check", "-C", tmp_path, "--format", "github").output == ""


def test_the_json_form_is_one_array(wrong: Path) -> None:
    run = sopbook("check", "-C", wrong, "--format", "json")

    assert json.loads(run.stdout) == [
        {
            "path": BAD, "line": 10, "column": 8, "end_line": 10, "end_column": 14,
            "code": "SCHEMA004", "severity": "error",
            "message": 'level is "mediun"; it must be one of low, medium, high.', "hint": "Did you mean medium?",
            "template": "{name} is {value}; it must be one of {listed}.",
            "arguments": {"name": "level", "value": '"mediun"', "listed": ["low", "medium", "high"]},
        }
    ]


CHINESE = """\
playbooks/hq/note/bad.yaml
  10:8  level 是 "mediun"；应该是其中一个：low、medium、high。  [SCHEMA004]
        是不是想写 medium？

1 个错误。运行 `sopbook explain CODE` 看每一种的详细说明（英文）。
"""


def test_findings_are_told_in_the_language_that_somebody_asks_for(wrong: Path) -> None:
    assert sopbook("check", "-C", wrong, "--language", "zh").stdout == CHINESE


def test_the_environment_chooses_the_language_and_the_option_goes_before_it(wrong: Path) -> None:
    chinese = {"LC_ALL": "zh_CN.UTF-8"}

    assert sopbook_in(wrong, "check", env=chinese).stdout == CHINESE
    assert sopbook_in(wrong, "check", "--language", "en", env=chinese).stdout == sopbook("check", "-C", wrong).stdout


def test_reports_for_programs_follow_the_language(wrong: Path) -> None:
    message = 'level 是 "mediun"；应该是其中一个：low、medium、high。'

    assert sopbook("check", "-C", wrong, "--language", "zh", "--format", "concise").stdout == f"{BAD}:10:8: SCHEMA004 {message}\n"
    assert f"::{message} 是不是想写 medium？\n" in sopbook("check", "-C", wrong, "--language", "zh", "--format", "github").stdout
    report = ElementTree.fromstring(sopbook("check", "-C", wrong, "--language", "zh", "--format", "junit").stdout)
    assert [failure.get("message") for failure in report.iter("failure")] == [message]
    (found,) = json.loads(sopbook("check", "-C", wrong, "--language", "zh", "--format", "json").stdout)
    assert (found["message"], found["template"]) == (message, "{name} is {value}; it must be one of {listed}.")


def test_a_clean_workspace_and_warnings_have_their_words_in_chinese(tmp_path: Path, late: Path) -> None:
    assert sopbook("check", "-C", lay_out(tmp_path / "clean"), "--language", "zh").stdout == "1 本手册，1 份 SOP，没有问题。\n"
    assert "警告：2026-11-22 就该复核，已经晚了 1 天。  [REVIEW001]" in sopbook("check", "-C", late, "--language", "zh").stdout


def test_an_unknown_language_is_refused(wrong: Path) -> None:
    run = sopbook("check", "-C", wrong, "--language", "eo")

    assert run.exit_code == 2
    assert "'eo' is not one of 'en', 'zh'." in run.output


def test_the_json_form_of_nothing_is_an_empty_array(tmp_path: Path) -> None:
    assert sopbook("check", "-C", lay_out(tmp_path), "--format", "json").stdout == "[]\n"


def test_the_github_form_marks_the_line(wrong: Path) -> None:
    run = sopbook("check", "-C", wrong, "--format", "github")

    assert run.stdout == (
        f"::error file={BAD},line=10,endLine=10,col=8,endColumn=13,title=SCHEMA004::"
        'level is "mediun"; it must be one of low, medium, high. Did you mean medium?\n'
    )


def test_nothing_is_coloured_without_a_terminal(wrong: Path) -> None:
    run = process("check", "-C", wrong)

    assert run.returncode == 1
    assert "\x1b" not in run.stdout
    assert run.stderr == ""


def test_a_folder_that_is_no_workspace_ends_with_2_and_one_sentence(tmp_path: Path) -> None:
    run = process("check", cwd=tmp_path)

    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == (
        f"Error: There is no workspace at {tmp_path.resolve()}: no folder there or above holds playbooks/. "
        "`sopbook init` lays one out.\n"
    )


def test_a_file_outside_any_workspace_ends_with_2(tmp_path: Path) -> None:
    file = tmp_path / "note.yaml"
    file.write_text("id: note\n", "utf-8")

    run = process("check", file)

    assert (run.returncode, run.stdout) == (2, "")
    assert "There is no workspace at" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_day_that_is_no_number_ends_with_2() -> None:
    run = sopbook_in(PROJECT, "check", env={"SOURCE_DATE_EPOCH": "today"})

    assert (run.exit_code, run.stdout) == (2, "")
    assert run.stderr == "Error: SOURCE_DATE_EPOCH is 'today'; seconds since 1970 are expected.\n"
