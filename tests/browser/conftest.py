"""What the browser tests share: one server, one browser, pages that may not complain."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from browser.handbook_site import PHONE, SIZES, served

OWN_HOSTS = {"127.0.0.1", ""}
"""The server of the tests, and addresses without a host: data:, blob:, file:, about:."""


@pytest.fixture(scope="session")
def whole_address(whole_site: Path) -> Iterator[str]:
    """The address at which all editions are served."""
    with served(whole_site) as where:
        yield where


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address at which headquarters' English edition is served."""
    with served(site) as where:
        yield where


@pytest.fixture(params=list(SIZES))
def context(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A fresh reader, once with a phone and once with a laptop, who grants the clipboard.

    Without a worker: it would fetch the whole handbook for every test. test_offline.py is about it.
    """
    size = SIZES[request.param]
    made = browser.new_context(base_url=address, service_workers="block", viewport=size, locale="en-GB", color_scheme="light")
    made.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    yield made
    made.close()


@contextmanager
def reader_with_a_phone(browser: Browser, address: str) -> Iterator[Page]:
    """Give a page of a reader with a phone, in light colours, who wants no motion, without a worker in between."""
    with browser.new_context(
        base_url=address, viewport=PHONE, color_scheme="light", reduced_motion="reduce", service_workers="block"
    ) as context:
        yield context.new_page()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails its test when it complains or asks another host for anything."""
    with without_complaints(context) as made:
        yield made


@contextmanager
def without_complaints(context: BrowserContext, tolerated: str = "") -> Iterator[Page]:
    """Give a new page; in the end it must have had no error, and no wish for another host.

    Complaints that hold the `tolerated` text do not count.
    """
    complaints: list[str] = []
    page = context.new_page()
    page.on(
        "console",
        lambda said: complaints.append(f"console: {said.text} {said.location.get('url')}")
        if said.type == "error"
        else None,
    )
    page.on("pageerror", lambda error: complaints.append(f"page error: {error}"))
    context.on(
        "request",
        lambda asked: complaints.append(f"asked for {asked.url}")
        if (urlsplit(asked.url).hostname or "") not in OWN_HOSTS
        else None,
    )
    yield page
    page.close()
    assert [one for one in complaints if not tolerated or tolerated not in one] == []
