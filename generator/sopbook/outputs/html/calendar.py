"""The calendar of a plan: its weeks from Monday to Sunday, a grid where there is room for one and a list on a phone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sopbook.branches.playbook import Playbook
from sopbook.handbook.agenda import plan_of
from sopbook.handbook.agenda_entry import Day, Plan
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import EDITION_CALENDAR, HOME, calendar_path, playbook_path, relative
from sopbook.handbook.view.field import Field, view_behind
from sopbook.handbook.view.text import plain
from sopbook.handbook.view.units import weekday
from sopbook.outputs.html.body import holidays
from sopbook.outputs.html.bundle import AGENDA_STYLE
from sopbook.outputs.html.due import Due, FieldsOnPage, due
from sopbook.outputs.html.environment import render_template
from sopbook.outputs.html.page import Page
from sopbook.outputs.html.plan_files import plan_files
from sopbook.outputs.html.switcher import switcher_html

_WEEK = 7
_COLOURS = 5
"""Channels beyond so many begin with the first colour again: their words tell them apart."""


@dataclass(frozen=True)
class Cell:
    """A day of the grid; one outside of the plan has nothing but its date."""

    day: date
    weekday: str
    is_planned: bool
    quiet: Field
    holidays: list[dict[str, str]]
    phase: Field | None
    """The phase that begins here."""
    due: list[tuple[Due, int | None]]
    """Each with the number of its channel, where the field that says it is a choice: it stands for a colour."""


def calendar_page(plan: Plan, edition: Edition) -> Page:
    """Return the calendar of a plan."""
    labels, path = edition.labels, calendar_path(*plan.key)
    title = plain(plan.playbook.title, edition.branch, edition.locale)
    fields_here = FieldsOnPage(edition, path, {})
    fields = fields_here.whole(plan.playbook)
    html = render_template(
        "calendar.html.j2", t=labels,
        zone=edition.branch.time_zone, title=title, plan_href=relative(f"{playbook_path(*plan.key)}.html", path), draft=plan.is_draft,
        today_href=relative(f"{HOME}.html", path), weeks=list(_weeks(plan, edition, fields_here)),
        weekdays=[labels(f"time.weekday.{number}") for number in range(1, _WEEK + 1)],
        phases=[(fields.at(one.pointer), one, fields.at(one.focus) if one.focus else fields_here.nothing) for one in plan.phases],
        files=plan_files(plan.playbook, path),
        own_address=f"{edition.address}{path}.ics" if edition.address else "",
        every=relative(EDITION_CALENDAR, path), every_address=f"{edition.address}{EDITION_CALENDAR}" if edition.address else "",
    )
    return Page(path, calendar_title(plan.playbook, edition), html, labels("calendar.lead"), is_wide=True, styles=(AGENDA_STYLE,), switcher=switcher_html(edition, path, plan.key))


def calendar_of(playbook: Playbook, edition: Edition) -> Page:
    """Return the calendar of a playbook that keeps an agenda (`keeps_agenda`), a draft or not."""
    plan = plan_of(playbook, edition)
    if plan is None:
        raise ValueError(f"{playbook.key} plans nothing.")
    return calendar_page(plan, edition)


def calendar_title(playbook: Playbook, edition: Edition) -> str:
    """Return the title of a plan's calendar."""
    return f"{edition.labels('calendar.title')}{edition.labels('colon')}{plain(playbook.title, edition.branch, edition.locale)}"


def _weeks(plan: Plan, edition: Edition, fields_here: FieldsOnPage) -> Iterator[list[Cell]]:
    days = {day.date: day for day in plan.days if day.pointer is not None}
    entries: dict[date, list[Due]] = {}
    for one in due(plan, fields_here):
        if not one.entry.part_of:
            entries.setdefault(one.entry.date, []).append(one)
    monday = min(days) - timedelta(days=min(days).weekday())
    while monday <= max(days):
        week = [monday + timedelta(days=number) for number in range(_WEEK)]
        yield [_cell(day, days.get(day), entries.get(day, []), plan, edition, fields_here) for day in week]
        monday += timedelta(days=_WEEK)


def _cell(day: date, planned: Day | None, entries: list[Due], plan: Plan, edition: Edition, fields_here: FieldsOnPage) -> Cell:
    fields = fields_here.whole(plan.playbook)
    phase = next((one for one in plan.phases if one.first == day), None)
    return Cell(
        day, weekday(str(day), edition.labels), planned is not None,
        fields.at(planned.quiet) if planned and planned.quiet else fields_here.nothing, holidays(str(day), edition),
        fields.at(phase.pointer) if phase else None, [(one, _channel(one.where)) for one in entries],
    )


def _channel(where: Field) -> int | None:
    view = view_behind(where)
    choices = view.shape.get("enum") or []
    return choices.index(view.value) % _COLOURS + 1 if view.value in choices else None
