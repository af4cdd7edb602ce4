"""The agenda: what is due when, from plans and from the run sheets of what they run."""

from pathlib import Path

import pytest

from rotas import QUIZ, YEAR_END, edition_of, files, plan_in
from sopbook.handbook.agenda import plans
from sopbook.handbook.agenda_entry import Plan


def listed(plan: Plan) -> list[str]:
    """Return every entry as day, time and id; the steps that come along behind a bar."""
    return [
        f"{day.date} {entry.time} {'| ' if entry.part_of else ''}{entry.id}" for day in plan.days for entry in day.entries
    ]


def test_entries_come_by_day_and_time_with_the_steps_of_what_they_run(tmp_path: Path) -> None:
    assert listed(plan_in(tmp_path, files())) == [
        "2026-12-30  2026-12-30-look",
        "2026-12-30 12:15 2026-12-30-lunch",
        "2026-12-30 18:00 2026-12-30-tease",
        "2026-12-31 23:30 2026-12-31-party",
        "2026-12-31 23:30 | 2026-12-31-party-open",
        "2027-01-01 00:00 | 2026-12-31-party-midnight",
        "2027-01-01 00:30 | 2026-12-31-party-close",
    ]


def test_an_entry_knows_its_parts(tmp_path: Path) -> None:
    plan = plan_in(tmp_path, files())
    lunch, party = (next(entry for entry in plan.entries if entry.id.endswith(name)) for name in ("lunch", "party"))

    assert [lunch.words(part) for part in ("title", "who", "where", "message")] == ["Lunch post", "Owner", "group", "Line one\n=1+1"]
    assert (lunch.item.anchor, lunch.targets, lunch.minutes) == ("days-0-turns-lunch", (), None)
    assert (party.runs.id if party.runs else "", party.targets, party.minutes) == ("quiz", (("show", "quiz"),), 60)
    assert [step.words("message") for step in plan.beats_of(party)] == ["Welcome, this is [Group number].", "", "Good night."]


def test_days_phases_and_groups(tmp_path: Path) -> None:
    plan = plan_in(tmp_path, files())

    assert plan.groups == (("note", "good"),)
    assert [(str(phase.first), str(phase.last)) for phase in plan.phases] == [("2026-12-30", "2026-12-31")]
    assert [str(day.date) for day in plan.days if day.quiet] == ["2027-01-01"]


def test_an_entry_that_is_a_step_says_its_words_and_takes_its_place(tmp_path: Path) -> None:
    tease = next(entry for entry in plan_in(tmp_path, files()).entries if entry.id.endswith("tease"))

    assert tease.words("title") == "Say what comes"
    assert tease.words("message") == "Tomorrow we play."
    assert tease.step is not None
    assert tease.step.words("title") == "Invite them"


def test_without_such_an_entry_the_step_comes_along_on_its_own_day(tmp_path: Path) -> None:
    rota = YEAR_END.replace(", show: quiz, step: invite", "")

    assert "2026-12-30 23:30 | 2026-12-31-party-invite" in listed(plan_in(tmp_path, files(rota)))


def test_a_step_of_another_day_of_the_week_is_left_out(tmp_path: Path) -> None:
    sunday = YEAR_END.replace("2026-12-31\n    turns", "2027-01-03\n    turns")

    assert not [one for one in listed(plan_in(tmp_path / "thursday", files())) if "sundays" in one]
    assert "2027-01-03 23:35 | 2027-01-03-party-sundays" in listed(plan_in(tmp_path / "sunday", files(sunday)))


@pytest.mark.parametrize(("start", "steps"), [("23:30", 3), ("20:00", 0), ("later", 0)])
def test_steps_come_along_only_where_the_entry_begins_at_the_start(tmp_path: Path, start: str, steps: int) -> None:
    plan = plan_in(tmp_path, files(quiz=QUIZ.replace('start: "23:30"', f'start: "{start}"')))
    party = next(entry for entry in plan.entries if entry.id.endswith("party"))

    assert len(plan.beats_of(party)) == steps
    assert party.targets == (("show", "quiz"),)


def test_two_runs_each_lose_the_step_that_an_entry_takes(tmp_path: Path) -> None:
    earlier = """\
  - date: 2026-12-20
    turns:
      - {id: rehearsal, at: "23:30", what: Rehearsal, show: quiz}
"""
    found = listed(plan_in(tmp_path, files(YEAR_END.replace("days:\n", f"days:\n{earlier}"))))

    assert "2026-12-19 23:30 | 2026-12-20-rehearsal-invite" in found
    assert "2026-12-30 23:30 | 2026-12-31-party-invite" not in found


def test_a_time_that_is_none_stands_first_on_its_day_and_a_date_that_is_none_nowhere(tmp_path: Path) -> None:
    rota = YEAR_END.replace('at: "12:15"', "at: at noon")
    found = listed(plan_in(tmp_path, files(rota)))

    assert found[:2] == ["2026-12-30  2026-12-30-lunch", "2026-12-30  2026-12-30-look"]


def test_a_draft_plans_nothing_for_today_and_a_note_never(tmp_path: Path) -> None:
    given = files(**{"playbooks/hq/rota/draft.yaml": files()["playbooks/hq/rota/year-end.yaml"].replace("id: year-end", "id: draft").replace("status: active", "status: draft")})

    assert [(plan.key, plan.is_draft) for plan in plans(edition_of(tmp_path, given))] == [
        (("rota", "draft"), True), (("rota", "year-end"), False),
    ]  # fmt: skip


def test_a_flat_list_of_days_is_an_agenda_too(tmp_path: Path) -> None:
    given = files()
    kind = given["schema/rota/kind.yaml"].partition("  quiet:")[0]
    given["schema/rota/kind.yaml"] = f"{kind}  title: /quiet\n"

    assert listed(plan_in(tmp_path, given)) == [
        "2026-12-30  2026-12-30-0", "2026-12-31  2026-12-31-1", "2027-01-01  2027-01-01-2",
    ]  # fmt: skip


def test_one_id_twice_on_a_day_makes_two_entries(tmp_path: Path) -> None:
    given = files()
    given["schema/rota/schema.json"] = given["schema/rota/schema.json"].replace('"turns": {"type": "array", "x-key": "id"', '"turns": {"type": "array"')
    given["playbooks/hq/rota/year-end.yaml"] = given["playbooks/hq/rota/year-end.yaml"].replace("id: look", "id: lunch")

    assert listed(plan_in(tmp_path, given))[:2] == ["2026-12-30  2026-12-30-lunch-2", "2026-12-30 12:15 2026-12-30-lunch"]
