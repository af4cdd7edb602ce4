"""The handbook's own search: on the handbook as it is built, or with the index of other pages in its place."""

import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from shutil import rmtree

from playwright.sync_api import Page

from benchmarks.generated_pages import GeneratedPage
from browser.handbook_site import REPOSITORY
from sopbook.branches.workspace import find_workspace
from sopbook.handbook.check.workspace import check_workspace
from sopbook.handbook.edition import Edition, edition
from sopbook.outputs.html.handbook import render
from sopbook.outputs.search.entry import SearchEntry, handbook_entries
from sopbook.outputs.search.index import search_files
from sopbook.outputs.search.passages import passages
from sopbook.site.folder import write_files

EDITION = "hq/zh"
_FIND = "async words => { await sopbook.search.load(); return (await sopbook.search.find(words, {limit: 10})).results.map(result => result.path); }"


class HandbookSearch:
    """A site of this repository's Chinese handbook, and how one uses its search."""

    name = "sopbook"
    start = "index.html"
    result = ".sop-search__results a"
    own_files: tuple[str, ...] = ("assets/search/", "assets/search.js")

    def __init__(self, work: Path, pages: Sequence[GeneratedPage] = ()) -> None:
        """Build the site; where pages are given, they are what is searched instead of the handbook's own."""
        self.site = work / "site"
        run(sys.executable, "-m", "sopbook", "build", "-C", str(REPOSITORY), "--edition", EDITION, "--to", str(self.site))
        self.site = self.site / EDITION if (self.site / EDITION).is_dir() else self.site
        shown = _edition()
        handbook, _ = render(shown)
        began = time.perf_counter()
        entries = [SearchEntry(f"{page.name}.html", page.title, tuple(passages(page.html)), "activity") for page in pages]
        files = search_files(entries or handbook_entries(handbook), shown)
        self.build_seconds = time.perf_counter() - began
        if pages:
            rmtree(self.site / "assets" / "search")
            write_files(self.site, dict(files))

    def type(self, page: Page, words: str) -> None:
        """Open the search by its button, and type."""
        page.click("[data-sop-search]")
        page.keyboard.insert_text(words)

    def find(self, page: Page, words: str) -> list[str]:
        """Return the first ten pages that it lists."""
        return list(page.evaluate(_FIND, words))


def markdown_pages(folder: Path) -> None:
    """Write the handbook's pages as Markdown files, for another engine."""
    run(sys.executable, "-m", "sopbook", "render", "-C", str(REPOSITORY), "--edition", EDITION, "--to", str(folder))


def run(*command: str) -> None:
    """Run a command that has to end well."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")


def _edition() -> Edition:
    branch, _, locale = EDITION.partition("/")
    return edition(check_workspace(find_workspace(REPOSITORY), date.today(), only=[(branch, locale)]), branch, locale)
