"""Words of a template's own: headings that are no field's title, and times that it works out."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from sopbook import escape
from sopbook.handbook.view.drawing import Drawing
from sopbook.handbook.view.field import Field, drawing_on


@pass_context
def titled(context: Context, anchor: str, title: str, level: int = 2, folded: bool = False, caller: Callable[[], str] | None = None) -> Markup:
    """Return a section with a heading of the template's own, and below it what the template puts there with `call`."""
    drawing = _drawing(context)
    with drawing.part(anchor) if drawing is not None else nullcontext():
        return headed(anchor, title, level, caller() if caller is not None else "", folded=folded)


def headed(anchor: str, title: str, level: int, content: str, *, folded: bool) -> Markup:
    """Return a section with a heading; a folded one is a line until somebody opens it: by a tap, by a link or a tab that leads into it, or for paper."""
    heading = escape.element('<h{} id="{}">{}</h{}>', level, anchor, title, level)
    if folded:
        return escape.element(
            '<section class="sop-section sop-section--folded" aria-labelledby="{}">\n<details>\n<summary>{}</summary>\n{}</details>\n</section>\n', anchor, heading, content,
        )
    return escape.element('<section class="sop-section" aria-labelledby="{}">\n{}\n{}</section>\n', anchor, heading, content)


@pass_context
def heading(context: Context, anchor: str, title: str, level: int = 3) -> Markup:
    """Return a heading of the template's own: it counts until the next one, or until the section around it ends."""
    drawing = _drawing(context)
    if drawing is not None:
        drawing.heading(anchor)
    return escape.element('<h{} id="{}">{}</h{}>\n', level, anchor, title, level)


def noted(make: Callable[..., str]) -> Callable[..., str]:
    """Return a function that makes words of values, such as a time of day, and notes that the page shows them."""

    @pass_context
    def made(context: Context, *values: Any, **named: Any) -> str:
        words = make(*values, **named)
        drawing = _drawing(context)
        if drawing is not None:
            drawing.say(words)
        return words

    return made


def _drawing(context: Context) -> Drawing | None:
    page = context.get("page")
    return drawing_on(page) if isinstance(page, Field) else None
