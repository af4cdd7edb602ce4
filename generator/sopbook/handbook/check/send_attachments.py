"""Whether WeCom takes what is attached to a text: how many, which types, and what each one needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sopbook.branches.interpolation import has_names
from sopbook.branches.playbook import Playbook
from sopbook.branches.sending.modes import AttachmentType, Mode, Modes
from sopbook.handbook.check.send_text import counted
from sopbook.source.attachment import ending
from sopbook.source.diagnostics import Diagnostic, Severity, capital, inflected, joined, many, say
from sopbook.source.document import Pointer
from sopbook.source.pointer import at

ON_THE_DAY = "on_the_day"
"""The field of an attachment that the operator makes when it is needed: there is nothing to send beforehand."""


def check_attachments(playbook: Playbook, modes: Modes, mode: Mode, pointer: Pointer) -> Iterator[Diagnostic]:
    """Yield SEND003 for attachments that cannot go out together or in this mode, and SEND004 for those that cannot be sent at all."""
    items = at(playbook.value, pointer)
    if not isinstance(items, list):
        return
    here = [_Attached(playbook, modes, mode, (*pointer, index), item) for index, item in enumerate(items) if isinstance(item, dict)]
    for finding in _together(here, mode):
        yield finding if mode.is_sure else replace(finding, severity=Severity.WARNING)
    for one in here:
        if one.type in modes.types:
            yield from one.flaws(modes.types[one.type])


@dataclass(frozen=True)
class _Attached:
    """One attachment of a sending."""

    playbook: Playbook
    modes: Modes
    mode: Mode
    pointer: Pointer
    value: Mapping[str, Any]

    @property
    def type(self) -> str:
        return str(self.value.get("type", ""))

    @property
    def phrase(self) -> str:
        return self.modes.types[self.type].phrase if self.type in self.modes.types else self.type

    def finding(self, field: str, code: str, message: str, hint: str) -> Diagnostic:
        """Return a finding at a field, or at the attachment where it has no such field."""
        place = (*self.pointer, field) if field and field in self.value else self.pointer
        return self.playbook.document.diagnostic(place, code, message, hint)

    def flaws(self, type_: AttachmentType) -> Iterator[Diagnostic]:
        """Yield SEND004 for what keeps the attachment from being sent; what waits for the company to fill it in is told elsewhere."""
        for finding in (*self._lacking(type_), *self._too_long(type_), *self._ending(type_)):
            yield finding if type_.is_sure else replace(finding, severity=Severity.WARNING)

    def _lacking(self, type_: AttachmentType) -> Iterator[Diagnostic]:
        if self.value.get(ON_THE_DAY):
            return
        written = at(self.playbook.document.value, self.pointer)  # What a param will fill in is there, though it is empty yet.
        lacking = [group for group in type_.needs if not any(written.get(field) for field in group)]
        if lacking:
            names = joined(" and ", (joined(" or ", group) for group in lacking))
            yield self.finding(
                "", "SEND004", many(
                    len(lacking), "This {thing} cannot be sent: {names} is missing.", "This {thing} cannot be sent: {names} are missing.",
                    thing=_without_article(self.phrase), names=names,
                ),
                say(
                    "Write {names}; what each company has of its own is a param, which may stay empty until it is "
                    "known. Or write {on_the_day}: true, if the operator makes it when it is needed.",
                    names=names, on_the_day=ON_THE_DAY,
                ),
            )

    def _too_long(self, type_: AttachmentType) -> Iterator[Diagnostic]:
        for field, general in type_.bytes.items():
            most = self.mode.fewer_bytes.get(self.type, {}).get(field, general)
            text = self.value.get(field)
            has = len(counted(text, self.playbook.branch, self.playbook.locale).encode()) if isinstance(text, str) else 0
            if has > most:
                yield self.finding(
                    field, "SEND004", say(
                        "The {field} of {thing} takes {most:,} bytes in {mode}; this has {has:,}.",
                        field=field, thing=self.phrase, most=most, mode=self.mode.phrase, has=has,
                    ),
                    many(has - most, "Shorten it by {count:,} byte (a Chinese character has 3).", "Shorten it by {count:,} bytes (a Chinese character has 3)."),
                )

    def _ending(self, type_: AttachmentType) -> Iterator[Diagnostic]:
        file = self.value.get("file")
        if isinstance(file, str) and file and not has_names(file) and type_.endings and ending(file) not in type_.endings:
            yield self.finding(
                "file", "SEND004", say(
                    "WeCom takes {thing} as {endings}, and this is {ending}.",
                    thing=self.phrase,
                    endings=joined(" or ", dict.fromkeys(one.upper() for one in type_.endings if one != "jpeg")),
                    ending=ending(file) or say("a file without an ending"),
                ),
                say("Save it as {ending}.", ending=type_.endings[-1].upper()),
            )


def _without_article(phrase: str) -> str:
    return inflected(phrase, lambda english: english.removeprefix("a "))


def _together(items: list[_Attached], mode: Mode) -> Iterator[Diagnostic]:
    """Yield SEND003 for types that the mode has not, for too many, and for what goes out alone or not at all."""
    fitting = [one for one in items if one.type in mode.types]
    for one in items:
        if one.type not in mode.types and one.type in one.modes.types:
            types = joined(", ", (one.modes.types[name].phrase for name in mode.types))
            yield one.finding(
                "type", "SEND003", say("{mode} carries no {thing}.", mode=capital(mode.phrase), thing=_without_article(one.phrase)),
                say("It carries {types}.", types=types) if types else say("It is text alone: send the rest as a message of its own."),
            )
    if mode.most is not None and len(fitting) > mode.most:
        first = min(fitting, key=lambda one: mode.types.index(one.type))
        lost = [one for one in fitting if one is not first]
        for one in fitting[mode.most :]:
            if mode.most == 1:
                yield one.finding(
                    "", "SEND003", say("{mode} carries one thing, and this is another.", mode=capital(mode.phrase)),
                    say(
                        "WeCom would send {thing} and drop {lost} without a word: send it as a message of its own.",
                        thing=first.phrase, lost=joined(" and ", (thing.phrase for thing in lost)),
                    ),
                )
            else:
                yield one.finding(
                    "", "SEND003", say("{mode} carries {most} things; this is number {number}.", mode=capital(mode.phrase), most=mode.most, number=fitting.index(one) + 1),
                    say("Send it as a message of its own."),
                )
        return
    for one in fitting:
        if one.type in mode.alone and len(fitting) > 1:
            yield one.finding(
                "", "SEND003", say(
                    "In {phrase}, {one_phrase} goes out alone, and this one has {count} beside it.",
                    phrase=mode.phrase, one_phrase=one.phrase, count=len(fitting) - 1,
                ),
                say("Make it a post of its own."),
            )
