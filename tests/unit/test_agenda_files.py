"""A plan as files, read back by others: .ics with icalendar, .xlsx with openpyxl, .csv with csv."""

import csv
import io
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from rotas import YEAR_END, edition_of, files
from sopbook.outputs.data.calendar import calendar_files
from sopbook.outputs.data.csv_cells import guarded
from sopbook.outputs.data.sheet import sheet_files

PLAN = "calendar/rota/year-end"
BRANCH = "playbooks/hq/branch.yaml"


def with_zone(zone: str) -> dict[str, str]:
    return files(**{BRANCH: f"name: {{en: Headquarters}}\nlocales: [en]\ntime_zone: {zone}\nparams: {{hours: 9-21}}\nslots:\n  group.number: {{title: {{en: Group number}}}}\n"})


def calendar(root: Path, given: dict[str, str], path: str = f"{PLAN}.ics") -> Any:
    return Calendar.from_ical(calendar_files(edition_of(root, given))[path].decode())


def events(found: Any) -> dict[str, Any]:
    return {str(event["uid"]).partition(".")[0]: event for event in found.walk("VEVENT")}


def test_every_entry_is_an_event_at_its_time_in_the_zone_of_the_branch(tmp_path: Path) -> None:
    found = events(calendar(tmp_path, files()))

    assert sorted(found) == ["2026-12-30-look", "2026-12-30-lunch", "2026-12-30-tease", "2026-12-31-party", "2027-01-01-quiet"]
    lunch = found["2026-12-30-lunch"]
    assert lunch["dtstart"].dt.utcoffset() == timedelta(hours=8)
    assert lunch["dtstart"].dt.astimezone(UTC) == datetime(2026, 12, 30, 4, 15, tzinfo=UTC)
    assert lunch["dtend"].dt - lunch["dtstart"].dt == timedelta(minutes=15)
    assert (str(lunch["summary"]), str(lunch["location"]), str(lunch["description"])) == ("Lunch post", "group", "Owner\n\nLine one\n=1+1")
    assert found["2026-12-30-look"]["dtstart"].dt == date(2026, 12, 30)
    assert str(found["2027-01-01-quiet"]["description"]) == "Everybody sleeps."


def test_what_runs_over_midnight_lasts_into_the_next_year_and_rings(tmp_path: Path) -> None:
    party = events(calendar(tmp_path, files()))["2026-12-31-party"]

    assert party["dtend"].dt.replace(tzinfo=None) == datetime(2027, 1, 1, 0, 30)
    assert [alarm["trigger"].dt for alarm in party.walk("VALARM")] == [timedelta(minutes=-15)]
    assert "2027-01-01 00:30  Deputy: Close" in str(party["description"])
    assert [one for one in events(calendar(tmp_path / "again", files())).values() if one.walk("VALARM")] == [party]


@pytest.mark.parametrize(("zone", "hour"), [("Asia/Shanghai", 4), ("Europe/Berlin", 11), ("UTC", 12)])
def test_the_zone_is_in_the_calendar_and_can_be_another(tmp_path: Path, zone: str, hour: int) -> None:
    found = calendar(tmp_path, with_zone(zone))

    assert [str(one["tzid"]) for one in found.walk("VTIMEZONE")] == [zone]
    assert events(found)["2026-12-30-lunch"]["dtstart"].dt.astimezone(UTC).hour == hour


def test_a_day_that_excel_does_not_know_is_a_text(tmp_path: Path) -> None:
    rota = YEAR_END.replace("2026-12-30", "1899-12-31").replace("2026-12-31", "1900-01-01").replace("- date: 2027-01-01\n    quiet: Everybody sleeps.\n", "")
    sheet = load_workbook(io.BytesIO(sheet_files(edition_of(tmp_path, files(rota)))[f"{PLAN}.xlsx"])).worksheets[0]

    assert [sheet[row][0].value for row in range(2, 6)] == [*["1899-12-31"] * 3, datetime(1900, 1, 1)]


@pytest.mark.parametrize(("first", "last"), [("0001-01-01", "0001-01-02"), ("9999-12-30", "9999-12-31")])
def test_the_first_and_the_last_days_of_all_calendars_are_days(tmp_path: Path, first: str, last: str) -> None:
    rota = YEAR_END.replace("2026-12-30", first).replace("2026-12-31", last).replace("- date: 2027-01-01\n    quiet: Everybody sleeps.\n", "")
    found = events(calendar(tmp_path, files(rota)))

    assert sorted(str(event["dtstart"].dt)[:10] for event in found.values()) == [first, first, first, last]


def test_events_are_known_again_after_a_change_of_words_and_times(tmp_path: Path) -> None:
    changed = YEAR_END.replace("Lunch post", "Something else").replace("12:15", "13:00").replace("Line one", "Hello")
    before, after = events(calendar(tmp_path / "a", files())), events(calendar(tmp_path / "b", files(changed)))

    assert str(after["2026-12-30-lunch"]["summary"]) == "Something else"
    assert [str(one["uid"]) for one in before.values()] == [str(one["uid"]) for one in after.values()]
    assert str(before["2026-12-30-lunch"]["uid"]) == "2026-12-30-lunch.year-end.rota.hq.en@sopbook"


def test_the_stamp_is_the_day_of_the_review(tmp_path: Path) -> None:
    stamps = {event["dtstamp"].dt for event in calendar(tmp_path, files()).walk("VEVENT")}

    assert stamps == {datetime(2026, 11, 1, tzinfo=UTC)}


def test_the_edition_has_a_calendar_with_its_holidays_and_without_drafts(tmp_path: Path) -> None:
    draft = files()["playbooks/hq/rota/year-end.yaml"].replace("id: year-end", "id: draft").replace("status: active", "status: draft")
    given = with_zone("Asia/Shanghai")
    given[BRANCH] += "holidays:\n  - {date: 2027-01-01, name: {en: New Year}, note: {en: No offers.}}\n"
    found = calendar(tmp_path, {**given, "playbooks/hq/rota/draft.yaml": draft}, "calendar.ics")

    assert str(events(found)["2027-01-01"]["summary"]) == "New Year"
    assert {str(event["uid"]).split(".")[1] for event in found.walk("VEVENT")} == {"year-end", "holiday"}


def test_pages_are_named_where_the_address_of_the_site_is_known(tmp_path: Path) -> None:
    given = {**files(), "mkdocs.yml": "site_name: Test\nsite_url: https://handbook.example/\nplugins: [sopbook]\n"}

    assert str(events(calendar(tmp_path / "a", given))["2026-12-30-lunch"]["url"]) == "https://handbook.example/rota/year-end.html#days-0-turns-lunch"
    assert "url" not in events(calendar(tmp_path / "b", files()))["2026-12-30-lunch"]


def test_the_table_for_spreadsheets_holds_real_dates_and_no_formula(tmp_path: Path) -> None:
    rota = YEAR_END.replace("what: Lunch post", 'what: "=HYPERLINK(\\"x\\")"')
    book = load_workbook(io.BytesIO(sheet_files(edition_of(tmp_path, files(rota)))[f"{PLAN}.xlsx"]))
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]

    assert rows[0] == ["Date", "Weekday", "Time", "Minutes", "Where", "What", "Who", "Message", "Playbooks", "Page", "Id"]
    assert rows[2][:9] == [datetime(2026, 12, 30), "Wednesday", time(12, 15), None, "group", '=HYPERLINK("x")', "Owner", "Line one\n=1+1", None]
    assert [row[10] for row in rows[1:]] == ["2026-12-30-look", "2026-12-30-lunch", "2026-12-30-tease", "2026-12-31-party"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert sheet.freeze_panes == "A2"
    assert [table.ref for table in sheet.tables.values()] == ["A1:K5"]
    assert sheet.column_dimensions["F"].width >= 40


CHANGED = ["0012345", "1-2", "1/2", "3月5日", "2026年12月3日", "Dec 3", "3 May", "1e5", "50%", "¥1,200", "(5)", "20:00", "8:30 PM", "下午8:30", "１２", " 12 ", "TRUE", "false"]
"""What spreadsheets turn into numbers, dates, times and truth values."""
RUN = ["=1", "+1", "-cmd", "@SUM", "＝1", "＋cmd", "－1", "＠x", " =1", "\ttab"]
"""What they run, or may run."""
LEFT = ["Lunch post", "20个人", "第1周", "12.12大促", "Week 1", "1st", "3 people", "Maya 2", "Truely", "……", "12-year-old", "a'b", ""]


def csv_rows(root: Path, rota: str) -> list[list[str]]:
    data = sheet_files(edition_of(root, files(rota)))[f"{PLAN}.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_text_stays_a_text_in_every_spreadsheet(tmp_path: Path) -> None:
    rota = YEAR_END.replace("what: Lunch post", 'what: "1-2"').replace("who: Owner, where", 'who: "0012345", where')
    rows = csv_rows(tmp_path / "csv", rota)
    sheet = load_workbook(io.BytesIO(sheet_files(edition_of(tmp_path / "xlsx", files(rota)))[f"{PLAN}.xlsx"])).worksheets[0]

    # Dates and times are values, and texts are not.
    assert rows[2][:9] == ["2026-12-30", "Wednesday", "12:15", "", "group", "'1-2", "'0012345", "Line one\n=1+1", ""]
    assert [(cell.value, cell.data_type, cell.number_format) for cell in sheet[3][5:7]] == [("1-2", "s", "@"), ("0012345", "s", "@")]


@pytest.mark.parametrize("text", [*CHANGED, *RUN, "'quoted"])
def test_a_cell_that_a_spreadsheet_would_change_or_run_has_an_apostrophe_in_front(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", LEFT)
def test_other_cells_are_as_they_are(text: str) -> None:
    assert guarded(text) == text


def test_a_long_row_of_blanks_takes_no_time() -> None:
    assert guarded("1 " * 50_000 + "x").startswith("1")


@given(st.text())
def test_no_cell_of_the_csv_runs_and_the_text_can_be_had_back(text: str) -> None:
    cell = guarded(text)

    assert cell.lstrip()[:1] not in tuple("=+-@＝＋－＠")
    assert cell.removeprefix("'") == text


@given(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.dates(), st.times(), st.datetimes()), st.sampled_from(["%s", "¥%s", "%s%%", "(%s)", " %s"]))
def test_no_number_date_or_time_is_left_bare(value: object, frame: str) -> None:
    assert guarded(frame % (str(value).replace("T", " "),)).startswith("'")


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = edition_of(tmp_path / "a", files()), edition_of(tmp_path / "b", files())

    assert sheet_files(one) == sheet_files(other)
    assert calendar_files(one) == calendar_files(other)
