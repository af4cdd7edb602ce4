"""Where a report goes may be closed, full or without Chinese: the exit code and one sentence say what happened."""

import subprocess
import sys
from pathlib import Path

import pytest

from end_to_end.running import environment
from example_workspaces import lay_out


def shell(line: str, root: Path, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """Return what a line of shell did; $S is the command line."""
    return subprocess.run(
        ["bash", "-c", line], cwd=root, env=environment({"S": f"{sys.executable} -m sopbook", **environ}), capture_output=True, check=False
    )


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A workspace with a mistake in Chinese."""
    return lay_out(tmp_path / "workspace", {"playbooks/hq/note/bad.yaml": "title: [早安]\n"})


def test_a_reader_who_goes_away_hears_nothing(wrong: Path) -> None:
    done = shell("$S explain | true; exit ${PIPESTATUS[0]}", wrong)

    assert (done.returncode, done.stderr) == (1, b"")


def test_without_an_output_the_exit_code_speaks(wrong: Path) -> None:
    done = shell("$S check >&-", wrong)

    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize("environ", [{"PYTHONUNBUFFERED": ""}, {"PYTHONUNBUFFERED": "1"}], ids=["kept until the end", "written at once"])
def test_an_output_that_is_full_is_told(wrong: Path, environ: dict[str, str]) -> None:
    done = shell("$S check > /dev/full", wrong, **environ)

    assert (done.returncode, done.stderr) == (2, b"Error: The system refuses to go on: no space left on device.\n")


@pytest.mark.parametrize(
    ("environ", "word"),
    [
        ({"PYTHONIOENCODING": "latin-1"}, b"\\u65e9\\u5b89"),
        ({"PYTHONIOENCODING": "ascii"}, "早安".encode()),  # Click takes a terminal that says so for one that is set up wrongly.
    ],
)
def test_a_terminal_without_chinese_shows_codes(wrong: Path, environ: dict[str, str], word: bytes) -> None:
    done = shell("$S check playbooks/hq/note/bad.yaml", wrong, **environ)

    assert (done.returncode, done.stderr) == (1, b"")
    assert b"[" + word + b"] is read as a list" in done.stdout
