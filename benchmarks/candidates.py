"""Other libraries on the generated pages, cut into pairs of characters by us: the figures of docs/decisions/0015.

Neither is a dependency. Pagefind's program comes from PyPI (`pagefind_bin_extended` 1.5.2), MiniSearch's script from npm
(`minisearch` 7, dist/umd/index.js), and Node has to be there to make MiniSearch's index:

    PYTHONPATH=tests .venv/bin/python -m benchmarks.candidates PAGEFIND MINISEARCH.js [PAGES RUNS]
"""

import json
import re
import sys
import time
from collections.abc import Sequence
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from benchmarks.generated_pages import GeneratedPage, generated_pages, questions
from benchmarks.handbook_search import run
from benchmarks.measure import Search, cold, found
from benchmarks.search import COLD_QUERY, Row, folder, table
from browser.handbook_site import chromium

_HAN = re.compile(r"[\u3400-\u9fff]{2,}")
_START = '<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>Search</title><input id="q"><ol id="results"></ol>{scripts}'
_PAIRS = "const pairs = run => run.length < 2 ? [run] : [...run].slice(1).map((_, at) => run.slice(at, at + 2));\n"
_SHOW = """
const show = list => document.querySelector("#results").replaceChildren(...list.map(one => {
  const link = document.createElement("a"); link.textContent = one; link.href = one; return link; }));
document.querySelector("#q").addEventListener("input", async event => show(await find(event.target.value)));
"""
_PAGEFIND = _PAIRS + """
const engine = import("./pagefind/pagefind.js").then(async loaded => { await loaded.init(); return loaded; });
window.find = async words => {
  const asked = words.replace(/[\\u3400-\\u9fff]{2,}/g, run => ` ${pairs(run).join(" ")} `).trim();
  const { results } = await (await engine).search(`"${asked}"`);
  return Promise.all(results.slice(0, 10).map(async one => (await one.data()).url.replace(/^\\//, "")));
};
""" + _SHOW
_TOKENS = _PAIRS + "const tokenize = text => (text.match(/[\\u3400-\\u9fff]+|[a-z0-9]+/gi) || []).flatMap(run => /[\\u3400-\\u9fff]/.test(run) ? pairs(run) : [run]);\n"
_OPTIONS = "const options = { fields: ['title', 'heading', 'text'], storeFields: ['page'], tokenize, searchOptions: { combineWith: 'AND', boost: { title: 4, heading: 2 } } };\n"
_MINISEARCH = _TOKENS + _OPTIONS + """
let loaded = null;
window.take = index => { loaded = MiniSearch.loadJS(index, options); };
const load = () => loaded ? Promise.resolve() : new Promise(done => {
  const script = document.createElement("script"); script.src = "index.js"; script.onload = done; document.head.append(script); });
window.find = async words => { await load(); return [...new Set(loaded.search(words).map(one => one.page))].slice(0, 10); };
""" + _SHOW
_BUILD = _TOKENS + _OPTIONS + """
const { readFileSync, writeFileSync } = require("fs");
const MiniSearch = require(process.argv[2]);
const index = new MiniSearch(options);
index.addAll(JSON.parse(readFileSync(process.argv[3], "utf-8")));
writeFileSync(process.argv[4], `take(${JSON.stringify(index)});`);
"""


class _Bare:
    """A page with a field and a list, without a theme around it."""

    start = "index.html"
    result = "#results a"

    def type(self, page: Page, words: str) -> None:
        page.click("#q")
        page.keyboard.insert_text(words)

    def find(self, page: Page, words: str) -> list[str]:
        return list(page.evaluate("words => find(words)", words))


class Pagefind(_Bare):
    """Pagefind, its records cut into pairs of characters, asked for the pairs as a phrase."""

    name = "Pagefind, pairs"
    own_files: tuple[str, ...] = ("pagefind/",)

    def __init__(self, work: Path, pages: Sequence[GeneratedPage], program: str) -> None:
        self.site = folder(work)
        for page in pages:
            body = _HAN.sub(lambda found: f" {' '.join(found.group()[at : at + 2] for at in range(len(found.group()) - 1))} ", page.html)
            (self.site / f"{page.name}.html").write_text(f'<html lang="en"><title>{escape(page.title)}</title><main data-pagefind-body>{body}</main></html>', "utf-8")
        began = time.perf_counter()
        run(program, "--site", str(self.site))
        self.build_seconds = time.perf_counter() - began
        _write_start(self.site, "en", f'<script type="module">{_PAGEFIND}</script>')


class MiniSearch(_Bare):
    """MiniSearch with an index of pairs of characters, made beforehand and loaded as a script."""

    name = "MiniSearch, pairs"
    own_files: tuple[str, ...] = ("index.js", "minisearch.js")

    def __init__(self, work: Path, pages: Sequence[GeneratedPage], script: str) -> None:
        self.site = folder(work)
        documents = [
            {"id": f"{page.name}-{at}", "page": f"{page.name}.html", "title": page.title if at == 0 else "", "heading": one.heading, "text": "\n".join([*one.paragraphs, one.message])}
            for page in pages for at, one in enumerate(page.sections)
        ]
        (work / "documents.json").write_text(json.dumps(documents), "utf-8")
        (work / "build.js").write_text(_BUILD, "utf-8")
        (work / "minisearch.js").write_bytes(Path(script).read_bytes())
        began = time.perf_counter()
        run("node", str(work / "build.js"), str(Path(script).resolve()), str(work / "documents.json"), str(work / "index.js"))
        self.build_seconds = time.perf_counter() - began
        _write_start(self.site, "zh", f'<script src="minisearch.js"></script><script>{_MINISEARCH}</script>')


def _write_start(site: Path, lang: str, scripts: str) -> None:
    (site / "index.html").write_text(_START.format(lang=lang, scripts=scripts), "utf-8")


def main(program: str, script: str, number: int, runs: int) -> None:
    """Print a table of both."""
    pages = generated_pages(number)
    asked = questions(pages)
    with TemporaryDirectory(prefix="bench-search-") as work, chromium() as browser:
        searches: list[Search] = [Pagefind(Path(work) / "pagefind", pages, program), MiniSearch(Path(work) / "minisearch", pages, script)]
        rows = []
        for search, costs in zip(searches, cold(browser, searches, COLD_QUERY, runs), strict=True):
            answers = found(browser, search, [question.ask for question in asked])
            missed = [q.ask for q, paths in zip(asked, answers, strict=True) if not q.pages & {path.removesuffix(".html") for path in paths}]
            print(f"{search.name} misses {missed}", file=sys.stderr)
            rows.append(Row(f"{number:,} pages", search.name, {"Chinese": (len(asked) - len(missed), len(asked))}, costs, search.build_seconds))
            page = browser.new_context().new_page()
            page.goto(f"file://{search.site}/index.html")
            search.type(page, COLD_QUERY)
            page.wait_for_timeout(20_000)
            print(f"{search.name} finds {page.locator(search.result).count()} pages from file://", file=sys.stderr)
    print(table(rows))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, (sys.argv[3:] + ["2000", "5"][len(sys.argv) - 3 :])[:2]))
