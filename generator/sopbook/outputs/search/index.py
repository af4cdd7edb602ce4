"""The search index of an edition: the passages of all pages, and what makes a query find more than it says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sopbook import escape
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import AWAY, SEARCH
from sopbook.handbook.view.passage import Passage
from sopbook.kinds.kind import in_locale
from sopbook.outputs.html.handbook import Handbook
from sopbook.outputs.html.page import Page
from sopbook.outputs.search.passages import passages
from sopbook.outputs.search.phrases import phrases
from sopbook.outputs.search.traditional import traditional_pairs
from sopbook.outputs.search.vocabulary import vocabulary

INDEX, PART = f"{SEARCH}/index.js", f"{SEARCH}/{{}}.js"
"""Scripts and no JSON: a page that was opened from disk may load scripts, and may not fetch."""
_PART_SIZE = 200_000
"""Characters: a part of Chinese text is then about 200 KB over the wire, and a few playbooks are one part."""
_PLAYBOOK, _OVERVIEW, _AUTHORS = 1.0, 0.5, 0.2
"""How much a hit counts: an operator means playbooks, hardly ever a page for authors."""


@dataclass(frozen=True)
class SearchEntry:
    """A page as the search knows it. `kind` is the name of a kind, or empty."""

    path: str
    title: str
    passages: tuple[Passage, ...]
    kind: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    weight: float = _PLAYBOOK


def handbook_entries(handbook: Handbook) -> list[SearchEntry]:
    """Return the entries of the handbook's own pages: playbooks whole, overviews by their titles."""
    return [_entry(page, handbook) for page in handbook.pages.values() if page.path != AWAY]


def guide_entry(path: str, title: str, html: str) -> SearchEntry:
    """Return the entry of a page that somebody wrote by hand, such as a guide for authors."""
    return SearchEntry(path, title, passages(html), weight=_AUTHORS if path.startswith("authors/") else _OVERVIEW)


def search_files(entries: Iterable[SearchEntry], edition: Edition) -> dict[str, str]:
    """Return the scripts that hand the index to the search, by path: the head, and the texts in parts.

    The head is small, so that titles are found while the texts are still on their way. In it, `pages` are
    [path, title, kind, tags, aliases, weight], `sections` are [page, anchor, heading], `parts` says how many
    sections each part holds; there, a section is [messages, text].
    """
    listed = list(entries)
    sections = [(number, one) for number, entry in enumerate(listed) for one in entry.passages or (Passage(),)]
    parts = list(_parts([one for _, one in sections]))
    synonyms = edition.branch.synonyms
    named = [name for entry in listed for name in (entry.title, *entry.aliases, *entry.tags)]
    named += [one.heading for entry in listed if entry.weight == _PLAYBOOK for one in entry.passages]
    named += [word for group in synonyms for word in group]
    every = [text for _, one in sections for text in (one.heading, one.messages, one.text)] + named
    head = {
        "kinds": {kind.name: in_locale(kind.title, edition.locale) for kind in edition.kinds if edition.of(kind)},
        "pages": [[e.path, e.title, e.kind, list(e.tags), list(e.aliases), e.weight] for e in listed],
        "sections": [[number, one.anchor, one.heading] for number, one in sections],
        "parts": [len(part) for part in parts],
        "phrases": list(phrases(named).items()),
        "vocabulary": vocabulary(every),
        "traditional": traditional_pairs("".join({*"".join(every)})),
        "synonyms": [list(group) for group in synonyms],
    }
    files = {INDEX: f"sopbook.search.take({escape.script(head)});\n"}
    for number, part in enumerate(parts):
        texts = [[one.messages, one.text] for one in part]
        files[PART.format(number)] = f"sopbook.search.takePart({number}, {escape.script(texts)});\n"
    return files


def _parts(passages: list[Passage]) -> Iterator[list[Passage]]:
    """Yield the passages in parts of about the same size, none of them cut."""
    part: list[Passage] = []
    size = 0
    for one in passages:
        part.append(one)
        size += len(one.messages) + len(one.text)
        if size >= _PART_SIZE:
            yield part
            part, size = [], 0
    if part:
        yield part


def _entry(page: Page, handbook: Handbook) -> SearchEntry:
    path = f"{page.path}.html"
    if page.path in handbook.authors:
        return SearchEntry(path, page.title, passages(page.body), weight=_AUTHORS)
    if not page.kind:
        return SearchEntry(path, page.title, (), weight=_OVERVIEW)
    return SearchEntry(path, page.title, page.passages, page.kind, page.tags, page.aliases)
