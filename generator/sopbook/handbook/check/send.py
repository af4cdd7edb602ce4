"""What goes out of a playbook, and whether it can: every SEND finding about a single sending."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from sopbook.branches.playbook import Playbook
from sopbook.branches.sending.modes import Mode, Modes
from sopbook.handbook.check.passing_words import check_passing_words
from sopbook.handbook.check.send_accounts import AccountCheck
from sopbook.handbook.check.send_attachments import check_attachments
from sopbook.handbook.check.send_hours import check_hours
from sopbook.handbook.check.send_signature import check_signature
from sopbook.handbook.check.send_text import check_length
from sopbook.handbook.check.send_variables import check_variables
from sopbook.handbook.check.sending import Sending, unknown_quota
from sopbook.handbook.check.walk import WalkedValue
from sopbook.kinds.schema_view import SchemaView
from sopbook.kinds.sending import NOT_SENT, mode_said
from sopbook.source.diagnostics import Diagnostic, Severity, joined, say
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, parse_pointer
from sopbook.source.schema.wording import closest


@dataclass(frozen=True)
class SendCheck:
    """SEND001 (no such mode), and what the checks of texts, attachments, variables and accounts find."""

    playbook: Playbook
    accounts: AccountCheck
    keywords: ClassVar[tuple[str, ...]] = ("x-send",)

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield what is wrong with a table that is one sending, or with a text that goes out alone."""
        modes, said, pointer = self.playbook.branch.modes, value.shape.get("x-send"), value.pointer
        if modes is None or not isinstance(said, dict):  # A schema of another draft than ours may say anything.
            return
        if isinstance(value.written, str):
            if not _is_sent_by_its_table(self.playbook.kind.shape, pointer):
                yield from self._of(value, modes, said)
        elif isinstance(value.written, dict):
            yield from self._of(value, modes, said)

    def _of(self, value: WalkedValue, modes: Modes, said: dict[str, Any]) -> Iterator[Diagnostic]:
        place = _place(value, said, "mode")
        name = at(self.playbook.value, place) if place else None
        chosen = mode_said(said, value.filled)
        if chosen == NOT_SENT:
            return
        mode = modes.modes.get(chosen or "")
        if mode is None:
            where = _place(value, said, "where") if not name else None
            by_where = where is not None and at(self.playbook.value, where) in said.get("modes", {})
            yield from self._without_mode(value, modes, said, where if by_where else place, chosen if name or by_where else name)
            return
        sending = Sending(self.playbook, mode, value.pointer, said, is_text=isinstance(value.written, str))
        by, things = sending.place("by"), sending.place("attachments")
        if by is not None:
            yield from self.accounts.check(mode, by, sending.place("day"))
        for version in sending.versions():
            text = version.text
            if text is not None:
                yield from _as_sure(check_length(self.playbook, mode, text, place if isinstance(name, str) else None), mode)
                yield from check_variables(self.playbook, modes, mode, text)
                yield from check_passing_words(version)
                yield from check_signature(version)
        yield from check_hours(sending)
        quota, choices = sending.value("quota"), [*mode.quota.choices] if mode.quota else []
        if isinstance(quota, str) and quota not in choices and (where := sending.place("quota")) is not None:
            yield self.playbook.document.diagnostic(where, *unknown_quota(quota, choices))
        if things is not None:
            yield from check_attachments(self.playbook, modes, mode, things)

    def _without_mode(self, value: WalkedValue, modes: Modes, said: dict[str, Any], place: Pointer | None, name: object) -> Iterator[Diagnostic]:
        """Yield SEND001 for a mode that does not exist (an error), or where nothing says one."""
        if isinstance(name, str) and place is not None and name:  # An empty one is a finding of the schema.
            meant = closest(name, modes.modes)
            yield self.playbook.document.diagnostic(
                place, "SEND001",
                say("There is no send mode {name}.", name=name),
                say("Did you mean {meant}?", meant=meant) if meant else say("The modes are {modes}.", modes=joined(", ", modes.modes)),
            )
        elif name is None and "default" not in said:
            field = said.get("mode", "/send/mode").strip("/").split("/")
            if field[0] in value.shape.required:
                return  # A finding of the schema, too.
            written = ": {".join(field) + ": group-hand" + "}" * (len(field) - 1)
            yield replace(self.playbook.document.diagnostic(
                value.pointer, "SEND001", say("It is not said how this goes out."), say("Write {written} if somebody pastes it.", written=written),
            ), severity=Severity.WARNING)


def _place(value: WalkedValue, said: dict[str, Any], what: str) -> Pointer | None:
    """Return where a part of a sending stands, or None where the schema names none."""
    return (*value.pointer, *parse_pointer(said[what])) if what in said else None


def _is_sent_by_its_table(shape: SchemaView, text: Pointer) -> bool:
    """Return whether a table around a text says how it goes out."""
    for length in range(len(text)):
        said = shape.at(text[:length]).get("x-send")
        texts = [parse_pointer(one) for one in (said.get("text", ""), *said.get("versions", ())) if one] if isinstance(said, dict) else []
        if any(_fits(text[length:], pattern) for pattern in texts):
            return True
    return False


def _fits(pointer: Pointer, pattern: Pointer) -> bool:
    """Return whether a pointer is one of those that a pattern means."""
    return len(pointer) == len(pattern) and all(step in ("*", place) for step, place in zip(pattern, pointer, strict=True))


def _as_sure(findings: Iterator[Diagnostic], mode: Mode) -> Iterator[Diagnostic]:
    """Yield findings about a limit as warnings where nobody who knows has published it."""
    for finding in findings:
        yield finding if mode.is_sure else replace(finding, severity=Severity.WARNING)
