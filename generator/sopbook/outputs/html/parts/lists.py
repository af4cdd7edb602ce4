"""Lists: as a table, as statements, as facts, as links."""

from collections.abc import Iterable

from markupsafe import Markup

from sopbook import escape
from sopbook.handbook.view.field import Field, view_behind
from sopbook.outputs.html.parts.paper import off_paper
from sopbook.outputs.html.parts.used_by import used_by
from sopbook.outputs.html.parts.values import value

_NOTHING = Markup("")
_ONE_COLUMN = 36
"""Characters that fit into one of the columns of facts."""


def facts(fields: Iterable[Field]) -> Markup:
    """Return short fields, each with its title; long ones come last and are as wide as the page."""
    listed = list(fields)
    if not listed:
        return _NOTHING
    given = [(one, _is_wide(view_behind(one).text)) for one in listed if one.sort != "missing"]
    return escape.element(
        '<dl class="sop-facts">\n{}{}</dl>\n',
        _NOTHING.join(escape.element("<div><dt>{}</dt><dd>{}</dd></div>\n", one.title, value(one)) for one, is_long in given if not is_long),
        _NOTHING.join(
            escape.element('<div class="sop-wide"><dt>{}</dt><dd>{}</dd></div>\n', one.title, value(one)) for one, is_long in given if is_long
        ),
    )


def _is_wide(text: str) -> bool:
    return len(text) > _ONE_COLUMN or "\n" in text


def table(field: Field, caption: str | None = None, tick: bool = False) -> Markup:  # noqa: ARG001
    """Return a list as a table; with `tick`, each row can be ticked."""
    columns = field.columns
    head = _NOTHING.join(escape.element('<th scope="col">{}</th>', column.title) for column in columns)
    rows = _NOTHING.join(
        escape.element(
            '<tr id="{}"{}{}>{}</tr>\n', row.anchor, off_paper(row), Markup(" data-sop-tick") if tick else _NOTHING,
            _NOTHING.join(
                _cell(view_behind(column).title, row[column.name], used_by(row) if column is columns[-1] else _NOTHING) for column in columns
            ),
        )
        for row in field
    )
    return escape.element('<div class="sop-table">\n<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n</div>\n', head, rows)


def _cell(title: str, field: Field, note: Markup) -> Markup:
    labels = view_behind(field).context.edition.labels
    return escape.element(
        '<td data-label="{}"{}>{}{}</td>', title, Markup(' class="sop-number"') if field.sort == "number" else _NOTHING,
        value(field) or labels("page.none"), note,
    )


def points(field: Field) -> Markup:
    """Return a list of short statements, each of which has an `id` and a `text`."""
    items = (escape.element('<li id="{}"{}>{}{}</li>\n', item.anchor, off_paper(item), item["text"].html, used_by(item)) for item in field)
    return escape.element('<ul class="sop-points">\n{}</ul>\n', _NOTHING.join(items))


def jumps(fields: Iterable[Field]) -> Markup:
    """Return a row of links to fields of the page."""
    links = (escape.element('<a class="sop-chip" href="#{}">{}</a>', one.anchor, view_behind(one).title) for one in fields if one)
    return escape.element('<p class="sop-chips sop-jumps">{}</p>\n', _NOTHING.join(links))
