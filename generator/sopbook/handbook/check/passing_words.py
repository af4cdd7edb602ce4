"""Words that hold only for a while, such as yesterday, in a text of which nobody knows the hour."""

from collections.abc import Iterator

from sopbook.branches.watch.word import DAY_BEFORE, DAY_TO_COME, PASSING
from sopbook.handbook.check.sending import Sending
from sopbook.handbook.check.watched import finding_at
from sopbook.handbook.moment import clock_time
from sopbook.source.diagnostics import AsWritten, Diagnostic, say

_LONG = 240
"""The minutes after which a window is so long that its two ends are two parts of the day."""


def check_passing_words(sending: Sending) -> Iterator[Diagnostic]:
    """Yield SEND011 at each word of a text that may be wrong by the hour at which it goes out, or on the day of which it speaks."""
    playbook, text = sending.playbook, sending.text
    asked, when = _asked(sending)
    watched = playbook.branch.watched
    if text is None or not asked:
        return
    read = sending.read
    for hit in watched.triggers.hits(read) if watched.may_hold(read) else ():
        if hit.word.asks in asked:
            hint = AsWritten(hit.word.why) if hit.word.why else say("Name the day or the hour, or give it one time of day.")
            yield finding_at(playbook, text, hit, "SEND011", say("“{word}” may be wrong by the time it is read: {when}.", word=hit.word.word, when=when), hint)


def _asked(sending: Sending) -> tuple[tuple[str, ...], str]:
    """Return what triggers ask for that do not hold here, and why, as part of a sentence."""
    window = sending.value("window")
    if isinstance(window, dict):
        begin, end = clock_time(window.get("from")), clock_time(window.get("until"))
        minutes = ((end.hour - begin.hour) * 60 + end.minute - begin.minute) % 1440 if begin and end else 0
        return (PASSING, say("this goes out at any time from {begin} to {end}", begin=window["from"], end=window["until"])) if minutes > _LONG else ((), "")
    if "at" in sending.said and not sending.is_text and sending.value("at") is None:
        return (DAY_BEFORE, DAY_TO_COME), say("this goes out at any hour, also in the night")
    misread = sending.said.get("misread", ())
    return (tuple(misread), say("nobody knows yet on which day this goes out")) if isinstance(misread, list) else ((), "")
