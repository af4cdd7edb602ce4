"""More sendings in a month, a week or a day than are delivered."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sopbook.branches.sending.modes import Allowance
from sopbook.handbook.check.quota_sends import QuotaSend
from sopbook.source.diagnostics import say


@dataclass(frozen=True, slots=True)
class Overflow:
    """All sendings of a month, a week or a day that are more than are delivered, by their time."""

    sends: tuple[QuotaSend, ...]
    most: int
    allowance: Allowance
    first: date
    """The first day of the month, the week or the day."""

    @property
    def falls_out(self) -> QuotaSend:
        """Return the first that is not delivered."""
        return self.sends[self.most]

    @property
    def when(self) -> str:
        """Return in which month or week it is, or on which day."""
        match self.allowance.period:
            case "month":
                return say("in {first:%Y-%m}", first=self.first)
            case "week":
                return say("in the week of {first}", first=self.first)
            case _:
                return say("on {first}", first=self.first)


def overflows(sends: Iterable[QuotaSend]) -> Mapping[tuple[str, date], Overflow]:
    """Return what is not delivered of dated sendings to one group, by the choice of a quota and the first day of the month, week or day."""
    listed = sorted((send for send in sends if send.moment is not None), key=lambda send: send.moment or datetime.min)
    found: dict[tuple[str, date], Overflow] = {}
    for choice, allowance in {send.choice: send.allowance for send in listed}.items():
        together: dict[date, list[QuotaSend]] = {}
        for send in listed:
            if send.moment is not None:
                together.setdefault(_first_day(send.moment.date(), allowance), []).append(send)
        for first, several in together.items():
            most = _most(allowance, first)
            if len(several) > most and any(send.choice == choice for send in several):
                found[choice, first] = Overflow(tuple(several), most, allowance, first)
    return found


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
