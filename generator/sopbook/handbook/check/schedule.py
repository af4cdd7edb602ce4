"""What the plans in force put on which day: their entries, and the steps of what these run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sopbook.branches.branch_files import Key
from sopbook.branches.playbook import Playbook
from sopbook.handbook.beats import beats_of
from sopbook.handbook.moment import WEEKDAYS, clock_time, day_of, later, midnight
from sopbook.kinds.agenda import AgendaFields
from sopbook.kinds.references import named_key
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, expand


@dataclass(frozen=True, slots=True)
class Scheduled:
    """Something on a day: an entry of a plan, or a step of a playbook that the entry runs."""

    plan: Playbook
    entry: Pointer
    moment: datetime
    """The first of the day where no time is said."""
    playbook: Playbook
    """The playbook that says what is done: the plan, or the one that it runs."""
    pointer: Pointer
    """Where in that playbook."""

    @property
    def is_entry(self) -> bool:
        """Return whether it is the plan's own entry."""
        return self.playbook is self.plan


def scheduled(playbooks: Mapping[Key, Playbook]) -> Iterator[Scheduled]:
    """Yield what the plans in force put on their days, in the order of each plan; what an entry runs follows it."""
    for plan in playbooks.values():
        fields = plan.kind.agenda
        if fields is None or plan.is_draft or plan.is_retired:
            continue
        for day in expand(plan.value, fields.days):
            when = day_of(at(plan.value, (*day, *fields.date)))
            for entry in expand(plan.value, (*day, *fields.entries)) if when else ():
                time = clock_time(at(plan.value, (*entry, *fields.time))) if fields.time else None
                own = Scheduled(plan, entry, midnight(when, time), plan, entry) if when else None
                if own is not None:
                    yield own
                    yield from _run(own, fields, playbooks, is_timed=time is not None)


def run_by(plan: Playbook, entry: Pointer, playbooks: Mapping[Key, Playbook]) -> tuple[Pointer, Playbook] | None:
    """Return the playbook that an entry runs, or takes a step of, and where it names it; None where it runs none."""
    fields = plan.kind.agenda
    if fields is None or fields.runs is None:
        return None
    place = (*entry, *fields.runs)
    key = named_key(plan.kind.shape.at(place), at(plan.value, place))
    run = playbooks.get(key) if key else None
    return (place, run) if run is not None else None


def _run(own: Scheduled, fields: AgendaFields, playbooks: Mapping[Key, Playbook], *, is_timed: bool) -> Iterator[Scheduled]:
    """Yield the steps that an entry brings along: all of them where it begins at the start of what it runs, or the one that it is."""
    named = run_by(own.plan, own.entry, playbooks)
    run = named[1] if named else None
    sheet = run.kind.run_sheet if run else None
    if run is None or sheet is None:
        return
    step = at(own.plan.value, (*own.entry, *fields.step)) if fields.step else None
    begins = is_timed and clock_time(at(run.value, sheet.start)) == own.moment.time()
    for beat in beats_of(run.kind, run.value):
        if not beat.is_step:
            continue
        only = at(run.value, (*beat.step, *sheet.weekdays)) if sheet.weekdays else None
        moment = own.moment if step is not None else later(own.moment, beat.minute)
        is_due = beat.id == step if step is not None else begins and (not only or WEEKDAYS[own.moment.weekday()] in only)
        if moment is not None and is_due:
            yield Scheduled(own.plan, own.entry, moment, run, beat.step)
