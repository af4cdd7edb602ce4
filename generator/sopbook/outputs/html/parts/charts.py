"""Charts of a list, each above the table of its numbers, which is folded: open where a branch changed one."""

from collections.abc import Sequence

from markupsafe import Markup

from sopbook import escape
from sopbook.handbook.view.field import Field, view_behind
from sopbook.outputs.html.charts.bars import bars
from sopbook.outputs.html.charts.lines import lines
from sopbook.outputs.html.charts.series import Series, series, spoken
from sopbook.outputs.html.charts.shares import shares
from sopbook.outputs.html.charts.spans import spans, spans_of
from sopbook.outputs.html.parts.values import value

_NOTHING = Markup("")


def bar_chart(field: Field, label: str, columns: Sequence[str], also: Sequence[str] = ()) -> Markup:
    """Return a bar for each row, or two of them: what was planned, and what came of it. The table has the columns `also`, too."""
    shown = series(field, label, columns[:2])
    return _figure(field, [label, *columns[:2], *also], bars(shown, _spoken(field, shown)) if shown.rows else _NOTHING)


def line_chart(field: Field, label: str, columns: Sequence[str], also: Sequence[str] = ()) -> Markup:
    """Return a line from row to row, or two of them. The table has the columns `also`, too."""
    shown = series(field, label, columns[:2])
    return _figure(field, [label, *columns[:2], *also], lines(shown, _spoken(field, shown)) if shown.rows else _NOTHING)


def share_chart(field: Field, label: str, column: str) -> Markup:
    """Return one bar in which each row has its share."""
    shown = series(field, label, [column])
    return _figure(field, [label, column], shares(shown, _spoken(field, shown), view_behind(field).context.edition.labels) if any(one > 0 for one in shown.numbers) else _NOTHING)


def span_chart(field: Field, label: str, start: str, end: str) -> Markup:
    """Return a bar for each row from its first to its last day."""
    shown, labels = spans_of(field, label, start, end), view_behind(field).context.edition.labels
    said = labels("chart.name", title=view_behind(field).title, numbers="; ".join(f"{one.name}{labels('colon')}{one.words}" for one in shown))
    return _figure(field, [label, start, end], spans(shown, said) if shown else _NOTHING)


def _spoken(field: Field, shown: Series) -> str:
    view = view_behind(field)
    return spoken(view.title, shown, view.context.edition.labels)


def _figure(field: Field, names: Sequence[str], chart: Markup) -> Markup:
    """Return a chart with its table; nothing for an empty list, the table alone where there is nothing to draw."""
    if not field:
        return _NOTHING
    table, labels = _table(field, names), view_behind(field).context.edition.labels
    if chart:
        table = escape.element(
            '<details class="sop-picture__words"{}>\n<summary>{}</summary>\n{}</details>\n',
            Markup(" open") if field.is_marked else _NOTHING, labels("chart.table"), table,
        )
    return escape.element('<figure class="sop-chart">\n{}{}</figure>\n', chart, table)


def _table(field: Field, names: Sequence[str]) -> Markup:
    labels = view_behind(field).context.edition.labels
    rows = list(field)
    named = {name: next((view_behind(row[name]).title for row in rows if row[name]), "") for name in names}
    names = [name for name in names if named[name]]  # What no row has is no column.
    titles = [named[name] for name in names]
    head = _NOTHING.join(escape.element('<th scope="col">{}</th>', title) for title in titles)
    body = _NOTHING.join(
        escape.element("<tr>{}</tr>\n", _NOTHING.join(
            escape.element('<td data-label="{}"{}>{}</td>', title, Markup(' class="sop-number"') if row[name].sort == "number" else _NOTHING, value(row[name]) or labels("page.none"))
            for name, title in zip(names, titles, strict=True)
        )) for row in rows
    )
    return escape.element('<div class="sop-table">\n<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n</div>\n', head, body)
