"""From which account a text goes out: whether there is one of that name, who has added it, and whether it may speak there."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from sopbook.branches.fork.path import located, parse_path
from sopbook.branches.playbook import Playbook, Resolved
from sopbook.branches.sending.accounts import NOBODY, PERSONAL, Account
from sopbook.branches.sending.modes import Mode
from sopbook.handbook.check.walk import WalkedValue
from sopbook.kinds.kind import in_locale
from sopbook.kinds.references import named_key
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.diagnostics import Diagnostic, joined, say
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, parse_pointer
from sopbook.source.schema.wording import closest


@dataclass(frozen=True)
class AccountCheck:
    """ACCT001 (no such account), ACCT002 (none of this group's), SEND009 (a personal one where it may not speak), and SEND006 with `check`."""

    playbook: Playbook
    resolved: Resolved
    keywords: ClassVar[tuple[str, ...]] = ("x-account",)

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield what is wrong with an account that a value names."""
        if not isinstance(value.written, str) or not value.written or value.pointer in self.playbook.document.guessed or not self.playbook.branch.sound:
            return
        document, accounts = self.playbook.document, self.playbook.branch.accounts
        account = accounts.get(value.written)
        if account is None:
            meant = closest(value.written, accounts)
            yield document.diagnostic(
                value.pointer, "ACCT001", say("There is no account {name}.", name=value.written),
                say("Did you mean {meant}?", meant=meant) if meant else say("Accounts stand in branch.yaml: {known}.", known=joined(", ", accounts)) if accounts
                else say("Accounts stand in branch.yaml, and there are none yet."),
            )
            return
        for card in self._cards:
            speakers = _named(card, "x-account") if card is not self.playbook else []
            if speakers and account.id not in speakers:
                yield document.diagnostic(
                    value.pointer, "ACCT002",
                    say("{account} does not speak in {title}.", account=_called(account), title=card.title),
                    say("There speak {speakers}; or add it to accounts of {kind}/{id}.", speakers=joined(", ", speakers), kind=card.kind.name, id=card.id),
                )
            regulated = _named(card, "x-regulated")
            if account.type == PERSONAL and regulated:
                yield document.diagnostic(
                    value.pointer, "SEND009", say(
                        "{account} is a personal WeChat account, which may not speak in a group under the rules for {regulated}.",
                        account=_called(account), regulated=joined(" and ", regulated),
                    ),
                    say("Send it from an account of the company."),
                )

    @cached_property
    def _cards(self) -> list[Playbook]:
        """Return the playbooks that say who speaks: this one, and those that its own top fields name."""
        keys = [named_key(shape, one) for one, shape in _at_the_top(self.playbook)]
        return [self.playbook, *(self.resolved.playbooks[key] for key in dict.fromkeys(keys) if key in self.resolved.playbooks)]

    def check(self, mode: Mode, by: Pointer, day: Pointer | None) -> Iterator[Diagnostic]:
        """Yield SEND006 for a sending that only a contact can make, by an account that nobody has added by its day."""
        account = self.playbook.branch.accounts.get(str(at(self.playbook.value, by)))
        if account is None or "contact" not in mode.needs or account.contact_of != NOBODY:
            return
        sent_on = _day(at(self.playbook.value, day) if day is not None else None)
        added_on = self._added_on(account)
        if added_on is not None and sent_on > added_on:
            return
        contacts = [one.id for one in self.playbook.branch.accounts.values() if one.contact_of != NOBODY]
        yield self.playbook.document.diagnostic(
            by, "SEND006", say("{account} is nobody's contact on day {sent_on}, so this cannot be sent.", account=_called(account), sent_on=sent_on),
            say("Send it by {contacts}, or first the message in which members add {id}.", contacts=joined(" or ", contacts), id=account.id) if contacts
            else say("First send the message in which members add {id}, and name it below after in branch.yaml.", id=account.id),
        )

    def _added_on(self, account: Account) -> int | None:
        """Return the day on which members are asked to add an account, or None where nobody asks them in this playbook; 0 where another one does."""
        name, _, path = account.after.partition("#")
        kind, _, identifier = name.partition("/")
        other = self.resolved.playbooks.get((kind, identifier))
        pointer = located(other.value, parse_path(path), other.kind.shape) if other is not None else None
        if other is None or pointer is None:
            return None
        if other.key != self.playbook.key:
            return 0
        said = other.kind.shape.at(pointer).get("x-send")
        return _day(at(other.value, (*pointer, *parse_pointer(said["day"]))) if isinstance(said, dict) and "day" in said else None)


def idle_accounts(resolved: Resolved) -> Iterator[Diagnostic]:
    """Yield ACCT003 for each account of a branch's own that is added after a message that does not exist."""
    document = resolved.branch.document
    for index, one in enumerate(document.value.get("accounts", []) if document is not None else ()):
        after = one.get("after", {}).get("message", "")
        name, _, path = after.partition("#")
        kind, _, identifier = name.partition("/")
        other = resolved.playbooks.get((kind, identifier))
        if document is None or not after or (kind, identifier) in resolved.unreadable:
            continue
        if other is None or located(other.value, parse_path(path), other.kind.shape) is None:
            meant = closest(name, [f"{one}/{other}" for one, other in resolved.playbooks]) if other is None else None
            yield document.diagnostic(
                ("accounts", index, "after", "message"), "ACCT003", say("There is no message at {after}, so nobody adds {id}.", after=after, id=one["id"]),
                say("Did you mean {meant}#{path}?", meant=meant, path=path) if meant else say("Name kind, id and path, items of lists by their id in braces: welcome/new-group-member#/messages/{{meet-consultant}}."),
            )


def _named(playbook: Playbook, keyword: str) -> list[str]:
    """Return the texts at the top of a playbook that have a keyword."""
    return [one for one, shape in _at_the_top(playbook) if shape.get(keyword)]


def _at_the_top(playbook: Playbook) -> Iterator[tuple[str, SchemaView]]:
    """Yield the texts that are fields of a playbook itself, or stand in a list there, and what the schema says of each."""
    for name, value in playbook.value.items() if isinstance(playbook.value, dict) else ():
        shape = playbook.kind.shape.child(name)
        for one, place in ((one, shape.child(0)) for one in value) if isinstance(value, list) else ((value, shape),):
            if isinstance(one, str):
                yield one, place


def _day(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 1


def _called(account: Account) -> str:
    return in_locale(account.title, "en")
