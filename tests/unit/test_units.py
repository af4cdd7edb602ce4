"""Numbers, spans of time and places in time, as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopbook.handbook.labels import catalogue
from sopbook.handbook.view.units import clock, number, offset, span, weekday, with_unit

T = catalogue("en")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"), (7, "7"), (1340, "1,340"), (1000000, "1,000,000"), (-1340, "-1,340"), (12.5, "12.5"), (12.0, "12"),
        (1234.567, "1,234.57"), (0.1, "0.1"), (99.999, "100"), (100.001, "100"), (-0.0, "0"), (-0.001, "0"),
    ],
)  # fmt: skip
def test_a_number_has_its_thousands_apart_and_no_needless_decimals(value: float, written: str) -> None:
    assert number(value) == written


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (13, "CNY", "¥13"), (12.5, "CNY", "¥12.50"), (1340, "people", "1,340 people"), (35, "percent", "35 %"), (2, "hours", "2 h"),
        (1, "days", "1 day"), (1.0, "days", "1 day"), (3, "days", "3 days"), (0, "days", "0 days"), (0.5, "days", "0.5 days"),
        (45, "minutes", "45 min"), (90, "minutes", "1 h 30 min"), (43200, "minutes", "30 days"), (0, "minutes", "0 min"),
        (-30, "minutes", "-30 min"), (-90, "minutes", "-1 h 30 min"), (0.5, "minutes", "0.5 min"),
    ],
)  # fmt: skip
def test_a_number_is_shown_with_its_unit(value: float, unit: str, written: str) -> None:
    assert with_unit(value, unit, T) == written


@pytest.mark.parametrize(
    ("minutes", "written"),
    [
        (0, "0 min"), (1, "1 min"), (59, "59 min"), (60, "1 h"), (61, "1 h 1 min"), (220, "3 h 40 min"), (1439, "23 h 59 min"),
        (1440, "1 day"), (1441, "1 day 1 min"), (1500, "1 day 1 h"), (1501, "1 day 1 h"), (2880, "2 days"), (43200, "30 days"),
        (-45, "45 min"), (-1440, "1 day"),
    ],
)  # fmt: skip
def test_a_span_has_at_most_two_units(minutes: int, written: str) -> None:
    assert span(minutes, T) == written


@pytest.mark.parametrize(
    ("minutes", "written"), [(0, "Start"), (15, "+15 min"), (-30, "30 min before"), (-1440, "1 day before"), (90, "+1 h 30 min")]
)
def test_a_place_in_time_is_counted_from_the_start(minutes: int, written: str) -> None:
    assert offset(minutes, T) == written


@pytest.mark.parametrize(
    ("start", "minutes", "written"),
    [
        ("20:00", 0, "20:00"), ("20:00", 15, "20:15"), ("20:00", -30, "19:30"), ("00:00", 0, "00:00"), ("8:05", 60, "09:05"),
        ("23:30", 29, "23:59"), ("23:30", 30, "00:00 the day after"), ("20:00", 300, "01:00 the day after"),
        ("00:10", -10, "00:00"), ("00:10", -11, "23:59 the day before"), ("20:00", -1440, "20:00 the day before"),
        ("20:00", 2880, "20:00 day 3"), ("20:00", -2881, "19:59 2 days before"), ("10:00", -4320, "10:00 3 days before"),
        ("20:00", 43200, "20:00 day 31"),
    ],
)  # fmt: skip
def test_a_time_of_day_says_which_day_it_is(start: str, minutes: int, written: str) -> None:
    assert clock(start, minutes, T) == written


@pytest.mark.parametrize("start", ["", "evening", "${start}", "20", "20.30", "20：30", "20:30:00", "-1:00", "25:00", "20:75"])
def test_without_a_time_of_day_a_place_in_time_stays_an_offset(start: str) -> None:
    assert [clock(start, minutes, T) for minutes in (0, 15, -30)] == ["Start", "+15 min", "30 min before"]


@pytest.mark.parametrize(
    ("day", "written"),
    [
        ("2026-11-23", "Monday"), ("2026-11-24", "Tuesday"), ("2026-11-25", "Wednesday"), ("2026-11-26", "Thursday"),
        ("2026-11-27", "Friday"), ("2026-11-28", "Saturday"), ("2028-02-29", "Tuesday"), ("2026-11-29", "Sunday"),
        ("2026-02-29", ""), ("2026-13-01", ""), ("tomorrow", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_day_of_the_week_is_named_or_nothing(day: str, written: str) -> None:
    assert weekday(day, T) == written


@given(st.integers(0, 23), st.integers(0, 59), st.integers(-43200, 43200))
def test_a_minute_later_is_a_minute_later(hour: int, minute: int, at: int) -> None:
    start = f"{hour:02}:{minute:02}"
    here, there = clock(start, at, T)[:5], clock(start, at + 1, T)[:5]

    assert (int(there[:2]) * 60 + int(there[3:]) - int(here[:2]) * 60 - int(here[3:])) % 1440 == 1


@given(st.integers(-(10**7), 10**7))
def test_a_span_says_the_same_before_and_after(minutes: int) -> None:
    assert span(minutes, T) == span(-minutes, T)
