"""What repeats in a plan: whether its rule gives days, and days that the plan has room on."""

from collections.abc import Iterator
from datetime import date

from sopbook.branches.playbook import Playbook
from sopbook.branches.recurrence.occurrences import Repeated, repeated
from sopbook.branches.recurrence.plan_days import plan_days
from sopbook.kinds.agenda import AgendaFields, RepeatFields
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, expand


def check_repeats(playbook: Playbook) -> Iterator[Diagnostic]:
    """Yield SEND010 for a rule that gives no day, a day twice, or one on which the plan has none; and for what is said of a day without one."""
    fields = playbook.kind.agenda
    if fields is None or fields.repeats is None:
        return
    found = list(repeated(playbook.value, playbook.kind, playbook.branch.days_off))
    for one in found:
        yield from _rule(playbook, one, fields, fields.repeats)
        yield from _dates(playbook, one, fields.repeats)
    yield from _replaced(playbook, fields, {one.id: one for one in found})


def _rule(playbook: Playbook, one: Repeated, fields: AgendaFields, repeats: RepeatFields) -> Iterator[Diagnostic]:
    every = (*one.pointer, *repeats.every)
    for mistake in one.days.mistakes:
        place = (*every, mistake.field) if mistake.field and at(playbook.value, (*every, mistake.field)) is not None else every
        yield _finding(playbook, place, mistake.message, mistake.hint)
    plan = plan_days(playbook.value, fields)
    for day in one.days.days:
        if day not in plan:
            yield _finding(
                playbook, _at_date(playbook, every, day), say("This gives {day}, which is no day of the plan.", day=day),
                say("Set from and until to days of the plan, or take the date out."),
            )
        elif fields.quiet and day in plan.listed and at(playbook.value, quiet := (*plan.listed[day], *fields.quiet)):
            place = quiet if _is_own(playbook, quiet) and not _is_own(playbook, every) else _at_date(playbook, every, day)
            yield _finding(
                playbook, place,
                say("{id} repeats on {day}, on which the plan is quiet.", id=one.id, day=day) if place == quiet
                else say("This gives {day}, on which the plan is quiet.", day=day),
                say("Write except: [{day}], or take the line out that says why the day is quiet.", day=day),
            )


def _dates(playbook: Playbook, one: Repeated, repeats: RepeatFields) -> Iterator[Diagnostic]:
    """Yield findings at what is said for a date on which it does not repeat."""
    for pointer in expand(playbook.value, (*one.pointer, repeats.by_date, "*")) if repeats.by_date else ():
        written = at(playbook.value, (*pointer, "date"))
        if isinstance(written, str) and written not in map(str, one.days.days) and _is_own(playbook, pointer):
            yield _finding(
                playbook, (*pointer, "date"),
                say("{id} does not repeat on {written}, so nobody sees this.", id=one.id, written=written),
                say("Correct the date, or the rule."),
            )


def _replaced(playbook: Playbook, fields: AgendaFields, known: dict[str, Repeated]) -> Iterator[Diagnostic]:
    """Yield findings at entries that replace something which does not repeat on their day."""
    for day, pointer in plan_days(playbook.value, fields).listed.items():
        for entry in expand(playbook.value, (*pointer, *fields.entries)):
            name = at(playbook.value, (*entry, "replaces"))
            if isinstance(name, str) and name in known and day not in known[name].days.days and _is_own(playbook, entry):
                yield _finding(
                    playbook, (*entry, "replaces"),
                    say("{name} does not repeat on {day}, so there is nothing to replace.", name=name, day=day),
                    say("Take replaces out, or correct the day."),
                )


def _at_date(playbook: Playbook, every: Pointer, day: date) -> Pointer:
    """Return where a rule names a day by itself, or the rule."""
    dates = at(playbook.value, (*every, "dates"), [])
    return (*every, "dates", dates.index(str(day))) if isinstance(dates, list) and str(day) in dates else every


def _is_own(playbook: Playbook, pointer: Pointer) -> bool:
    """Return whether the branch wrote something itself: what the rule of a branch below passes over is no fault of the branch above."""
    return playbook.document.origin(pointer).branch == playbook.branch.name


def _finding(playbook: Playbook, pointer: Pointer, message: str, hint: str) -> Diagnostic:
    return playbook.document.diagnostic(pointer, "SEND010", message, hint)
