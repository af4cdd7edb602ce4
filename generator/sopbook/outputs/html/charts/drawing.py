"""What all charts are drawn with: texts, boxes, patterns and legends, as SVG."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from sopbook import escape
from sopbook.outputs.html.flow import legal, width

WIDTH = 328
"""What a phone of 360 px has for it. All lengths are in these units."""
LINE = 18
PATTERNS = 6
"""So many parts can be told apart without colours."""
_NOTHING = Markup("")
_HATCHES = ("", "M0 6 6 0M-1 1 1-1M5 7 7 5", "M3 0V6", "M0 3H6", "M0 0 6 6M0 6 6 0", "M2.5 2.5h1v1h-1z")
"""What lies over the colour of each part: nothing, slanted lines, upright ones, level ones, crosses, dots."""


def svg(name: str, height: float, parts: Iterable[Markup]) -> Markup:
    """Return a chart of this height, called `name` for those who do not see it."""
    return escape.element('<svg class="sop-chart__svg" role="img" aria-label="{}" viewBox="0 0 {} {}">{}</svg>\n', legal(name), WIDTH, short(height), _NOTHING.join(parts))


def short(number: float) -> str:
    """Return a length as SVG has it, with one decimal at most."""
    return f"{round(number, 1):g}"


def text(words: str, x: float, y: float, *, anchor: str = "start", room: float = WIDTH, is_quiet: bool = False) -> Markup:
    """Return words at a place, cut where there is no more room."""
    shown = fitted(legal(words), room)
    return escape.element('<text x="{}" y="{}" text-anchor="{}"{}>{}</text>', short(x), short(y), anchor, Markup(' class="sop-chart__quiet"') if is_quiet else _NOTHING, shown)


def fitted(words: str, room: float) -> str:
    """Return words as far as they fit; … stands for the rest."""
    if width(words) <= room:
        return words
    while words and width(f"{words}…") > room:
        words = words[:-1]
    return f"{words}…"


def bar(part: int, x: float, y: float, length: float, height: float) -> Markup:
    """Return a bar in the looks of a part."""
    return escape.element(
        '<rect class="sop-chart__part{}" x="{}" y="{}" width="{}" height="{}" rx="2"/>', part, short(x), short(y), short(max(length, 1)), short(height),
    )


def hatched(pattern: str, x: float, y: float, length: float, height: float) -> Markup:
    """Return a pattern over a bar."""
    return escape.element('<rect fill="url(#{})" x="{}" y="{}" width="{}" height="{}" rx="2"/>', pattern, short(x), short(y), short(max(length, 1)), short(height))


def patterns(prefix: str, count: int) -> Markup:
    """Return the patterns of the parts of a chart; their ids begin with `prefix`."""
    made = (
        escape.element('<pattern id="{}-{}" width="6" height="6" patternUnits="userSpaceOnUse"><path class="sop-chart__hatch" d="{}"/></pattern>', prefix, number, _HATCHES[number])
        for number in range(1, min(count, PATTERNS))
    )
    return escape.element("<defs>{}</defs>", _NOTHING.join(made))


def legend(titles: Sequence[str], y: float, sample: Sequence[Markup]) -> tuple[Markup, float]:
    """Return the names of the parts, each behind its sample of 16 by 10 at 0, 0, and where the chart ends."""
    made, x = [], 0.0
    for title, one in zip(titles, sample, strict=True):
        room = min(width(legal(title)), WIDTH - 24)
        if x and x + 24 + room > WIDTH:
            x, y = 0.0, y + LINE
        made.append(escape.element('<g transform="translate({} {})">{}</g>', short(x), short(y - 10), one) + text(title, x + 22, y, room=WIDTH - 24))
        x += room + 38
    return _NOTHING.join(made), y + 6
