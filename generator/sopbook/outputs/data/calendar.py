"""Calendars to subscribe to (RFC 5545): one of each plan, and one of the whole edition."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vDuration

from sopbook.handbook.agenda import plans
from sopbook.handbook.agenda_entry import AgendaEntry, Day, Plan
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import EDITION_CALENDAR, HOME, calendar_path, playbook_path
from sopbook.handbook.moment import day_of, later
from sopbook.handbook.words import plain, words_at
from sopbook.kinds.kind import in_locale
from sopbook.outputs.data.time_zone import time_zone

_MINUTES = 15
"""How long an entry takes where nothing says so."""
_LONGEST = 1440
"""Minutes from which on an entry stands in the calendar with its beginning only, for an hour: it would cover everything else."""
_ALARM = timedelta(minutes=-15)
_REFRESH = timedelta(hours=12)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def calendar_files(edition: Edition) -> dict[str, bytes]:
    """Return the calendars of an edition by their paths. Drafts have one of their own, and are in no other."""
    known = plans(edition)
    files = {f"{calendar_path(*plan.key)}.ics": _calendar([plan], _title(plan, edition), edition) for plan in known}
    if known:
        files[EDITION_CALENDAR] = _calendar([plan for plan in known if not plan.is_draft], edition.title, edition, holidays=True)
    return files


def _calendar(known: list[Plan], title: str, edition: Edition, *, holidays: bool = False) -> bytes:
    zone = edition.branch.time_zone
    calendar = Calendar()
    for name, value in (
        ("prodid", "-//sopbook//sopbook//EN"), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH"),
        ("x-wr-calname", title), ("x-wr-timezone", zone),
    ):
        calendar.add(name, value)
    calendar.add("refresh-interval", vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_REFRESH))
    days = [day.date for plan in known for day in plan.days]
    first, last = min(days, default=date(1970, 1, 1)), max(days, default=date(1970, 1, 1))
    calendar.add_component(time_zone(zone, first, last))
    for plan in known:
        for event in _events(plan, edition):
            calendar.add_component(event)
    for event in _holidays(edition, max((_stamp(plan) for plan in known), default=_EPOCH)) if holidays else ():
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(plan: Plan, edition: Edition) -> Iterator[Event]:
    for day in plan.days:
        if day.quiet is not None:
            yield _quiet(day, plan, edition)
        for entry in day.entries:
            if not entry.part_of:
                yield _event(entry, plan, edition)


def _event(entry: AgendaEntry, plan: Plan, edition: Edition) -> Event:
    event = _begun(f"{entry.id}.{plan.playbook.id}.{plan.playbook.kind.name}", entry.words("title"), _stamp(plan), edition)
    if entry.is_timed:
        minutes = entry.minutes or _MINUTES
        start = entry.at.replace(tzinfo=ZoneInfo(edition.branch.time_zone))
        event.add("dtstart", start)
        event.add("dtend", later(start, 60 if minutes > _LONGEST else minutes) or start)
    else:
        event.add("dtstart", entry.date)
    if entry.words("where"):
        event.add("location", entry.words("where"))
    event.add("description", _description(entry, plan, edition))
    if edition.address:
        event.add("url", f"{edition.address}{playbook_path(*plan.key)}.html#{entry.item.anchor}")
    if entry.runs:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.words("title"))
        alarm.add("trigger", _ALARM)
        event.add_component(alarm)
    return event


def _description(entry: AgendaEntry, plan: Plan, edition: Edition) -> str:
    """Return who does it, the message as it is copied but for the slots, and what the run sheet says."""
    run = entry.runs or (entry.step.playbook if entry.step else None)
    parts = [entry.words("who"), entry.words("message")]
    if entry.step and entry.words("title") != entry.step.words("title"):
        parts.append(entry.step.words("title"))
    parts.append("\n".join(f"{_when(beat, entry)}  {beat.words('who')}{edition.labels('colon')}{beat.words('title')}" for beat in plan.beats_of(entry)))
    if run:
        where = f"{edition.address}{playbook_path(run.kind.name, run.id)}.html" if edition.address else ""
        parts.append("\n".join(filter(None, (plain(run.title, edition.branch, edition.locale), where))))
    return "\n\n".join(filter(None, parts))


def _when(beat: AgendaEntry, entry: AgendaEntry) -> str:
    return beat.time if beat.date == entry.date else f"{beat.date} {beat.time}"


def _quiet(day: Day, plan: Plan, edition: Edition) -> Event:
    why = words_at(plan.playbook, day.quiet) if day.quiet else ""
    event = _begun(f"{day.date}-quiet.{plan.playbook.id}.{plan.playbook.kind.name}", edition.labels("today.quiet"), _stamp(plan), edition)
    event.add("dtstart", day.date)
    event.add("description", why)
    if edition.address:
        event.add("url", f"{edition.address}{HOME}.html#{day.date}")
    return event


def _holidays(edition: Edition, stamp: datetime) -> Iterator[Event]:
    for holiday in edition.branch.holidays:
        day = day_of(holiday.date)
        if day is not None:
            event = _begun(f"{holiday.date}.holiday", in_locale(holiday.name, edition.locale), stamp, edition)
            event.add("dtstart", day)
            event.add("description", in_locale(holiday.note, edition.locale))
            yield event


def _begun(identity: str, summary: str, stamp: datetime, edition: Edition) -> Event:
    """Return an event that its subscribers know again whatever its words: by edition, playbook, day and id."""
    event = Event()
    event.add("uid", f"{identity}.{edition.name.replace('/', '.')}@sopbook")
    event.add("dtstamp", stamp)
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")  # Nobody is busy because a message goes out.
    return event


def _stamp(plan: Plan) -> datetime:
    """Return the day of the last review: a clock would give other bytes at each build."""
    reviewed = plan.playbook.envelope.reviewed_on if plan.playbook.envelope else None
    return datetime(reviewed.year, reviewed.month, reviewed.day, tzinfo=UTC) if reviewed else _EPOCH


def _title(plan: Plan, edition: Edition) -> str:
    return plain(plan.playbook.title, edition.branch, edition.locale)
