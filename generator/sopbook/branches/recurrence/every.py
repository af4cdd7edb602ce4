"""On which days something repeats: weekdays, days of the month or single dates, and what becomes of holidays."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sopbook.source.diagnostics import say

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST = 400
"""How many days one rule may give: more are a mistake in its years."""
_A_DAY = timedelta(days=1)
_STEPS = {"before": -_A_DAY, "after": _A_DAY}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a rule: at which of its fields, in words, and what to do."""

    field: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a rule gives, in order, and what is wrong with it."""

    days: tuple[date, ...]
    mistakes: tuple[Mistake, ...] = ()


def days_of(every: Mapping[str, Any], first: date, last: date, holidays: Collection[date]) -> Days:
    """Return the days that a rule gives; `first` and `last` are its ends where it names none."""
    begin, end = _date(every.get("from")) or first, _date(every.get("until")) or last
    if begin > end:
        return Days((), (Mistake("until", say("This ends on {end}, before it begins on {begin}.", end=end, begin=begin), say("Correct from or until.")),))
    if (end - begin).days > MOST:
        return Days((), (Mistake("until", say("This repeats for more than {most} days.", most=MOST), say("Correct from or until: a plan is for a month.")),))
    left_out = {_date(one) for one in _listed(every, "except")}
    by_rule = [day for day in _by_rule(every, begin, end) if day not in left_out]
    given: dict[date, date] = {}
    mistakes: list[Mistake] = []
    for day in by_rule:
        moved = _moved(day, str(every.get("holidays", "keep")), holidays)
        if moved in given:
            mistakes.append(Mistake(
                "holidays",
                say("This gives {moved} twice: for {given} and for {day}.", moved=moved, given=given[moved], day=day),
                say("Write holidays: skip, or the one day below except."),
            ))
        elif moved is not None:
            given[moved] = day
    if not given and not mistakes:
        mistakes.append(Mistake("", say("This gives no day from {begin} to {end}.", begin=begin, end=end), _why_none(every, by_rule)))
    return Days(tuple(sorted(given)), tuple(mistakes))


def _by_rule(every: Mapping[str, Any], begin: date, end: date) -> Iterator[date]:
    """Yield the days on which the rule falls, before holidays count; every day where it names none."""
    weekdays, month_days = _listed(every, "weekdays"), _listed(every, "month_days")
    single = {day for one in _listed(every, "dates") if (day := _date(one))}
    is_daily = not weekdays and not month_days and "dates" not in every
    for number in range(begin.toordinal(), end.toordinal() + 1):
        day = date.fromordinal(number)
        if is_daily or WEEKDAYS[day.weekday()] in weekdays or day.day in month_days or day in single:
            yield day
    yield from sorted(one for one in single if not begin <= one <= end)


def _moved(day: date, holidays: str, free: Collection[date]) -> date | None:
    """Return the day to which a day moves because it is a holiday, or None where it is left out."""
    if day not in free or holidays == "keep":
        return day
    step = _STEPS.get(holidays)
    try:
        while step is not None and day in free:
            day += step
    except OverflowError:  # No calendar has the day.
        return None
    return day if step is not None else None


def _why_none(every: Mapping[str, Any], by_rule: list[date]) -> str:
    if by_rule:
        return say("All its days are holidays: write holidays: keep, before or after.")
    if every.get("month_days"):
        return say("No month in between has such a day; the last day of February is the 28th or the 29th.")
    return say("Correct weekdays, dates, from or until.")


def _listed(every: Mapping[str, Any], name: str) -> list[Any]:
    """Return a list of the rule; nothing for what the schema refuses."""
    value = every.get(name)
    return value if isinstance(value, list) else []


def _date(value: object) -> date | None:
    """Return the date that a text says; None for one that the schema refuses."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
