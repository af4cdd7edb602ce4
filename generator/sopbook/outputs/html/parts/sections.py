"""Sections of a page, and any field in the way that fits it."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext

from markupsafe import Markup

from sopbook import escape
from sopbook.handbook.view.field import Field, drawing_on, view_behind
from sopbook.outputs.html.flow import flow
from sopbook.outputs.html.parts.files import download
from sopbook.outputs.html.parts.lists import facts, points, table
from sopbook.outputs.html.parts.messages import bubble, sequence
from sopbook.outputs.html.parts.own_words import headed
from sopbook.outputs.html.parts.paper import kept_off_paper, off_paper
from sopbook.outputs.html.parts.register import is_register, register
from sopbook.outputs.html.parts.used_by import used_by
from sopbook.outputs.html.parts.values import code, value

_NOTHING = Markup("")
_DEEPEST = 3
"""The level of the smallest headings that a page lists among its contents."""


def section(
    field: Field, title: str | None = None, level: int = 2, folded: bool = False, caller: Callable[[], str] | None = None,
) -> Markup:
    """Return a heading and below it the field, or what a template puts there with `call`; nothing for an empty field.

    A `folded` one is a line until somebody opens it.
    """
    if not field:
        return _NOTHING
    return section_at(field.anchor, field, title or view_behind(field).title, level, caller, folded)


def section_at(
    anchor: str, field: Field, title: str, level: int, caller: Callable[[], str] | None = None, folded: bool = False,
) -> Markup:
    """Return a section whose heading has the id `anchor`."""
    drawing = drawing_on(field)
    with drawing.part(anchor, field.pointer) if drawing is not None else nullcontext():
        content = caller() if caller is not None else show(field, level)
        return kept_off_paper(field, headed(anchor, title, level, escape.element("{}\n{}\n", content, field.dropped), folded=folded))


def show(field: Field, level: int = 2) -> Markup:
    """Return any field in the way that fits it; `level` is that of the heading above."""
    match field.sort:
        case "missing" | "empty":
            return _NOTHING
        case "rows" | "list" if is_register(field):
            return register(field, show)
        case "message":
            return bubble(field)
        case "code":
            return code(field)
        case "prose":
            return escape.element('<div lang="{}">{}</div>\n', field.language, field.html) if field.language else field.html
        case "file":
            return download(field, _name(field))
        case "rows":
            return table(field)
        case "list":
            return _list(field, level)
        case "remainder":
            return _remainder(field, level)
        case "record":
            return facts(field.short) + _NOTHING.join(_part(one, level) for one in field.long)
        case _:
            return escape.element("<p>{}</p>\n", field.html)


def _list(field: Field, level: int) -> Markup:
    if field.is_points:
        return points(field)
    sorts = {item.sort for item in field}
    if sorts == {"record"}:
        return cards(field, level)
    if sorts == {"message"}:
        return sequence() + _NOTHING.join(bubble(item) for item in field)
    return escape.element('<ul class="sop-list">{}</ul>\n', _NOTHING.join(escape.element("<li>{}</li>\n", _item(item, level)) for item in field))


def _item(field: Field, level: int) -> Markup:
    return value(field) if field.is_short else show(field, max(level, _DEEPEST))


def _remainder(field: Field, level: int) -> Markup:
    """Return what is left of a list, each item with its number in the whole list."""
    items = (escape.element('<li value="{}">{}</li>\n', int(item.name) + 1, _item(item, level)) for item in field)
    return escape.element('<ol class="sop-list">{}</ol>\n', _NOTHING.join(items))


def _part(field: Field, level: int) -> Markup:
    if level < _DEEPEST:
        return section(field, level=_DEEPEST)
    return escape.element('<div class="sop-part">\n<p class="sop-label">{}</p>{}\n</div>\n', field.title, show(field, level + 1))


def cards(field: Field, level: int) -> Markup:
    """Return a list as cards: the first short field of each as its head if the schema says what it is called, then the others."""
    return escape.element('<div class="sop-cards">\n{}</div>\n', _NOTHING.join(_card(item, level) for item in field))


def _card(item: Field, level: int) -> Markup:
    short = item.short
    has_head = bool(short) and bool(short[0]) and view_behind(short[0]).is_titled
    head = escape.element('<p class="sop-card__head"><strong>{}</strong></p>', short[0].html) if has_head else _NOTHING
    head += facts(short[has_head:])
    parts = (
        escape.element(
            '<p class="sop-label">{}</p>\n{}\n', part.title,
            download(part, item["title"].text or _name(part)) if part.sort == "file" else show(part, level + 1),
        )
        for part in item.long
    )
    return escape.element('<article class="sop-card" id="{}"{}>\n{}{}{}</article>\n', item.anchor, off_paper(item), head, _NOTHING.join(parts), used_by(item))


def picture(field: Field, steps: Sequence[str], arrow: str | Sequence[str] = "", arrow_words: str = "", words: bool = True) -> Markup:
    """Return a diagram of a list. Its words stand below as text, open where a branch changed them: the marks are there.

    `words` is false where the page says them right below.
    """
    if not field:
        return _NOTHING
    labels = view_behind(field).context.edition.labels
    drawn = flow(field, steps, labels("flow.name", title=view_behind(field).title), arrow, arrow_words)
    if not words:
        return escape.element('<div class="sop-picture">\n{}\n</div>\n', drawn)
    return escape.element(
        '<div class="sop-picture">\n{}\n<details class="sop-picture__words"{}>\n<summary>{}</summary>\n{}\n</details>\n</div>\n',
        drawn, Markup(" open") if field.is_marked else _NOTHING, labels("flow.words"), show(field),
    )


def _name(field: Field) -> str:
    return field.file.name if field.file else ""
