"""What goes on for days in an edition: tasks until they are due, the themes of months."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from sopbook.branches.branch_files import Key
from sopbook.branches.playbook import Playbook
from sopbook.handbook.edition import Edition
from sopbook.handbook.moment import day_of
from sopbook.handbook.planned import planned_groups
from sopbook.kinds.spans import SpanFields
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, expand

_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")


@dataclass(frozen=True)
class Span:
    """A stretch of days, both ends included, of which a playbook says something."""

    playbook: Playbook = field(repr=False)
    fields: SpanFields = field(repr=False)
    pointer: Pointer
    first: date
    last: date
    groups: tuple[Key, ...]

    @property
    def is_month(self) -> bool:
        """Return whether it is a month: a theme for the days that are planned anyway, and nothing that becomes due."""
        return self.fields.month is not None

    @property
    def days(self) -> tuple[date, ...]:
        """Return its days in order."""
        return tuple(self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))


def spans(edition: Edition) -> tuple[Span, ...]:
    """Return what goes on in an edition and is in force, by its last day: what is due first comes first."""
    found = [
        Span(playbook, fields, pointer, *ends, planned_groups(playbook, fields.groups, edition))
        for playbook in edition.playbooks.values() if (fields := playbook.kind.spans) and not playbook.is_draft
        for pointer in expand(playbook.value, fields.each)
        for ends in [_ends(playbook, fields, pointer)] if ends
    ]
    return tuple(sorted(found, key=lambda one: (one.is_month, one.last, one.playbook.key)))


def _ends(playbook: Playbook, fields: SpanFields, pointer: Pointer) -> tuple[date, date] | None:
    """Return the first and the last day of a span; None where they cannot be read, or the last comes before the first."""
    value = at(playbook.value, pointer)
    if fields.month is not None:
        return _month(at(value, fields.month))
    first = day_of(at(value, fields.start)) if fields.start else None
    last = day_of(at(value, fields.end)) if fields.end else first
    lasts = at(playbook.value, fields.days) if fields.days else None
    if first and isinstance(lasts, int):
        last = first + timedelta(days=lasts)
    return (first, last) if first and last and first <= last else None


def _month(written: object) -> tuple[date, date] | None:
    """Return the first and the last day of a month such as 2026-12."""
    first = day_of(f"{written}-01") if isinstance(written, str) and _MONTH.fullmatch(written) else None
    if first is None:
        return None
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
