"""The passages of a page that is no playbook's, such as a guide: what a reader sees below each heading, read from its HTML."""

from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

from sopbook.counters import count
from sopbook.handbook.view.passage import Passage, lines

_SILENT = {"script", "style", "template", "button", "svg", "dialog"}
_PERMALINK = "headerlink"
"""The class of the sign behind a heading that links to it (Python-Markdown, extension toc)."""
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "footer", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "td", "th", "tr", "ul",
}
ASIDE = "data-sop-aside"
"""The attribute of what is no content: ways to other pages, buttons, what is said a second time. Copying, outline and paper pass it over, too."""
MESSAGE = "data-sop-message"
"""The attribute of an element that holds what is copied into a chat."""


@lru_cache(maxsize=64)  # While serving, the guides and the list of codes are the same at each build.
def passages(html: str) -> tuple[Passage, ...]:
    """Return the passages of a page's body in their order, those without any word left out.

    A line of a passage is one block of the page. The page's own title (h1) is not among them.
    """
    count("pages read back")
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(one for one in reader.finished() if one.heading or one.messages or one.text)


@dataclass
class _Open:
    """What is being read: the passage, and its words so far."""

    passage: Passage
    words: dict[str, list[str]] = field(default_factory=lambda: {"heading": [], "messages": [], "text": []})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open = [_Open(Passage())]
        self._stack: list[tuple[str, str]] = []
        """The elements around the current place, each with where its words go ("" for nowhere)."""

    def finished(self) -> list[Passage]:
        """Return all passages, their words put together."""
        for one in self._open:
            for name, words in one.words.items():
                setattr(one.passage, name, lines("".join(words)))
        return [one.passage for one in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a passage, or something that is passed over."""
        given = dict(attrs)
        target = self._stack[-1][1] if self._stack else "text"
        if tag in {"h2", "h3"} and target == "text" and given.get("id") and ASIDE not in given:
            self._open.append(_Open(Passage(anchor=given["id"] or "")))
            target = "heading"
        elif tag in _SILENT or tag == "h1" or ASIDE in given or _PERMALINK in (given.get("class") or "").split():
            target = ""
        elif MESSAGE in given and target:
            target = "messages"
        if tag in _BLOCKS:
            self._write("\n", target)
        if tag not in _VOID:
            self._stack.append((tag, target))

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        if not any(name == tag for name, _ in self._stack):
            return
        while self._stack:
            name, target = self._stack.pop()
            if name in _BLOCKS:
                self._write("\n", target)
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        """Take words where they belong."""
        self._write(data, self._stack[-1][1] if self._stack else "text")

    def _write(self, words: str, target: str) -> None:
        if target:
            self._open[-1].words[target].append(words)
