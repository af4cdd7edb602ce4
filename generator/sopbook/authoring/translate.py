"""Translation files, written and kept fresh: what is missing or stale gets an entry, the source beside it."""

from collections.abc import Iterator

from sopbook.authoring.text import Edit, edited, flow, key, line_start, next_line, with_line_ends
from sopbook.authoring.translation_plan import Plan, Planned
from sopbook.branches.fork.path import write_path
from sopbook.branches.translation.file import Translation, TranslationFile, read_translation
from sopbook.branches.translation.strings import String, digest
from sopbook.source.document import Document, Pointer
from sopbook.source.text import Source
from sopbook.source.yaml.parser import parse

MARK = "#>"
"""Begins a comment that holds the source text. Other comments are people's, and stay."""
NOTE = "#<"
"""Begins a comment that says which file a text was taken from."""


def translation_text(identifier: str, schema_line: str, planned: Plan, file: TranslationFile | None) -> str:
    """Return the text of a translation file that holds what is planned.

    Valid translations stay byte for byte; one whose text has moved gets the new path; a stale one keeps its old
    text as `was`; an entry whose string is gone stays, and check reports it. A file in another layout than ours
    is rewritten.
    """
    if file is None:
        return _rewritten(identifier, schema_line, planned)
    before = file.document.source.text
    text = _refreshed(planned, _with_plain_line_ends(file).document)
    if _entries_of(text, file) != _expected(planned):
        text = _rewritten(identifier, schema_line, planned)
    return with_line_ends(text, before)


def _with_plain_line_ends(file: TranslationFile) -> TranslationFile:
    """Return a file as it would be without carriage returns, so that edits need not know of them."""
    text = file.document.source.text
    if "\r\n" not in text:
        return file
    document, _ = parse(Source(file.document.path, text.replace("\r\n", "\n")), file.branch)
    again, _ = read_translation(document, file.locale) if document else (None, [])
    return again or file


def _refreshed(planned: Plan, document: Document) -> str:
    """Return the file's text with its entries brought up to date where they stand."""
    text = document.source.text
    edits: list[Edit] = []
    place = document.places.get(("texts",))
    cursor = next_line(text, place.key_start or 0) if place else len(text)
    for one in planned.entries:
        if one.entry is None:
            edits.append(Edit(cursor, cursor, _block(one)))
            continue
        start, begin, end = _extent(document, one.entry)
        if one.is_kept:
            edits += _kept(document, one, start, begin)
        else:
            edits.append(Edit(start, end, _block(one)))
        cursor = end
    for gone in planned.dropped:
        start, _, end = _extent(document, gone)
        edits.append(Edit(start, end, ""))
    if edits and not text.endswith("\n"):
        text += "\n"
    return edited(text, edits)


def _kept(document: Document, one: Planned, start: int, begin: int) -> Iterator[Edit]:
    """Yield the edits of an entry that holds: its path where that has changed, its source, and what `was`."""
    assert one.entry is not None  # noqa: S101  (only such an entry can hold)
    text = document.source.text
    yield from _was(document, one.entry.place)
    place = document.places[one.entry.place]
    if one.is_moved and place.key_start is not None and place.key_end is not None:
        yield Edit(place.key_start, place.key_end, key(write_path(one.string.path)))
    notes = "".join(line for line in text[start:begin].splitlines(keepends=True) if line.lstrip().startswith(NOTE))
    if text[start:begin] != notes + _comment(one.string):
        yield Edit(start, begin, notes + _comment(one.string))


def _entries_of(text: str, file: TranslationFile) -> dict[str, tuple[str, str]] | None:
    """Return the source and text of each entry of a file as it would be read, or None where it could not be."""
    document, problems = parse(Source(file.document.path, text), file.branch)
    if document is None or problems:
        return None
    again, problems = read_translation(document, file.locale)
    if again is None or problems:
        return None
    return {str(entry.place[-1]): (entry.source, entry.text) for entry in again.texts.values()}


def _expected(planned: Plan) -> dict[str, tuple[str, str]]:
    entries = {write_path(one.string.path): (digest(one.string.text), one.text.strip("\n")) for one in planned.entries}
    return entries | {str(one.place[-1]): (one.source, one.text) for one in planned.others}


def _rewritten(identifier: str, schema_line: str, planned: Plan) -> str:
    """Return a whole file in our own layout, the entries of strings that are gone at its end."""
    blocks = [_block(one) for one in planned.entries]
    blocks += [_entry(str(one.place[-1]), one.source, one.text, "") for one in planned.others]
    return f"{schema_line}translation: {key(identifier)}\ntexts:{'' if blocks else ' {}'}\n{''.join(blocks)}"


def _block(one: Planned) -> str:
    note = ""
    if one.remembered:
        more = one.remembered.files - 1
        note = f"  {NOTE} as in {one.remembered.path}{f' and {more} more' if more else ''}; delete this line once you have looked\n"
    return note + _comment(one.string) + _entry(write_path(one.string.path), digest(one.string.text), one.text, one.was)


def _entry(path: str, source: str, text: str, was: str) -> str:
    lines = [f"  {key(path)}:", f"    from: {source}", f"    text: {flow(text)}"]
    if was:
        lines.append(f"    was: {flow(was)}")
    return "".join(f"{line}\n" for line in lines)


def _comment(string: String) -> str:
    return "".join(f"  {MARK} {line}".rstrip() + "\n" for line in _lines(string.text.strip("\n")))


def _lines(text: str) -> list[str]:
    """Return the lines of a text as a comment can hold them: what YAML forbids in one is left out."""
    return ["".join(c for c in line if c.isprintable() or c == " ") for line in text.split("\n")]


def _extent(document: Document, entry: Translation) -> tuple[int, int, int]:
    """Return where an entry's source comment starts, where its key's line starts, and where the line after it starts."""
    text = document.source.text
    begin = line_start(text, document.places[entry.place].key_start or 0)
    ends = [place.end for pointer, place in document.places.items() if pointer[:-1] == entry.place]
    last = len(text[: max(ends, default=document.places[entry.place].end)].rstrip("\n"))
    return _with_comment(text, begin), begin, next_line(text, max(last - 1, 0))


def _was(document: Document, pointer: Pointer) -> list[Edit]:
    place = document.places.get((*pointer, "was"))
    if place is None or place.key_start is None:
        return []
    text = document.source.text
    return [Edit(line_start(text, place.key_start), next_line(text, max(len(text[: place.end].rstrip("\n")) - 1, 0)), "")]


def _with_comment(text: str, start: int) -> int:
    """Return where the tool's own comment above a line begins, or the line itself where it has none."""
    while start:
        above = line_start(text, start - 1)
        if not text[above:start].lstrip().startswith((MARK, NOTE)):
            break
        start = above
    return start
