"""The search index of an edition: its pages and texts, and what makes a query find more than it says."""

from collections.abc import Iterable, Iterator
from typing import Any

from sopbook import escape
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import SEARCH
from sopbook.handbook.view.passage import Passage
from sopbook.kinds.kind import in_locale
from sopbook.outputs.search.entry import SearchEntry
from sopbook.outputs.search.help import search_help
from sopbook.outputs.search.language import asks, function_words
from sopbook.outputs.search.shards import shards
from sopbook.outputs.search.sounds import sounds
from sopbook.outputs.search.traditional import traditional_pairs
from sopbook.outputs.search.vocabulary import vocabulary

INDEX = f"{SEARCH}/index.js"
"""Scripts and no JSON: a page that was opened from disk may load scripts, and may not fetch."""
SCANNED = 1_500_000
"""Bytes of text up to which a browser looks through all of it; above, it asks for shards of an index."""
_PART_SIZE = 200_000
"""Characters: a part of Chinese text is then about 200 KB over the wire, and a few playbooks are one part."""

Row = tuple[int, str, str, str, str] | tuple[int, str, str, str, str, list[str]]
"""A section: the number of its page, its anchor and heading, its messages and its text; with the first one what people type who need the page."""


def search_files(entries: Iterable[SearchEntry], edition: Edition) -> dict[str, str]:
    """Return the scripts that hand the index to the search, by path.

    The head has what is needed at once, `sounds` what only some queries need. In the head, `pages` are [path, title, kind, tags, aliases, weight, length, asks]. The texts
    come in `parts`, or one script for each page where there are `shards`.
    """
    listed = list(entries)
    sections = [entry.sections for entry in listed]
    rows = [[_row(number, one) for one in of_page] for number, of_page in enumerate(sections)]
    asked = [entry.asked for entry in listed]
    size = sum(len(one.messages.encode()) + len(one.text.encode()) for of_page in sections for one in of_page)
    if size <= SCANNED:
        texts = {str(number): part for number, part in enumerate(_parts([_with_asked(*one) for one in zip(rows, asked, strict=True)]))}
        indexed = []
    else:
        texts = {f"texts/{number}": of_page for number, of_page in enumerate(rows)}
        indexed = shards(sections, edition.branch.synonyms, asked)
    named = _named(listed, edition)
    head = _head(listed, named, edition) | {"parts": 0 if indexed else len(texts), "shards": len(indexed)}
    given: dict[str, Any] = {"index": head, "sounds": sounds(named), **texts, **{f"shards/{number:x}": one for number, one in enumerate(indexed)}}
    return {f"{SEARCH}/{name}.js": f'sopbook.search.take("{name}", {escape.script(value)});\n' for name, value in given.items()}


def _named(listed: list[SearchEntry], edition: Edition) -> list[str]:
    """Return all names: what people may type by its sound."""
    named = [name for entry in listed for name in (entry.title, *entry.aliases, *entry.tags)]
    return named + [word for words in (*edition.branch.synonyms, *(asks(entry.path, edition) for entry in listed)) for word in words]


def _head(listed: list[SearchEntry], named: list[str], edition: Edition) -> dict[str, Any]:
    kinds = {kind.name: kind for kind in edition.kinds if edition.of(kind)}
    asked = [asks(entry.path, edition) for entry in listed]
    every = [text for entry in listed for one in entry.sections for text in (one.heading, one.messages, one.text)] + named
    every += [text for entry in listed for text in entry.asked]
    return {
        "kinds": {name: in_locale(kind.title, edition.locale) for name, kind in kinds.items()},
        "pages": [
            [
                entry.path, entry.title, entry.kind, list(entry.tags), list(entry.aliases),
                round(entry.weight * (kinds[entry.kind].search.weight if entry.kind in kinds else 1), 3),
                sum(len(one.messages) + len(one.text) for one in entry.passages), list(words),
            ]
            for entry, words in zip(listed, asked, strict=True)
        ],
        "vocabulary": vocabulary(every),
        "traditional": traditional_pairs("".join({*"".join(every)})),
        "synonyms": [list(group) for group in edition.branch.synonyms],
        "functions": function_words(),
        "help": search_help(edition),
    }


def _row(page: int, one: Passage) -> Row:
    return (page, one.anchor, one.heading, one.messages, one.text)


def _with_asked(rows: list[Row], asked: tuple[str, ...]) -> list[Row]:
    """Return the sections of a page; the first with what people type who need it."""
    first, *others = rows
    return [(*first[:5], list(asked)), *others] if asked else rows


def _parts(pages: list[list[Row]]) -> Iterator[list[Row]]:
    """Yield the sections of pages in parts of about the same size, no page cut."""
    part: list[Row] = []
    size = 0
    for rows in pages:
        part += rows
        size += sum(len(row[3]) + len(row[4]) for row in rows)
        if size >= _PART_SIZE:
            yield part
            part, size = [], 0
    if part:
        yield part
