"""A time zone written out for calendars, so that a reader that knows no zones by name finds every offset (RFC 5545, 3.6.5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_AROUND = 366
"""Days before the first and after the last day for which a zone is written out."""
_EARLIEST, _LATEST = date(1, 1, 2), date(9999, 12, 30)
"""From the one to the other, every moment of UTC can be said in every zone."""
_STEP = timedelta(days=7)
"""No zone has gone back and forth within such a time: the shortest interruptions were the months of Ramadan."""


@dataclass(frozen=True)
class _Observance:
    """What clocks show between two changes: the offset from UTC, the name, and whether it is summer time."""

    offset: timedelta
    name: str
    is_daylight: bool


def time_zone(name: str, first: date, last: date) -> Timezone:
    """Return a zone as VTIMEZONE, valid from a year before the first day to a year after the last.

    Every observance has a part of its own. Its DTSTART is local time by the offset that ends there, TZOFFSETFROM:
    summer time that begins when clocks jump from 02:00 to 03:00 begins at 02:00. icalendar writes 03:00 (its
    Timezone.from_tzid, as of 7.3), which is one hour late.
    """
    zone = ZoneInfo(name)
    begin, end = _midnight(first.toordinal() - _AROUND), _midnight(last.toordinal() + _AROUND)
    written = Timezone()
    written.add("tzid", name)
    before = _observance(begin, zone)
    _add(written, begin, before, before)
    for onset in _onsets(begin, end, zone):
        after = _observance(onset, zone)
        _add(written, onset, before, after)
        before = after
    return written


def _midnight(ordinal: int) -> datetime:
    day = date.fromordinal(max(_EARLIEST.toordinal(), min(ordinal, _LATEST.toordinal())))
    return datetime.combine(day, time(), UTC)


def _add(written: Timezone, onset: datetime, before: _Observance, after: _Observance) -> None:
    part = TimezoneDaylight() if after.is_daylight else TimezoneStandard()
    part.add("dtstart", onset.replace(tzinfo=None) + before.offset)
    part.add("tzoffsetfrom", before.offset)
    part.add("tzoffsetto", after.offset)
    part.add("tzname", after.name)
    written.add_component(part)


def _onsets(begin: datetime, end: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield the moments between two others at which an observance begins: weeks are compared, then halved to the second."""
    weeks = [begin + _STEP * number for number in range((end - begin) // _STEP + 1)]
    for low, high in pairwise([*weeks, end]):
        old = _observance(low, zone)
        if _observance(high, zone) == old:
            continue
        while high - low > timedelta(seconds=1):
            middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
            low, high = (middle, high) if _observance(middle, zone) == old else (low, middle)
        yield high


def _observance(moment: datetime, zone: ZoneInfo) -> _Observance:
    local = moment.astimezone(zone)
    return _Observance(local.utcoffset() or timedelta(), local.tzname() or "", bool(local.dst()))
