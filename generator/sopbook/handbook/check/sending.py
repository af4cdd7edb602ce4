"""One sending of a playbook: a table or a text that goes out, with what stands in it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sopbook.branches.interpolation import heard
from sopbook.branches.playbook import Playbook
from sopbook.branches.sending.accounts import Account
from sopbook.branches.sending.modes import Mode
from sopbook.kinds.sending import mode_said
from sopbook.source.diagnostics import joined, say
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, expand, parse_pointer
from sopbook.source.schema.wording import closest


@dataclass(frozen=True, slots=True)
class Sending:
    """A table or a text that the schema marks with `x-send`, and the mode in which it goes out."""

    playbook: Playbook
    mode: Mode
    pointer: Pointer
    said: dict[str, Any]
    """What the schema says under `x-send`."""
    is_text: bool = False
    """Whether it is a text that goes out alone."""
    version: Pointer = ()
    """Where another text stands that goes out in place of its own."""

    @property
    def text(self) -> Pointer | None:
        """Return where its text stands, or None where it has none that a person wrote."""
        pointer = self.version or (self.pointer if self.is_text else self.place("text"))
        document = self.playbook.document
        is_written = pointer is not None and isinstance(at(document.value, pointer), str) and pointer not in document.guessed
        return pointer if is_written else None

    @property
    def read(self) -> str:
        """Return its text as members read it; an empty text where it has none."""
        return heard(str(at(self.playbook.document.value, self.text)), self.playbook.params) if self.text is not None else ""

    @property
    def account(self) -> Account | None:
        """Return the account that it goes out from, or None where none is named that exists."""
        return self.playbook.branch.accounts.get(str(self.value("by")))

    def versions(self) -> Iterator["Sending"]:
        """Yield the sending as it is, and once for each text that may go out instead of its own."""
        yield self
        for text in self.said.get("versions", ()) if not self.is_text else ():
            pattern = (*self.pointer, *parse_pointer(text))
            yield from (replace(self, version=pointer) for pointer in expand(self.playbook.document.value, pattern))

    def place(self, part: str) -> Pointer | None:
        """Return where a part of it stands, such as its mode, or None where the schema names none."""
        return (*self.pointer, *parse_pointer(self.said[part])) if part in self.said and not self.is_text else None

    def value(self, part: str) -> Any:
        """Return a part of it with its params filled in, or None."""
        place = self.place(part)
        return at(self.playbook.value, place) if place is not None else None


def sending_at(playbook: Playbook, pointer: Pointer) -> Sending | None:
    """Return the sending that a table of a playbook is, or None where it is none, or where its mode does not exist."""
    modes, said = playbook.branch.modes, playbook.kind.shape.at(pointer).get("x-send")
    if modes is None or not isinstance(said, dict):
        return None
    mode = modes.modes.get(mode_said(said, at(playbook.value, pointer)) or "")
    return Sending(playbook, mode, pointer, said) if mode is not None else None


def unknown_quota(name: str, choices: list[str]) -> tuple[str, str, str]:
    """Return the code, the message and the hint about a quota that does not exist."""
    meant, listed = closest(name, choices), joined(", ", dict.fromkeys(choices))
    return (
        "SEND001",
        say("There is no quota {name}.", name=name),
        say("Did you mean {meant}?", meant=meant) if meant else say("The choices are {listed}.", listed=listed) if listed else say("This mode has no quota."),
    )
