"""What repeats in a plan, laid out on its days: each occurrence is an entry like any other."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sopbook.branches.fork.node import Node, grow, merged
from sopbook.branches.recurrence.every import Days, days_of
from sopbook.branches.recurrence.plan_days import PlanDays, plan_days
from sopbook.branches.translation.waiting import Waiting
from sopbook.kinds.agenda import AgendaFields, RepeatFields
from sopbook.kinds.kind import Kind
from sopbook.source.document import Document, Origin, Pointer
from sopbook.source.pointer import at, expand


@dataclass(frozen=True, slots=True)
class Repeated:
    """Something that repeats: where it stands, and the days that its rule gives."""

    pointer: Pointer
    id: str
    days: Days


def repeated(value: Any, kind: Kind, holidays: Collection[date]) -> Iterator[Repeated]:
    """Yield what repeats in a playbook. A rule that is no table is passed over, and so is all in a plan without days."""
    fields = kind.agenda
    if fields is None or fields.repeats is None:
        return
    plan = plan_days(value, fields)
    for pointer in expand(value, fields.repeats.items) if plan else ():
        every, name = at(value, (*pointer, *fields.repeats.every)), at(value, (*pointer, "id"))
        if plan and isinstance(every, dict) and isinstance(name, str):
            yield Repeated(pointer, name, days_of(every, plan.first, plan.last, holidays))


def with_occurrences(
    document: Document, waiting: tuple[Waiting, ...], kind: Kind, holidays: Collection[date],
) -> tuple[Document, tuple[Waiting, ...]]:
    """Return a plan with what repeats on its days, and the texts of it that wait for a translation.

    Each part of an occurrence comes from where it was written: from what repeats, or from what stands there for its date.
    """
    fields, found = kind.agenda, list(repeated(document.value, kind, holidays))
    if fields is None or fields.repeats is None or not found or fields.laid_out in document.value:
        return document, waiting
    root = grow(document.value, lambda pointer: Origin(document, pointer))
    plan = plan_days(document.value, fields)
    listed = _laid_days(root, found, plan, fields) if plan.is_open else plan.listed
    for one in found:
        item = _node(root, one.pointer)
        for day in one.days.days:
            place = listed.get(day)
            if place is not None and not is_taken(document.value, place, one.id, fields):
                _put(_node(root, place), _occurrence(item, one.id, day, fields.repeats), fields)
    laid = merged(root, document)
    origins = {pointer: document.origin(origin.pointer) for pointer, origin in laid.origins.items()}
    moved: dict[Pointer, list[Pointer]] = {}
    for pointer, origin in laid.origins.items():
        moved.setdefault(origin.pointer, []).append(pointer)
    still_waiting = tuple(replace(one, pointer=pointer) for one in waiting for pointer in moved.get(one.pointer, ()))
    return replace(laid, origins=origins), still_waiting


def _laid_days(root: Node, found: list[Repeated], plan: PlanDays, fields: AgendaFields) -> dict[date, Pointer]:
    """Give a plan that lists no days those on which something falls, in order, and return them with their places. A day comes from what falls on it first."""
    first: dict[date, Node] = {}
    for one in found:
        for day in one.days.days:
            if day in plan:
                first.setdefault(day, _node(root, one.pointer))
    name, days = fields.days[0], sorted(first)
    root.value[name] = Node([_day(day, first[day].origin, fields.date) for day in days], first[days[0]].origin if days else root.origin)
    return {day: (name, index) for index, day in enumerate(days)}


def _day(day: date, origin: Origin, steps: Pointer) -> Node:
    node = Node(day.isoformat(), origin)
    for step in reversed(steps):
        node = Node({step: node}, origin)
    return node


def is_taken(value: Any, day: Pointer, name: str, fields: AgendaFields) -> bool:
    """Return whether nothing repeats on a day: it is quiet, or an entry of its own takes the place."""
    if fields.quiet and at(value, (*day, *fields.quiet)):
        return True
    return any(at(value, (*entry, "replaces")) == name for entry in expand(value, (*day, *fields.entries)))


def occurrence_id(name: str, day: date) -> str:
    """Return what an occurrence is known by."""
    return f"{name}-{day}"


def _occurrence(item: Node, name: str, day: date, fields: RepeatFields) -> Node:
    """Return what repeats as an entry of a day, with what it says for that day alone."""
    parts: Mapping[str, Node] = item.value
    own = {key: part for key, part in parts.items() if key not in (fields.every[0], fields.by_date)}
    for said in parts[fields.by_date].value if fields.by_date in parts and isinstance(parts[fields.by_date].value, list) else ():
        if isinstance(said.value, dict) and "date" in said.value and said.value["date"].value == day.isoformat():
            own |= {key: part for key, part in said.value.items() if key != "date"}
    return Node({**own, "id": Node(occurrence_id(name, day), own["id"].origin)}, item.origin)


def _put(day: Node, occurrence: Node, fields: AgendaFields) -> None:
    """Put an occurrence among the entries of a day, behind those that are due before it or with it."""
    *above, name, _ = fields.entries
    for step in above:
        day = day.value.setdefault(step, Node({}, day.origin)) if isinstance(day.value, dict) else day
    entries = day.value.setdefault(name, Node([], day.origin)).value if isinstance(day.value, dict) else None
    if not isinstance(entries, list):
        return  # The schema says what is wrong.
    time = _time(occurrence, fields)
    place = next((index for index, entry in enumerate(entries) if _time(entry, fields) > time), len(entries))
    entries.insert(place, occurrence)


def _time(entry: Node, fields: AgendaFields) -> str:
    for step in fields.time or ():
        entry = entry.value.get(step, Node("", entry.origin)) if isinstance(entry.value, dict) else Node("", entry.origin)
    return entry.value if isinstance(entry.value, str) else ""


def _node(node: Node, pointer: Pointer) -> Node:
    for step in pointer:
        node = node.value[step]
    return node
