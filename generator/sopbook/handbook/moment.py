"""Days and times of day, as playbooks write them."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def day_of(value: Any) -> date | None:
    """Return the date that a value such as 2026-12-31 says, or None."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def clock_time(value: Any) -> time | None:
    """Return the time of day that a value such as 20:30 says, or None."""
    found = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    return time(int(found[1]), int(found[2])) if found else None


def later(moment: datetime, minutes: int) -> datetime | None:
    """Return the moment so many minutes later, or None where no calendar has it: before the year 1 or after 9999."""
    try:
        return moment + timedelta(minutes=minutes)
    except OverflowError:
        return None


def midnight(day: date, moment: time | None = None) -> datetime:
    """Return a moment of a day; its first one where none is given."""
    return datetime.combine(day, moment or time())
