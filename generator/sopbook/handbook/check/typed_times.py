"""Times of day in texts that the playbook already says once, as a param or a field of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from sopbook.branches.interpolation import has_names, parts
from sopbook.branches.playbook import Playbook
from sopbook.handbook.check.walk import WalkedValue
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, write_pointer
from sopbook.source.written import written_at

_TIME = re.compile(r"(?<![\d:])(?:[01]\d|2[0-3]):[0-5]\d(?:[–-](?:[01]\d|2[0-4]):[0-5]\d)?(?![\d:])")
"""A time of day, or two with a dash between them."""
_PARAMS = "params"


@dataclass(frozen=True)
class TypedTimeCheck:
    """TEXT009: a time of day in a text that equals one of the playbook's own params, or of the fields at its top."""

    playbook: Playbook
    keywords: ClassVar[tuple[str, ...]] = ("x-text",)

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield a finding at each such time."""
        text, pointer = value.written, value.pointer
        if not isinstance(text, str) or ":" not in text or not self._times or not value.shape.takes_names or pointer[:1] == (_PARAMS,):
            return
        for part in parts(text):
            for found in _TIME.finditer(part.text) if not part.is_name else ():
                said = self._times.get(found[0])
                if said is not None and said[0] != pointer:
                    yield self._finding(pointer, text, (part.start + found.start(), part.start + found.end()), found[0], said[1])

    @cached_property
    def _times(self) -> dict[str, tuple[Pointer, str]]:
        """Return the times that the playbook says once: where, and what a text writes in their place, if it is a param."""
        own = at(self.playbook.document.value, (_PARAMS,), {}) if self.playbook.kind.envelope else {}
        fields = {value: (pointer, _named(at(self.playbook.document.value, pointer))) for pointer, value in _at_the_top(self.playbook.value)}
        params = {value: ((_PARAMS, name), f"${{{name}}}") for name, value in own.items() if isinstance(value, str)} if isinstance(own, dict) else {}
        return {value: said for value, said in {**fields, **params}.items() if _TIME.fullmatch(value)}

    def _finding(self, pointer: Pointer, text: str, stretch: tuple[int, int], time: str, name: str) -> Diagnostic:
        where = name or write_pointer(self._times[time][0])
        message = say("{time} is typed here, and the playbook already says it in {where}.", time=time, where=where)
        hint = (
            say("Write {name}, so that it stands once and a branch can change it.", name=name) if name
            else say("Make it a param, and write ${{…}} in both places. If it is another time that happens to be the same, name the hour in another way.")
        )
        origin = self.playbook.document.origin(pointer)
        place = written_at(origin.document, origin.pointer, text, *stretch)
        if place is None:
            return self.playbook.document.diagnostic(pointer, "TEXT009", message, hint)
        return origin.document.source.diagnostic(*place, "TEXT009", message, hint)


def _at_the_top(value: Any) -> Iterator[tuple[Pointer, str]]:
    """Yield the texts that are fields of a playbook, or of a table that is one."""
    for name, one in value.items() if isinstance(value, dict) else ():
        for place, text in ((((name, below), text) for below, text in one.items()) if isinstance(one, dict) and name != _PARAMS else (((name,), one),)):
            if isinstance(text, str):
                yield place, text


def _named(written: object) -> str:
    """Return the name that a field is filled in from, such as ${start}; an empty text for one that says the time itself."""
    return written if isinstance(written, str) and has_names(written) else ""
