"""How often a group, or a client, is sent to: whether WeCom delivers all that the plans in force want to send."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeAlias

from sopbook.branches.branch import Branch
from sopbook.branches.branch_files import Key
from sopbook.branches.playbook import Playbook
from sopbook.branches.sending.modes import Allowance, Modes, Quota
from sopbook.branches.tree import BranchTree
from sopbook.handbook.check.check import Checked
from sopbook.handbook.check.schedule import Scheduled, scheduled
from sopbook.handbook.check.sending import Sending, sending_at, unknown_quota
from sopbook.kinds.references import named_key
from sopbook.source.diagnostics import Diagnostic, Severity
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import at

Counted: TypeAlias = tuple[Key, str, str, date]
"""What a quota counts: the card of a group, `group` or `client`, the choice, and the first day of the month, week or day."""


@dataclass(frozen=True, slots=True)
class _Send:
    """A sending on its day that a quota counts."""

    at: Scheduled
    sending: Sending
    quota: Quota
    choice: str

    @property
    def place(self) -> Pointer:
        """Return where the plan says so: the mode of its entry, or what the entry runs."""
        mode = self.sending.place("mode")
        if self.at.is_entry:
            return mode if mode is not None and at(self.at.plan.value, mode) is not None else self.at.entry
        return (*self.at.entry, *(self.at.plan.kind.agenda.runs or ())) if self.at.plan.kind.agenda else self.at.entry


@dataclass(frozen=True, slots=True)
class _Overflow:
    """More sendings in a month, a week or a day than are delivered, by their time."""

    sends: tuple[_Send, ...]
    most: int


def check_quotas(family: BranchTree, editions: Mapping[tuple[str, str], Checked]) -> Iterator[Diagnostic]:
    """Yield SEND007 for each group that the plans of a branch send more to than is delivered; what a branch above does is told there.

    Also yields SEND001 for a quota in branch.yaml that no mode has.
    """
    known: dict[str, dict[Counted, _Overflow]] = {}
    for branch in family.own():
        checked = editions.get((branch.name, branch.language))
        if branch.modes is None or checked is None:
            continue
        yield from _unknown_choice(branch, branch.modes)
        known[branch.name] = found = _overflows(checked)
        above = known.get(branch.parent.name, {}) if branch.parent else {}
        for counted, overflow in found.items():
            if counted not in above:
                yield _told(branch, counted, overflow, checked)


def _overflows(checked: Checked) -> dict[Counted, _Overflow]:
    """Return what is not delivered, by group and stretch of days."""
    sends: dict[tuple[Key, str], list[_Send]] = {}
    for one in scheduled(checked.playbooks) if _counts(checked) else ():
        sending = sending_at(one.playbook, one.pointer)
        quota = sending.mode.quota if sending else None
        if sending is None or quota is None:
            continue
        own = sending.value("quota")
        choice = next((name for name in (own, checked.resolved.branch.quota) if name in quota.choices), quota.default)
        for group in _groups(one, sending):
            sends.setdefault((group, quota.per), []).append(_Send(one, sending, quota, choice))
    found: dict[Counted, _Overflow] = {}
    for (group, per), listed in sends.items():
        listed.sort(key=lambda send: send.at.moment)
        for send in listed:
            allowance = send.quota.choices[send.choice]
            first = _first_day(send.at.moment.date(), allowance)
            counted = group, per, send.choice, first
            together = tuple(other for other in listed if _first_day(other.at.moment.date(), allowance) == first)
            most = _most(allowance, first)
            if len(together) > most and counted not in found:
                found[counted] = _Overflow(together, most)
    return found


def _counts(checked: Checked) -> bool:
    """Return whether any file names a mode that has a quota: most handbooks send by hand, and nothing is to be counted."""
    modes = checked.resolved.branch.modes
    names = [name for name, mode in modes.modes.items() if mode.quota] if modes else []
    documents = {id(one): one for playbook in checked.playbooks.values() for one in _files(playbook.document)}
    return any(name in document.source.text for name in names for document in documents.values())


def _files(document: Document) -> Iterator[Document]:
    """Yield the documents of the files that wrote a document."""
    yield document
    for origin in document.origins.values():
        yield origin.document


def _groups(one: Scheduled, sending: Sending) -> list[Key]:
    """Return the cards of the groups that a sending is for: those that it names, else those of its plan; the plan itself where it names none."""
    plan, fields = one.plan, one.plan.kind.agenda
    place = sending.place("groups") if one.is_entry else None
    if place is None or not at(plan.value, place):
        place = fields.groups if fields and fields.groups else None
    names = at(plan.value, place, []) if place is not None else []
    listed = [(place and (*place, index), name) for index, name in enumerate(names)] if isinstance(names, list) else [(place, names)]
    keys = [named_key(plan.kind.shape.at(pointer), name) for pointer, name in listed if pointer]
    return [key for key in dict.fromkeys(keys) if key] or [plan.key]


def _told(branch: Branch, counted: Counted, overflow: _Overflow, checked: Checked) -> Diagnostic:
    group, per, choice, first = counted
    falls_out = overflow.sends[overflow.most]
    send = _written_by(branch, overflow, falls_out)
    card = checked.resolved.playbooks.get(group)
    who = card.title if card else group[1]
    allowance = send.quota.choices.get(choice) or falls_out.quota.choices[choice]
    document: Document = send.at.plan.document
    is_first = "this is the first that falls out" if send is falls_out else f"the first that falls out is that of {falls_out.at.moment:%Y-%m-%d %H:%M}"
    told = document.diagnostic(
        send.place, "SEND007",
        f"{f'A member of {who}' if per == 'client' else who} would get {len(overflow.sends)} {send.quota.phrase} {_when(allowance, first)}; WeCom delivers {overflow.most}, and {is_first}.",
        f"{_step(send)}Send it by hand, or take out one before it.",
    )
    return told if send.sending.mode.is_sure else replace(told, severity=Severity.WARNING)


def _written_by(branch: Branch, overflow: _Overflow, falls_out: _Send) -> _Send:
    """Return the sending at which a branch hears of it: the one that falls out, or the last that the branch wrote itself, where others wrote that."""
    own = [send for send in overflow.sends if send.at.plan.document.origin(send.place).branch == branch.name]
    return falls_out if falls_out in own or not own else own[-1]


def _step(send: _Send) -> str:
    """Return which step of a run sheet it is, as the beginning of a hint; an empty text for an entry of the plan itself."""
    if send.at.is_entry:
        return ""
    run: Playbook = send.at.playbook
    return f"It is the step {at(run.value, (*send.at.pointer, 'id'))} of {run.kind.name}/{run.id}. "


def _first_day(day: date, allowance: Allowance) -> date:
    """Return the first day of the month or week in which a day lies, Monday for a week, or the day itself."""
    match allowance.period:
        case "month":
            return day.replace(day=1)
        case "week":
            return day - timedelta(days=day.weekday())
        case _:
            return day


def _most(allowance: Allowance, first: date) -> int:
    if allowance.most is not None:
        return allowance.most
    return monthrange(first.year, first.month)[1] if allowance.period == "month" else 7 if allowance.period == "week" else 1


def _when(allowance: Allowance, first: date) -> str:
    match allowance.period:
        case "month":
            return f"in {first:%Y-%m}"
        case "week":
            return f"in the week of {first}"
        case _:
            return f"on {first}"


def _unknown_choice(branch: Branch, modes: Modes) -> Iterator[Diagnostic]:
    """Yield SEND001 for a quota of branch.yaml that is none of a mode's choices."""
    document, choices = branch.document, [name for mode in modes.modes.values() if mode.quota for name in mode.quota.choices]
    name = at(document.value, ("wecom", "quota")) if document is not None else None
    if document is not None and isinstance(name, str) and name not in choices:
        yield document.diagnostic(("wecom", "quota"), *unknown_quota(name, choices))
