"""Whether somebody has read the playbook lately."""

from collections.abc import Iterator
from datetime import date

from sopbook.branches.playbook import Playbook
from sopbook.source.diagnostics import Diagnostic


def check_review(playbook: Playbook, today: date) -> Iterator[Diagnostic]:
    """Yield REVIEW001 (the review is overdue, a warning) and REVIEW002 (due before the last review)."""
    envelope = playbook.envelope
    if envelope is None or envelope.is_retired or envelope.reviewed_on is None or envelope.review_by is None:
        return
    done, due = envelope.reviewed_on, envelope.review_by
    if due < done:
        yield playbook.document.diagnostic(
            ("review_by",), "REVIEW002", f"The next review ({due}) lies before the last one ({done}).",
            "Set review_by to the day by which it must be read again.",
        )
    elif due < today:
        days = (today - due).days
        yield playbook.document.diagnostic(
            ("review_by",), "REVIEW001", f"The review was due on {due}, {days} day{'s' if days > 1 else ''} ago.",
            "Read it from top to bottom, correct it, then set reviewed_on and review_by anew.",
        )
