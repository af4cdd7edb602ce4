"""Translation files, written and kept fresh: what is missing or stale gets an entry, the source beside it."""

from collections.abc import Iterable, Mapping

from sopbook.edit.text import Edit, edited, flow, key, line_start, next_line, with_line_ends
from sopbook.fork.path import write_path
from sopbook.load.document import Pointer
from sopbook.load.parser import parse
from sopbook.load.source import Source
from sopbook.translation.file import Translation, TranslationFile, read_translation
from sopbook.translation.strings import String, digest

MARK = "#>"
"""Begins a comment that holds the source text. Other comments are people's, and stay."""


def translation_text(identifier: str, schema_line: str, found: Iterable[String], file: TranslationFile | None) -> tuple[str, list[Pointer]]:
    """Return the text of a translation file, and the paths that wait for a translator.

    `found` are the strings that the file should hold, in their order. Valid translations stay byte for
    byte; a stale one keeps its old text as `was`; an entry whose string is gone stays, and check reports it.
    A file in another layout than ours is written anew.
    """
    wanted = list(found)
    texts: Mapping[Pointer, Translation] = file.texts if file else {}
    waiting = [s.path for s in wanted if not _is_valid(s, texts.get(s.path))]
    if file is None:
        return _anew(identifier, schema_line, wanted, None), waiting
    before = file.document.source.text
    file = _with_plain_line_ends(file)
    text = _refreshed(wanted, file)
    if not _says(text, wanted, file):
        text = _anew(identifier, schema_line, wanted, file)
    return with_line_ends(text, before), waiting


def _with_plain_line_ends(file: TranslationFile) -> TranslationFile:
    """Return a file as it would be without carriage returns, so that edits need not know of them."""
    text = file.document.source.text
    if "\r\n" not in text:
        return file
    document, _ = parse(Source(file.document.path, text.replace("\r\n", "\n")))
    again, _ = read_translation(document, file.branch, file.locale) if document else (None, [])
    return again or file


def _is_valid(string: String, entry: Translation | None) -> bool:
    return entry is not None and bool(entry.text) and entry.source == digest(string.text)


def _refreshed(wanted: list[String], file: TranslationFile) -> str:
    """Return the file's text with its entries brought up to date where they stand."""
    text = file.document.source.text
    edits: list[Edit] = []
    place = file.document.places.get(("texts",))
    cursor = next_line(text, place.key_start or 0) if place else len(text)
    for string in wanted:
        entry = file.texts.get(string.path)
        if entry is None:
            edits.append(Edit(cursor, cursor, _block(string, "")))
            continue
        begin = line_start(text, file.document.places[entry.place].key_start or 0)
        start, end = _with_comment(text, begin), _end(file, entry.place)
        if not _is_valid(string, entry):
            edits.append(Edit(start, end, _block(string, _former(file, entry))))
        else:
            edits += _was(file, entry.place)
            if text[start:begin] != _comment(string):
                edits.append(Edit(start, begin, _comment(string)))
        cursor = end
    if edits and not text.endswith("\n"):
        text += "\n"
    return edited(text, edits)


def _says(text: str, wanted: list[String], file: TranslationFile) -> bool:
    """Return whether a text, read again, holds an entry for each string and every translation that it held before."""
    document, problems = parse(Source(file.document.path, text))
    if document is None or problems:
        return False
    again, problems = read_translation(document, file.branch, file.locale)
    if again is None or problems or {s.path for s in wanted} - again.texts.keys():
        return False
    strings = {s.path: s for s in wanted}
    return all(
        path in again.texts and (
            again.texts[path].text == entry.text and again.texts[path].source == entry.source
            if path not in strings or _is_valid(strings[path], entry) else not again.texts[path].text
        )
        for path, entry in file.texts.items()
    )


def _anew(identifier: str, schema_line: str, wanted: list[String], file: TranslationFile | None) -> str:
    """Return a whole file in our own layout, the entries of strings that are gone at its end."""
    blocks = []
    texts: Mapping[Pointer, Translation] = file.texts if file else {}
    for string in wanted:
        entry = texts.get(string.path)
        if entry is not None and _is_valid(string, entry):
            blocks.append(_comment(string) + _entry(string.path, entry.source, entry.text, ""))
        else:
            blocks.append(_block(string, _former(file, entry) if file and entry else ""))
    known = {string.path for string in wanted}
    blocks += [_entry(path, entry.source, entry.text, "") for path, entry in texts.items() if path not in known]
    return f"{schema_line}translation: {key(identifier)}\ntexts:{'' if blocks else ' {}'}\n{''.join(blocks)}"


def _former(file: TranslationFile, entry: Translation) -> str:
    """Return what a translator can work from: the translation of the former source."""
    return entry.text or str(file.document.value["texts"][entry.place[-1]].get("was", ""))


def _block(string: String, was: str) -> str:
    return _comment(string) + _entry(string.path, digest(string.text), "", was)


def _entry(path: Pointer, source: str, text: str, was: str) -> str:
    lines = [f"  {key(write_path(path))}:", f"    from: {source}", f"    text: {flow(text)}"]
    if was:
        lines.append(f"    was: {flow(was)}")
    return "".join(f"{line}\n" for line in lines)


def _comment(string: String) -> str:
    return "".join(f"  {MARK} {line}".rstrip() + "\n" for line in _lines(string.text.strip("\n")))


def _lines(text: str) -> list[str]:
    """Return the lines of a text as a comment can hold them: what YAML forbids in one is left out."""
    return ["".join(c for c in line if c.isprintable() or c == " ") for line in text.split("\n")]


def _end(file: TranslationFile, pointer: Pointer) -> int:
    """Return where the line after an entry begins: after the last of its single values."""
    text = file.document.source.text
    ends = [place.end for ptr, place in file.document.places.items() if ptr[:-1] == pointer]
    last = len(text[: max(ends, default=file.document.places[pointer].end)].rstrip("\n"))
    return next_line(text, max(last - 1, 0))


def _was(file: TranslationFile, pointer: Pointer) -> list[Edit]:
    place = file.document.places.get((*pointer, "was"))
    if place is None or place.key_start is None:
        return []
    text = file.document.source.text
    return [Edit(line_start(text, place.key_start), next_line(text, max(len(text[: place.end].rstrip("\n")) - 1, 0)), "")]


def _with_comment(text: str, start: int) -> int:
    """Return where the source comment above a line begins, or the line itself where it has none."""
    while start:
        above = line_start(text, start - 1)
        if not text[above:start].lstrip().startswith(MARK):
            break
        start = above
    return start
