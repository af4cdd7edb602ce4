"""What a reader has of a page: its title, its description, and the words, headings, links and alternative texts of its body.

The frame around the body (header, navigation, footer) is left out: it is the same on every page, and whose it is may change.
"""

import posixpath
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urlsplit

from comparison.fact import Fact

_SILENT = {"script", "style", "template", "svg"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "br", "button", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "label", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "svg", "time", "u", "var", "wbr",
}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_FRAME = {"nav", "header", "footer"}
_SPOKEN = {"alt": "alternative text", "aria-label": "label", "title": "label", "placeholder": "label"}
_MESSAGE = "data-sop-message"
"""Marks what is copied into a chat: there every space and line break counts."""
_PERMALINK = "headerlink"
"""The sign behind a heading that links to it: of the theme, and no word of the page."""


def page_facts(path: str, html: str) -> list[Fact]:
    """Return what a page at a path of the site says, in reading order."""
    page = _Page(path)
    page.feed(html)
    page.close()
    return list(page.facts())


class _Page(HTMLParser):
    """Reads a page. Its body is its article, or else its main part, or else all that is not frame."""

    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self._path = path
        self._head: list[Fact] = []
        self._bodies: dict[str, list[Fact]] = {"article": [], "main": [], "body": []}
        self._stack: list[tuple[str, bool]] = []
        """The elements around the current place, each with whether its words count."""
        self._words: list[str] = []
        self._title: list[str] = []
        self._heading: list[str] | None = None
        self._heading_id = ""
        self._above = ""
        self._message: list[str] = []
        self._message_depth = 0
        """How deep the element lies that holds the message at hand; 0 outside of messages."""

    def facts(self) -> Iterator[Fact]:
        """Yield what has been read."""
        self._end_line()
        yield from self._head
        yield from next((facts for facts in self._bodies.values() if facts), [])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html" and "lang" in given:
            self._head.append(Fact("language", given["lang"]))
        if tag == "meta" and given.get("name") == "description" and _line(given.get("content", "")):
            self._head.append(Fact("description", _line(given["content"])))
        if tag == "link" and given.get("rel") == "canonical":
            self._head.append(Fact("canonical address", given.get("href", "")))
        if tag not in _INLINE:
            self._end_line()
        counts = tag not in _SILENT and _PERMALINK not in given.get("class", "").split() and all(counts for _, counts in self._stack)
        if tag in _FRAME and not self._is_in("article") and (tag == "nav" or not self._is_in("main")):
            counts = False
        if tag not in _VOID:
            self._stack.append((tag, counts))
        if not counts:
            return
        if _MESSAGE in given and not self._message_depth:
            self._message, self._message_depth = [], len(self._stack)
        if tag in _HEADINGS:
            self._heading, self._heading_id = [], given.get("id", "")
        if tag == "br":
            self._words.append(" ")
        if tag == "a" and "href" in given:
            self._say("link", self._target(given["href"]))
        if tag in ("img", "source", "video", "audio") and given.get("src"):
            self._say("picture", self._target(given["src"]))
        for name, aspect in _SPOKEN.items():
            if _line(given.get(name, "")):
                self._say(aspect, _line(given[name]))

    def handle_endtag(self, tag: str) -> None:
        if not any(name == tag for name, _ in self._stack):
            return
        if tag == "title" and not self._is_in("body"):
            self._head.append(Fact("title", _line("".join(self._title))))
        if tag not in _INLINE:
            self._end_line()
        if tag in _HEADINGS and self._heading is not None:
            words, self._heading = _line("".join(self._heading)), None
            self._above = words
            self._say("heading", f"{tag} {words}" + (f" #{self._heading_id}" if self._heading_id else ""))
        while self._stack and self._stack.pop()[0] != tag:
            pass
        if self._message_depth > len(self._stack):
            self._message_depth = 0
            self._say("message", "".join(self._message))

    def handle_data(self, data: str) -> None:
        if not all(counts for _, counts in self._stack):
            return
        if self._is_in("title") and not self._is_in("body"):
            self._title.append(data)
            return
        self._words.append(data)
        if self._message_depth:
            self._message.append(data)
        if self._heading is not None:
            self._heading.append(data)

    def _end_line(self) -> None:
        words, self._words = _line("".join(self._words)), []
        if words and (self._is_in("body") or not self._is_in("head")):
            self._say("text", words)

    def _say(self, aspect: str, text: str) -> None:
        fact = Fact(aspect, text, self._above)
        for body, facts in self._bodies.items():
            if body == "body" or self._is_in(body):
                facts.append(fact)

    def _is_in(self, element: str) -> bool:
        return any(name == element for name, _ in self._stack)

    def _target(self, address: str) -> str:
        """Return where an address leads: from the root of the site, however deep the page lies; other hosts as they are."""
        if urlsplit(address).scheme or address.startswith("//"):
            return address
        path, fragment = urldefrag(address)
        path, _, query = path.partition("?")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self._path), unquote(path))) if path else self._path
        return target + (f"?{query}" if query else "") + (f"#{unquote(fragment)}" if fragment else "")


def _line(text: str) -> str:
    return " ".join(text.split())
