"""Whether somebody has read the playbook lately."""

from collections.abc import Iterator
from datetime import date

from sopbook.branches.playbook import Playbook
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.schema.formats import is_date


def check_review(playbook: Playbook, today: date) -> Iterator[Diagnostic]:
    """Yield REVIEW001 (the review is overdue, a warning) and REVIEW002 (due before the last review)."""
    if not playbook.kind.envelope or not isinstance(playbook.value, dict) or playbook.retired:
        return
    done, due = playbook.value.get("reviewed_on"), playbook.value.get("review_by")
    if not (isinstance(done, str) and isinstance(due, str) and is_date(done) and is_date(due)):
        return
    if due < done:
        yield playbook.document.diagnostic(
            ("review_by",), "REVIEW002", f"The next review ({due}) lies before the last one ({done}).",
            "Set review_by to the day by which it must be read again.",
        )
    elif due < today.isoformat():
        days = (today - date.fromisoformat(due)).days
        yield playbook.document.diagnostic(
            ("review_by",), "REVIEW001", f"The review was due on {due}, {days} day{'s' if days > 1 else ''} ago.",
            "Read it from top to bottom, correct it, then set reviewed_on and review_by anew.",
        )
