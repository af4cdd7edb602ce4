"""What has broken out of the files of a handbook: elements, attributes, scripts, formulas and entries that nobody meant."""

import csv
import io
import json
import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import icalendar
import openpyxl
import yaml
from pypdf.generic import DictionaryObject

from pdf_files import reader

Files = Mapping[str, str | bytes]
_NAME = re.compile(r"[a-z][a-z0-9_:.-]*")
_TWICE = re.compile(r"&amp;(?:amp|lt|gt|quot|#3[49]);|&#3[49];")
_RUNS = re.compile(r"[\s\x00-\x1f]*(?:javascript|data|vbscript):", re.IGNORECASE)
_HOSTS = {"", "handbook.example"}
_STATEMENT = re.compile(r"(?:const sopbook = |sopbook\.search\.take\w*\((?:.[\w/]+., )?)(.*?)\)?;\n")
_BARE = re.compile(r"(?<!\\)[;,]")
"""What ends a value of a calendar (RFC 5545, 3.3.11)."""
_LINKS = ("http://", "https://", "mailto:")

_NUMBER = re.compile(r"-[0-9]+")
"""Minutes before the start: a number, and no text."""


def broken_out(files: Files, elsewhere: Collection[str] = ()) -> list[str]:
    """Return what is wrong with the files of a site or a handbook, each with its path. Links may lead to files `elsewhere`."""
    known = {*files, *elsewhere}
    return [f"{path}: {what}" for path, content in files.items() for what in _wrong(path, content, known)]


def _wrong(path: str, content: str | bytes, known: Collection[str]) -> Iterator[str]:
    look = _BY_ENDING.get(path.rpartition(".")[2])
    if look is None:
        return
    try:
        yield from look(content if isinstance(content, bytes) else content.encode(), path, known)
    except (ValueError, yaml.YAMLError, ElementTree.ParseError) as error:
        yield f"cannot be read: {str(error)[:120]}"


class _Page(HTMLParser):
    """Gathers what a hostile text leaves in HTML that does not escape it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.links: list[str] = []
        self._tag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag = tag
        shown = f"<{tag} {attrs}>"[:160]
        if not _NAME.fullmatch(tag) or any(name.startswith("on") or not _NAME.fullmatch(name) for name, _ in attrs):
            self.wrong.append(f"element {shown}")
        for name, value in attrs:
            if _TWICE.search(value or ""):
                self.wrong.append(f"escaped twice: {value}"[:160])
            if name in ("href", "src", "action", "formaction", "data"):
                self._address(tag, name, value or "", shown)

    def _address(self, tag: str, name: str, value: str, shown: str) -> None:
        if value.startswith("data:,") and tag == "link":
            return
        loads = name != "href" or tag == "link"
        if _RUNS.match(value) or (loads and (urlsplit(value).hostname or "") not in _HOSTS):
            self.wrong.append(f"address {shown}")
        else:
            self.links.append(value)

    def handle_data(self, data: str) -> None:
        if self._tag == "script" and "alert(" in data:
            self.wrong.append("a script that runs a text")
        if self._tag == "b" and data.strip().isdigit():
            self.wrong.append(f"element <b>{data}")
        if self._tag != "script" and _TWICE.search(data):
            self.wrong.append(f"escaped twice: {data}"[:160])
        self._tag = "" if self._tag != "script" else self._tag

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._tag = ""


def _html(content: bytes, path: str, known: Collection[str]) -> Iterator[str]:
    page = _Page()
    page.feed(content.decode())
    page.close()
    yield from page.wrong
    for link in page.links:
        parts = urlsplit(link)
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))).lstrip("/")
        if parts.scheme or parts.netloc or not parts.path or target.startswith(".."):
            continue
        if target not in known and f"{target.removesuffix('.html')}.md" not in known:
            yield f"a link to {link}, which is not there"


def _markdown(content: bytes, path: str, known: Collection[str]) -> Iterator[str]:
    _, matter, body = content.decode().split("---\n", 2)
    if not isinstance(yaml.safe_load(matter).get("title"), str):
        yield "a title that is no text"
    if re.search(r"\{[{%#]", body):
        yield "a template of another site engine"
    yield from _html(body.encode(), path, known)


def _script(content: bytes, path: str, known: Collection[str]) -> Iterator[str]:
    statement = _STATEMENT.match(content.decode())
    if statement:
        json.loads(statement[1])
    elif content.startswith(b"const sopbook") or "/search/" in path:
        yield "a first statement that holds no data"
    if statement and "</script" in statement[0].lower():
        yield "the end of a script"


def _json(content: bytes, _path: str, _known: Collection[str]) -> Iterator[str]:
    if _TWICE.search(json.dumps(json.loads(content.decode()), ensure_ascii=False)):
        yield "escaped twice"


def _yaml(content: bytes, _path: str, _known: Collection[str]) -> Iterator[str]:
    if not isinstance(yaml.safe_load(content), dict):
        yield "no table"


def _calendar(content: bytes, _path: str, _known: Collection[str]) -> Iterator[str]:
    for event in icalendar.Calendar.from_ical(content).walk("VEVENT"):
        if "ATTENDEE" in event or not event.get("SUMMARY") or not event.get("UID"):
            yield f"an entry with {', '.join(event)}"
    for line in content.decode().replace("\r\n ", "").split("\r\n"):
        name, _, words = line.partition(":")
        if name in ("SUMMARY", "DESCRIPTION", "LOCATION") and _BARE.search(words):
            yield f"a text that is not escaped: {words}"[:120]


def _csv(content: bytes, _path: str, _known: Collection[str]) -> Iterator[str]:
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        yield from (f"a cell that runs: {cell}"[:80] for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and not _NUMBER.fullmatch(cell))


def _xlsx(content: bytes, _path: str, _known: Collection[str]) -> Iterator[str]:
    for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows():
        yield from (f"a cell that runs: {cell.value}"[:80] for cell in row if cell.data_type == "f" or cell.hyperlink)


def _xml(content: bytes, _path: str, _known: Collection[str]) -> Iterator[str]:
    for place in ElementTree.fromstring(content).iter():
        if place.text and _TWICE.search(place.text):
            yield "escaped twice"


def _pdf(content: bytes, _path: str, _known: Collection[str]) -> Iterator[str]:
    document: Any = reader(content)
    root = document.trailer["/Root"]
    yield from (f"{name} in the document" for name in ("/OpenAction", "/AA", "/AcroForm") if name in root)
    if "/Names" in root:
        yield from (f"{name} in the document" for name in ("/JavaScript", "/EmbeddedFiles") if name in root["/Names"])
    for page in document.pages:
        for one in page.get("/Annots") or ():
            action = one.get_object().get("/A", DictionaryObject()).get_object()
            if action.get("/S", "/GoTo") not in ("/GoTo", "/URI") or not str(action.get("/URI", "https://")).startswith(_LINKS):
                yield f"an action {action}"
    title = str((document.metadata or {}).get("/Title", ""))
    if not title or _TWICE.search(title):
        yield f"the title {title!r}"


_BY_ENDING: dict[str, Callable[[bytes, str, Collection[str]], Iterator[str]]] = {
    "html": _html, "md": _markdown, "js": _script, "json": _json, "webmanifest": _json, "yml": _yaml, "ics": _calendar, "csv": _csv,
    "xlsx": _xlsx, "xml": _xml, "pdf": _pdf,
}
