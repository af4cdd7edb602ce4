"""Shares: one bar of the parts of a whole, each named with its share."""

from markupsafe import Markup

from sopbook.handbook.labels import Catalogue
from sopbook.outputs.html.charts.drawing import LINE, PATTERNS, WIDTH, bar, hatched, patterns, svg, text
from sopbook.outputs.html.charts.series import Series

_BAR = 28


def shares(shown: Series, name: str, labels: Catalogue) -> Markup:
    """Return a bar of shares. Parts behind the sixth begin with the first looks again; what is not above zero has no share."""
    rows = [(row.name, row.words[0], row.numbers[0]) for row in shown.rows if (row.numbers[0] or 0) > 0]
    whole = sum(number for _, _, number in rows if number is not None)
    prefix = f"{shown.anchor}-shares"
    parts, x = [patterns(prefix, len(rows))], 0.0
    for index, (_, _, number) in enumerate(rows):
        length = WIDTH * (number or 0) / whole
        parts += _looks(prefix, index, x, 0, max(length - 2, 1), _BAR)
        x += length
    y = _BAR + 8.0
    for index, (title, words, number) in enumerate(rows):
        share = f"{100 * (number or 0) / whole:.1f}".removesuffix(".0")
        parts += [*_looks(prefix, index, 0, y + 3, 16, 10), text(title, 22, y + 12, room=WIDTH - 140), text(f"{words} · {labels('unit.percent', number=share)}", WIDTH, y + 12, anchor="end")]
        y += LINE + 4
    return svg(name, y, parts)


def _looks(prefix: str, index: int, x: float, y: float, length: float, height: float) -> list[Markup]:
    look = index % PATTERNS
    return [bar(look, x, y, length, height), *([hatched(f"{prefix}-{look}", x, y, length, height)] if look else [])]
