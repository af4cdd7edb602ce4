"""Registers: lists of things that other playbooks name, such as metrics."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext

from markupsafe import Markup

from sopbook import escape
from sopbook.handbook.view.field import Field, drawing_on, view_behind
from sopbook.kinds.kind import RegisterFields
from sopbook.outputs.html.parts.lists import facts
from sopbook.outputs.html.parts.used_by import used_by

_NOTHING = Markup("")


def is_register(field: Field) -> bool:
    """Return whether a field is the list that its kind calls a register."""
    return field.kind.register is not None and field.pointer == field.kind.register.items


def register(field: Field, show: Callable[[Field, int], Markup]) -> Markup:
    """Return a register: a field that narrows it down, and each item as a line that opens in place.

    The search leads to the item itself. `show` lays out what is longer than a line, `level` being that of the heading above.
    """
    said = field.kind.register
    if said is None:
        return _NOTHING
    items = _NOTHING.join(_item(item, said, show) for item in field)
    return escape.element('{}<ul class="sop-lines-list sop-register" data-sop-findable>\n{}</ul>\n', _find(field) if len(field) > _FEW else _NOTHING, items)


_FEW = 6
"""As many lines as one sees at a glance."""


def _find(field: Field) -> Markup:
    labels = view_behind(field).context.edition.labels
    return escape.element(
        '<p class="sop-narrow" hidden><input type="search" autocomplete="off" spellcheck="false" placeholder="{}" aria-label="{}" data-sop-find></p>\n'
        '<p class="sop-quiet" data-sop-found-none hidden>{}</p>\n', labels("register.find"), labels("register.find"), labels("register.none"),
    )


def _item(item: Field, said: RegisterFields, show: Callable[[Field, int], Markup]) -> Markup:
    drawing = drawing_on(item)
    name, text, short = item.at(said.name), item.at(said.text), item.at(said.short) if said.short else None
    with drawing.part(item.anchor, item.pointer) if drawing is not None else nullcontext():
        others = list(_others(item, said))
        return escape.element(
            '<li class="sop-line"><details>\n<summary><h3 class="sop-line__title" id="{}">{}</h3>{} <span class="sop-register__text">{}</span></summary>\n'
            '<div class="sop-line__in">\n{}{}{}{}{}</div>\n</details></li>\n',
            item.anchor, name.words, escape.element(' <span class="sop-register__short">{}</span>', short.words) if short else _NOTHING, text.words,
            _NOTHING.join(one.mark for one in (name, text, short) if one), facts(one for one in others if one.is_short),
            _NOTHING.join(escape.element('<p class="sop-label">{}</p>\n{}\n', one.title, show(one, _LEVEL)) for one in others if not one.is_short),
            used_by(item), item.dropped,
        )


_LEVEL = 3


def _others(item: Field, said: RegisterFields) -> Iterator[Field]:
    """Yield what an item says besides its name and what it means."""
    seen = {(*item.pointer, *pointer) for pointer in (said.name, said.text, said.short) if pointer}
    return (one for one in item if one and one.pointer not in seen)
