"""Runs: an entry that begins where a playbook with a run sheet starts brings the beats of that sheet along."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from sopbook.branches.playbook import Playbook
from sopbook.handbook.agenda_entry import AgendaEntry, beat_item
from sopbook.handbook.beats import Beat, beats_of
from sopbook.handbook.edition import Edition
from sopbook.handbook.moment import WEEKDAYS, clock_time, later
from sopbook.kinds.agenda import AgendaFields
from sopbook.kinds.references import named_key
from sopbook.source.document import Pointer
from sopbook.source.pointer import at


def with_runs(entries: Iterable[AgendaEntry], fields: AgendaFields, edition: Edition) -> list[AgendaEntry]:
    """Return entries that know what they run, and the beats that come along, on whichever day they fall.

    An entry that is one step says its own time, and takes the place of that step, with all its beats, in the nearest run.
    """
    known = [_known(entry, fields, edition) for entry in entries]
    runs = [entry for entry in known if entry.runs]
    taken = {_nearest(entry, runs) for entry in known if entry.step}
    beats = [beat for run in runs for beat in _beats(run, edition) if (beat.part_of, beat.item.pointer) not in taken]
    return [*known, *beats, *(beat for entry in known for beat in _rest_of_step(entry, edition))]


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
        beat = next((one for one in beats_of(run.kind, run.value) if one.id == step), None)
        return replace(entry, step=beat_item(run, beat, edition)) if beat else entry
    if not entry.is_timed or clock_time(at(run.value, sheet.start)) != entry.at.time():
        return entry
    minutes = at(run.value, sheet.minutes) if sheet.minutes else None
    return replace(entry, runs=run, minutes=entry.minutes or (minutes if isinstance(minutes, int) and minutes > 0 else None))


def _beats(entry: AgendaEntry, edition: Edition) -> Iterator[AgendaEntry]:
    """Yield the beats of a run, but for those of another day of the week and those that no calendar has."""
    run = entry.runs
    for beat in beats_of(run.kind, run.value) if run else ():
        moment = later(entry.at, beat.minute) if run and _is_due(beat, entry, run) else None
        if run and moment:
            yield _part(entry, beat.id, moment, run, beat, edition)


def _rest_of_step(entry: AgendaEntry, edition: Edition) -> Iterator[AgendaEntry]:
    """Yield what the step that an entry is sends besides, counted from the entry's own time."""
    own = entry.step.beat if entry.step else None
    run = entry.step.playbook if entry.step else None
    for beat in beats_of(run.kind, run.value) if run and entry.is_timed else ():
        moment = later(entry.at, beat.minute - own.minute) if own else None
        if own and run and moment and beat.step == own.step and beat != own:
            yield _part(entry, beat.below_step.removeprefix("/"), moment, run, beat, edition)


def _part(entry: AgendaEntry, name: str, moment: datetime, run: Playbook, beat: Beat, edition: Edition) -> AgendaEntry:
    return AgendaEntry(f"{entry.id}-{name}", moment, True, None, beat_item(run, beat, edition), part_of=entry.id)


def _is_due(beat: Beat, entry: AgendaEntry, run: Playbook) -> bool:
    """Return whether the step of a beat is taken on the day of the week on which the run begins."""
    sheet = run.kind.run_sheet
    only = at(run.value, (*beat.step, *sheet.weekdays)) if sheet and sheet.weekdays else None
    return not only or WEEKDAYS[entry.at.weekday()] in only


def _moments(entry: AgendaEntry) -> Mapping[Pointer, datetime]:
    """Return when each step of a run is due."""
    run = entry.runs
    due = {beat.step: later(entry.at, beat.minute) for beat in (beats_of(run.kind, run.value) if run else ()) if run and beat.is_step and _is_due(beat, entry, run)}
    return {step: moment for step, moment in due.items() if moment}


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
