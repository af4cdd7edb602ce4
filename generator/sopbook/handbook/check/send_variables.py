"""What WeCom fills in itself, and what an operator has to: whether the mode allows it."""

import re
from collections.abc import Iterator

from sopbook.branches.interpolation import heard, heard_at, parts
from sopbook.branches.playbook import Playbook
from sopbook.branches.sending.modes import Mode, Modes
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Pointer
from sopbook.source.pointer import at
from sopbook.source.written import written_at


def check_variables(playbook: Playbook, modes: Modes, mode: Mode, text: Pointer) -> Iterator[Diagnostic]:
    """Yield SEND005 for a variable that nothing replaces in this mode, and for a slot that nobody is there to fill in."""
    written = str(at(playbook.document.value, text))
    params, slots = playbook.params, playbook.branch.slots
    read = heard(written, params)
    for name, token in modes.variables.items():
        for found in re.finditer(re.escape(token), read, re.IGNORECASE):
            place = heard_at(written, params, found.start(), found.end())
            if name not in mode.variables:
                yield _finding(playbook, text, place, *_not_replaced(mode, token))
            elif found[0] != token:
                yield _finding(
                    playbook, text, place,
                    say("WeCom knows {token} and not {found}; members would read {found}.", token=token, found=found[0]),
                    say("Write {token}, letter for letter.", token=token),
                )
    for part in parts(written):
        slot = slots.get(part.name or "")
        if not part.is_name or slot is None or part.name in params:
            continue
        place = part.start, part.start + len(part.text)
        if slot.token:
            known = {token for name, token in modes.variables.items() if name in mode.variables}
            if slot.token in modes.variables.values() and slot.token not in known:
                yield _finding(playbook, text, place, *_not_replaced(mode, slot.token))
        elif mode.automatic and not slot.keep:
            yield _finding(
                playbook, text, place, say("Nobody fills in {text} when {mode} goes out: it goes out by itself, to whoever is next.", text=part.text, mode=mode.phrase),
                say("Take it out, or write {token} where a name is meant.", token=modes.variables[mode.variables[0]]) if mode.variables else say("Take it out."),
            )


def _not_replaced(mode: Mode, token: str) -> tuple[str, str]:
    return say("WeCom puts no name into {mode}; members would read {token}.", mode=mode.phrase, token=token), say("Take it out, or address everybody.")


def _finding(playbook: Playbook, text: Pointer, stretch: tuple[int, int], message: str, hint: str) -> Diagnostic:
    origin = playbook.document.origin(text)
    place = written_at(origin.document, origin.pointer, str(at(playbook.document.value, text)), *stretch)
    if place is None:
        return playbook.document.diagnostic(text, "SEND005", message, hint)
    return origin.document.source.diagnostic(*place, "SEND005", message, hint)
