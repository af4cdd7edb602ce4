"""What a browser makes of a page: its tags with their attributes, and its text."""

from html.parser import HTMLParser

PROSE_TAGS = {
    "p", "h4", "em", "strong", "a", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "br",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
PROSE_ATTRIBUTES = {"href", "title", "rel", "class", "start", "style"}
"""What a field of prose may become."""


class Page(HTMLParser):
    """Collects the tags, the attributes and the text of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def names(self) -> set[str]:
        """Return the names of the tags."""
        return {tag for tag, _ in self.tags}

    @property
    def attributes(self) -> set[str]:
        """Return the names of all attributes."""
        return {name for _, attributes in self.tags for name in attributes}

    @property
    def links(self) -> list[str]:
        """Return where the links lead."""
        return [attributes["href"] or "" for tag, attributes in self.tags if tag == "a" and "href" in attributes]
