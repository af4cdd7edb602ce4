"""Which days a plan has: those that it lists, or all from its first to its last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sopbook.kinds.agenda import AgendaFields
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, expand


@dataclass(frozen=True, slots=True)
class PlanDays:
    """The days of a plan, and the places of those that it lists."""

    listed: Mapping[date, Pointer]
    first: date = date.max
    last: date = date.min
    is_open: bool = False
    """Whether it has every day from the first to the last, listed or not."""

    def __bool__(self) -> bool:
        """Return whether it has a day."""
        return self.first <= self.last

    def __contains__(self, day: date) -> bool:
        """Return whether something can fall on a day."""
        return self.first <= day <= self.last if self.is_open else day in self.listed


def plan_days(value: Any, fields: AgendaFields) -> PlanDays:
    """Return the days of a plan. A day whose date cannot be read is passed over."""
    dated = ((_date(at(value, (*pointer, *fields.date))), pointer) for pointer in expand(value, fields.days))
    listed = {day: pointer for day, pointer in dated if day is not None}
    if fields.repeats is not None and fields.repeats.within is not None:
        first, last = (_date(at(value, pointer)) for pointer in fields.repeats.within)
        return PlanDays(listed, first, last, is_open=True) if first and last else PlanDays(listed)
    return PlanDays(listed, min(listed), max(listed)) if listed else PlanDays({})


def _date(written: object) -> date | None:
    try:
        return date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None
