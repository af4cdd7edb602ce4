"""Characters that no font draws: a sheet has a box in the place of each, and whoever wrote it is told (PRINT001)."""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sopbook.branches.playbook import Playbook
from sopbook.handbook.edition import Edition
from sopbook.kinds.kind import Kind
from sopbook.outputs.pdf.fonts import OF_WORKSPACE, SheetFonts, sheet_fonts
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document, Pointer

_NEIGHBOURS = (4, 3, 2, 1, 0)
"""How many characters at both sides tell texts apart that hold the same one; on paper, a text may be cut at blanks and marks."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text with characters that no font draws, and the finding about it."""

    words: str
    missing: str
    finding: Diagnostic
    is_in_booklet: bool = False
    """Whether the booklet prints it, whatever sheets do: signs of a situation, other names, tags."""


def check_glyphs(editions: Iterable[Edition], root: Path | None) -> Iterator[Diagnostic]:
    """Yield PRINT002 for fonts of the workspace that cannot be used, and PRINT001 for texts that a sheet prints with a box.

    A sheet decides what it prints, so those in question are set; `root` is the workspace, in which they are kept for the build.
    """
    fonts = sheet_fonts(root)
    yield from fonts.diagnostics
    told: set[Diagnostic] = set()
    for edition in editions:
        for finding in _in_edition(edition, root, fonts, told):
            if finding not in told:
                told.add(finding)
                yield finding


def _in_edition(edition: Edition, root: Path | None, fonts: SheetFonts, told: set[Diagnostic]) -> Iterator[Diagnostic]:
    shared = list(_shared_texts(edition, fonts))
    yield from (text.finding for text in shared if text.is_in_booklet)
    for playbook in edition.playbooks.values():
        texts = [*_own_texts(playbook, fonts), *shared]
        yield from (text.finding for text in texts if text.is_in_booklet)
        if new := [text for text in texts if text.finding not in told]:
            yield from _printed(_undrawn(playbook, edition, root, new, fonts), texts)


def _undrawn(playbook: Playbook, edition: Edition, root: Path | None, texts: Sequence[Text], fonts: SheetFonts) -> Sequence[str]:
    """Return what the sheet of a playbook prints around its boxes; nothing if it is given no character of these texts that no font draws."""
    # Imported here, because hardly any workspace has such a text, and what sets sheets takes as long to import as all else.
    from sopbook.outputs.pdf.sheet_data import page_data
    from sopbook.outputs.pdf.sheets import press_of

    given = fonts.undrawn(json.dumps(page_data(playbook, edition), ensure_ascii=False))
    if not any(character in text.words for character in given for text in texts):
        return ()
    with press_of(edition, root) as press:
        [sheet] = press.sheets([playbook])
    return sheet.undrawn


def _printed(stretches: Iterable[str], texts: Sequence[Text]) -> Iterator[Diagnostic]:
    """Yield the findings about those texts that some printed stretches come from, as far as their words tell."""
    for stretch in stretches:
        for index, character in enumerate(stretch):
            same = [text for text in texts if character in text.missing]
            for number in _NEIGHBOURS if same else ():
                around = stretch[max(0, index - number) : index + number + 1]
                if meant := [text.finding for text in same if around in text.words]:
                    yield from meant
                    break


def _own_texts(playbook: Playbook, fonts: SheetFonts) -> Iterator[Text]:
    """Yield the texts of a playbook in question."""
    in_booklet = [*playbook.kind.situations, *([("aliases",)] if playbook.kind.envelope else [])]
    yield from _texts(playbook.document, playbook.value, fonts, in_booklet)


def _shared_texts(edition: Edition, fonts: SheetFonts) -> Iterator[Text]:
    """Yield the texts of branches and kinds in question, which any sheet may print."""
    for branch in edition.branch.lineage:
        if branch.document is not None:
            yield from _texts(branch.document, branch.document.value, fonts, [("tags",)])
    for kind in edition.kinds:
        words = "\n".join(map(str, _words_of(kind, edition.locale)))
        if missing := fonts.undrawn(words):
            yield Text(words, missing, kind.config.diagnostic((), "PRINT001", _message(missing), _HINT))


def _words_of(kind: Kind, locale: str) -> Iterator[str]:
    yield from (*kind.title.values(), *kind.plural.values())
    labels = kind.labels.get(locale)
    if labels is not None:
        yield from (*labels.fields.values(), *labels.texts.values())
        for group in labels.values.values():
            yield from group.values()


def _texts(document: Document, value: Any, fonts: SheetFonts, in_booklet: Sequence[Pointer], pointer: Pointer = ()) -> Iterator[Text]:
    match value:
        case str() if missing := fonts.undrawn(value):
            is_in_booklet = any(pointer[: len(one)] == one for one in in_booklet)
            yield Text(value, missing, _at_characters(document, pointer, missing), is_in_booklet)
        case dict():
            for name, item in value.items():
                yield from _texts(document, item, fonts, in_booklet, (*pointer, name))
        case list():
            for index, item in enumerate(value):
                yield from _texts(document, item, fonts, in_booklet, (*pointer, index))


_HINT = say(
    "On paper a box stands in its place. Write another character or a word, or put a font that draws it into {of_workspace}/.",
    of_workspace=OF_WORKSPACE,
)


def _message(missing: str) -> str:
    named = ", ".join(f"{character} ({_name(character)})" for character in missing)
    return say("No font of the printed scripts draws {named}.", named=named)


def _at_characters(document: Document, pointer: Pointer, missing: str) -> Diagnostic:
    source, where = document.origin(pointer).document.source, document.place(pointer)
    written = source.text[where.start : where.end]
    begin = next((index for index, character in enumerate(written) if character in missing), None)
    if begin is None:  # A param or a computed value brings it in.
        return document.diagnostic(pointer, "PRINT001", _message(missing), _HINT)
    return source.diagnostic(where.start + begin, where.start + begin + 1, "PRINT001", _message(missing), _HINT)


def _name(character: str) -> str:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower()
    return code if not name or name.startswith("cjk unified") else f"{code}, {name}"
