"""A search measured in Chromium, through what a reader sees and does: what it finds, how soon, for how many bytes, in how much memory."""

import gzip
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Protocol

from playwright.sync_api import Browser, Page

from browser.handbook_site import LAPTOP

RUNS = 5
_WATCH = """
(() => {
  const look = () => {
    if (document.querySelector(SELECTOR)) window.firstResultAt = performance.now();
    else requestAnimationFrame(look);
  };
  look();
})();
"""
_MEMORY = "async () => (await performance.measureUserAgentSpecificMemory()).bytes"
"""The memory of the page's scripts and of its workers, after a garbage collection."""


class Search(Protocol):
    """A site with a search, and how one uses it."""

    name: str
    site: Path
    start: str
    """The page on which a reader begins, from the root of the site on."""
    result: str
    """The CSS selector of a result."""
    build_seconds: float
    """How long its index takes to be made, without the pages."""
    own_files: tuple[str, ...]
    """How the addresses of files begin that the page would not load without the search."""

    def type(self, page: Page, words: str) -> None:
        """Type a query where a reader types it."""

    def find(self, page: Page, words: str) -> list[str]:
        """Return the addresses of the first ten results of a query, without anchors."""


@dataclass(frozen=True)
class Cold:
    """From opening a page with nothing in the cache to the first result: medians, and bytes as they are and zipped."""

    milliseconds: float
    all_bytes: tuple[int, int]
    search_bytes: tuple[int, int]
    memory: int


def cold(browser: Browser, searches: Sequence[Search], words: str, runs: int = RUNS) -> list[Cold]:
    """Return what the first result of a query costs in each search; they take turns, so that a busy machine is fair to all."""
    times: list[list[float]] = [[] for _ in searches]
    memory: list[list[int]] = [[] for _ in searches]
    files: list[list[str]] = [[] for _ in searches]
    for _ in range(runs):
        for at, search in enumerate(searches):
            milliseconds, size, files[at] = _once(browser, search, words)
            times[at].append(milliseconds)
            memory[at].append(size)
    return [
        Cold(
            median(times[at]), _sizes(search.site, files[at]),
            _sizes(search.site, [file for file in files[at] if file.startswith(search.own_files)]), int(median(memory[at])),
        )
        for at, search in enumerate(searches)
    ]


def _once(browser: Browser, search: Search, words: str) -> tuple[float, int, list[str]]:
    with _server(search.site) as (address, asked):
        context = browser.new_context(viewport=LAPTOP, service_workers="block")
        context.add_init_script(_WATCH.replace("SELECTOR", repr(search.result)))
        page = context.new_page()
        page.goto(f"{address}/{search.start}", wait_until="load")
        search.type(page, words)
        page.wait_for_function("window.firstResultAt", timeout=120_000)
        milliseconds = float(page.evaluate("window.firstResultAt"))
        size = int(page.evaluate(_MEMORY))
        context.close()
    return milliseconds, size, list(dict.fromkeys(asked))


def found(browser: Browser, search: Search, queries: Sequence[str]) -> list[list[str]]:
    """Return the addresses of the first ten results of each query."""
    with _server(search.site) as (address, _):
        page = browser.new_context(viewport=LAPTOP, service_workers="block").new_page()
        page.goto(f"{address}/{search.start}", wait_until="load")
        answers = [search.find(page, words) for words in queries]
        page.context.close()
    return [[one.removeprefix(f"{address}/") for one in answer] for answer in answers]


def _sizes(site: Path, files: Sequence[str]) -> tuple[int, int]:
    contents = [(site / file).read_bytes() for file in files if (site / file).is_file()]
    return sum(map(len, contents)), sum(len(gzip.compress(content, 6)) for content in contents)


class _Handler(SimpleHTTPRequestHandler):
    """Serves files, remembers which, and lets a page measure its memory (which asks for cross-origin isolation)."""

    def __init__(self, *arguments: object, asked: list[str], **named: object) -> None:
        self.asked = asked
        super().__init__(*arguments, **named)  # type: ignore[arg-type]

    def end_headers(self) -> None:
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].lstrip("/")
        self.asked.append(f"{path}index.html" if path.endswith("/") or not path else path)
        super().do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base class names it so)
        """Say nothing about requests."""


@contextmanager
def _server(folder: Path) -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, asked=asked, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", asked
        finally:
            server.shutdown()
            thread.join()
