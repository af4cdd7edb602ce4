"""The agenda of an edition: what is due on which day, from all playbooks whose kinds keep one."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sopbook.branches.playbook import Playbook
from sopbook.handbook.agenda_entry import AgendaEntry, Day, Plan
from sopbook.handbook.card import planned_span
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import CATALOGUE, HOME
from sopbook.handbook.planned import planned_days, planned_groups, planned_phases
from sopbook.handbook.runs import with_runs
from sopbook.kinds.kind import Kind


def plans(edition: Edition) -> tuple[Plan, ...]:
    """Return the plans of an edition, drafts among them, by their first day."""
    found = [plan for playbook in edition.playbooks.values() for plan in [plan_of(playbook, edition)] if plan and plan.days]
    return tuple(sorted(found, key=lambda plan: (plan.days[0].date, plan.key)))


def plan_of(playbook: Playbook, edition: Edition) -> Plan | None:
    """Return the agenda that a playbook keeps, or None where its kind keeps none."""
    fields = playbook.kind.agenda
    if fields is None:
        return None
    days = list(planned_days(playbook, fields, edition))
    entries = with_runs(_told_apart([entry for day in days for entry in day.entries]), fields, edition)
    return Plan(
        playbook, _by_day(days, entries), tuple(planned_phases(playbook, fields)), planned_groups(playbook, fields.groups, edition)
    )


def has_today(edition: Edition) -> bool:
    """Return whether anything of an edition is planned and in force."""
    return any(not playbook.is_draft and keeps_agenda(playbook) for playbook in edition.playbooks.values())


def catalogue_path(edition: Edition) -> str:
    """Return the path of the page that lists all kinds: the start page, unless that is Today."""
    return CATALOGUE if has_today(edition) else HOME


def keeps_agenda(playbook: Playbook) -> bool:
    """Return whether a playbook plans any day."""
    return planned_span(playbook) is not None


def urgent_kinds(edition: Edition) -> list[Kind]:
    """Return the kinds whose playbooks cannot wait, in the order of the handbook, as far as they have any."""
    return [kind for kind in edition.kinds if kind.urgent and edition.of(kind)]


def _told_apart(entries: list[AgendaEntry]) -> list[AgendaEntry]:
    """Return the entries with ids of which no two are the same."""
    seen: dict[str, int] = {}
    told = []
    for entry in entries:
        seen[entry.id] = times = seen.get(entry.id, 0) + 1
        told.append(entry if times == 1 else replace(entry, id=f"{entry.id}-{times}"))
    return told


def _by_day(days: Iterable[Day], entries: Iterable[AgendaEntry]) -> tuple[Day, ...]:
    """Return days in order, each with all entries that fall on it by time; days of their own for entries between them."""
    listed = {day.date: day for day in days}
    falling: dict[date, list[AgendaEntry]] = {}
    for entry in entries:
        falling.setdefault(entry.date, []).append(entry)
    return tuple(
        replace(listed.get(when, Day(when, None, None, ())), entries=tuple(sorted(falling.get(when, ()), key=_order)))
        for when in sorted({*listed, *falling})
    )


def _order(entry: AgendaEntry) -> tuple[bool, object, bool]:
    """Return what an entry is sorted by: those without a time first, then by time, what runs before its steps."""
    return entry.is_timed, entry.at, bool(entry.part_of)
