"""No English in a Chinese page: whatever is printed there was written or translated into Chinese, in every branch."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml

from browser.handbook_site import REPOSITORY

RUN = re.compile(r"[A-Za-z]+(?:[ ,.:;'’–-]+[A-Za-z]+)+")
"""Two words or more, or the parts of an id: a single one may be a name, and stands in Chinese sentences as well."""
FILES = re.compile(r"\S*/\S*|\S+\.(?:yaml|html|pdf|ics|xlsx|csv)\b")
"""Addresses and names of files."""
OPTION = re.compile(r"\b[A-H]\. ")
"""The letter of an option: ETC after it is a name by itself."""
SPOKEN = ("title", "aria-label", "placeholder", "alt")
VOID = frozenset({"meta", "link", "br", "img", "input", "hr", "source", "path", "rect", "circle", "polyline", "line"})


class Printed(HTMLParser):
    """The texts of a page, those that are read out among them, without code and the foreign words that a glossary names."""

    def __init__(self, html: str, *, names_words: bool = False) -> None:
        super().__init__()
        self._names_words = names_words
        self._silent: list[str] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_foreign = self._names_words and tag == "span" and "lang" in given
        if self._silent or is_foreign or tag in ("script", "style", "code", "pre"):
            self._silent += [] if tag in VOID else [tag]
            return
        self.texts += [str(given[name]) for name in SPOKEN if given.get(name)]
        if tag == "meta" and given.get("name") == "description":
            self.texts.append(str(given.get("content")))

    def handle_endtag(self, tag: str) -> None:
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)


def _chinese(value: Any, *, whole: bool) -> Iterator[str]:
    """Yield the texts of a file that are written in Chinese: all of it, or what stands below `zh`."""
    if isinstance(value, str) and whole:
        yield value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _chinese(item, whole=whole or name == "zh")
    elif isinstance(value, list):
        for item in value:
            yield from _chinese(item, whole=whole)


def _sources() -> str:
    folders = (REPOSITORY / "playbooks", REPOSITORY / "schema", REPOSITORY / "generator/sopbook/handbook/labels")
    files = [file for folder in folders for file in folder.rglob("*.yaml")]
    return "\n".join(
        text for file in sorted(files)
        for text in _chinese(yaml.load(file.read_text("utf-8"), yaml.BaseLoader), whole=file.stem.endswith("zh") or "south" in file.parts)
    )


def test_no_english_stands_in_a_chinese_page(whole_site: Path) -> None:
    known, found = _sources(), dict[str, str]()
    pages = [file for file in sorted(whole_site.glob("*/zh/**/*.html")) if "authors" not in file.parts]
    assert len({file.relative_to(whole_site).parts[0] for file in pages}) >= 4
    for file in pages:
        for text in Printed(file.read_text("utf-8"), names_words=file.name == "glossary.html").texts:
            for run in RUN.findall(OPTION.sub(" ", FILES.sub(" ", text))):
                if run not in known:
                    found.setdefault(run, file.relative_to(whole_site).as_posix())
    assert found == {}
