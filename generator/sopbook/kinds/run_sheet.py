"""What kind.yaml says under `run_sheet`: where the steps of a playbook stand, what they send, and how a round plays."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sopbook.kinds.agenda import optional, read_parts
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import parse_pointer, write_pointer

_FROM_TOP = ("start", "minutes", "steps")
_OF_PLAYBOOK = ("minutes", "halfway", "lock", "prize")
"""What a playbook says once for all its rounds."""


@dataclass(frozen=True, slots=True)
class SentFields:
    """Where a step names a message that it sends, and what of that message is sent."""

    item: Pointer
    """From the step on: the field that names the message."""
    message: Pointer
    """From the message on, and so are the attachments."""
    attachments: Pointer | None


@dataclass(frozen=True, slots=True)
class RoundFields:
    """Where a step names the rounds that it plays, and how each plays: the question, a line halfway, the lock, the answer.

    `each` counts from a step on, `item` and `at` from a round of it; `minutes`, `halfway`, `lock` and `prize` from the top;
    all else from the question that `item` names.
    """

    each: Pointer
    item: Pointer
    at: Pointer
    question: Pointer
    options: Pointer | None
    letter: Pointer
    text: Pointer
    attachments: Pointer | None
    answer: Pointer | None
    reveal: Pointer | None
    spare: Pointer | None
    minutes: Pointer | None
    """How long answers are taken."""
    halfway: Pointer | None
    lock: Pointer | None
    prize: Pointer | None


@dataclass(frozen=True, slots=True)
class RunSheetFields:
    """Where the steps of a playbook stand, and how they are counted: in minutes from its start."""

    start: Pointer
    minutes: Pointer | None
    steps: Pointer
    at: Pointer
    weekdays: Pointer | None
    parts: Mapping[str, Pointer]
    attachments: Pointer | None
    sends: SentFields | None
    rounds: RoundFields | None


def read_run_sheet(values: Mapping[str, Any]) -> RunSheetFields | None:
    """Return what kind.yaml says under `run_sheet`, or None."""
    given = values.get("run_sheet")
    if given is None:
        return None
    return RunSheetFields(
        parse_pointer(given["start"]), optional(given, "minutes"), parse_pointer(given["steps"]), parse_pointer(given["at"]),
        optional(given, "weekdays"), read_parts(given), optional(given, "attachments"),
        _sends(given["sends"]) if "sends" in given else None, _rounds(given["rounds"]) if "rounds" in given else None,
    )


def run_sheet_pointers(values: Mapping[str, Any], shape: SchemaView) -> Iterator[tuple[Pointer, Pointer]]:
    """Yield every pointer of `run_sheet`: where it is written, and which field it means from the top."""
    sheet = values.get("run_sheet", {})
    step = parse_pointer(sheet.get("steps", ""))
    for name, text in sheet.items():
        if isinstance(text, str):
            yield ("run_sheet", name), (*(() if name in _FROM_TOP else step), *parse_pointer(text))
    yield from _sent_pointers(sheet.get("sends", {}), step, shape)
    yield from _round_pointers(sheet.get("rounds", {}), step, shape)


def check_run_sheet(config: Document, shape: SchemaView) -> Iterator[Diagnostic]:
    """Yield KIND013 for a field that should name a message or a question of the playbook, and names nothing."""
    for place, pointer in run_sheet_pointers(config.value, shape):
        if place[-1] == "item" and shape.at(pointer) and not _list_named(shape, pointer):
            yield config.diagnostic(
                place, "KIND013", say("{pointer} names no item of this playbook.", pointer=write_pointer(pointer)),
                say('Give the field "x-item": {{"list": "/messages"}} in schema.json, with the list that is meant.'),
            )


def _sent_pointers(given: Mapping[str, str], step: Pointer, shape: SchemaView) -> Iterator[tuple[Pointer, Pointer]]:
    item = (*step, *parse_pointer(given.get("item", "")))
    sent = _list_named(shape, item)
    for name, text in given.items():
        if name == "item":
            yield ("run_sheet", "sends", name), item
        elif sent:
            yield ("run_sheet", "sends", name), (*sent, *parse_pointer(text))


def _round_pointers(given: Mapping[str, str], step: Pointer, shape: SchemaView) -> Iterator[tuple[Pointer, Pointer]]:
    each = (*step, *parse_pointer(given.get("each", "")))
    question = _list_named(shape, (*each, *parse_pointer(given.get("item", ""))))
    option = (*question, *parse_pointer(given.get("options", "")))
    bases = {"each": step, "item": each, "at": each, "letter": option, "text": option, **dict.fromkeys(_OF_PLAYBOOK, ())}
    for name, text in given.items():
        base = bases.get(name, question)
        if base or name in _OF_PLAYBOOK:
            yield ("run_sheet", "rounds", name), (*base, *parse_pointer(text))


def _list_named(shape: SchemaView, reference: Pointer) -> Pointer:
    """Return the pattern of the items that a field of the playbook names by `x-item`, or () where it names none of its own."""
    said = shape.at(reference).get("x-item")
    named = said.get("list") if isinstance(said, dict) and not {"of", "kind"} & said.keys() else None
    return (*parse_pointer(named), "*") if isinstance(named, str) and named.startswith("/") else ()


def _sends(given: Mapping[str, str]) -> SentFields:
    return SentFields(parse_pointer(given["item"]), parse_pointer(given["message"]), optional(given, "attachments"))


def _rounds(given: Mapping[str, str]) -> RoundFields:
    return RoundFields(
        each=parse_pointer(given["each"]), item=parse_pointer(given["item"]), at=parse_pointer(given["at"]),
        question=parse_pointer(given["question"]), options=optional(given, "options"),
        letter=parse_pointer(given.get("letter", "")), text=parse_pointer(given.get("text", "")),
        attachments=optional(given, "attachments"), answer=optional(given, "answer"), reveal=optional(given, "reveal"),
        spare=optional(given, "spare"), minutes=optional(given, "minutes"), halfway=optional(given, "halfway"),
        lock=optional(given, "lock"), prize=optional(given, "prize"),
    )
