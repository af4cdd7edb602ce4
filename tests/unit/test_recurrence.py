"""What repeats: the days that a rule gives, and the entries that come of it in every edition and fork."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from example_workspaces import EXAMPLES, TODAY, checked, lay_out, written, wrong
from rotas import files, plan_in
from sopbook.branches.recurrence.every import days_of
from sopbook.handbook.agenda import plan_of
from sopbook.handbook.edition import edition

# What a rule may hold before the schema has looked at it.
ODD = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.sampled_from(["2026-12-03", "9999-12-31", "0001-01-01", "tuesday", "after"]), lambda inner: st.lists(inner, max_size=3), max_leaves=4)
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)
CHRISTMAS, BOXING_DAY = date(2026, 12, 25), date(2026, 12, 26)


def days(every: dict[str, Any], *holidays: date) -> list[str]:
    """Return the days of December that a rule gives, as the number of the day, or the whole date in another month."""
    return [str(day.day) if day.month == 12 else str(day) for day in days_of(every, FIRST, LAST, holidays).days]


def mistakes(every: dict[str, Any], *holidays: date) -> list[tuple[str, str]]:
    """Return what is wrong with a rule, with the field."""
    return [(one.field, one.message) for one in days_of(every, FIRST, LAST, holidays).mistakes]


@pytest.mark.parametrize(("every", "given"), [
    ({"weekdays": ["tuesday", "thursday"], "until": "2026-12-10"}, ["1", "3", "8", "10"]),
    ({"weekdays": ["tuesday"], "except": ["2026-12-08", "2026-12-22"]}, ["1", "15", "29"]),
    ({"month_days": [5, 31]}, ["5", "31"]),
    ({"dates": ["2026-12-24", "2026-12-03"]}, ["3", "24"]),
    ({"weekdays": ["friday"], "dates": ["2026-12-25", "2026-12-24"], "from": "2026-12-20"}, ["24", "25"]),
    ({"from": "2026-12-29"}, ["29", "30", "31"]),
    ({"dates": ["2027-01-02"]}, ["2027-01-02"]),
])
def test_the_days_of_a_rule(every: dict[str, Any], given: list[str]) -> None:
    assert days(every) == given
    assert mistakes(every) == []


@pytest.mark.parametrize(("holidays", "given"), [
    ("keep", ["4", "11", "18", "25"]), ("skip", ["4", "11", "18"]), ("before", ["4", "11", "18", "24"]), ("after", ["4", "11", "18", "27"]),
])
def test_a_holiday_is_kept_left_out_or_moved_to_the_nearest_day_that_is_none(holidays: str, given: list[str]) -> None:
    assert days({"weekdays": ["friday"], "holidays": holidays}, CHRISTMAS, BOXING_DAY) == given


def test_an_occurrence_that_a_holiday_moves_onto_another_is_told() -> None:
    every = {"weekdays": ["thursday", "friday"], "from": "2026-12-21", "holidays": "before"}
    assert days(every, CHRISTMAS) == ["24", "31"]
    assert mistakes(every, CHRISTMAS) == [("holidays", "This gives 2026-12-24 twice: for 2026-12-24 and for 2026-12-25.")]


def test_the_thirtieth_of_february_is_no_day() -> None:
    found = days_of({"month_days": [30]}, date(2027, 2, 1), date(2027, 2, 28), ())
    assert [(one.message, one.hint) for one in found.mistakes] == [
        ("This gives no day from 2027-02-01 to 2027-02-28.", "No month in between has such a day; the last day of February is the 28th or the 29th."),
    ]


def test_a_rule_that_ends_before_it_begins_or_never() -> None:
    assert mistakes({"from": "2026-12-10", "until": "2026-12-09"}) == [("until", "This ends on 2026-12-09, before it begins on 2026-12-10.")]
    assert mistakes({"until": "2036-12-09"}) == [("until", "This repeats for more than 400 days.")]


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("weekdays", "month_days", "dates", "from", "until", "except", "holidays"), ODD)))
def test_whatever_a_rule_says_it_gives_days_and_no_error(every: dict[str, Any]) -> None:
    found = days_of(every, FIRST, LAST, [date.max, FIRST])
    assert found.days or found.mistakes
    assert len(set(found.days)) == len(found.days)


@pytest.mark.parametrize("days", ["5", "[5]", "[{date: 2026-12-03, turns: many}]", "[{date: 2026-12-03, turns: [1]}]"])
def test_a_plan_that_the_schema_refuses_is_no_failure(days: str, tmp_path: Path) -> None:
    found = told(tmp_path, f"repeats:\n{LINE}days: {days}\n")
    assert found
    assert all(" SCHEMA" in one or " SEND010 " in one for one in found)


def rota(repeats: str = "", turns: str = "", quiet: int = 0) -> str:
    """Return a plan of the first week of December, from Tuesday on; some turns on the third."""
    listed = ""
    for number in range(6):
        day = FIRST + timedelta(days=number)
        listed += f"  - date: {day}\n"
        listed += "    quiet: We rest.\n" if day.day == quiet else ""
        listed += f"    turns:\n{turns}" if day.day == 3 and turns else ""
    return f"groups: [good]\nrepeats:\n{repeats}days:\n{listed}"


LINE = '  - {id: line, every: {weekdays: [tuesday, thursday, sunday]}, at: "09:00", what: The line, who: Owner, say: Good morning!}\n'
BY_DATE = LINE.replace("say: Good morning!", "say: Good morning!, by_date: [{date: 2026-12-03, say: Snow today!}]")


def listed(root: Path, given: str) -> list[str]:
    """Return the entries of a plan as time, id and message."""
    return [f"{entry.at:%m-%d %H:%M} {entry.id} {entry.words('message')}".strip() for entry in plan_in(root, files(given)).entries]


def test_what_repeats_is_an_entry_of_each_of_its_days(tmp_path: Path) -> None:
    early = '      - {id: early, at: "08:00", what: Before it}\n      - {id: same, at: "09:00", what: With it}\n      - {id: late, at: "10:00", what: After it}\n'
    assert listed(tmp_path, rota(BY_DATE, early)) == [
        "12-01 09:00 2026-12-01-line-2026-12-01 Good morning!",
        "12-03 08:00 2026-12-03-early",
        "12-03 09:00 2026-12-03-same",
        "12-03 09:00 2026-12-03-line-2026-12-03 Snow today!",
        "12-03 10:00 2026-12-03-late",
        "12-06 09:00 2026-12-06-line-2026-12-06 Good morning!",
    ]


def test_an_entry_takes_the_place_of_what_repeats(tmp_path: Path) -> None:
    instead = '      - {id: other, at: "12:00", what: Another line, replaces: line}\n'
    assert [one.split()[2] for one in listed(tmp_path, rota(LINE, instead))] == ["2026-12-01-line-2026-12-01", "2026-12-03-other", "2026-12-06-line-2026-12-06"]


EAST = "name: {en: East}\nparent: hq\nlocales: [en, zh]\n"
FORK = "fork: year-end\n"


def in_east(root: Path, fork: str, **more: str) -> list[str]:
    """Return the entries of a plan that a branch has forked, in its own language."""
    given = files(rota(BY_DATE), **{"playbooks/east/branch.yaml": EAST.replace(", zh", ""), "playbooks/east/rota/year-end.yaml": FORK + fork, **more})
    found = edition(checked(lay_out(root, dict(given)), TODAY), "east")
    plan = plan_of(found.playbooks["rota", "year-end"], found)
    assert plan is not None
    return [f"{entry.id} {entry.words('message')}" for entry in plan.entries]


@pytest.mark.parametrize(("fork", "entries"), [
    ("repeats:\n  - {id: line, every: {except: [2026-12-03]}}\n", ["2026-12-01-line-2026-12-01 Good morning!", "2026-12-06-line-2026-12-06 Good morning!"]),
    ("repeats:\n  - {id: line, $delete: true}\n", []),
    ("repeats:\n  - {id: line, say: Morning all!}\n", [
        "2026-12-01-line-2026-12-01 Morning all!", "2026-12-03-line-2026-12-03 Snow today!", "2026-12-06-line-2026-12-06 Morning all!",
    ]),
    ("days:\n  - date: 2026-12-03\n    turns:\n      - {id: other, at: '12:00', what: Another line, replaces: line, say: Hello!}\n", [
        "2026-12-01-line-2026-12-01 Good morning!", "2026-12-03-other Hello!", "2026-12-06-line-2026-12-06 Good morning!",
    ]),
], ids=["one day less", "all gone", "another text", "an entry instead"])
def test_a_branch_changes_what_repeats(fork: str, entries: list[str], tmp_path: Path) -> None:
    assert in_east(tmp_path, fork) == entries


def test_the_holidays_of_the_branch_count(tmp_path: Path) -> None:
    skip = "repeats:\n  - {id: line, every: {holidays: skip}}\n"
    free = EAST.replace(", zh", "") + "holidays: [{date: 2026-12-03, name: {en: A day off}}]\n"
    assert in_east(tmp_path, skip, **{"playbooks/east/branch.yaml": free}) == [
        "2026-12-01-line-2026-12-01 Good morning!", "2026-12-06-line-2026-12-06 Good morning!",
    ]


def told(root: Path, given: str, **more: str) -> list[str]:
    """Return what is wrong with a plan."""
    return [written(found) for found in wrong(lay_out(root, dict(files(given, **more))), TODAY)]


@pytest.mark.parametrize(("given", "found"), [
    (rota(LINE, quiet=3), [
        "playbooks/hq/rota/year-end.yaml:12:23-12:62 error SEND010 This gives 2026-12-03, on which the plan is quiet.\n"
        "    Write except: [2026-12-03], or take the line out that says why the day is quiet.",
    ]),
    (rota(LINE.replace("weekdays: [tuesday, thursday, sunday]", "dates: [2026-12-03, 2026-12-24]")), [
        "playbooks/hq/rota/year-end.yaml:12:44-12:54 error SEND010 This gives 2026-12-24, which is no day of the plan.\n"
        "    Set from and until to days of the plan, or take the date out.",
    ]),
    (rota(BY_DATE.replace("date: 2026-12-03", "date: 2026-12-04")), [
        "playbooks/hq/rota/year-end.yaml:12:142-12:152 error SEND010 line does not repeat on 2026-12-04, so nobody sees this.\n"
        "    Correct the date, or the rule.",
    ]),
    (rota(LINE.replace("thursday, ", ""), '      - {id: other, at: "12:00", what: Another, replaces: line}\n'), [
        "playbooks/hq/rota/year-end.yaml:18:59-18:63 error SEND010 line does not repeat on 2026-12-03, so there is nothing to replace.\n"
        "    Take replaces out, or correct the day.",
    ]),
], ids=["a quiet day", "a day that is not there", "a text for another day", "nothing to replace"])
def test_what_repeats_needs_a_day_with_room_for_it(given: str, found: list[str], tmp_path: Path) -> None:
    assert told(tmp_path, given) == found


def test_a_finding_about_an_occurrence_stands_once_where_it_was_written(tmp_path: Path) -> None:
    assert told(tmp_path, rota(BY_DATE.replace("Snow today!", "guaranteed snow"))) == [
        "playbooks/hq/rota/year-end.yaml:12:159-12:169 error TEXT004 The message says “guaranteed”, which no message may say.\n"
        "    Nothing is. Say instead: expected.",
    ]


MODES = (EXAMPLES / "invalid" / "SEND007" / "schema" / "wecom" / "modes.yaml").read_text("utf-8")


def test_what_repeats_counts_for_the_quota(tmp_path: Path) -> None:
    daily = '  - {id: line, every: {}, at: "09:00", what: The line, send: {mode: mass-group}, say: Good morning!}\n'
    more = '  - {id: again, every: {dates: [2026-12-06]}, at: "10:00", what: The line, send: {mode: mass-group, settings: {quota: day-1}}, say: Hello!}\n'
    (found,) = told(tmp_path, rota(daily + more), **{"schema/wecom/modes.yaml": MODES})
    assert found.splitlines()[0] == (
        "playbooks/hq/rota/year-end.yaml:13:89-13:99 error SEND007 A good note would get 2 mass messages on 2026-12-06; WeCom delivers 1, and this is the first that falls out."
    )


def test_a_plan_that_lists_no_days_has_those_on_which_something_repeats(tmp_path: Path) -> None:
    given = files(f"phases: {{last: {{from: 2026-12-01, to: 2026-12-06, about: The week}}}}\nrepeats:\n{BY_DATE}")
    given["schema/rota/kind.yaml"] = given["schema/rota/kind.yaml"].replace("by_date: /by_date}", "by_date: /by_date, within: {start: /phases/last/from, end: /phases/last/to}}")
    given["schema/rota/schema.json"] = given["schema/rota/schema.json"].replace('"days": {"type": "array"', '"days": {"readOnly": true, "type": "array"')
    assert [f"{entry.at:%m-%d %H:%M} {entry.id} {entry.words('message')}" for entry in plan_in(tmp_path, given).entries] == [
        "12-01 09:00 2026-12-01-line-2026-12-01 Good morning!", "12-03 09:00 2026-12-03-line-2026-12-03 Snow today!", "12-06 09:00 2026-12-06-line-2026-12-06 Good morning!",
    ]
