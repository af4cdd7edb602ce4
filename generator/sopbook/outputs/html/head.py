"""The head of a playbook's page: where it belongs, its few facts in one row, its tabs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from markupsafe import Markup

from sopbook.handbook.links import group_path, index_path, relative
from sopbook.handbook.view.field import Field, view_behind
from sopbook.kinds.kind import Kind, in_locale
from sopbook.outputs.html.page import headings
from sopbook.outputs.html.parts.anatomy import BACKGROUND, NEXT
from sopbook.source.document import Pointer
from sopbook.source.pointer import write_pointer

_ROW = 36
"""As many Latin letters as a row of facts has room for on a phone of 360 px; a Chinese character takes two."""
_GAP = 2
_MOST_TABS = 5
_WIDE = "WF"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way from the index of a kind to a page of it, or a tab."""

    href: str
    title: str


def way(kind: Kind, page: Field, path: str) -> list[Step]:
    """Return the way to a playbook's page: the index of its kind, then the groups that it stands in."""
    locale = view_behind(page).context.edition.locale
    steps = [Step(relative(f"{index_path(kind.name)}.html", path), in_locale(kind.plural, locale))]
    for number, pointer in enumerate(kind.group_by):
        value = view_behind(page.at(pointer))
        if value and value.text:
            index = group_path(kind.name, str(pointer[-1])) if number else index_path(kind.name)
            steps.append(Step(f"{relative(f'{index}.html', path)}#{group_anchor(pointer, str(value.value))}", value.text))
    return steps


def group_anchor(pointer: Pointer, value: str) -> str:
    """Return the id of a group on the index of its kind."""
    return f"{write_pointer(pointer)[1:].replace('/', '-')}-{value or 'other'}"


def in_a_row(kind: Kind, page: Field) -> tuple[list[Field], list[Field]]:
    """Return the facts that have room in one row, and all others. What the way to the page says is not said again."""
    row: list[Field] = []
    others: list[Field] = []
    taken = 0
    for pointer in kind.facts:
        one = page.at(pointer)
        if not one:
            continue
        needed = _width(view_behind(one).text) + _GAP
        fits = pointer not in kind.group_by and taken + needed <= _ROW and "\n" not in view_behind(one).text
        (row if fits else others).append(one)
        taken += needed if fits else 0
    return row, others


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in _WIDE else 1 for letter in text)


def tabs(kind: Kind, page: Field, body: Markup) -> list[Step]:
    """Return the tabs of a page: the first card, those of the kind or its first sections, the background."""
    edition = view_behind(page).context.edition
    found = headings(body)
    shown = {one.anchor for one in found}
    middle = list(_named(kind, page, shown)) if kind.tabs else [Step(f"#{one.anchor}", one.title) for one in found if one.level == _SECTION][:_MOST_TABS]
    first = [Step(f"#{NEXT}", edition.labels("page.next"))] if f'id="{NEXT}"' in body else []
    return [*first, *middle, Step(f"#{BACKGROUND}", edition.labels("page.background"))]


_SECTION = 2


def _named(kind: Kind, page: Field, shown: Iterable[str]) -> Iterator[Step]:
    there = set(shown)
    for tab in kind.tabs:
        anchors: Sequence[str] = [view_behind(page.at(pointer)).anchor for pointer in tab.sections]
        anchor = next((one for one in anchors if one in there), None)
        if anchor is not None:
            yield Step(f"#{anchor}", in_locale(tab.title, view_behind(page).context.edition.locale))


def is_long(text: str) -> bool:
    """Return whether a summary may not fit into two lines on a phone of 360 px."""
    return _width(text) > _ROW * 2
