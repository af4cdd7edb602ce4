"""Characters that no font of ours draws: said before anything is printed, because the typesetter leaves a gap in silence."""

import unicodedata
from collections.abc import Iterable, Iterator

from sopbook.diagnostics import Diagnostic
from sopbook.kinds.shape import leaves
from sopbook.load.document import Document, Pointer
from sopbook.print.fonts import drawn
from sopbook.resolve.playbook import Playbook


def undrawn(text: str) -> str:
    """Return the characters of a text that cannot be printed, once each, in their order."""
    known = drawn()
    return "".join(dict.fromkeys(character for character in text if character not in known))


def check_glyphs(playbooks: Iterable[Playbook]) -> Iterator[Diagnostic]:
    """Yield PRINT001 for every place of a playbook with characters that cannot be printed."""
    for playbook in playbooks:
        for pointer, value, _ in leaves(playbook.value, playbook.kind.shape):
            if isinstance(value, str) and (missing := undrawn(value)):
                yield from _at_characters(playbook.document, pointer, missing)


def _at_characters(document: Document, pointer: Pointer, missing: str) -> Iterator[Diagnostic]:
    home, place = document.home(pointer)
    where = home.place(place)
    written = home.source.text[where.start : where.end]
    named = ", ".join(f"{character} ({_name(character)})" for character in missing)
    message = f"No font of the printed scripts draws {named}."
    hint = "Write another character, or a word: on paper there would be a gap."
    begin = next((index for index, character in enumerate(written) if character in missing), None)
    if begin is None:  # A param or a computed value brings it in.
        yield home.diagnostic(place, "PRINT001", message, hint)
    else:
        yield home.source.diagnostic(where.start + begin, where.start + begin + 1, "PRINT001", message, hint)


def _name(character: str) -> str:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower()
    return code if not name or name.startswith("cjk unified") else f"{code}, {name}"
