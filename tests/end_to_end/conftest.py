"""One built site for all tests that only read it."""

from pathlib import Path

import pytest

from end_to_end.running import process


@pytest.fixture(scope="session")
def whole_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own site, with all its editions."""
    folder = tmp_path_factory.mktemp("built") / "site"
    run = process("build", "--to", folder, env={"PYTHONHASHSEED": "1"})
    assert (run.returncode, run.stderr) == (0, ""), run.stdout + run.stderr
    return folder


@pytest.fixture(scope="session")
def site(whole_site: Path) -> Path:
    """Headquarters' English edition of it."""
    return whole_site / "hq" / "en"
