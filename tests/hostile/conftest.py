"""What the tests with hostile texts share: the workspace, and its site, built once for all processes that run tests."""

from collections.abc import Callable, Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest

from end_to_end.running import process
from hostile.texts import Hostile
from hostile.workspace import hostile_workspace
from sopbook.outputs.html.environment import compiled, environment, environment_of_kinds


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """The hostile workspace. Tests only read it."""
    return hostile_workspace(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str, Callable[[Path], None]], Path]:
    """A function that returns a path which the first process has made, for all that run tests."""
    shared = tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent

    def once(name: str, make: Callable[[Path], None]) -> Path:
        with (shared / f"{name}.lock").open("w") as lock:
            flock(lock, LOCK_EX)
            if not (shared / name).exists():
                make(shared / name)
        return shared / name

    return once


@pytest.fixture(scope="session")
def hostile_site(hostile: Hostile, made_once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """The site of the hostile workspace, with all its editions. Tests only read it."""

    def build(site: Path) -> None:
        run = process("build", "--to", site, cwd=hostile.root)
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
