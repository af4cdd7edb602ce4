"""Characters that no font of ours draws: said before anything is printed, because the typesetter leaves a gap in silence."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from sopbook.handbook.edition import Edition
from sopbook.outputs.pdf.fonts import drawn
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.document import Document, Pointer


def undrawn(text: str) -> str:
    """Return the characters of a text that cannot be printed, once each, in their order."""
    return "" if text.isascii() else "".join(sorted({*text} - drawn(), key=text.index))


def check_glyphs(editions: Iterable[Edition]) -> Iterator[Diagnostic]:
    """Yield PRINT001 for every text of playbooks, branches and kinds with characters that cannot be printed."""
    for edition in editions:
        for playbook in edition.playbooks.values():
            yield from _in(playbook.document, playbook.value)
        for branch in edition.branch.lineage:
            if branch.document is not None:
                yield from _in(branch.document, branch.document.value)
        for kind in edition.kinds:
            labels = kind.labels.get(edition.locale)
            words = [*kind.title.values(), *kind.plural.values()]
            words += [*labels.fields.values(), *labels.texts.values()] if labels else []
            words += [word for group in labels.values.values() for word in group.values()] if labels else []
            if missing := undrawn("".join(map(str, words))):
                yield kind.config.diagnostic((), "PRINT001", _message(missing), _HINT)


def _in(document: Document, value: Any, pointer: Pointer = ()) -> Iterator[Diagnostic]:
    match value:
        case str() if missing := undrawn(value):
            yield from _at_characters(document, pointer, missing)
        case dict():
            for name, item in value.items():
                yield from _in(document, item, (*pointer, name))
        case list():
            for index, item in enumerate(value):
                yield from _in(document, item, (*pointer, index))


_HINT = "Write another character, or a word: on paper there would be a gap."


def _message(missing: str) -> str:
    named = ", ".join(f"{character} ({_name(character)})" for character in missing)
    return f"No font of the printed scripts draws {named}."


def _at_characters(document: Document, pointer: Pointer, missing: str) -> Iterator[Diagnostic]:
    source, where = document.origin(pointer).document.source, document.place(pointer)
    written = source.text[where.start : where.end]
    message = _message(missing)
    begin = next((index for index, character in enumerate(written) if character in missing), None)
    if begin is None:  # A param or a computed value brings it in.
        yield document.diagnostic(pointer, "PRINT001", message, _HINT)
    else:
        yield source.diagnostic(where.start + begin, where.start + begin + 1, "PRINT001", message, _HINT)


def _name(character: str) -> str:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower()
    return code if not name or name.startswith("cjk unified") else f"{code}, {name}"
