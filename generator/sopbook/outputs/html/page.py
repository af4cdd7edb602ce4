"""A page, ready to be placed in a site."""

import re
from dataclasses import dataclass, field
from html import unescape

from sopbook.handbook.view.passage import Passage

_HEADING = re.compile(r'<h([23])(?![^>]*\bdata-sop-aside)[^>]*\bid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a page's own table of contents: level 2 or 3."""

    level: int
    anchor: str
    title: str


@dataclass(frozen=True)
class Page:
    """One page: its path without ending, its title, its HTML body, and what describes it."""

    path: str
    title: str
    body: str = field(repr=False)
    description: str = ""
    tags: tuple[str, ...] = ()
    kind: str = ""
    """The kind of the playbook that the page shows; empty for every other page."""
    aliases: tuple[str, ...] = ()
    is_wide: bool = False
    """Whether its body needs the room of the table of contents."""
    styles: tuple[str, ...] = ()
    """The stylesheets that it needs beside those of every page."""
    switcher: str = field(default="", repr=False)
    """The HTML of the switcher of branch and language: it stands in the frame around the body."""
    passages: tuple[Passage, ...] = field(default=(), repr=False)
    """What the search finds on the page of a playbook."""

    @property
    def standalone(self) -> str:
        """Return the HTML for a frame that has no place of its own for the switcher: above the body."""
        return f'<div class="sop-above">\n{self.switcher}\n</div>\n{self.body}' if self.switcher else self.body

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Return the headings of the body that can be linked to."""
        return headings(self.body)


def headings(html: str) -> tuple[Heading, ...]:
    """Return the headings of a piece of HTML that can be linked to, without those that are marked as no content (`data-sop-aside`)."""
    return tuple(
        Heading(int(level), unescape(anchor), unescape(" ".join(_TAG.sub("", inner).split())))
        for level, anchor, inner in _HEADING.findall(html)
    )
