"""What a playbook plans itself: its days, their entries, its phases."""

from collections.abc import Iterator

from sopbook.branches.branch_files import Key
from sopbook.branches.playbook import Playbook
from sopbook.handbook.agenda_entry import AgendaEntry, Day, Phase, item_at
from sopbook.handbook.edition import Edition
from sopbook.handbook.moment import clock_time, day_of, midnight
from sopbook.kinds.agenda import AgendaFields
from sopbook.kinds.references import named_key
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, expand


def planned_days(playbook: Playbook, fields: AgendaFields, edition: Edition) -> Iterator[Day]:
    """Yield the days that a playbook lists, each with its entries in their order. A day without a date is passed over."""
    for pointer in expand(playbook.value, fields.days):
        value = at(playbook.value, pointer)
        when = day_of(at(value, fields.date))
        if when is None:
            continue
        entries = (
            AgendaEntry(
                f"{when}-{_name(playbook, place)}", midnight(when, time), time is not None, _minutes(item, fields),
                item_at(playbook, place, fields.parts, edition),
                targets=_targets(playbook, place, fields, edition),
            )
            for place in ((*pointer, *below) for below in expand(value, fields.entries))
            for item in [at(playbook.value, place)]
            for time in [clock_time(at(item, fields.time)) if fields.time else None]
        )
        quiet = (*pointer, *fields.quiet) if fields.quiet and at(value, fields.quiet) else None
        yield Day(when, pointer, quiet, tuple(entries))


def planned_phases(playbook: Playbook, fields: AgendaFields) -> Iterator[Phase]:
    """Yield the phases of a playbook. One without two days is passed over."""
    if fields.phases is None:
        return
    for pointer in expand(playbook.value, fields.phases.each):
        value = at(playbook.value, pointer)
        first, last = day_of(at(value, fields.phases.start)), day_of(at(value, fields.phases.end))
        if first and last:
            yield Phase(pointer, first, last, (*pointer, *fields.phases.focus) if fields.phases.focus else None)


def planned_groups(playbook: Playbook, groups: Pointer | None, edition: Edition) -> tuple[Key, ...]:
    """Return the playbooks of the groups for which a playbook plans, named by the field at a pointer."""
    if groups is None:
        return ()
    value = at(playbook.value, groups)
    listed = [(*groups, index) for index in range(len(value))] if isinstance(value, list) else [groups]
    return _known(playbook, listed, edition)


def _targets(playbook: Playbook, place: Pointer, fields: AgendaFields, edition: Edition) -> tuple[Key, ...]:
    return _known(playbook, [(*place, *below) for below in (fields.runs, *fields.see) if below], edition)


def _known(playbook: Playbook, pointers: list[Pointer], edition: Edition) -> tuple[Key, ...]:
    """Return the playbooks that are named at some pointers, or an item of theirs, and have a page."""
    named = (_named(playbook, one, edition) for one in pointers)
    return tuple(dict.fromkeys(key for key in named if key and key in edition.cards))


def _named(playbook: Playbook, pointer: Pointer, edition: Edition) -> Key | None:
    shape = playbook.kind.shape.at(pointer)
    if shape.get("x-item"):
        return next((one.key for one in edition.cards[playbook.key].references if one.pointer == pointer and one.item), None)
    return named_key(shape, at(playbook.value, pointer))


def _name(playbook: Playbook, place: Pointer) -> str:
    """Return what an item is known by on its day: its id, or else its place."""
    key = at(playbook.value, (*place, "id"))
    return key if isinstance(key, str) else "-".join(str(step) for step in place if isinstance(step, int)) or "day"


def _minutes(item: object, fields: AgendaFields) -> int | None:
    value = at(item, fields.minutes) if fields.minutes else None
    return int(value) if isinstance(value, int | float) and value > 0 else None
