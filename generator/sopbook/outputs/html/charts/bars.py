"""Bars: of each row one or two numbers, one below the other, such as planned and actual."""

from markupsafe import Markup

from sopbook import escape
from sopbook.outputs.html.charts.drawing import LINE, WIDTH, bar, hatched, legend, patterns, short, svg, text
from sopbook.outputs.html.charts.series import Series
from sopbook.outputs.html.flow import width

_BAR, _STEP, _GAP = 13, 17, 8
_LOOKS = (1, 0)
"""The first of two is what was planned, in the quieter looks."""


def bars(shown: Series, name: str) -> Markup:
    """Return a bar chart. What is below zero goes to the left of the line."""
    looks = _LOOKS if len(shown.titles) == 2 else (0,)
    longest = max((width(words) for row in shown.rows for words in row.words), default=0)
    low, high = min([0, *shown.numbers]), max([0, *shown.numbers])
    room = WIDTH - longest - 8
    scale = room / (high - low) if high > low else 0
    zero = -low * scale
    prefix = f"{shown.anchor}-bars"
    parts, y = [patterns(prefix, 2)], 0.0
    for row in shown.rows:
        parts.append(text(row.name, 0, y + 13))
        y += LINE
        if low < 0:
            parts.append(escape.element('<path class="sop-chart__axis" d="M{} {}v{}"/>', short(zero), short(y - 1), _STEP * len(looks)))
        for look, number, words in zip(looks, row.numbers, row.words, strict=True):
            if number is not None:
                begin, length = zero + min(number, 0) * scale, abs(number) * scale
                parts += [bar(look, begin, y, length, _BAR), *([hatched(f"{prefix}-1", begin, y, length, _BAR)] if look else [])]
                parts.append(text(words, zero + max(number, 0) * scale + 6, y + _BAR - 1, is_quiet=bool(look)))
            y += _STEP
        y += _GAP
    if len(shown.titles) == 2:
        samples = [bar(look, 0, 0, 16, 10) + (hatched(f"{prefix}-1", 0, 0, 16, 10) if look else Markup("")) for look in looks]
        named, y = legend(shown.titles, y + 8, samples)
        parts.append(named)
    return svg(name, y, parts)
