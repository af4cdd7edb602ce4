"""What a chart draws: the rows of a list, each with its name, and the numbers or days of some columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from sopbook.handbook.labels import Catalogue
from sopbook.handbook.view.field import Field, view_behind
from sopbook.handbook.view.view import View

_SPOKEN = 12
"""So many rows are said to somebody who does not see the chart; behind that, the table says them."""


@dataclass(frozen=True)
class Row:
    """A row of a chart: its name, and of each column the number and how it is written; None where there is none."""

    name: str
    numbers: tuple[float | None, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Series:
    """The rows of a chart, and what its columns are called."""

    anchor: str
    titles: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def numbers(self) -> list[float]:
        """Return all numbers."""
        return [one for row in self.rows for one in row.numbers if one is not None]


def series(field: Field, label: str, columns: Sequence[str]) -> Series:
    """Return what a chart of a list shows. A row without a number in any of the columns is left out."""
    items = [view for view in view_behind(field).items if view.sort == "record"]
    rows = [Row(one.child(label).text, tuple(_number(one.child(name)) for name in columns), tuple(one.child(name).text for name in columns)) for one in items]
    titles = [next((one.child(name).title for one in items if one.child(name)), name) for name in columns]
    return Series(view_behind(field).anchor, tuple(titles), tuple(row for row in rows if any(one is not None for one in row.numbers)))


def spoken(title: str, shown: Series, labels: Catalogue) -> str:
    """Return the text alternative of a chart: its numbers, as far as anybody would listen."""
    parts = [
        f"{row.name}{labels('colon')}" + labels("join").join(f"{name} {words}" for name, words in zip(shown.titles, row.words, strict=True) if words)
        for row in shown.rows[:_SPOKEN]
    ]
    more = len(shown.rows) - _SPOKEN
    return labels("chart.name", title=title, numbers="; ".join(parts) + (labels("chart.more", number=more) if more > 0 else ""))


def _number(view: View) -> float | None:
    value = view.value
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
