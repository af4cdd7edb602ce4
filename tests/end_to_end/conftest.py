"""One built site for all tests that only read it."""

from pathlib import Path

import pytest

from end_to_end.running import process


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "site"
    run = process("build", "--to", folder, env={"PYTHONHASHSEED": "1"})
    assert (run.returncode, run.stderr) == (0, ""), run.stdout + run.stderr
    return folder
