"""The pages of an edition as the search knows them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sopbook.branches.asked import asked_in
from sopbook.handbook.links import AWAY, GLOSSARY
from sopbook.handbook.view.passage import Passage
from sopbook.kinds.references import Key
from sopbook.outputs.html.handbook import Handbook
from sopbook.outputs.html.page import Page
from sopbook.outputs.search.passages import passages

_PLAYBOOK, _OVERVIEW, _AUTHORS = 1.0, 0.5, 0.0
"""How much a page counts: an operator means playbooks; what is for authors stands in a group of its own."""


@dataclass(frozen=True)
class SearchEntry:
    """A page as the search knows it. `kind` is the name of a kind, or empty; `lead` says in a sentence what the page is for."""

    path: str
    title: str
    passages: tuple[Passage, ...]
    kind: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    weight: float = _PLAYBOOK
    lead: str = ""
    asked: tuple[str, ...] = ()
    """What people type who need the page, each found by itself."""

    @property
    def sections(self) -> tuple[Passage, ...]:
        """Return the passages of the page, first the one before any heading, which begins with the lead."""
        listed = self.passages
        before = [one for one in listed if not one.heading][:1]
        text = before[0].text.split("\n") if before else []
        lead = [" ".join(self.lead.split())] if self.lead.strip() else []
        first = Passage("", "", before[0].messages if before else "", "\n".join([*lead, *(line for line in text if line not in lead)]))
        return (first, *(one for one in listed if not before or one is not before[0]))


def handbook_entries(handbook: Handbook) -> list[SearchEntry]:
    """Return the entries of the handbook's own pages: playbooks whole, overviews by their titles."""
    asked = asked_in(handbook.edition.branch.asked, handbook.edition.locale)
    return [_entry(page, handbook, asked) for page in handbook.pages.values() if page.path != AWAY]


def guide_entry(path: str, title: str, html: str) -> SearchEntry:
    """Return the entry of a page that somebody wrote by hand, such as a guide for authors."""
    return SearchEntry(path, title, passages(html), weight=_AUTHORS if path.startswith("authors/") else _OVERVIEW)


def _entry(page: Page, handbook: Handbook, asked: Mapping[Key, tuple[str, ...]]) -> SearchEntry:
    path = f"{page.path}.html"
    if page.path in handbook.authors:
        return SearchEntry(path, page.title, passages(page.body), weight=_AUTHORS)
    if page.path == GLOSSARY:
        return SearchEntry(path, page.title, passages(page.body), lead=page.description)
    if not page.kind:
        return SearchEntry(path, page.title, (), weight=_OVERVIEW, lead=page.description)
    key = page.kind, page.path.rpartition("/")[2]
    return SearchEntry(path, page.title, page.passages, page.kind, page.tags, page.aliases, lead=page.description, asked=asked.get(key, ()))
