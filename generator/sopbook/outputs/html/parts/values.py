"""Single values: words of one line, empty ones as what they are, and code."""

from markupsafe import Markup

from sopbook import escape
from sopbook.handbook.view.field import Field, drawing_on, view_behind
from sopbook.handbook.view.view import View
from sopbook.outputs.html.parts.messages import copy_button

_EMPTY = {"str": "text", "list": "list", "dict": "table"}


def value(field: Field) -> Markup:
    """Return a value of one line as HTML; an empty one says what it is, a missing one is nothing."""
    view = view_behind(field)
    if view.sort != "empty":
        return field.html
    if (drawing := drawing_on(field)) is not None:
        drawing.use(view.pointer)
    return escape.element('<span class="sop-empty">{}</span>{}', empty_words(view), field.mark)


def empty_words(view: View) -> str:
    """Return what an empty value is: an empty text, list or table, or null."""
    if view.value is None:
        return "null"
    labels, what = view.context.edition.labels, _EMPTY[type(view.value).__name__]
    return labels(f"page.empty.{what}")


def code(field: Field) -> Markup:
    """Return code, letter by letter, with its button to copy."""
    return escape.element(
        '<figure class="sop-code">\n<pre data-sop-code>{}</pre>\n{}\n{}</figure>\n', field.words, field.mark, copy_button(field),
    )
