"""What browser tests and end-to-end tests share: the repository's own site, built once for all processes that run tests."""

from collections.abc import Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from browser.handbook_site import build_handbook, chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, one for all tests of a process: Playwright can be started only once in it."""
    with chromium() as found:
        yield found

settings.register_profile("long")  # `make test-long`: tests that know it do more.


@pytest.fixture(scope="session")
def whole_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The repository's own site, with all its editions. Tests only read it."""
    if worker_id == "master":
        return build_handbook(tmp_path_factory.mktemp("handbook") / "site")
    shared = tmp_path_factory.getbasetemp().parent
    site = shared / "handbook" / "site"
    with (shared / "handbook.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        return site if site.is_dir() else build_handbook(site)


@pytest.fixture(scope="session")
def site(whole_site: Path) -> Path:
    """Headquarters' English edition of it: a handbook by itself."""
    return whole_site / "hq" / "en"
