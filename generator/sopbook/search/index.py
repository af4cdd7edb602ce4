"""The search index of an edition: the passages of all pages, and what makes a query find more than it says."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sopbook.kinds.kind import in_locale
from sopbook.model.edition import Edition
from sopbook.render.edition import Handbook
from sopbook.render.page import Page
from sopbook.search.passages import Passage, passages
from sopbook.search.phrases import phrases
from sopbook.search.traditional import traditional_pairs
from sopbook.search.vocabulary import vocabulary

INDEX = "assets/search-index.js"
"""A script and no JSON: a page that was opened from disk may load scripts, and may not fetch."""
_PLAYBOOK, _OVERVIEW, _AUTHORS = 1.0, 0.5, 0.2
"""How much a hit counts: an operator means playbooks, hardly ever a page for authors."""


@dataclass(frozen=True)
class Entry:
    """A page as the search knows it. `kind` is the name of a kind, or empty."""

    path: str
    title: str
    passages: tuple[Passage, ...]
    kind: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    weight: float = _PLAYBOOK


def handbook_entries(handbook: Handbook) -> list[Entry]:
    """Return the entries of the handbook's own pages: playbooks whole, overviews by their titles."""
    return [_entry(page, handbook) for page in handbook.pages.values()]


def guide_entry(path: str, title: str, html: str) -> Entry:
    """Return the entry of a page that somebody wrote by hand, such as a guide for authors."""
    return Entry(path, title, tuple(passages(html)), weight=_AUTHORS if path.startswith("authors/") else _OVERVIEW)


def search_index(entries: Iterable[Entry], edition: Edition) -> str:
    """Return the script that hands the index to the search.

    `pages` are [path, title, kind, tags, aliases, weight], `sections` are [page, anchor, heading, messages, text].
    """
    listed = list(entries)
    synonyms = edition.branch.synonyms
    named = [name for entry in listed for name in (entry.title, *entry.aliases, *entry.tags)]
    named += [one.heading for entry in listed if entry.weight == _PLAYBOOK for one in entry.passages]
    named += [word for group in synonyms for word in group]
    every = [text for entry in listed for one in entry.passages for text in (one.heading, one.messages, one.text)] + named
    index: Mapping[str, object] = {
        "kinds": {kind.name: in_locale(kind.title, edition.locale) for kind in edition.kinds if edition.of(kind)},
        "pages": [[e.path, e.title, e.kind, list(e.tags), list(e.aliases), e.weight] for e in listed],
        "sections": [
            [number, one.anchor, one.heading, one.messages, one.text]
            for number, entry in enumerate(listed) for one in entry.passages or (Passage(),)
        ],
        "phrases": list(phrases(named).items()),
        "vocabulary": vocabulary(every),
        "traditional": traditional_pairs("".join({*"".join(every)})),
        "synonyms": [list(group) for group in synonyms],
    }
    return f"sopbook.search.take({json.dumps(index, ensure_ascii=False, separators=(',', ':'))});\n"


def _entry(page: Page, handbook: Handbook) -> Entry:
    path = f"{page.path}.html"
    if page.path in handbook.authors:
        return Entry(path, page.title, tuple(passages(page.body)), weight=_AUTHORS)
    if not page.kind:
        return Entry(path, page.title, (), weight=_OVERVIEW)
    return Entry(path, page.title, tuple(passages(page.body)), page.kind, page.tags, page.aliases)
