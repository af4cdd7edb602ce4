"""What kind.yaml says under `per_person`: where a kind has messages that are due on days counted from a day of each person's own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sopbook.kinds.agenda import optional
from sopbook.source.document import Pointer
from sopbook.source.pointer import parse_pointer


@dataclass(frozen=True, slots=True)
class PerPersonFields:
    """Where the messages of a playbook stand, a pattern from the top; all else counts from a message on.

    A message without a day is due on day 1, the day on which the person joined, bought or began.
    """

    messages: Pointer
    day: Pointer
    time: Pointer | None
    minutes: Pointer | None
    """How long after the moment at which the person joined, in minutes; read only where there is no time."""
    title: Pointer
    message: Pointer
    only_if: Pointer | None
    attachments: Pointer | None
    mode: Pointer | None
    """The send mode: what goes out by itself is not asked for, and what reaches many goes out once for all."""
    name: str
    """The slot that stands for the person's name; an empty text where there is none."""


def read_per_person(values: Mapping[str, Any]) -> PerPersonFields | None:
    """Return what kind.yaml says under `per_person`, or None."""
    given = values.get("per_person")
    if given is None:
        return None
    return PerPersonFields(
        parse_pointer(given["messages"]), parse_pointer(given["day"]), optional(given, "time"), optional(given, "minutes"),
        parse_pointer(given["title"]), parse_pointer(given["message"]), optional(given, "only_if"), optional(given, "attachments"),
        optional(given, "mode"), given.get("name", ""),
    )


def pointers(values: Mapping[str, Any]) -> Iterator[tuple[Pointer, Pointer]]:
    """Yield every pointer of `per_person`: where it is written, and which field it means from the top."""
    given = values.get("per_person", {})
    for name, text in given.items():
        if name != "name":
            yield ("per_person", name), parse_pointer(text) if name == "messages" else (*parse_pointer(given["messages"]), *parse_pointer(text))
