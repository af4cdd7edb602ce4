"""Instructions that name a question, a message or a step in words only, where nothing can follow them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.branches.playbook import Playbook
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, expand
from sopbook.source.written import written_at

_NUMBER = "[0-9０-９一二两三四五六七八九十]+"
_IN_WORDS = re.compile(
    rf"第\s*{_NUMBER}\s*[题轮问]|话术(?:和海报)?(?:都|在)?见[^，。；]*|[照按走][^，。；]{{0,4}}流程表|做?法?同\s*{_NUMBER}\s*[日号]|[“「]?产品植入[”」]?[里中]"
    rf"|\b(?:riddle|round|question)s? \d+|\b(?:words|texts?|both)(?: and \w+)? (?:are |from |as )*(?:in|from) (?:the|its) run sheet(?: of [A-Z]\w*(?: \w+){{0,3}})?"
    rf"|\b(?:from|use|then) (?:the|its) run sheet|\bas on the \d+(?:st|nd|rd|th)|\bunder product placement|\bthe rules to post|\bthe rules message",
    re.IGNORECASE,
)


def check_named_in_words(playbook: Playbook) -> Iterator[Diagnostic]:
    """Yield BEAT005 for each step and each entry of an agenda that says in words what a reference should say."""
    sheet, agenda = playbook.kind.run_sheet, playbook.kind.agenda
    if sheet is not None:
        references = [field for field in (sheet.sends.item if sheet.sends else None, sheet.rounds.each if sheet.rounds else None) if field]
        if references:
            yield from _Instructions(playbook, sheet.parts["title"], references, say("Name it under sends or rounds, and its text stands at its minute.")).findings(sheet.steps)
    if agenda is not None and agenda.step is not None:
        said = [field for field in (agenda.step, agenda.parts.get("message")) if field]
        hint = say("Name the activity, and its step under {step}: the text then stands on the day itself.", step=agenda.step[-1])
        yield from _Instructions(playbook, agenda.parts["title"], said, hint).findings((*agenda.days, *agenda.entries))


@dataclass(frozen=True)
class _Instructions:
    """The instructions in one list of a playbook, and what could stand beside each instead of words."""

    playbook: Playbook
    title: Pointer
    references: list[Pointer]
    hint: str

    def findings(self, pattern: Pointer) -> Iterator[Diagnostic]:
        for item in expand(self.playbook.value, pattern):
            if not any(at(self.playbook.value, place) for reference in self.references for place in expand(self.playbook.value, (*item, *reference))):
                yield from self._of((*item, *self.title))

    def _of(self, pointer: Pointer) -> Iterator[Diagnostic]:
        text = at(self.playbook.document.value, pointer)
        for found in _IN_WORDS.finditer(text) if isinstance(text, str) else ():
            message = say("The instruction says “{found}”, and nothing can follow these words.", found=found[0])
            origin = self.playbook.document.origin(pointer)
            place = written_at(origin.document, origin.pointer, text, found.start(), found.end())
            if place is None:
                yield self.playbook.document.diagnostic(pointer, "BEAT005", message, self.hint)
            else:
                yield origin.document.source.diagnostic(*place, "BEAT005", message, self.hint)
