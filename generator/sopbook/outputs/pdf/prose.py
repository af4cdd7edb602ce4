"""Markdown as simple blocks, for sheets: nothing of a text is ever read as markup of the typesetter."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from markdown_it.tree import SyntaxTreeNode

from sopbook.branches.branch import Branch
from sopbook.handbook.view.markdown import tokens
from sopbook.outputs.pdf.spans import Span, spans

Block: TypeAlias = dict[str, Any]
"""`sort` is paragraph, heading, list or table; `spans` are its words, `items` its blocks, `rows` its cells."""


def prose_blocks(text: str, branch: Branch, locale: str) -> list[Block]:
    """Return the blocks of a Markdown text."""
    return list(_blocks(SyntaxTreeNode(tokens(text)).children, branch, locale))


def _blocks(nodes: list[SyntaxTreeNode], branch: Branch, locale: str) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "paragraph" | "heading" | "inline":
                yield {"sort": "heading" if node.type == "heading" else "paragraph", "spans": _words(node, branch, locale)}
            case "bullet_list" | "ordered_list":
                items = [list(_blocks(item.children, branch, locale)) for item in node.children]
                yield {"sort": "list", "ordered": node.type == "ordered_list", "items": items}
            case "table":
                rows = [row for part in node.children for row in part.children]
                yield {"sort": "table", "rows": [[_words(cell, branch, locale) for cell in row.children] for row in rows]}
            case "fence" | "code_block":
                for line in node.content.rstrip("\n").split("\n"):
                    yield {"sort": "paragraph", "spans": [{"text": line}]}
            case "hr":
                continue
            case _:
                yield from _blocks(node.children, branch, locale)


def _words(node: SyntaxTreeNode, branch: Branch, locale: str, **look: bool) -> list[Span]:
    found: list[Span] = []
    for child in node.children:
        match child.type:
            case "text" | "code_inline":
                found += [{**span, **look} for span in spans(child.content, branch, locale)]
            case "softbreak":
                found.append({"text": " "})
            case "hardbreak":
                found.append({"text": "", "break": True})
            case "strong":
                found += _words(child, branch, locale, **{**look, "bold": True})
            case "em":
                found += _words(child, branch, locale, **{**look, "italic": True})
            case "link":
                found += _words(child, branch, locale, **look)
                found += _address(child, found)
            case _:
                found += _words(child, branch, locale, **look)
    return found


def _address(link: SyntaxTreeNode, words: list[Span]) -> list[Span]:
    """Return a link's address in brackets, because nobody can tap paper; none for pages of the handbook."""
    address = str(link.attrs.get("href", ""))
    shown = words[-1]["text"] if words else ""
    return [{"text": f" ({address})"}] if address.startswith(("http", "mailto:")) and address != shown else []
