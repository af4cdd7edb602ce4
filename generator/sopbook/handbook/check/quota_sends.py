"""What a quota counts: the sendings of plans on their days, by the groups that get them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from sopbook.branches.branch_files import Key
from sopbook.branches.items import NamedItem, NamedItems
from sopbook.branches.playbook import Playbook
from sopbook.branches.sending.modes import Allowance, Quota
from sopbook.handbook.check.check import Checked
from sopbook.handbook.check.schedule import Scheduled, scheduled
from sopbook.handbook.check.sending import Sending, sending_at
from sopbook.kinds.references import named_key
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import at, expand


class Group(NamedTuple):
    """The card of groups, and the id of the one of them that is meant; an empty text for those that nobody names apart."""

    card: Key
    single: str = ""


@dataclass(frozen=True)
class QuotaSend:
    """A sending that a quota counts: of a plan, on its day, or of a script, so many days after somebody has joined."""

    sending: Sending
    quota: Quota
    choice: str
    place: Pointer
    """Where its playbook, or the plan that runs it, says that it goes out so."""
    at: Scheduled | None = None
    """None for a message of a script."""
    moment: datetime | None = None
    """On the day itself; for a message of a script once it is known who joined when."""

    @property
    def document(self) -> Document:
        """Return the document in which it is said."""
        return (self.at.plan if self.at else self.sending.playbook).document

    @property
    def allowance(self) -> Allowance:
        """Return how often such a sending is delivered."""
        return self.quota.choices[self.choice]


@dataclass(frozen=True)
class PlannedSends:
    """The sendings of the plans in force of an edition that a quota counts."""

    checked: Checked

    def by_group(self) -> Mapping[tuple[Group, str], list[QuotaSend]]:
        """Return them by group, and by whether the quota counts for a group or for each client, each list in the order of time.

        Whatever goes to all groups of a card counts for each of them that is named anywhere.
        """
        found: dict[tuple[Group, str], list[QuotaSend]] = {}
        for one in scheduled(self.checked.playbooks):
            send = self._counted(one)
            if send is not None:
                for group in self._groups(one, send.sending):
                    found.setdefault((group, send.quota.per), []).append(send)
        for group, per in list(found):
            if group.single:
                found[group, per] = [*found.get((Group(group.card), per), ()), *found[group, per]]
        return {key: sorted(sends, key=_moment) for key, sends in sorted(found.items(), key=lambda one: one[0][0].single)}

    def _counted(self, one: Scheduled) -> QuotaSend | None:
        sending = sending_at(one.playbook, one.pointer)
        quota = sending.mode.quota if sending else None
        if sending is None or quota is None:
            return None
        return QuotaSend(sending, quota, chosen(sending, quota), _place(one, sending), one, one.moment)

    def _groups(self, one: Scheduled, sending: Sending) -> list[Group]:
        """Return the groups that a sending is for: those that it names, else those of its plan; the plan itself where it names none."""
        plan, fields = one.plan, one.plan.kind.agenda
        own = [Group(item.key, item.id) for place in _listed(plan, _part(one, sending, "single")) for item in self._items_at(plan, place)]
        if own:
            return list(dict.fromkeys(own))
        place = _part(one, sending, "groups")
        if place is None or not at(plan.value, place):
            place = fields.groups if fields else None
        return [Group(key) for key in named_groups(plan, place)] or [Group(plan.key)]

    def _items_at(self, plan: Playbook, place: Pointer) -> list[NamedItem]:
        reference = self._items.reference(plan.key, place, at(plan.value, place), plan.kind.shape.at(place))
        return self._items.found(reference) if reference else []

    @cached_property
    def _items(self) -> NamedItems:
        return NamedItems({key: (one.kind, one.value) for key, one in self.checked.playbooks.items()})


def script_sends(playbook: Playbook) -> Iterator[QuotaSend]:
    """Yield the messages of a script that a quota counts: those of which its schema says on which day after joining they go out."""
    for pattern in playbook.kind.scripted if not playbook.is_draft and not playbook.is_retired else ():
        for pointer in expand(playbook.value, pattern):
            sending = sending_at(playbook, pointer)
            quota = sending.mode.quota if sending else None
            if sending is not None and quota is not None:
                yield QuotaSend(sending, quota, chosen(sending, quota), sending.place("mode") or pointer)


def named_groups(playbook: Playbook, place: Pointer | None) -> list[Key]:
    """Return the cards of groups that a field names, one or a list."""
    keys = [named_key(playbook.kind.shape.at(one), at(playbook.value, one)) for one in _listed(playbook, place)]
    return [key for key in dict.fromkeys(keys) if key]


def chosen(sending: Sending, quota: Quota) -> str:
    """Return which quota counts: the one that the sending says, else that of the branch, else the default."""
    said = (sending.value("quota"), sending.playbook.branch.quota)
    return next((name for name in said if name in quota.choices), quota.default)


def names_a_quota(checked: Checked) -> bool:
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


def _part(one: Scheduled, sending: Sending, part: str) -> Pointer | None:
    """Return where an entry of a plan says a part of itself; None for a step of what it runs."""
    return sending.place(part) if one.is_entry else None


def _listed(playbook: Playbook, place: Pointer | None) -> list[Pointer]:
    """Return the places of the texts at a field: of each in a list, or its own."""
    value = at(playbook.value, place) if place else None
    if place is None or value is None:
        return []
    return [(*place, index) for index in range(len(value))] if isinstance(value, list) else [place]


def _place(one: Scheduled, sending: Sending) -> Pointer:
    """Return where a plan says so: the mode of its entry, or what the entry runs."""
    mode, agenda = sending.place("mode"), one.plan.kind.agenda
    if one.is_entry:
        return mode if mode is not None and at(one.plan.value, mode) is not None else one.entry
    return (*one.entry, *(agenda.runs or ())) if agenda else one.entry


def _moment(send: QuotaSend) -> datetime:
    return send.moment or datetime.min
