"""Whether somebody has read the playbook lately, and whether it still holds."""

from collections.abc import Iterator
from datetime import date

from sopbook.branches.playbook import Playbook
from sopbook.source.diagnostics import Diagnostic, many, say


def check_days(playbook: Playbook, today: date) -> Iterator[Diagnostic]:
    """Yield REVIEW003 (valid until a day before it takes effect) and REVIEW004 (no longer valid, a warning)."""
    envelope = playbook.envelope
    if envelope is None or envelope.is_retired or envelope.valid_until is None:
        return
    begins, ends = envelope.effective_from, envelope.valid_until
    if begins is not None and ends < begins:
        yield playbook.document.diagnostic(
            ("valid_until",), "REVIEW003", say("The playbook is valid until {ends}, and takes effect only on {begins}.", ends=ends, begins=begins), say("Correct one of the two days."),
        )
    elif ends < today:
        days = (today - ends).days
        yield playbook.document.diagnostic(
            ("valid_until",), "REVIEW004", many(days, "The playbook was valid until {ends}, {count} day ago.", "The playbook was valid until {ends}, {count} days ago.", ends=ends),
            say("Write status: retired if it has had its day; else set valid_until anew."),
        )


def check_review(playbook: Playbook, today: date) -> Iterator[Diagnostic]:
    """Yield REVIEW001 (the review is overdue, a warning) and REVIEW002 (due before the last review)."""
    envelope = playbook.envelope
    if envelope is None or envelope.is_retired or envelope.reviewed_on is None or envelope.review_by is None:
        return
    done, due = envelope.reviewed_on, envelope.review_by
    if due < done:
        yield playbook.document.diagnostic(
            ("review_by",), "REVIEW002", say("The next review ({due}) lies before the last one ({done}).", due=due, done=done),
            say("Set review_by to the day by which it must be read again."),
        )
    elif due < today:
        days = (today - due).days
        yield playbook.document.diagnostic(
            ("review_by",), "REVIEW001", many(days, "The review was due on {due}, {count} day ago.", "The review was due on {due}, {count} days ago.", due=due),
            say("Read it from top to bottom, correct it, then set reviewed_on and review_by anew."),
        )
