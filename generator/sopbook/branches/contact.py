"""Whom an operator calls: a role with a number, in a branch and in those above it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sopbook.kinds.kind import LocaleText, in_locale

_SIGNS = re.compile(r"[\s().-]")
_NUMBER = re.compile(r"1[0-9]{2}|\+?[0-9]{5,15}")
"""A whole number, or one of three digits for an emergency, such as 110; four are an extension."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom an operator calls: a role, not a person."""

    id: str
    role: LocaleText
    phone: str | LocaleText = ""
    dial: str = ""
    """What a phone dials, as branch.yaml says it: +862100000000,6210."""
    hours: str = ""
    when: LocaleText = field(default_factory=dict)
    branch: LocaleText = field(default_factory=dict)
    """What readers call the branch that says it."""
    above: "Contact | None" = None
    """The contact with the same id of the branch above: the next one to call."""

    def number(self, locale: str) -> str:
        """Return the number as readers see it, or an empty text."""
        return self.phone if isinstance(self.phone, str) else in_locale(self.phone, locale)

    def dialled(self, locale: str) -> str:
        """Return what follows `tel:` (RFC 3966), or an empty text for what no phone can dial, such as a bare extension."""
        digits = _SIGNS.sub("", self.number(locale))
        return self.dial or (digits if _NUMBER.fullmatch(digits) else "")

    def chain(self, locale: str) -> Iterator["Contact"]:
        """Yield those with a number in the order in which to call them: the branch's own, then that of the branch above it."""
        called: set[str] = set()
        one: Contact | None = self
        while one is not None:
            number = one.number(locale)
            if number and number not in called:
                called.add(number)
                yield one
            one = one.above


def inherited_contacts(value: Mapping[str, Any], branch: LocaleText, above: Mapping[str, Contact]) -> dict[str, Contact]:
    """Return the contacts of a branch by their ids: what its branch.yaml says, over those of the branch above, its own first."""
    own = {
        one["id"]: Contact(
            one["id"], one["role"], one.get("phone", ""), one.get("dial", ""), one.get("hours", ""), one.get("when", {}), branch, above.get(one["id"]),
        )
        for one in value.get("contacts", [])
    }
    return {**own, **{name: one for name, one in above.items() if name not in own}}
