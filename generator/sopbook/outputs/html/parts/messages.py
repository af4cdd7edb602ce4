"""Messages, each with its button to copy."""

from collections.abc import Sequence

from markupsafe import Markup

from sopbook import escape
from sopbook.handbook.view.field import Field, drawing_on, view_behind
from sopbook.handbook.view.text import plain
from sopbook.outputs.html.parts.paper import off_paper

_NOTHING = Markup("")
_LONGEST_NAME = 40


def bubble(field: Field, title: str | None = None, lines: Sequence[tuple[str, Field]] = (), name: str = "") -> Markup:
    """Return a message. `lines` are fields that stand below it as further lines, each with what stands in front of it.

    `name` is what its button is called after; without one, the message's own first line.
    """
    if not field:
        return _NOTHING
    drawing = drawing_on(field)
    if drawing is not None:
        for one in (field, *(line for _, line in lines)):
            drawing.draw(view_behind(one), is_message=True)
    return escape.element(
        '<figure class="sop-bubble"{}>\n{}<div class="sop-bubble__text" data-sop-message{}>{}</div>\n{}{}\n'
        "{}</figure>\n",
        off_paper(field),
        escape.element("<figcaption>{}</figcaption>", title) if title else _NOTHING,
        escape.element(' lang="{}"', field.language) if field.language else _NOTHING,
        with_lines(field, lines),
        field.mark, _NOTHING.join(line.mark for _, line in lines), copy_button(field, name),
    )


def with_lines(field: Field, lines: Sequence[tuple[str, Field]]) -> Markup:
    """Return the words of a message, and below them further lines, each with what stands in front of it."""
    return field.words + _NOTHING.join(escape.element("\n{}{}", before, line.words) for before, line in lines)


def versions(short: Field, variants: Field) -> Markup:
    """Return the other wordings of a message, behind a switch below it: a short one, and the texts of a list. Nothing where there are none."""
    others = [(short, short.title)] if short else []
    others += [(text, "") for item in variants or () for text in item if text.sort == "message"]
    if not others:
        return _NOTHING
    labels = view_behind(others[0][0]).context.edition.labels
    return escape.element(
        '<details class="sop-versions"><summary>{}</summary>\n{}</details>\n', labels("page.versions", count=len(others)),
        _NOTHING.join(bubble(text, title or None) for text, title in others),
    )


def copy_button(field: Field, name: str = "") -> Markup:
    """Return the button that copies a message or code. It is called after a `name`, or after the first line of what it copies."""
    view = view_behind(field)
    first = name or next((line for line in plain_lines(field) if line), "")
    short = first if len(first) <= _LONGEST_NAME else f"{first[:_LONGEST_NAME]}…"
    label = f"{view.context.edition.labels('page.copy')}{view.context.edition.labels('colon')}{short}"
    return escape.element(
        '<button class="sop-copy" type="button" data-sop-copy aria-label="{}" hidden>{}</button>\n', label, view.context.edition.labels("page.copy"),
    )


def plain_lines(field: Field) -> list[str]:
    """Return the lines of a message as plain words; nobody notes that they are drawn."""
    view = view_behind(field)
    edition = view.context.edition
    words = plain(view.text, edition.branch, edition.locale) if isinstance(view.value, str) else view.text
    return [line.strip() for line in words.splitlines()]


def sequence() -> Markup:
    """Return the place of the buttons that copy the messages of a section one after the other."""
    return escape.element('<div class="sop-sequence" data-sop-sequence hidden></div>\n')
