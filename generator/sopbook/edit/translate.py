"""Translation files, written and kept fresh: what is missing or stale gets an entry, the source beside it."""

from collections.abc import Iterable

from sopbook.edit.text import Edit, edited, flow, key, line_start, next_line
from sopbook.fork.path import write_path
from sopbook.load.document import Pointer
from sopbook.translation.file import TranslationFile
from sopbook.translation.strings import String, digest

MARK = "#>"
"""Begins a comment that holds the source text. Other comments are people's, and stay."""


def translation_text(identifier: str, schema_line: str, found: Iterable[String], file: TranslationFile | None) -> tuple[str, list[Pointer]]:
    """Return the text of a translation file, and the paths that wait for a translator.

    `found` are the strings that the file should hold, in their order. Valid translations stay byte for
    byte; a stale one keeps its old text as `was`; an entry whose string is gone stays, and check reports it.
    """
    wanted = list(found)
    if file is None:
        head = f"{schema_line}translation: {identifier}\ntexts:\n"
        return head + "".join(_block(s, "") for s in wanted), [s.path for s in wanted]
    text = file.document.source.text
    edits: list[Edit] = []
    waiting: list[Pointer] = []
    end = _end(file, ("texts",))
    for string in wanted:
        entry = file.texts.get(string.path)
        if entry is None:
            waiting.append(string.path)
            edits.append(Edit(end, end, _block(string, "")))
            continue
        place = file.document.places[entry.place]
        start = _with_comment(text, line_start(text, place.key_start or place.start))
        end = _end(file, entry.place)
        old = file.document.value["texts"][entry.place[-1]]
        if entry.source != digest(string.text) or not entry.text:
            waiting.append(string.path)
            edits.append(Edit(start, end, _block(string, entry.text or old.get("was", ""))))
            continue
        if "was" in old:
            edits.append(Edit(*_line(file, (*entry.place, "was")), ""))
        comment = _comment(string)
        if text[start : line_start(text, place.key_start or place.start)] != comment:
            edits.append(Edit(start, line_start(text, place.key_start or place.start), comment))
    if not text.endswith("\n") and edits:
        edits.append(Edit(len(text), len(text), ""))
    return edited(text, edits), waiting


def _block(string: String, was: str) -> str:
    lines = [f"  {key(write_path(string.path))}:", f"    from: {digest(string.text)}", '    text: ""']
    if was:
        lines.append(f"    was: {flow(was)}")
    return _comment(string) + "".join(f"{line}\n" for line in lines)


def _comment(string: String) -> str:
    return "".join(f"  {MARK} {line}".rstrip() + "\n" for line in string.text.strip("\n").split("\n"))


def _end(file: TranslationFile, pointer: Pointer) -> int:
    """Return where the line after a value begins; of the whole table, where its first entry would stand."""
    text, place = file.document.source.text, file.document.places[pointer]
    if pointer == ("texts",):
        return next_line(text, place.key_start or 0)
    last = max((p.end for ptr, p in file.document.places.items() if ptr[: len(pointer)] == pointer), default=place.end)
    stretch = text[: last].rstrip("\n")
    return next_line(text, max(len(stretch) - 1, place.start))


def _line(file: TranslationFile, pointer: Pointer) -> tuple[int, int]:
    text, place = file.document.source.text, file.document.places[pointer]
    return line_start(text, place.key_start or place.start), _end(file, pointer)


def _with_comment(text: str, start: int) -> int:
    """Return where the source comment above a line begins, or the line itself where it has none."""
    while start:
        above = line_start(text, start - 1)
        if not text[above:start].lstrip().startswith(MARK):
            break
        start = above
    return start
