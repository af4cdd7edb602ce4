"""Spans: of each row the days from one date to another, on one scale."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from sopbook import escape
from sopbook.handbook.moment import day_of
from sopbook.handbook.view.field import Field, view_behind
from sopbook.outputs.html.charts.drawing import LINE, WIDTH, bar, short, svg, text

_BAR, _GAP = 12, 10


@dataclass(frozen=True)
class Span:
    """A row: its name, its first and its last day."""

    name: str
    first: date
    last: date

    @property
    def words(self) -> str:
        """Return both days, or the one that it is."""
        return f"{self.first}" if self.first == self.last else f"{self.first} – {self.last}"


def spans_of(field: Field, label: str, start: str, end: str) -> list[Span]:
    """Return the spans of a list. A row without two days, or whose last one comes before its first, is left out."""
    found = []
    for one in view_behind(field).items:
        first, last = day_of(one.child(start).value), day_of(one.child(end).value)
        if first and last and first <= last:
            found.append(Span(one.child(label).text, first, last))
    return found


def spans(shown: list[Span], name: str) -> Markup:
    """Return a chart of spans, each with its days in words above it."""
    begin, end = min(one.first for one in shown), max(one.last for one in shown)
    day = WIDTH / ((end - begin).days + 1)
    parts: list[Markup] = []
    y = 0.0
    for one in shown:
        parts += [text(one.name, 0, y + 13, room=WIDTH - 150), text(one.words, WIDTH, y + 13, anchor="end", is_quiet=True)]
        y += LINE
        parts.append(escape.element('<path class="sop-chart__grid" d="M0 {}H{}"/>', short(y + _BAR / 2), WIDTH))
        parts.append(bar(0, (one.first - begin).days * day, y, ((one.last - one.first).days + 1) * day, _BAR))
        y += _BAR + _GAP
    return svg(name, y, parts)
