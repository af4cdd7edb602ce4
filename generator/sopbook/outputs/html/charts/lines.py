"""Lines: one or two columns from row to row, such as orders by day."""

from collections.abc import Iterator, Sequence
from math import floor, log10

from markupsafe import Markup

from sopbook import escape
from sopbook.outputs.html.charts.drawing import WIDTH, legend, short, svg, text
from sopbook.outputs.html.charts.series import Series
from sopbook.outputs.html.flow import width

_HEIGHT, _TOP = 150, 12
_STEPS = (1, 2, 2.5, 5, 10)
_SMALLEST = 1e-6
"""What differs by less is drawn as a level line."""


def lines(shown: Series, name: str) -> Markup:
    """Return a line chart: the second line is broken and has squares. Where a number is missing, the line has a gap."""
    marks = ticks(min([0, *shown.numbers]), max([0, *shown.numbers]))
    left = max(width(f"{mark:,g}") for mark in marks) + 8
    low, high = marks[0], marks[-1]
    step = (WIDTH - left - 8) / max(len(shown.rows) - 1, 1)

    def place(row: int, number: float) -> tuple[float, float]:
        return left + row * step, _TOP + _HEIGHT * (high - number) / (high - low)

    parts: list[Markup] = []
    for mark in marks:
        _, y = place(0, mark)
        parts += [escape.element('<path class="sop-chart__grid" d="M{} {}H{}"/>', short(left), short(y), WIDTH), text(f"{mark:,g}", left - 6, y + 4, anchor="end", is_quiet=True)]
    for column in range(len(shown.titles)):
        points = [place(index, number) if (number := row.numbers[column]) is not None else None for index, row in enumerate(shown.rows)]
        parts += [escape.element('<path class="sop-chart__line{}" d="{}"/>', column, "".join(_path(points))), *(_point(column, *one) for one in points if one is not None and step > 6)]
    y = _TOP + _HEIGHT + 20
    if shown.rows:
        half = (WIDTH - left) / 2 - 8
        parts.append(text(shown.rows[0].name, left, y, room=half, is_quiet=True))
        parts += [text(shown.rows[-1].name, WIDTH, y, anchor="end", room=half, is_quiet=True)] if len(shown.rows) > 1 else []
    if len(shown.titles) == 2:
        samples = [escape.element('<path class="sop-chart__line{}" d="M0 5H16"/>{}', column, _point(column, 8, 5)) for column in range(2)]
        named, y = legend(shown.titles, y + 24, samples)
        parts.append(named)
    return svg(name, y + 6, parts)


def ticks(low: float, high: float) -> list[float]:
    """Return three to six round numbers that lie around all of a chart."""
    span = high - low if high - low > _SMALLEST else 1.0
    unit = 10.0 ** floor(log10(span / 4))
    step = next(one * unit for one in _STEPS if span / (one * unit) <= 5)
    first = floor(low / step)
    last = first
    while last * step < high or last == first:
        last += 1
    return [float(f"{number * step:.12g}") for number in range(first, last + 1)]


def _path(points: Sequence[tuple[float, float] | None]) -> Iterator[str]:
    """Yield the pieces of a line through points, lifted where one is missing."""
    is_down = False
    for one in points:
        if one is not None:
            yield f"{'L' if is_down else 'M'}{short(one[0])} {short(one[1])}"
        is_down = one is not None


def _point(column: int, x: float, y: float) -> Markup:
    if column:
        return escape.element('<rect class="sop-chart__point1" x="{}" y="{}" width="6" height="6"/>', short(x - 3), short(y - 3))
    return escape.element('<circle class="sop-chart__point0" cx="{}" cy="{}" r="3"/>', short(x), short(y))
