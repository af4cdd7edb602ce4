"""Accounts: from which texts leave, and whose contacts they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sopbook.kinds.kind import LocaleText

PERSONAL = "personal"
"""The type of a WeChat account of a member of staff."""
NOBODY = "nobody"
"""What `contact_of` says of an account that no member has added."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account that sends."""

    id: str
    title: LocaleText
    type: str = "wecom"
    contact_of: str = NOBODY
    """Who has added it: nobody, newcomers (whoever joins adds it first), or all-members."""
    after: str = ""
    """The message in which members are asked to add it, such as welcome/new-group-member#/messages/{meet-consultant}."""
    hours: str = ""


def accounts_of(entries: Iterable[Mapping[str, Any]]) -> dict[str, Account]:
    """Return the accounts that a list of `accounts` describes, by their ids."""
    return {
        one["id"]: Account(
            one["id"], one["title"], one.get("type", "wecom"), one.get("contact_of", NOBODY), one.get("after", {}).get("message", ""), one.get("hours", ""),
        )
        for one in entries
    }
