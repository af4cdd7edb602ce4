"""The handbook's search beside Material's with jieba, on the same pages and in the same run: `make bench-search`.

Once on this handbook in Chinese, asked the public set of queries, and once on generated pages (2,000 where nothing else
is said). Times are medians of five, each in a fresh browser with nothing in its cache.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from benchmarks.generated_pages import generated_pages, questions
from benchmarks.handbook_search import EDITION, HandbookSearch, markdown_pages
from benchmarks.material_search import MaterialSearch
from benchmarks.measure import RUNS, Cold, Search, cold, found
from browser.handbook_site import chromium
from search.query_set import queries

COLD_QUERY = "还款"
"""A word that both searches find, in both sets of pages."""
_SORTS = {
    "Chinese": ("chinese",), "inside words": ("substring",), "synonyms": ("synonym",), "sounds": ("pinyin", "initials"), "traditional": ("traditional",),
}


@dataclass(frozen=True)
class Row:
    """What was measured of one search on one set of pages."""

    pages: str
    search: str
    found: dict[str, tuple[int, int]]
    """For each sort of query, how many of how many found their page among the first ten results."""
    cold: Cold
    build_seconds: float


def main() -> None:
    """Measure, and print one table, or JSON."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pages", type=int, default=2_000, help="how many pages are generated (0: only the handbook)")
    asked.add_argument("--runs", type=int, default=RUNS, help="how often each cold start is measured")
    asked.add_argument("--json", action="store_true", help="print JSON instead of a table")
    given = asked.parse_args()
    with TemporaryDirectory(prefix="bench-search-") as work, chromium() as browser:
        rows = on_the_handbook(Path(work) / "handbook", browser, given.runs)
        if given.pages:
            rows += on_generated_pages(Path(work) / "generated", browser, given.pages, given.runs)
    print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) if given.json else table(rows))


def on_the_handbook(work: Path, browser: Browser, runs: int) -> list[Row]:
    """Return what both searches do with this handbook."""
    markdown_pages(work / "docs")
    searches: list[Search] = [HandbookSearch(folder(work / "ours")), MaterialSearch(folder(work / "material"), work / "docs")]
    asked = [query for query in queries() if query.edition == EDITION]
    rows = []
    for search, costs in zip(searches, cold(browser, searches, COLD_QUERY, runs), strict=True):
        answers = found(browser, search, [query.ask for query in asked])
        hits = [(query.sort, not query.missing([path.removesuffix(".html") for path in paths])) for query, paths in zip(asked, answers, strict=True)]
        counted = {
            name: (sum(hit for sort, hit in hits if sort in sorts), sum(sort in sorts for sort, _ in hits)) for name, sorts in _SORTS.items()
        }
        rows.append(Row(f"handbook {EDITION}", search.name, counted, costs, search.build_seconds))
    return rows


def on_generated_pages(work: Path, browser: Browser, number: int, runs: int) -> list[Row]:
    """Return what both searches do with generated pages."""
    pages = generated_pages(number)
    docs = folder(work / "docs")
    (docs / "index.md").write_text("# Start\n", "utf-8")
    for page in pages:
        (docs / f"{page.name}.md").write_text(page.markdown, "utf-8")
    searches: list[Search] = [HandbookSearch(folder(work / "ours"), pages), MaterialSearch(folder(work / "material"), docs)]
    asked = questions(pages)
    rows = []
    for search, costs in zip(searches, cold(browser, searches, COLD_QUERY, runs), strict=True):
        answers = found(browser, search, [question.ask for question in asked])
        hits = [bool(question.pages & {path.removesuffix(".html") for path in paths}) for question, paths in zip(asked, answers, strict=True)]
        rows.append(Row(f"{number:,} pages", search.name, {"Chinese": (sum(hits), len(hits))}, costs, search.build_seconds))
    return rows


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a table in Markdown, the ratio of the times below each pair."""
    heads = ["pages", "search", *_SORTS, "first result", "bytes, search only", "bytes, all", "memory", "index built in"]
    lines = [heads, ["---"] * len(heads)]
    for row in rows:
        counted = ["{} of {}".format(*row.found[name]) if name in row.found else "" for name in _SORTS]
        lines.append([
            row.pages, row.search, *counted, f"{row.cold.milliseconds:,.0f} ms", _bytes(row.cold.search_bytes), _bytes(row.cold.all_bytes),
            f"{row.cold.memory / 1e6:,.0f} MB", f"{row.build_seconds:.1f} s",
        ])
    ratios = [
        f"{ours.pages}: {ours.search} needs {ours.cold.milliseconds / other.cold.milliseconds:.2f} of the time that {other.search} needs."
        for ours, other in zip(rows[::2], rows[1::2], strict=True)
    ]
    return "\n".join(["| " + " | ".join(cells) + " |" for cells in lines] + ["", *ratios, "Bytes: zipped (as they are)."])


def folder(path: Path) -> Path:
    """Return a folder, made if need be."""
    path.mkdir(parents=True, exist_ok=True)
    return path


def _bytes(sizes: tuple[int, int]) -> str:
    plain, zipped = sizes
    return f"{zipped / 1e3:,.0f} KB ({plain / 1e3:,.0f} KB)"


if __name__ == "__main__":
    main()
