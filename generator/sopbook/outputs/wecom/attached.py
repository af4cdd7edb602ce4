"""What is attached to a sending: what can be handed on, and what is left out and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sopbook.handbook.check.send_attachments import ON_THE_DAY
from sopbook.handbook.words import plain, words_at
from sopbook.outputs.wecom.sending import Sending
from sopbook.outputs.wecom.words import empty_params
from sopbook.source.attachment import Attachment
from sopbook.source.document import Pointer
from sopbook.source.pointer import at


@dataclass(frozen=True)
class Attached:
    """An attachment. `lacks` says why it cannot be handed on; empty where it can."""

    sending: Sending = field(repr=False)
    pointer: Pointer
    value: Mapping[str, Any] = field(repr=False)
    file: Attachment | None = None
    lacks: str = ""

    @property
    def type(self) -> str:
        """Return its type, such as mini-program."""
        return str(self.value.get("type", ""))

    @property
    def title(self) -> str:
        """Return its title as it is read."""
        return plain(str(self.value.get("title", "")), self.sending.source.branch, self.sending.source.locale)

    @property
    def type_words(self) -> str:
        """Return what readers call its type."""
        return words_at(self.sending.source, (*self.pointer, "type"))

    def text(self, name: str) -> str:
        """Return a field of it, or an empty text."""
        value = self.value.get(name, "")
        return value if isinstance(value, str) else ""


def attached_to(sending: Sending) -> list[Attached]:
    """Return all attachments of a sending, those that cannot be handed on among them."""
    if sending.attachments is None:
        return []
    items = at(sending.source.value, sending.attachments)
    places = [((*sending.attachments, index), item) for index, item in enumerate(items if isinstance(items, list) else []) if isinstance(item, dict)]
    return [_attached(sending, pointer, item) for pointer, item in places]


def _attached(sending: Sending, pointer: Pointer, item: dict[str, Any]) -> Attached:
    file = sending.source.files.get((*pointer, "file"))
    return Attached(sending, pointer, item, file, ", ".join(dict.fromkeys(_lacks(sending, pointer, item, file))))


def _lacks(sending: Sending, pointer: Pointer, item: dict[str, Any], file: Attachment | None) -> Iterator[str]:
    """Yield what an attachment waits for: it is made on the day, a param is empty, or the file is not there."""
    if item.get(ON_THE_DAY):
        yield ON_THE_DAY
        return
    known = sending.source.branch.modes
    needs = known.types[item["type"]].needs if known and item.get("type") in known.types else ()
    for group in needs:
        if not any(item.get(name) and (name != "file" or file) for name in group):
            waiting = [param for name in group for param in empty_params(sending.source, (*pointer, name))]
            yield from waiting or group
