"""Contacts: that those whom playbooks name exist and can be called."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from sopbook.branches.branch import Branch
from sopbook.branches.playbook import Playbook
from sopbook.handbook.check.walk import WalkedValue
from sopbook.source.diagnostics import Diagnostic, joined, say
from sopbook.source.schema.wording import closest

_SHOWN = 12
"""How many ids a hint lists."""


@dataclass(frozen=True)
class ContactCheck:
    """CONTACT001 (no such contact) and CONTACT002 (nobody says its number), in the branch that names it: those below inherit what it has."""

    playbook: Playbook
    keywords: ClassVar[tuple[str, ...]] = ("x-contact",)

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield what is wrong with a contact that is named."""
        document, branch = self.playbook.document, self.playbook.branch
        name, is_own = value.filled, document.origin(value.pointer).branch == branch.name
        if not isinstance(name, str) or not is_own or not branch.sound or value.pointer in document.guessed:
            return
        contact = branch.contacts.get(name)
        if contact is None:
            meant = closest(name, branch.contacts)
            known = joined(", ", [*branch.contacts][:_SHOWN]) or say("none yet")
            yield document.diagnostic(
                value.pointer, "CONTACT001", say("There is no contact {name} in {branch}.", name=name, branch=branch.name),
                say("Did you mean {meant}?", meant=meant) if meant else say("There are: {known}. Contacts stand in branch.yaml.", known=known),
            )
        elif not any(True for _ in contact.chain(self.playbook.locale)):
            yield document.diagnostic(
                value.pointer, "CONTACT002", say("Operators are told to call {name}, and {branch} has no number for it.", name=name, branch=branch.name),
                say("Write phone at the contact {name} in branch.yaml.", name=name),
            )


def check_contacts(branches: Iterable[Branch]) -> Iterator[Diagnostic]:
    """Yield CONTACT003 for each contact whose id another one of the same branch.yaml has already."""
    for branch in branches:
        seen: set[str] = set()
        for index, contact in enumerate(branch.document.value.get("contacts", []) if branch.document is not None else ()):
            if contact["id"] in seen and branch.document is not None:
                yield branch.document.diagnostic(
                    ("contacts", index, "id"), "CONTACT003", say("{id} is the id of another contact above.", id=contact["id"]),
                    say("Give one of the two another id."),
                )
            seen.add(contact["id"])
