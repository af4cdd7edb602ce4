"""The repository's own handbook as a site, a server for it, and Chromium to look at it with."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

REPOSITORY = Path(__file__).parents[2]
PHONE = ViewportSize(width=360, height=740)
LAPTOP = ViewportSize(width=1280, height=800)
SIZES = {"360x740": PHONE, "1280x800": LAPTOP}
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


SETTLED = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1795392000"}
"""The site is built on 2026-11-23, as all end-to-end tests run, and with a fixed seed for what Python hashes."""


def build_handbook(site: Path) -> Path:
    """Build the repository's handbook into a folder and return the folder."""
    command = [sys.executable, "-m", "sopbook", "build", "-C", str(REPOSITORY), "--to", str(site)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | SETTLED)
    if run.returncode or run.stderr:
        raise RuntimeError(f"sopbook build ended with {run.returncode}:\n{run.stdout}{run.stderr}")
    return site


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and does not talk about it."""

    timeout = 20

    def handle(self) -> None:
        """Answer, and do not mind a browser that closes a page before everything has arrived."""
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base class names it so)
        """Say nothing about requests."""


@contextmanager
def served(folder: Path, handler: type[QuietHandler] = QuietHandler) -> Iterator[str]:
    """Serve a folder on this machine only, and give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser")
"""The names under which systems know it. The one without a window opens a page in half the time, so it comes first."""


def chromium_path() -> str:
    """Return where the system's Chromium is. Raises RuntimeError."""
    for name in CHROMIUM:
        if found := shutil.which(name):
            return found
    raise RuntimeError("There is no Chromium here: sh tests/system-packages.sh installs it.")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give the system's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def open_all(page: Page) -> None:
    """Open everything on a page that is folded away."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def stand(page: Page) -> None:
    """Wait until every script of a page has run: they come after the first paint. The entrance has none."""
    page.evaluate("typeof sopbook === 'undefined' || sopbook.settled()")


def page_paths(site: Path) -> list[str]:
    """Return the address of every page of a built site, from its root on, but for those of wrong addresses (test_missing.py), and those that only lead to another."""
    return sorted(
        file.relative_to(site).as_posix() for file in site.rglob("*.html")
        if file.name != "404.html" and 'http-equiv="refresh"' not in file.read_text("utf-8")
    )
