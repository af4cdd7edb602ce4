"""Material's own search with jieba, on pages that lie in a folder as Markdown."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import yaml
from material.plugins.search.plugin import SearchIndex
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Page

P = ParamSpec("P")
T = TypeVar("T")
_INPUT = "input[data-md-component=search-query]"
_META = ".md-search-result__meta"


class MaterialSearch:
    """A site of MkDocs with Material's search, and how one uses it."""

    name = "Material + jieba"
    start = "index.html"
    result = "[data-md-component=search-result] .md-search-result__item a"
    own_files: tuple[str, ...] = ("search/", "assets/javascripts/workers/", "assets/javascripts/lunr/")

    def __init__(self, work: Path, docs: Path) -> None:
        """Build the site. The pages are not in the navigation: only the search is to be measured."""
        self.site = work / "site"
        config = {
            "site_name": "Material", "docs_dir": str(docs), "site_dir": str(self.site), "use_directory_urls": False,
            "theme": {"name": "material", "language": "zh", "font": False}, "nav": ["index.md"], "plugins": ["search"],
            "validation": {"omitted_files": "ignore", "absolute_links": "ignore", "unrecognized_links": "ignore", "not_found": "ignore"},
        }
        file = work / "mkdocs.yml"
        file.write_text(yaml.safe_dump(config), "utf-8")
        logging.getLogger("mkdocs").setLevel(logging.ERROR)
        self.build_seconds = 0.0
        add, write = SearchIndex.add_entry_from_context, SearchIndex.generate_search_index
        try:
            SearchIndex.add_entry_from_context = self._timed(add)
            SearchIndex.generate_search_index = self._timed(write)
            build(load_config(str(file)))
        finally:
            SearchIndex.add_entry_from_context, SearchIndex.generate_search_index = add, write

    def type(self, page: Page, words: str) -> None:
        """Type into the search in the header."""
        page.click(_INPUT)
        page.keyboard.insert_text(words)
        page.keyboard.press("Shift")  # It listens to keys only, as an input method sends them, too.

    def find(self, page: Page, words: str) -> list[str]:
        """Return the first ten pages that it lists."""
        page.fill(_INPUT, "")
        page.keyboard.press("Shift")
        page.wait_for_function("s => document.querySelector(s).innerText.includes('键入以开始搜索')", arg=_META, timeout=120_000)
        self.type(page, words)
        page.wait_for_function("s => !/键入以开始搜索|正在初始化/.test(document.querySelector(s).innerText)", arg=_META, timeout=60_000)
        links = page.eval_on_selector_all(
            "[data-md-component=search-result] .md-search-result__item", "all => all.slice(0, 10).map(one => one.querySelector('a').href)"
        )
        return [link.partition("#")[0].partition("?")[0] for link in links]

    def _timed(self, function: Callable[P, T]) -> Callable[P, T]:
        def timed(*arguments: P.args, **named: P.kwargs) -> T:
            began = time.perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                self.build_seconds += time.perf_counter() - began

        return timed
