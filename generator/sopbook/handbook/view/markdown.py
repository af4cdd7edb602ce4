"""Markdown in `x-text: markdown` fields: one parser, no raw HTML, safe links."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sopbook import escape


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").disable("image")
    parser.validateLink = lambda url: bool(escape.link(url.strip()))  # type: ignore[method-assign]
    parser.renderer.rules["text"] = _text  # type: ignore[attr-defined]
    parser.renderer.rules["code_inline"] = _code  # type: ignore[attr-defined]
    return parser


def tokens(text: str) -> list[Token]:
    """Return a Markdown text as the tokens of the one parser, for those that do not write HTML."""
    return _parser().parse(text)


def markdown(text: str, words: Callable[[str], str] = lambda words: escape.html(words)) -> str:
    """Return the HTML of a Markdown text. Headings become level 4: sections belong to the page.

    `words` makes HTML of the plain words between the marks; what stands in addresses and titles of
    links never passes through it.
    """
    parser = _parser()
    tokens = parser.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h4"
        for inner in token.children or ():
            _outward(inner)
    return str(parser.renderer.render(tokens, parser.options, {"words": words}))


def words_of(text: str) -> str:
    """Return the words of a Markdown text without its marks, a line for each block and each line of code."""
    found = []
    for token in tokens(text):
        if token.type == "inline":
            found.append("".join(_BREAKS.get(one.type, one.content) for one in token.children or ()))
        elif token.type in ("fence", "code_block"):
            found.append(token.content)
    return "\n".join(found)


_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def _text(tokens: Sequence[Token], index: int, _options: Any, env: dict[str, Any]) -> str:
    return str(env["words"](tokens[index].content))


def _code(tokens: Sequence[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    return f"<code>{_text(tokens, index, options, env)}</code>"


def _outward(token: Token) -> None:
    if token.type == "link_open" and str(token.attrGet("href")).lower().startswith("http"):
        token.attrSet("rel", "noopener noreferrer")
