"""Beats: everything that a run sheet has somebody do, say or send, in the order of time. All that shows a run sheet is made from them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeGuard

from sopbook.branches.items import NamedItems, items_in
from sopbook.kinds.kind import Kind
from sopbook.kinds.references import from_the_top, item_lists
from sopbook.kinds.run_sheet import RoundFields, RunSheetFields
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, expand

DO, SAY, SEND, PRODUCT, ASK, HALFWAY, LOCK, REVEAL, PRIZE = "do", "say", "send", "product", "ask", "halfway", "lock", "reveal", "prize"
"""The types of beats: a step without a message and with one of its own, messages of the playbook, and the parts of a round."""

_ADVERT = "advert"


@dataclass(frozen=True, slots=True)
class Beat:
    """One thing at one minute. Its id is made of the ids of step, message and round, so that it stays the same when a list is put in another order."""

    id: str
    minute: int
    type: str
    step: Pointer
    """The step of the run sheet to which it belongs."""
    place: Pointer
    """What in that step calls for it: the step itself, the field that names a message, or the round."""
    item: Pointer
    """Where what it says comes from: the step itself, a message, or a question."""
    message: Pointer | None = None
    options: tuple[tuple[Pointer, Pointer], ...] = ()
    """The letter and the text of each option, which stand below the message."""
    answer: Pointer | None = None
    attachments: Pointer | None = None

    @property
    def is_step(self) -> bool:
        """Return whether it is the step itself, and not a message or a round of it."""
        return "/" not in self.id

    @property
    def below_step(self) -> str:
        """Return what its id has beyond that of the step: an empty text for the step itself."""
        _, slash, rest = self.id.partition("/")
        return slash + rest


def beats_of(kind: Kind, value: Any) -> tuple[Beat, ...]:
    """Return the beats of a playbook by their minutes; none where its kind has no run sheet. What has no minute is passed over."""
    if kind.run_sheet is None:
        return ()
    sheet = Sheet(kind, kind.run_sheet, value)
    return tuple(sorted((beat for step in sheet.steps() for beat in sheet.beats(step)), key=lambda beat: beat.minute))


@dataclass(frozen=True, slots=True)
class PlayedRound:
    """A round as a step plays it: where the step names it, where its question stands, and from when to when it lasts."""

    pointer: Pointer
    name: str
    question: Pointer | None
    asked: int
    due: int
    """The minute of its answer."""


class Sheet:
    """The run sheet of one playbook, with what its steps name."""

    def __init__(self, kind: Kind, fields: RunSheetFields, value: Any) -> None:
        self._kind = kind
        self._fields = fields
        self._value = value
        self._items = NamedItems({("", ""): (kind, value)})

    def steps(self) -> Iterator[Pointer]:
        """Yield where the steps stand that have a minute."""
        for step in expand(self._value, self._fields.steps):
            if _is_minute(at(self._value, (*step, *self._fields.at))):
                yield step

    def beats(self, step: Pointer) -> Iterator[Beat]:
        """Yield the beats of a step: itself, the message that it sends, its rounds. A step without words of its own sends that message itself."""
        fields, value = self._fields, self._value
        name, minute = self.name(step), at(value, (*step, *fields.at))
        own, sent = self._filled(step, fields.parts.get("message")), self._sent(step)
        attached = self._filled(step, fields.attachments)
        if sent is not None and own is None:
            item, message, attachments = sent
            yield Beat(name, minute, self._type_of(item), step, step, item, message, attachments=attached or attachments)
        else:
            yield Beat(name, minute, SAY if own else DO, step, step, step, own, attachments=attached)
            if sent is not None:
                item, message, attachments = sent
                place = (*step, *fields.sends.item) if fields.sends else step
                yield Beat(f"{name}/{self.name(item)}", minute, self._type_of(item), step, place, item, message, attachments=attachments)
        for played in self.rounds(step):
            if played.question is not None and fields.rounds is not None:
                yield from self._round(f"{name}/{played.name}", step, played, played.question, fields.rounds)

    def rounds(self, step: Pointer) -> Iterator[PlayedRound]:
        """Yield the rounds that a step plays, also those whose question is not there."""
        fields = self._fields.rounds
        for pointer in expand(self._value, (*step, *fields.each)) if fields else ():
            value = at(self._value, pointer)
            asked, name = (at(value, fields.at), at(value, fields.item)) if fields else (None, None)
            if fields and _is_minute(asked) and isinstance(name, str):
                yield PlayedRound(pointer, name, self._named((*pointer, *fields.item)), asked, asked + self._answer_minutes(fields))

    def questions(self) -> Iterator[tuple[str, Pointer]]:
        """Yield the id and the place of each question that a round can name."""
        fields = self._fields.rounds
        reference = (*self._fields.steps, *fields.each, *fields.item) if fields else ()
        said = item_lists(self._kind.shape.at(reference)) if fields else None
        for text in said.lists if said else ():
            yield from items_in(self._value, self._kind.shape, from_the_top(text, reference))

    def asked(self) -> Iterator[tuple[Pointer, tuple[tuple[Pointer, Pointer], ...]]]:
        """Yield where the words of each question stand, spare ones among them, and its options."""
        fields = self._fields.rounds
        for _, question in self.questions() if fields else ():
            words = self._filled(question, fields.question) if fields else None
            if fields and words:
                yield words, self._options(question, fields)

    def name(self, pointer: Pointer) -> str:
        """Return the id of an item, or its place where it has none."""
        found = at(self._value, (*pointer, "id"))
        return found if isinstance(found, str) else str(pointer[-1])

    def _round(self, name: str, step: Pointer, played: PlayedRound, question: Pointer, fields: RoundFields) -> Iterator[Beat]:
        asked, due, place = played.asked, played.due, played.pointer
        yield Beat(
            f"{name}/{ASK}", asked, ASK, step, place, question, self._filled(question, fields.question),
            self._options(question, fields), attachments=self._filled(question, fields.attachments),
        )
        for type_, minute, said in ((HALFWAY, (asked + due) // 2, fields.halfway), (LOCK, due, fields.lock)):
            if message := self._filled((), said):
                yield Beat(f"{name}/{type_}", minute, type_, step, place, question, message)
        reveal, answer = self._filled(question, fields.reveal), self._filled(question, fields.answer)
        if reveal or answer:
            yield Beat(f"{name}/{REVEAL}", due, REVEAL, step, place, question, reveal, answer=answer)
        if message := self._filled((), fields.prize):
            yield Beat(f"{name}/{PRIZE}", due, PRIZE, step, place, question, message)

    def _options(self, question: Pointer, fields: RoundFields) -> tuple[tuple[Pointer, Pointer], ...]:
        places = expand(self._value, (*question, *fields.options)) if fields.options else ()
        return tuple(((*place, *fields.letter), (*place, *fields.text)) for place in places)

    def _sent(self, step: Pointer) -> tuple[Pointer, Pointer | None, Pointer | None] | None:
        """Return the message that a step sends: where its item stands, its words, its attachments. None where it names none that is there."""
        fields = self._fields.sends
        item = self._named((*step, *fields.item)) if fields else None
        return (item, self._filled(item, fields.message), self._filled(item, fields.attachments)) if fields and item else None

    def _type_of(self, message: Pointer) -> str:
        sells = at(self._value, (*message, _ADVERT)) is True or self._kind.shape.at(message).get("x-advert")
        return PRODUCT if sells else SEND

    def _answer_minutes(self, fields: RoundFields) -> int:
        minutes = at(self._value, fields.minutes) if fields.minutes else None
        return minutes if _is_minute(minutes) else 0

    def _named(self, pointer: Pointer) -> Pointer | None:
        """Return where the item stands that a field names, or None."""
        reference = self._items.reference(("", ""), pointer, at(self._value, pointer), self._kind.shape.at(pointer))
        found = self._items.found(reference) if reference else []
        return found[0].pointer if found else None

    def _filled(self, item: Pointer, below: Pointer | None) -> Pointer | None:
        """Return where a part of an item stands, or None where it is empty or nobody has said where it would be."""
        return (*item, *below) if below is not None and at(self._value, (*item, *below)) else None


def _is_minute(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
