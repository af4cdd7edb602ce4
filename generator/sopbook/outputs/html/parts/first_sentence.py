"""A step with its first sentence in bold: what a reader in a hurry needs."""

import re

from markupsafe import Markup

from sopbook import escape
from sopbook.handbook.view.field import Field

_PIECE = re.compile(r"(<[^>]*>)")
_END = re.compile(r"[。：！？]|[.:!?](?=\s)")


def lead(field: Field) -> Markup:
    """Return a text of one line as HTML, bold up to the end of its first sentence or its first colon; bold as a whole where it has none."""
    html = str(field.html)
    end = _first_end(html)
    return escape.element("<strong>{}</strong>{}", Markup(html[:end]), Markup(html[end:]))  # noqa: S704  (cut between elements)


def _first_end(html: str) -> int:
    """Return where the first sentence of a piece of HTML ends outside of any element of it."""
    depth = position = 0
    for piece in _PIECE.split(html):
        if piece.startswith("</"):
            depth -= 1
        elif piece.startswith("<"):
            depth += 1
        elif not depth and (found := _END.search(piece)):
            return position + found.end()
        position += len(piece)
    return position
