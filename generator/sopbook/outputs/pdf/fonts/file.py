"""One font file: whether it can be used, and what it draws."""

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sopbook.source.diagnostics import say
from sopbook.source.diagnostics.faults import reason

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

ENDINGS = (".otf", ".ttc", ".ttf")
LARGEST_FONT = 40_000_000
"""Bytes. The whole of Noto Sans CJK, a collection of ten faces, has 19,500,000; each typesetter holds what it uses in its memory."""
_NEEDED_NAMES = ((16, 1), (6,))
"""A family and a name for PDF (OpenType, table name): Typst takes no font without them."""
_NEEDED_TABLES = ("head", "hhea", "hmtx", "maxp")
_OUTLINES = ("glyf", "CFF ", "CFF2")


class UnusableFontError(Exception):
    """A file is no font for us; the text says why."""


def content_digest(file: Path, home: Path) -> str:
    """Return the digest of a font file, which may not lead out of its home. Raises UnusableFontError."""
    try:
        if not file.resolve(strict=True).is_relative_to(home.resolve()):
            raise UnusableFontError(say("it is a link to a place outside the workspace"))
        size = file.stat().st_size
        if size > LARGEST_FONT:
            raise UnusableFontError(say("it has {size:,} bytes, and {most:,} is the most", size=size, most=LARGEST_FONT))
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise UnusableFontError(reason(error)) from error


@cache
def characters(file: Path, digest: str) -> frozenset[str]:  # noqa: ARG001  (a changed file is read again)
    """Return the characters that a font draws. Raises UnusableFontError."""
    from fontTools.ttLib import TTCollection, TTFont  # Here, because few workspaces have fonts of their own.

    try:
        with file.open("rb") as stream:
            size = file.stat().st_size
            is_collection = file.suffix.lower() == ".ttc"
            faces = TTCollection(stream, lazy=True).fonts if is_collection else [TTFont(stream, lazy=True)]
            return frozenset[str]().union(*(_of_face(face, size) for face in faces))
    except UnusableFontError:
        raise
    except Exception as error:
        raise UnusableFontError(say("it is broken, or not a font at all")) from error


def _of_face(font: "TTFont", size: int) -> frozenset[str]:
    if font.flavor is not None:
        raise UnusableFontError(say("it is a {flavor} font for web pages under another name", flavor=font.flavor.upper()))
    if any(table.offset + table.length > size for table in font.reader.tables.values()):
        raise UnusableFontError(say("its end is missing"))
    if not any(table in font for table in _OUTLINES):
        raise UnusableFontError(say("it has no outlines that can be printed"))
    for table in _NEEDED_TABLES:
        font[table]  # One that is broken raises.
    if not all(any(font["name"].getDebugName(one) for one in several) for several in _NEEDED_NAMES):
        raise UnusableFontError(say("it lacks the names by which a PDF knows a font"))
    return frozenset(map(chr, font.getBestCmap() or {}))
