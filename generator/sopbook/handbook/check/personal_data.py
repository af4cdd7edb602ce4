"""Messages that ask members for personal data, and whether the playbook says what becomes of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from sopbook.branches.interpolation import heard
from sopbook.branches.playbook import Playbook
from sopbook.branches.watch.word import DATA
from sopbook.handbook.check.walk import WalkedValue
from sopbook.handbook.check.watched import finding_at, reaches_members, with_source
from sopbook.source.diagnostics import Diagnostic, say


@dataclass(frozen=True)
class PersonalDataCheck:
    """LAW008: a text that asks members for personal data, in a playbook that does not say what for and how long it is kept."""

    playbook: Playbook
    keywords: ClassVar[tuple[str, ...]] = ("x-text", "x-sent")

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield a finding at each word that asks for personal data."""
        watched = self.playbook.branch.watched
        if not self._field or not isinstance(value.written, str) or not reaches_members(value.shape) or value.pointer in self.playbook.document.guessed:
            return
        read = heard(value.written, self.playbook.params)
        for hit in watched.triggers.hits(read) if watched.may_hold(read) else ():
            if hit.word.asks == DATA:
                hint = say("Write {field} with purpose, consent, kept_days and reads, or do not ask.", field=self._field)
                yield finding_at(
                    self.playbook, value.pointer, hit, "LAW008",
                    say("“{word}” asks for personal data, and the playbook does not say what becomes of it.", word=hit.word.word), with_source(hint, hit.word.source),
                )

    @cached_property
    def _field(self) -> str:
        """Return the field in which the playbook could say so; an empty text where the kind has none, or where it says so already."""
        shape, value = self.playbook.kind.shape, self.playbook.value
        fields = [name for name in shape.properties if shape.child(name).get("x-personal-data")]
        said = isinstance(value, dict) and any(value.get(name) for name in fields)
        return fields[0] if fields and not said else ""
