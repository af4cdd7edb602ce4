"""What kind.yaml says under `spans`: what goes on for days, such as a task until it is due, or the theme of a month."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sopbook.kinds.agenda import optional
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import parse_pointer, write_pointer

_FROM_THE_TOP = ("each", "days", "who", "groups")


@dataclass(frozen=True, slots=True)
class SpanFields:
    """Where the spans of a playbook stand, a pattern from the top. Each has a month, or a first day with a last one or a number of days."""

    each: Pointer
    start: Pointer | None
    end: Pointer | None
    days: Pointer | None
    """How many days each of them lasts, from the top."""
    month: Pointer | None
    title: Pointer | None
    """What a span is called, from the span on; it is called like its playbook where this is left out."""
    about: Pointer | None
    who: Pointer | None
    """Whom they concern, from the top."""
    groups: Pointer | None
    """The playbooks of the groups for which the whole playbook is."""


def read_spans(values: Mapping[str, Any]) -> SpanFields | None:
    """Return what kind.yaml says under `spans`, or None."""
    given = values.get("spans")
    if given is None:
        return None
    return SpanFields(
        parse_pointer(given["each"]), optional(given, "start"), optional(given, "end"), optional(given, "days"), optional(given, "month"),
        optional(given, "title"), optional(given, "about"), optional(given, "who"), optional(given, "groups"),
    )


def pointers(values: Mapping[str, Any]) -> Iterator[tuple[Pointer, Pointer]]:
    """Yield every pointer of `spans`: where it is written, and which field it means from the top."""
    given = values.get("spans", {})
    for name, text in given.items():
        yield ("spans", name), parse_pointer(text) if name in _FROM_THE_TOP else (*parse_pointer(given["each"]), *parse_pointer(text))


def check_spans(config: Document, shape: SchemaView) -> Iterator[Diagnostic]:
    """Yield KIND013 for a day for which the schema does not vouch."""
    for place, pointer in pointers(config.value):
        known = shape.at(pointer)
        if place[1] in ("start", "end") and known and known.get("format") != "date":
            yield config.diagnostic(
                place, "KIND013",
                say("{pointer} need not be a date.", pointer=write_pointer(pointer)), say('Give the field "format": "date" in schema.json.'),
            )
