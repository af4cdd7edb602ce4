"""What the tests with hostile texts share: the workspace, and its site."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from end_to_end.running import process
from hostile.texts import Hostile
from hostile.workspace import hostile_workspace
from shared_work import MakeOnce
from sopbook.outputs.html.environment import compiled, environment, environment_of_kinds


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """The hostile workspace. Tests only read it."""
    return hostile_workspace(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def hostile_site(hostile: Hostile, made_once: MakeOnce) -> Path:
    """The site of the hostile workspace as headquarters reads it, which hides nothing, with all its editions. Tests only read it."""

    def build(site: Path) -> None:
        run = process("build", "--for", "headquarters", "--to", site, cwd=hostile.root)
        assert run.returncode == 0, run.stdout + run.stderr

    return made_once("hostile-site", build)


@pytest.fixture
def fresh_templates() -> Iterator[None]:
    """Templates that a test may compile otherwise, and that nobody else gets."""
    for kept in (environment, environment_of_kinds, compiled):
        kept.cache_clear()
    yield
    for kept in (environment, environment_of_kinds, compiled):
        kept.cache_clear()
