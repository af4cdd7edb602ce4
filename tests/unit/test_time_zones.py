"""Time zones as calendars hold them: read back by dateutil, which follows RFC 5545, they say what the zone data base says."""

import io
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from sopbook.outputs.data.time_zone import time_zone

ZONES = {
    "Asia/Shanghai": 2026,  # no summer time
    "Asia/Shanghai ": 1988,  # summer time, as it was
    "UTC": 2026,
    "Europe/Berlin": 2026,
    "Europe/Dublin": 2026,  # its law calls the winter the exception
    "America/New_York": 2026,
    "America/St_Johns": 2026,  # half an hour from everybody else
    "Australia/Lord_Howe": 2026,  # half an hour of summer time
    "Australia/Sydney": 2026,  # summer over the turn of the year
    "Africa/Casablanca": 2026,  # clocks go back for Ramadan
    "Africa/Cairo": 2014,  # summer time, interrupted for Ramadan
    "Pacific/Apia": 2011,  # a day left out
    "Asia/Pyongyang": 2015,  # a new offset for good
    "America/Caracas": 2016,
}
CHANGES = {"Asia/Shanghai": 0, "Europe/Berlin": 3, "Africa/Cairo": 4, "Pacific/Apia": 4, "Asia/Pyongyang": 1}
"""How many there are from the first of the year until May of the next."""


def text_of(name: str, first: date, last: date) -> str:
    found = Calendar()
    found.add_component(time_zone(name, first, last))
    return bytes(found.to_ical()).decode()


@pytest.mark.parametrize(("zone", "year"), ZONES.items())
def test_a_reader_that_knows_no_zones_finds_every_offset(zone: str, year: int) -> None:
    name = zone.strip()
    read = tzical(io.StringIO(text_of(name, date(year, 1, 1), date(year, 12, 31)))).get(name)
    changes = 0
    for day in (datetime(year - 1, 12, 31, tzinfo=UTC) + timedelta(days=number) for number in range(500)):
        moments = [(day + timedelta(minutes=minutes)).astimezone(ZoneInfo(name)) for minutes in range(0, 1441, 15)]
        changed = moments[0].utcoffset() != moments[-1].utcoffset()
        changes += changed
        for moment in moments if changed else moments[:1]:
            assert moment.replace(tzinfo=read).utcoffset() == moment.utcoffset(), moment
    assert changes == CHANGES.get(zone, changes)


@pytest.mark.parametrize(("zone", "summer", "winter"), [
    ("Europe/Berlin", "DTSTART:20260329T020000\nTZNAME:CEST\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200", "DTSTART:20261025T030000\nTZNAME:CET\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100"),
    ("America/New_York", "DTSTART:20260308T020000\nTZNAME:EDT\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400", "DTSTART:20261101T020000\nTZNAME:EST\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500"),
    ("Australia/Lord_Howe", "DTSTART:20261004T020000\nTZNAME:+11\nTZOFFSETFROM:+1030\nTZOFFSETTO:+1100", "DTSTART:20260405T020000\nTZNAME:+1030\nTZOFFSETFROM:+1100\nTZOFFSETTO:+1030"),
])
def test_an_observance_begins_at_the_hour_that_clocks_show_before_it(zone: str, summer: str, winter: str) -> None:
    lines = text_of(zone, date(2026, 6, 1), date(2026, 6, 1)).replace("\r\n", "\n")

    assert f"BEGIN:DAYLIGHT\n{summer}\nEND:DAYLIGHT" in lines
    assert f"BEGIN:STANDARD\n{winter}\nEND:STANDARD" in lines


@given(st.sampled_from(sorted({zone.strip() for zone in ZONES})), st.dates(), st.integers(0, 400))
def test_every_day_has_a_first_observance_before_it(zone: str, first: date, days: int) -> None:
    last = date.fromordinal(min(first.toordinal() + days, date.max.toordinal()))
    parts: list[Any] = time_zone(zone, first, last).subcomponents

    assert parts[0]["dtstart"].dt.date() <= max(first, date(1, 1, 2))
    for before, after in pairwise(parts):
        assert before["tzoffsetto"].td == after["tzoffsetfrom"].td
        assert before["dtstart"].dt - before["tzoffsetfrom"].td < after["dtstart"].dt - after["tzoffsetfrom"].td
