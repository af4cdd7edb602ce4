"""The fonts of printed sheets: ours, and after them those of the workspace. `make fonts` writes ours; docs/decisions/0013 says why just these."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sopbook.outputs.pdf.fonts.file import ENDINGS, UnusableFontError, characters, content_digest
from sopbook.outputs.pdf.fonts.own import drawn_by_ours
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.listing import children
from sopbook.source.text import Source

FAMILIES = ("Noto Sans CJK SC", "Noto Sans Symbols 2", "Noto Emoji")
"""In this order: what the first does not draw, the next one does; then the fonts of the workspace."""
OF_WORKSPACE = "schema/fonts"
"""The folder of a workspace's own fonts."""
_UNSEEN = frozenset(map(chr, [*range(0x20), 0x7F, *range(0x200B, 0x2010), 0x2028, 0x2029, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10)]))
"""Characters that draw nothing: line breaks, joiners, marks of direction, variants of emoji."""


@dataclass(frozen=True, slots=True)
class SheetFonts:
    """What sheets are set with: the files of the workspace that can be used, and what they and ours draw together."""

    files: tuple[Path, ...]
    drawn: frozenset[str] = field(repr=False)
    digest: str
    """A digest of the workspace's files; empty where there are none."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong with files of the workspace (PRINT002)."""

    def undrawn(self, text: str) -> str:
        """Return the characters of a text that cannot be printed, once each, in their order."""
        return "" if text.isascii() else "".join(sorted({*text} - self.drawn, key=text.index))


def sheet_fonts(root: Path | None) -> SheetFonts:
    """Return the fonts for the sheets of a workspace; without one, ours alone."""
    drawn, digest = drawn_by_ours() | _UNSEEN, hashlib.sha256()
    files: list[Path] = []
    diagnostics: list[Diagnostic] = []
    for file in _of_workspace(root):
        try:
            content = content_digest(file, file.parents[2])
            drawn |= characters(file, content)
        except UnusableFontError as error:
            diagnostics.append(Source(f"{OF_WORKSPACE}/{file.name}", "").diagnostic(
                0, 0, "PRINT002", say("This font cannot be used: {error}.", error=error),
                say("Put a whole .otf, .ttf or .ttc of at most 40 MB in its place, or delete it. The sheets are printed without it."),
            ))
        else:
            files.append(file)
            digest.update(f"{file.name}\0{content}\0".encode())
    return SheetFonts(tuple(files), drawn, digest.hexdigest() if files else "", tuple(diagnostics))


def _of_workspace(root: Path | None) -> Iterator[Path]:
    """Yield the font files of a workspace. What only looks like a file, such as a pipe, is told elsewhere (WORK018)."""
    for file in children(root / OF_WORKSPACE) if root is not None else ():
        if file.suffix.lower() in ENDINGS and not file.name.startswith(".") and file.is_file():
            yield file
