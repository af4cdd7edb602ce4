"""What kind.yaml says under `agenda`: where a kind's dated entries stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sopbook.kinds.schema_view import SchemaView
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import parse_pointer, write_pointer

PARTS = ("title", "who", "where", "message")
"""What an entry and a step may say of themselves, each a pointer from the item on."""


@dataclass(frozen=True, slots=True)
class Phases:
    """Where a playbook says what a stretch of days is about."""

    each: Pointer
    start: Pointer
    end: Pointer
    focus: Pointer | None


@dataclass(frozen=True, slots=True)
class RepeatFields:
    """Where a playbook says what repeats on its days; `every` counts from an item on."""

    items: Pointer
    every: Pointer
    by_date: str
    """The list in an item with what it says for single dates; an empty text where there is none."""
    within: tuple[Pointer, Pointer] | None = None
    """The first and the last day of a playbook that lists no days itself: those on which something falls are laid out."""


@dataclass(frozen=True, slots=True)
class AgendaFields:
    """Where the days of a playbook stand, and on each day its entries.

    `days` is a pattern from the top; `date`, `quiet` and `entries` count from a day on, all else from an entry on.
    """

    days: Pointer
    date: Pointer
    quiet: Pointer | None
    entries: Pointer
    time: Pointer | None
    minutes: Pointer | None
    parts: Mapping[str, Pointer]
    runs: Pointer | None
    """The playbook that the entry runs, or takes one step of: one of a kind with a run sheet."""
    step: Pointer | None
    see: tuple[Pointer, ...]
    groups: Pointer | None
    phases: Phases | None
    repeats: RepeatFields | None = None

    @property
    def laid_out(self) -> str:
        """Return the list at the top into which the days of what repeats are laid; an empty text where a playbook lists its days."""
        return str(self.days[0]) if self.repeats and self.repeats.within else ""


def read_agenda(values: Mapping[str, Any]) -> AgendaFields | None:
    """Return what kind.yaml says under `agenda`, or None."""
    given = values.get("agenda")
    if given is None:
        return None
    return AgendaFields(
        parse_pointer(given["days"]), parse_pointer(given["date"]), optional(given, "quiet"),
        parse_pointer(given.get("entries", "")), optional(given, "time"), optional(given, "minutes"), read_parts(given),
        optional(given, "runs"), optional(given, "step"), tuple(parse_pointer(text) for text in given.get("see", [])),
        optional(given, "groups"),
        _phases(given["phases"]) if "phases" in given else None,
        _repeats(given["repeats"]) if "repeats" in given else None,
    )


def pointers(values: Mapping[str, Any]) -> Iterator[tuple[Pointer, Pointer]]:
    """Yield every pointer of `agenda`: where it is written, and which field it means from the top."""
    agenda = values.get("agenda", {})
    day = parse_pointer(agenda.get("days", ""))
    entry = (*day, *parse_pointer(agenda.get("entries", "")))
    bases = {"days": (), "groups": (), "date": day, "quiet": day, "entries": day}
    for name, text in agenda.items():
        if isinstance(text, str):
            yield ("agenda", name), (*bases.get(name, entry), *parse_pointer(text))
    for index, text in enumerate(agenda.get("see", [])):
        yield ("agenda", "see", index), (*entry, *parse_pointer(text))
    repeats = agenda.get("repeats", {})
    for name, text in repeats.items():
        if isinstance(text, str):
            yield ("agenda", "repeats", name), (*parse_pointer("" if name == "items" else repeats["items"]), *parse_pointer(text))
    for name, text in repeats.get("within", {}).items():
        yield ("agenda", "repeats", "within", name), parse_pointer(text)
    phases = agenda.get("phases", {})
    for name, text in phases.items():
        yield ("agenda", "phases", name), (*parse_pointer("" if name == "each" else phases["each"]), *parse_pointer(text))


def check_agenda(config: Document, shape: SchemaView) -> Iterator[Diagnostic]:
    """Yield KIND013 for a day without a date that the schema vouches for, a run of something that is no playbook, or what repeats without ids or a list to be laid into."""
    if "repeats" in config.value.get("agenda", {}) and "entries" not in config.value["agenda"]:
        yield config.diagnostic(
            ("agenda", "repeats"), "KIND013", say("Nothing says which list of a day has its entries, so what repeats has no place on its day."), say("Write entries, such as /slots/*."),
        )
    dates = {("agenda", "date"), *(("agenda", "phases", name) for name in ("start", "end")), *(("agenda", "repeats", "within", name) for name in ("start", "end"))}
    for place, pointer in pointers(config.value):
        known = shape.at(pointer)
        if place in dates and known and known.get("format") != "date":
            yield config.diagnostic(
                place, "KIND013", say("{pointer} need not be a date.", pointer=write_pointer(pointer)), say('Give the field "format": "date" in schema.json.'),
            )
        elif place == ("agenda", "repeats", "items") and known and (pointer[-1] != "*" or shape.at(pointer[:-1]).get("x-key") != "id"):
            yield config.diagnostic(
                place, "KIND013",
                say("{pointer} repeats, and is no list whose items have ids.", pointer=write_pointer(pointer)),
                say('Name the items of a list with "x-key": "id" in schema.json, such as /repeats/*.'),
            )
        elif place == ("agenda", "days") and "within" in config.value["agenda"].get("repeats", {}) and not _is_laid_out(pointer, shape):
            yield config.diagnostic(
                place, "KIND013",
                say("{pointer} could be typed as well as laid out between two days.", pointer=write_pointer(pointer)),
                say('Let days name the items of a list at the top that is marked "readOnly": true in schema.json, such as /days/*.'),
            )
        elif place == ("agenda", "entries") and "repeats" in config.value["agenda"] and pointer[-1] != "*":
            yield config.diagnostic(
                place, "KIND013",
                say("{pointer} is no list, so what repeats has no place on its day.", pointer=write_pointer(pointer)),
                say("Let entries name the items of a list of each day, such as /slots/*."),
            )
        elif place == ("agenda", "runs") and known and not known.get("x-ref"):
            yield config.diagnostic(
                place, "KIND013", say("{pointer} names no other playbook.", pointer=write_pointer(pointer)), say('Give the field "x-ref" in schema.json.'),
            )


def _is_laid_out(pointer: Pointer, shape: SchemaView) -> bool:
    """Return whether days are the items of a list at the top that nobody types."""
    return pointer[1:] == ("*",) and bool(shape.at(pointer[:1]).get("readOnly"))


def _phases(given: Mapping[str, Any]) -> Phases:
    each, start, end = (parse_pointer(given[name]) for name in ("each", "start", "end"))
    return Phases(each, start, end, optional(given, "focus"))


def _repeats(given: Mapping[str, Any]) -> RepeatFields:
    within = given.get("within")
    return RepeatFields(
        parse_pointer(given["items"]), parse_pointer(given["every"]), given.get("by_date", "").removeprefix("/"),
        (parse_pointer(within["start"]), parse_pointer(within["end"])) if within else None,
    )


def read_parts(given: Mapping[str, Any]) -> dict[str, Pointer]:
    """Return what an entry or a step says of itself, as pointers from it on."""
    return {name: parse_pointer(given[name]) for name in PARTS if name in given}


def optional(given: Mapping[str, Any], name: str) -> Pointer | None:
    """Return the pointer of a keyword, or None where it is left out."""
    return parse_pointer(given[name]) if name in given else None
