"""Days and times of day, as playbooks write them, and the day that counts as today."""

import os
import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


class NoDayError(Exception):
    """SOURCE_DATE_EPOCH names no day; the text says so."""


def today() -> date:
    """Return today, or the day that SOURCE_DATE_EPOCH names (reproducible-builds.org). Raises NoDayError where it names none."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return date.today()
    if not epoch.isdecimal() or len(epoch) > 11:
        raise NoDayError(f"SOURCE_DATE_EPOCH is {epoch!r}; seconds since 1970 are expected.")
    return datetime.fromtimestamp(int(epoch), UTC).date()


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
