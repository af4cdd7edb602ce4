"""At which hour a text goes out: whether somebody is behind the account, and whether it may sell then."""

import re
from collections.abc import Iterator
from datetime import time

from sopbook.branches.interpolation import fill
from sopbook.handbook.check.sells import sells
from sopbook.handbook.check.sending import Sending
from sopbook.handbook.moment import clock_time
from sopbook.source.diagnostics import Diagnostic, in_each, say
from sopbook.source.document import Pointer

_HOURS = re.compile(r"\s*(\d\d:\d\d)\s*[–—-]\s*(\d\d:\d\d)\s*")


def check_hours(sending: Sending) -> Iterator[Diagnostic]:
    """Yield SEND008 where nobody is behind the account at the hour at which a text goes out, or where it may not sell then."""
    account, mode = sending.account, sending.mode
    hours = fill(account.hours, sending.playbook.params) if account is not None else ""
    behind = _HOURS.fullmatch(hours)
    for pointer, written in _moments(sending):
        moment = clock_time(written)
        if moment is None:
            continue
        if account is not None and behind and not _within(moment, behind[1], behind[2]):
            yield sending.playbook.document.diagnostic(
                pointer, "SEND008",
                say("At {time} nobody is behind {account} ({hours}).", time=written, account=in_each(account.title), hours=hours),
                say("Send it within these hours, or from another account."),
            )
        if mode.promotion_hours and not _within(moment, *mode.promotion_hours) and sending.text is not None and sells(sending.playbook, sending.text, sending.read):
            begin, end = mode.promotion_hours
            yield sending.playbook.document.diagnostic(
                pointer, "SEND008",
                say("This sells, and {mode} that sells goes out from {begin} to {end} only.", mode=mode.phrase, begin=begin, end=end),
                say("Send it within these hours, or take out what it sells."),
            )


def _moments(sending: Sending) -> Iterator[tuple[Pointer, str]]:
    """Yield the time of day at which a text goes out, or the first and the last one, each with its place."""
    window, place = sending.value("window"), sending.place("window")
    if isinstance(window, dict) and place is not None:
        yield from (((*place, end), window[end]) for end in ("from", "until") if isinstance(window.get(end), str))
        return
    at, place = sending.value("at"), sending.place("at")
    if isinstance(at, str) and place is not None:
        yield place, at


def _within(moment: time, begin: str, end: str) -> bool:
    """Return whether a time of day lies in a span, both ends included; one that ends before it begins goes on after midnight."""
    written = f"{moment:%H:%M}"
    return begin <= written <= end if begin <= end else written >= begin or written <= end
