"""What a newcomer gets: the messages of a script, so many days after joining, among those of the plans for the same group."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sopbook.branches.branch_files import Key
from sopbook.branches.playbook import Playbook
from sopbook.handbook.check.check import Checked
from sopbook.handbook.check.quota_overflows import Overflow, overflows
from sopbook.handbook.check.quota_sends import Group, QuotaSend, named_groups, script_sends
from sopbook.handbook.moment import clock_time, midnight

_ANY_DAY = tuple(date(2027, 1, 1) + timedelta(days=number) for number in range(365))
"""Days on which somebody may join: each day of a week and of a month is among them, and February has 28."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who joins on a day, and would get more than is delivered."""

    script: Playbook
    group: Group
    per: str
    overflow: Overflow
    joins: date | None
    """None where the script alone sends too much, whenever somebody joins."""

    @property
    def key(self) -> tuple[Key, Group, str]:
        """Return by what it is known in the branch above."""
        return self.script.key, self.group, self.per


def newcomers(checked: Checked, planned: Iterable[tuple[tuple[Group, str], list[QuotaSend]]]) -> Iterator[Newcomer]:
    """Yield, for each script and each group that it is for, the first newcomer who would get more than is delivered."""
    plans = dict(planned)
    for script in checked.playbooks.values():
        sends = list(script_sends(script))
        for per in dict.fromkeys(send.quota.per for send in sends):
            own = [send for send in sends if send.quota.per == per]
            alone = next((found for day in _ANY_DAY for found in overflows(_dated(own, day)).values()), None)
            cards = _cards(script, checked)
            if alone is not None:
                yield Newcomer(script, Group(cards[0] if cards else script.key), per, alone, None)
                continue
            for group in (group for group, counts_for in plans if counts_for == per and group.card in cards):
                yield from _among(script, own, group, per, plans[group, per])


def _among(script: Playbook, own: list[QuotaSend], group: Group, per: str, planned: list[QuotaSend]) -> Iterator[Newcomer]:
    """Yield the first newcomer who gets too much of a script and of plans together, though not of the plans alone."""
    told = overflows(planned).keys()
    days = [send.moment.date() for send in planned if send.moment]
    longest = max(_day(send) for send in own)
    for number in range(longest - 1 + (days[-1] - days[0]).days, -1, -1) if days else ():
        joins = days[-1] - timedelta(days=number)
        for counted, overflow in overflows([*planned, *_dated(own, joins)]).items():
            if counted not in told:
                yield Newcomer(script, group, per, overflow, joins)
                return


def _dated(sends: list[QuotaSend], joins: date) -> list[QuotaSend]:
    """Return the messages of a script for somebody who joins on a day."""
    return [replace(send, moment=_moment(send, joins)) for send in sends]


def _moment(send: QuotaSend, joins: date) -> datetime:
    minutes = send.sending.value("minutes")
    at = clock_time(send.sending.value("at")) or time()
    return midnight(joins + timedelta(days=_day(send) - 1), at) + timedelta(minutes=minutes if isinstance(minutes, int) else 0)


def _day(send: QuotaSend) -> int:
    """Return on which day it goes out, counted from the day of joining, which is 1."""
    day = send.sending.value("day")
    return day if isinstance(day, int) and not isinstance(day, bool) and day > 0 else 1


def _cards(script: Playbook, checked: Checked) -> list[Key]:
    """Return the cards of the groups that a script is for: those that its own fields name."""
    named = [key for name in script.value for key in named_groups(script, (name,))] if isinstance(script.value, dict) else []
    return [key for key in dict.fromkeys(named) if key in checked.playbooks and checked.playbooks[key].kind.shape.get("x-group") is not None]
