"""Stretches of a text: words, and slots that an operator fills in."""

from typing import Any, TypeAlias

from sopbook.branches.branch import Branch
from sopbook.branches.interpolation import parts
from sopbook.kinds.kind import in_locale

Span: TypeAlias = dict[str, Any]
"""`text`, and what is true of it: slot, bold, italic or break."""


def spans(text: str, branch: Branch, locale: str) -> list[Span]:
    """Return a text cut at its slots; a slot is shown by its title in brackets."""
    return [
        {"text": f"[{in_locale(branch.slots[part.name].title, locale)}]", "slot": True}
        if part.is_name and part.name in branch.slots and part.name
        else {"text": part.text}
        for part in parts(text)
    ]


def has_slots(found: list[Span]) -> bool:
    """Return whether any stretch is a slot."""
    return any(span.get("slot") for span in found)
