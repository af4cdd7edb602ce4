"""What tests share: what is dear to make is made once for all processes that run tests, and read by all."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from browser.handbook_site import build_handbook, chromium
from shared_work import MakeOnce, made_once_in

settings.register_profile("long")  # `make test-long`: tests that know it do more.


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each test in a browser a second try: a busy machine may stop Chromium for seconds. What needed one is listed in the end."""
    for item in items:
        if isinstance(item, pytest.Function) and "browser" in item.fixturenames:
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_collection_finish() -> None:
    """Let the search for garbage pass over what stays until the end: all modules and all tests, half a million objects."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, one for all tests of a process: Playwright can be started only once in it."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> MakeOnce:
    """What makes things once for all processes that run tests; the first one that asks makes them."""
    return made_once_in(tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent)


@pytest.fixture(scope="session")
def whole_site(made_once: MakeOnce) -> Path:
    """The repository's own site, with all its editions. Tests only read it."""
    return made_once("handbook", build_handbook)


@pytest.fixture(scope="session")
def site(whole_site: Path) -> Path:
    """Headquarters' English edition of it: a handbook by itself."""
    return whole_site / "hq" / "en"
