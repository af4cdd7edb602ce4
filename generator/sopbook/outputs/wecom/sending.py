"""What goes out of an edition: every text for members, how it leaves, and when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from sopbook.branches.fork.path import name_in, named
from sopbook.branches.playbook import Playbook
from sopbook.branches.sending.modes import Mode
from sopbook.handbook.agenda import plans
from sopbook.handbook.agenda_entry import AgendaEntry, Plan
from sopbook.handbook.edition import Edition
from sopbook.kinds.schema_view import leaves
from sopbook.kinds.sending import NOT_SENT, mode_said
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, parse_pointer, write_pointer


@dataclass(frozen=True)
class Sending:
    """One text that goes out. A plan may send a text of another playbook: then `playbook` is the plan, and `source` that one."""

    playbook: Playbook = field(repr=False)
    table: Pointer
    """The table of which the schema says that it is one sending; the text itself, where it goes out alone."""
    said: Mapping[str, Any] = field(repr=False)
    mode: Mode | None
    """None in a workspace that says nothing of modes."""
    source: Playbook = field(repr=False)
    text: Pointer
    attachments: Pointer | None = None
    day: date | None = None
    """The day on which a plan sends it."""
    ends: date | None = None
    """The last day of that plan."""
    who: str = ""
    """Who sends it, where a plan says so in words."""

    @property
    def is_own(self) -> bool:
        """Return whether the playbook says the text itself."""
        return self.source is self.playbook

    def place(self, part: str) -> Pointer | None:
        """Return where a part of the sending stands, or None where nothing does."""
        pointer = (*self.table, *parse_pointer(self.said[part])) if part in self.said else None
        return pointer if pointer is not None and at(self.playbook.value, pointer) is not None else None

    def value(self, part: str) -> Any:
        """Return a part of the sending, such as `day`, or None."""
        place = self.place(part)
        return at(self.playbook.value, place) if place is not None else None

    @cached_property
    def path(self) -> str:
        """Return where the sending stands, items by their ids: /messages/{coupon}."""
        return write_pointer(named(self.playbook.document.value, self.table, self.playbook.kind.shape))

    @cached_property
    def name(self) -> str:
        """Return what the item is called that goes out: its id, or else its place."""
        steps = named(self.playbook.document.value, self.table, self.playbook.kind.shape)
        return next((name for step in reversed(steps) if (name := name_in(step))), "-".join(map(str, steps)) or self.playbook.id)

    def makes(self, what: str) -> bool:
        """Return whether its mode says that an export makes this of it; a script is made of every text where nothing is said of modes."""
        return what in self.mode.exports if self.mode else what == "scripts"


def sendings(edition: Edition) -> list[Sending]:
    """Return what goes out of the playbooks in force, kind by kind as in the handbook, in the order of each playbook.

    What a plan sends stands in the order of its days.
    """
    dated = {(plan.key, entry.item.pointer): (plan, entry) for plan in plans(edition) for entry in plan.entries}
    found: list[Sending] = []
    for playbook in (one for kind in edition.kinds for one in edition.of(kind) if not one.is_draft):
        own = [_dated(one, *dated.get((playbook.key, one.table), (None, None))) for one in _of(playbook)]
        steps = [sending for (key, _), (plan, entry) in dated.items() if key == playbook.key for sending in _steps(plan, entry)]
        found += sorted([*own, *steps], key=_order)
    return found


def _order(sending: Sending) -> tuple[str, str]:
    """Return what sendings of one playbook are sorted by: those of no day stay in their order, before the others."""
    return (sending.day.isoformat(), str(sending.value("at") or "")) if sending.day else ("", "")


def _last_day(plan: Plan) -> date:
    """Return the last day that a plan lists itself: beats may fall behind it."""
    return max((day.date for day in plan.days if day.pointer is not None), default=plan.days[-1].date)


def _of(playbook: Playbook) -> Iterator[Sending]:
    """Yield what a playbook sends itself."""
    taken: set[Pointer] = set()
    for pointer, value, shape in leaves(playbook.value, playbook.kind.shape):
        said = shape.get("x-send")
        if not isinstance(said, dict) or pointer in taken:
            continue
        text = pointer if isinstance(value, str) else (*pointer, *parse_pointer(said["text"])) if "text" in said else None
        if text is None:
            continue
        taken.add(text)
        goes, mode = _mode(playbook, said, value)
        if goes and isinstance(at(playbook.value, text), str):
            sending = Sending(playbook, pointer, said, mode, playbook, text)
            yield replace(sending, attachments=sending.place("attachments"))


def _mode(playbook: Playbook, said: Mapping[str, Any], value: Any) -> tuple[bool, Mode | None]:
    """Return whether a sending goes out, and by which mode."""
    name = mode_said(said, value)
    modes = playbook.branch.modes.modes if playbook.branch.modes else None
    return name != NOT_SENT and (modes is None or name in modes), modes.get(name or "") if modes else None


def _dated(sending: Sending, plan: Plan | None, entry: AgendaEntry | None) -> Sending:
    """Return a sending with the day on which its plan sends it."""
    if plan is None or entry is None:
        return sending
    return replace(sending, day=entry.date, ends=_last_day(plan), who=entry.words("who"))


def _steps(plan: Plan, entry: AgendaEntry) -> Iterator[Sending]:
    """Yield what an entry of a plan sends that is the step of another playbook and has no words of its own."""
    source, said = entry.source("message"), plan.playbook.kind.shape.at(entry.item.pointer).get("x-send")
    if source is None or source is not entry.step or not isinstance(said, dict) or "message" not in source.parts:
        return
    goes, mode = _mode(plan.playbook, said, at(plan.playbook.value, entry.item.pointer))
    if goes:
        yield Sending(
            plan.playbook, entry.item.pointer, said, mode, source.playbook, source.parts["message"],
            source.parts.get("attachments"), entry.date, _last_day(plan), entry.words("who"),
        )
