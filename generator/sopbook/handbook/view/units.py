"""Numbers, spans of time and places in time, as people write them."""

import re
from collections.abc import Callable
from datetime import date

from sopbook.handbook.labels import Catalogue

UNITS = ("CNY", "percent", "people", "orders", "items", "times", "messages", "minutes", "hours", "days")
"""What a number may count, by the names of `x-unit`."""
_DAY = 1440
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def number(value: float) -> str:
    """Return a number with thousands apart and no needless decimals: 1,340 or 12.5."""
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def exact(value: float) -> str:
    """Return a number with thousands apart and all its decimals: 12,345.678."""
    return number(value) if float(value).is_integer() else f"{value:,}"


def with_unit(value: float, unit: str, labels: Catalogue, write: Callable[[float], str] = number) -> str:
    """Return a number with its unit; minutes become hours and days where they are many. `write` makes words of the number."""
    if unit == "CNY" and not float(value).is_integer() and (write is number or round(value, 2) == value):
        return labels("unit.CNY", number=f"{value:,.2f}")
    if unit == "minutes" and float(value).is_integer():
        return f"{'-' if value < 0 else ''}{span(int(value), labels)}"
    if unit == "minutes":
        return labels("time.minutes", number=write(value))
    if unit == "days":
        return labels("time.days", count=int(value) if float(value).is_integer() else value)
    return labels(f"unit.{unit}", number=write(value))


def span(minutes: int, labels: Catalogue) -> str:
    """Return a span of time, at most two units long: 55 min, 3 h 40 min, 30 days."""
    minutes = abs(minutes)
    days, rest = divmod(minutes, _DAY)
    hours, rest = divmod(rest, 60)
    words = []
    if days:
        words.append(labels("time.days", count=days))
    if hours:
        words.append(labels("time.hours", number=hours))
    if rest or not words:
        words.append(labels("time.minutes", number=rest))
    return labels("space").join(words[:2])


def offset(minutes: int, labels: Catalogue) -> str:
    """Return a place in time counted from the start: 30 min before, Start, +15 min."""
    if minutes == 0:
        return labels("time.start")
    return labels("time.before" if minutes < 0 else "time.after", span=span(minutes, labels))


def clock(start: str, minutes: int, labels: Catalogue) -> str:
    """Return the time of day so many minutes after a start such as 20:00, and which day; else the offset."""
    found = _CLOCK.fullmatch(start)
    if not found:
        return offset(minutes, labels)
    days, moment = divmod(int(found[1]) * 60 + int(found[2]) + minutes, _DAY)
    time = f"{moment // 60:02}:{moment % 60:02}"
    if days == 0:
        return time
    side = "before" if days < 0 else "after"
    many = abs(days)
    day = labels(f"time.day_{side}") if many == 1 else labels(f"time.days_{side}", number=many + 1 if days > 0 else many)
    return f"{time} {day}"


def weekday(day: str, labels: Catalogue) -> str:
    """Return the day of the week of a date such as 2026-12-31, or an empty text for anything else."""
    try:
        return labels(f"time.weekday.{date.fromisoformat(day).isoweekday()}")
    except ValueError:
        return ""
