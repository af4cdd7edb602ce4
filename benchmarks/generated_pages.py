"""Pages to search through: any number of them, made of the sentences of our own Chinese playbooks, the same at every run.

A query of tests/search/queries.yaml is asked of them if its words are rare. Their sentences are kept out of the common
stock and planted in a few pages each, so that it is known which pages hold them.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from typing import Any

from browser.handbook_site import REPOSITORY
from search.query_set import queries
from sopbook.branches.workspace import find_workspace
from sopbook.handbook.check.workspace import check_workspace
from sopbook.handbook.edition import edition

SEED = 20261126
BYTES = 4_000
"""How long a page's text is in UTF-8, about: a playbook's page of middle length."""
SECTIONS = 5
PLANTED = 3
"""In how many pages each of the rare sentences is planted."""
_SENTENCE = re.compile(r"[^。！？\n，][^。！？\n]{7,90}[。！？]")
_SLOT = re.compile(r"\$\{[^}]*\}|%[A-Z]+%|\*\*")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it."""

    heading: str
    paragraphs: tuple[str, ...]
    message: str = ""


@dataclass(frozen=True)
class GeneratedPage:
    """A page: its name, its title and its sections."""

    name: str
    title: str
    sections: tuple[Section, ...]

    @property
    def text(self) -> str:
        """Return all words of the page, a block in a line."""
        return "\n".join(self._lines())

    @property
    def markdown(self) -> str:
        """Return the page in Markdown; a message is a quotation."""
        parts = [f"# {self.title}"]
        for section in self.sections:
            parts += [f"## {section.heading}", *section.paragraphs]
            parts += [f"> {section.message}"] if section.message else []
        return "\n\n".join(parts) + "\n"

    @property
    def html(self) -> str:
        """Return the page's body as our own templates write one."""
        parts = [f"<h1>{escape(self.title)}</h1>"]
        for number, section in enumerate(self.sections):
            parts.append(f'<h2 id="s{number}">{escape(section.heading)}</h2>')
            parts += [f"<p>{escape(paragraph)}</p>" for paragraph in section.paragraphs]
            parts += [f"<div data-sop-message>{escape(section.message)}</div>"] if section.message else []
        return "\n".join(parts)

    def _lines(self) -> Iterator[str]:
        yield self.title
        for section in self.sections:
            yield from (section.heading, *section.paragraphs, section.message)


@dataclass(frozen=True)
class Question:
    """A query, and the names of all pages that hold its words."""

    ask: str
    pages: frozenset[str]


def generated_pages(number: int) -> list[GeneratedPage]:
    """Return so many pages."""
    chance = random.Random(SEED)
    rare = [sentence for sentence in _sentences() if any(word in sentence for word in _words())]
    common = [sentence for sentence in _sentences() if not any(word in sentence for word in _words())]
    planted = [chance.choice(rare) if at >= len(rare) * PLANTED else rare[at % len(rare)] for at in range(number)]
    chance.shuffle(planted)
    return [_page(at, planted[at] if at < len(planted) else "", common, chance) for at in range(number)]


def questions(pages: Sequence[GeneratedPage]) -> list[Question]:
    """Return what to ask of some pages; each question has at least one page that holds it."""
    asked = [Question(word, frozenset(page.name for page in pages if word in page.text)) for word in _words()]
    return [question for question in asked if question.pages]


@cache
def _words() -> tuple[str, ...]:
    """Return the Chinese queries of the public set that stand in no more than a dozen sentences."""
    asked = [
        query.ask for query in queries()
        if query.sort in {"chinese", "substring"} and query.edition == "hq/zh" and " " not in query.ask
    ]
    return tuple(word for word in asked if 1 <= sum(word in sentence for sentence in _sentences()) <= 12)


def _page(number: int, planted: str, common: Sequence[str], chance: random.Random) -> GeneratedPage:
    name = f"p{number:05}"
    taken = [planted] if planted else []
    while sum(len(sentence.encode()) for sentence in taken) < BYTES:
        taken.append(_NUMBER.sub(lambda found: str(chance.randrange(10 ** len(found.group()))), chance.choice(common)))
    chance.shuffle(taken)
    share = -(-len(taken) // SECTIONS)
    parts = [taken[at : at + share] for at in range(0, len(taken), share)]
    # Titles and headings say nothing: a search that prefers them should not be led astray by words put there at random.
    sections = tuple(
        Section(f"第{at}部分", tuple(part[:-1] if len(part) > 1 else part), part[-1] if len(part) > 1 else "")
        for at, part in enumerate(parts, 1)
    )
    return GeneratedPage(name, f"流程{number:05}", sections)


@cache
def _sentences() -> tuple[str, ...]:
    """Return the sentences of headquarters' Chinese edition, each once, in the order of the playbooks."""
    checked = check_workspace(find_workspace(REPOSITORY), date(2026, 11, 26), only=[("hq", "zh")])
    texts = [text for playbook in edition(checked, "hq", "zh").playbooks.values() for text in _texts(playbook.value)]
    return tuple(dict.fromkeys(found.strip() for text in texts for found in _SENTENCE.findall(_SLOT.sub("", text))))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(part)
