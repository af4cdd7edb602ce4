"""Documents for tests: a text in, its value, its places and its findings out."""

from sopbook.source.diagnostics import Diagnostic
from sopbook.source.document import Document, Pointer
from sopbook.source.files import decode
from sopbook.source.yaml.parser import parse

PATH = "playbooks/hq/note/a.yaml"


def read(text: str) -> tuple[Document | None, list[Diagnostic]]:
    """Return the document of a file with this text, and every finding about it."""
    source, found = decode(PATH, text.encode())
    if source is None:
        return None, found
    document, more = parse(source)
    return document, found + more


def document(text: str) -> Document:
    """Return the document of a text with which nothing is wrong."""
    made, found = read(text)
    assert made is not None
    assert said(found) == []
    return made


def said(found: list[Diagnostic]) -> list[str]:
    """Return the findings as `line:column-line:column CODE message | hint`."""
    return [
        f"{d.span.line}:{d.span.column}-{d.span.end_line}:{d.span.end_column} {d.code} {d.message}"
        + (f" | {d.hint}" if d.hint else "")
        for d in found
    ]


def codes(found: list[Diagnostic]) -> list[tuple[int, str]]:
    """Return the line and the code of every finding, from the top."""
    return sorted((d.span.line, d.code) for d in found)


def cut(made: Document, pointer: Pointer) -> str:
    """Return the stretch of the text in which a value is written, over all its lines."""
    place = made.place(pointer)
    return made.source.text[place.start : place.end]
