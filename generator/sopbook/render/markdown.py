"""Markdown in `x-text: markdown` fields: one parser, no raw HTML, safe links."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

_SAFE = re.compile(r"(?:https?://|mailto:|(?![a-z][a-z0-9+.-]*:|//))", re.IGNORECASE)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").disable("image")
    parser.validateLink = lambda url: bool(_SAFE.match(url.strip()))  # type: ignore[method-assign]
    return parser


def markdown(text: str) -> str:
    """Return the HTML of a Markdown text. Headings become level 4: sections belong to the page."""
    parser = _parser()
    tokens = parser.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h4"
        for inner in token.children or ():
            _outward(inner)
    return str(parser.renderer.render(tokens, parser.options, {}))


def _outward(token: Token) -> None:
    if token.type == "link_open" and str(token.attrGet("href")).startswith("http"):
        token.attrSet("rel", "noopener noreferrer")
