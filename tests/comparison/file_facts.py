"""What any file of a site says: data by value, calendars by property, tables by cell, sheets by the text of their pages."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast
from xml.etree import ElementTree

import icalendar
import openpyxl

from comparison.fact import Fact
from comparison.html_facts import page_facts
from day_scripts import days_in
from pdf_files import page_texts, squeezed

SEARCH = "assets/search/"
"""The folder of the search index: a head, the texts in parts, and what is made from both. They are one file for us."""
_ASSETS = "assets/"
_LEFT_OUT = {".sopbook-build", "sw.js", "404.html", "sitemap.xml.gz"}
"""Marks and copies of what other files say. Scripts and styles under assets/ say nothing to a reader either."""
_DAYS = re.compile(r"(?:^|/)today/\d{4}-\d\d\.js$")
"""The days of a month, which Today shows."""
_SENTENCE_END = re.compile(r"(?<=[。！？!?;；])|(?<=\.)\s")
_CHOSEN = ("kinds", "synonyms")
"""Of the search's tables those that somebody has written. All others are made from the texts."""
_CALL = re.compile(r'sopbook\.search\.take\("[\w/]+", (.*)\);\s*', re.DOTALL)
_MADE, _LENGTH = ("sounds.js", "shards/"), 6
"""Files of the index that are made from its texts, and the place in a page's row of how long its texts are."""


def site_facts(files: Mapping[str, bytes]) -> dict[str, list[Fact]]:
    """Return what each file of an edition says, by path; the parts of the search index are one."""
    found: dict[str, list[Fact]] = {}
    search = {path.rpartition(SEARCH)[2]: content for path, content in files.items() if SEARCH in path}
    for path, content in files.items():
        name = path.rpartition("/")[2]
        if name in _LEFT_OUT or f"/{_ASSETS}" in f"/{path}":
            continue
        found[path] = facts(path, content)
    if search:
        found[f"{SEARCH}*"] = search_facts(search)
    return found


def facts(path: str, content: bytes) -> list[Fact]:
    """Return what one file says. A file that cannot be read is a fact of its own."""
    name = path.rpartition("/")[2]
    read = _days if _DAYS.search(path) else _SPECIAL.get(name) or _BY_ENDING.get(name.rpartition(".")[2].lower(), _bytes)
    try:
        return list(read(path, content))
    except (ValueError, KeyError, TypeError, ElementTree.ParseError) as error:
        return [Fact("unreadable", f"{type(error).__name__}: {error}"), *_bytes(path, content)]


def search_facts(scripts: Mapping[str, bytes]) -> list[Fact]:
    """Return what the search index holds: of each page its title, and its passages; and the synonyms."""
    calls = {name: _CALL.fullmatch(content.decode()) for name, content in scripts.items()}
    if not all(calls.values()) or "index.js" not in calls:
        return [fact for name, content in scripts.items() for fact in (Fact("unreadable", name), *_bytes(name, content))]
    values = {name: json.loads(call[1]) for name, call in calls.items() if call}
    head = values.pop("index.js")
    found = []
    for page, anchor, heading, messages, text in (row for name, rows in values.items() if not name.startswith(_MADE) for row in rows):
        place = f"{head['pages'][page][0]}#{anchor}"
        found += [Fact("passage", f"{place}: {line}", place) for line in (heading, *messages.split("\n"), *text.split("\n")) if line]
    rest = {name: head[name] for name in _CHOSEN if name in head}
    pages = [Fact("searched page", json.dumps([*page[:_LENGTH], *page[_LENGTH + 1 :]], ensure_ascii=False)) for page in head["pages"]]
    return [*pages, *found, *values_facts(rest)]


def values_facts(value: Any, path: str = "") -> Iterator[Fact]:
    """Yield each plain value with the way to it. Fields come by name; where in a list a value is, is left to the order."""
    if isinstance(value, dict) and value:
        for name in sorted(value, key=str):
            yield from values_facts(value[name], f"{path}/{name}")
    elif isinstance(value, list) and value:
        for item in value:
            yield from values_facts(item, f"{path}/-")
    else:
        yield Fact("value", f"{path or '/'} = {json.dumps(value, ensure_ascii=False)}")


def _json(_path: str, content: bytes) -> Iterator[Fact]:
    yield from values_facts(json.loads(content))


def _offline(_path: str, content: bytes) -> Iterator[Fact]:
    """Yield which files are kept; their digests change with every letter and say nothing more."""
    for when, files in json.loads(content).items():
        yield from (Fact("kept offline", f"{when}: {name}") for name in files if f"/{_ASSETS}" not in f"/{name}")


def _calendar(_path: str, content: bytes) -> Iterator[Fact]:
    for component in cast(Any, icalendar.Calendar.from_ical(content)).walk():
        name = f"{component.name} {component.get('UID', '')}".strip()
        # RFC 5545, 3.6: properties of a component may come in any order.
        properties = component.property_items(recursive=False)
        lines = sorted(component.content_line(key, value, sorted=True) for key, value in properties if key not in ("BEGIN", "END"))
        yield from (Fact("property", f"{name}: {line}", name) for line in lines)


def _csv(_path: str, content: bytes) -> Iterator[Fact]:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    yield from _cells(rows, "")


def _sheets(_path: str, content: bytes) -> Iterator[Fact]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        rows = [[_cell(cell) for cell in row] for row in sheet.iter_rows()]
        yield from _cells(rows, f"{sheet.title}: ")


def _cell(cell: Any) -> str:
    link = f" <{cell.hyperlink.target}>" if cell.hyperlink else ""
    return f"{'' if cell.value is None else cell.value}{link}"


def _cells(rows: list[list[str]], sheet: str) -> Iterator[Fact]:
    heads = rows[0] if rows else []
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            head = heads[column] if column < len(heads) and number > 1 else "head"
            yield Fact("cell", f"{sheet}{head} = {cell}", f"row {number}")


def _pdf(_path: str, content: bytes) -> Iterator[Fact]:
    """Yield the first and the last line of each page, which are the same on many, and the sentences between them.

    Where lines break is up to the typesetter, so white space does not count.
    """
    pages = page_texts(content)
    yield Fact("pages", str(len(pages)))
    for number, page in enumerate(pages, 1):
        lines = page.strip().splitlines()
        for part in (lines[:1], lines[1:-1], lines[1:][-1:]):
            for sentence in filter(None, map(squeezed, _SENTENCE_END.split("\n".join(part)))):
                yield Fact("text", sentence, f"page {number}")


def _sitemap(_path: str, content: bytes) -> Iterator[Fact]:
    # Our own file, just built: nobody else's entities are expanded.
    for entry in ElementTree.fromstring(content):
        yield Fact("address", " ".join((part.text or "").strip() for part in entry))


def _text(_path: str, content: bytes) -> Iterator[Fact]:
    yield from (Fact("line", line) for line in content.decode().splitlines())


def _html(path: str, content: bytes) -> Iterator[Fact]:
    yield from page_facts(path, content.decode())


def _bytes(_path: str, content: bytes) -> Iterator[Fact]:
    yield Fact("content", f"sha256 {hashlib.sha256(content).hexdigest()}, {len(content)} bytes")


_Read = Callable[[str, bytes], Iterator[Fact]]
def _days(path: str, content: bytes) -> Iterator[Fact]:
    yield from page_facts(path, f"<article>{''.join(days_in([content.decode()]).values())}</article>")


_SPECIAL: dict[str, _Read] = {"offline.json": _offline, "sitemap.xml": _sitemap}
_BY_ENDING: dict[str, _Read] = {
    "html": _html, "json": _json, "webmanifest": _json, "ics": _calendar, "csv": _csv, "xlsx": _sheets, "pdf": _pdf,
    "yaml": _text, "yml": _text, "md": _text, "txt": _text,
}
