"""The envelope: what a playbook says about itself, whatever its kind."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sopbook.kinds.kind import Kind
from sopbook.source.schema.formats import is_date

DRAFT, RETIRED = "draft", "retired"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a playbook says about itself. A field that it leaves out, or writes in another form, is empty: a kind's schema may allow that."""

    status: str
    version: str
    owner: str
    """Who answers for the playbook: a text for readers, and no branch."""
    reviewed_on: date | None
    review_by: date | None
    effective_from: date | None
    valid_until: date | None
    tags: tuple[str, ...]
    aliases: tuple[str, ...]

    @property
    def is_draft(self) -> bool:
        """Return whether the playbook is not in force yet."""
        return self.status == DRAFT

    @property
    def is_retired(self) -> bool:
        """Return whether the playbook is kept in the source only."""
        return self.status == RETIRED


def read_envelope(kind: Kind, value: Any) -> Envelope | None:
    """Return the envelope of a playbook with this value; None for a foreign kind, whose fields mean what its schema says."""
    if not kind.envelope:
        return None
    given = value if isinstance(value, dict) else {}
    return Envelope(
        _text(given.get("status")), _text(given.get("version")), _text(given.get("owner")),
        _day(given.get("reviewed_on")), _day(given.get("review_by")), _day(given.get("effective_from")), _day(given.get("valid_until")),
        _texts(given.get("tags")), _texts(given.get("aliases")),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and is_date(value) else None


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
