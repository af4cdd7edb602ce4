"""Runs: an entry that begins where a playbook with a run sheet starts brings the steps of that sheet along."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from sopbook.branches.playbook import Playbook
from sopbook.handbook.agenda_entry import AgendaEntry, Item, item_at
from sopbook.handbook.edition import Edition
from sopbook.handbook.moment import WEEKDAYS, clock_time, later
from sopbook.kinds.agenda import AgendaFields
from sopbook.kinds.references import named_key
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, expand


def with_runs(entries: Iterable[AgendaEntry], fields: AgendaFields, edition: Edition) -> list[AgendaEntry]:
    """Return entries that know what they run, and the steps that come along, on whichever day they fall.

    An entry that is one step says its own time, and takes the place of that step in the nearest run.
    """
    known = [_known(entry, fields, edition) for entry in entries]
    runs = [entry for entry in known if entry.runs]
    taken = {_nearest(entry, runs) for entry in known if entry.step}
    steps = [step for run in runs for step in _steps(run, edition) if (step.part_of, step.item.pointer) not in taken]
    return [*known, *steps]


def _known(entry: AgendaEntry, fields: AgendaFields, edition: Edition) -> AgendaEntry:
    """Return an entry with the step that it is, or with the playbook that begins where it stands."""
    playbook = entry.item.playbook
    value = at(playbook.value, entry.item.pointer)
    key = named_key(playbook.kind.shape.at((*entry.item.pointer, *fields.runs)), at(value, fields.runs)) if fields.runs else None
    run = edition.playbooks.get(key) if key else None
    sheet = run.kind.run_sheet if run else None
    if run is None or sheet is None:
        return entry
    step = at(value, fields.step) if fields.step else None
    if step is not None:
        place = next((p for p in expand(run.value, sheet.steps) if at(run.value, (*p, "id")) == step), None)
        return replace(entry, step=_item(run, place, edition)) if place else entry
    if not entry.is_timed or clock_time(at(run.value, sheet.start)) != entry.at.time():
        return entry
    minutes = at(run.value, sheet.minutes) if sheet.minutes else None
    return replace(entry, runs=run, minutes=entry.minutes or (minutes if isinstance(minutes, int) and minutes > 0 else None))


def _steps(entry: AgendaEntry, edition: Edition) -> Iterator[AgendaEntry]:
    for place, moment in _moments(entry).items():
        if entry.runs:
            name = at(entry.runs.value, (*place, "id"))
            known = name if isinstance(name, str) else str(place[-1])
            yield AgendaEntry(f"{entry.id}-{known}", moment, True, None, _item(entry.runs, place, edition), part_of=entry.id)


def _moments(entry: AgendaEntry) -> Mapping[Pointer, datetime]:
    """Return when each step of a run is due; those of another day of the week are left out, and those that no calendar has."""
    run, sheet = entry.runs, entry.runs.kind.run_sheet if entry.runs else None
    found: dict[Pointer, datetime] = {}
    for place in expand(run.value, sheet.steps) if run and sheet else ():
        value = at(run.value, place) if run else None
        minute = at(value, sheet.at) if sheet else None
        only = at(value, sheet.weekdays) if sheet and sheet.weekdays else None
        moment = later(entry.at, minute) if isinstance(minute, int) else None
        if moment and (not only or WEEKDAYS[entry.at.weekday()] in only):
            found[place] = moment
    return found


def _nearest(entry: AgendaEntry, runs: list[AgendaEntry]) -> tuple[str, Pointer]:
    """Return the run, and the step of it, of which an entry takes the place: the one that would be due nearest to it."""
    step = entry.step
    if step is None:
        return "", ()
    due = {
        (run.id, step.pointer): moments[step.pointer]
        for run in runs if run.runs is step.playbook
        for moments in [_moments(run)] if step.pointer in moments
    }
    return min(due, key=lambda one: (abs(due[one] - entry.at), one[0]), default=("", ()))


def _item(playbook: Playbook, place: Pointer, edition: Edition) -> Item:
    sheet = playbook.kind.run_sheet
    attachments = {"attachments": sheet.attachments} if sheet and sheet.attachments else {}
    return item_at(playbook, place, {**sheet.parts, **attachments} if sheet else {}, edition)
