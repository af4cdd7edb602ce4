"""Files under new ids: a fork, a playbook and their translations, with what they say about it; everything else stays."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sopbook.authoring.lock_file import updated
from sopbook.authoring.text import Edit, WriteError, edited, key, next_line, write_whole
from sopbook.branches.branch_files import Key
from sopbook.branches.fork.former import FORMERLY, PresentIds, former_ids, with_current_names
from sopbook.branches.fork.path import parse_path, write_path
from sopbook.branches.playbooks import BranchPlaybook, BranchPlaybooks
from sopbook.branches.renames import under_present_ids
from sopbook.source.document import Document, Pointer


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file as it is to be: where it lies now, where it will lie, and its text."""

    old: str
    new: str
    text: str


def renamed_fork(stock: BranchPlaybooks, now: Key, called: Key, theirs: BranchPlaybook) -> Iterator[Rewritten]:
    """Yield a branch's fork and its translations under the id `now`; `called` is the key of its files, `theirs` what it forks.

    Only files in which something changes are among them. Raises WriteError where a file of the new name exists.
    """
    document = stock.files.forks.get(called)
    if document is not None:
        _, places = with_current_names(document, theirs.document.value, theirs.kind.shape)
        values: dict[Pointer, str] = {one.place: one.written or one.now for one in places}
        if document.value["fork"] != now[1]:
            values[("fork",)] = now[1]
        yield from _changed(document, [_value(document, pointer, text) for pointer, text in values.items()], f"{now[1]}.yaml")
    yield from renamed_translations(stock, now, called, stock.entries.get(now, theirs))


def renamed_translations(stock: BranchPlaybooks, now: Key, called: Key, entry: BranchPlaybook) -> Iterator[Rewritten]:
    """Yield the translations that a branch has of a playbook, with the present ids of it and of its items."""
    for (kind, identifier, locale), document in stock.files.translations.items():
        if (kind, identifier) != called:
            continue
        edits = [_value(document, ("translation",), now[1])] if document.value["translation"] != now[1] else []
        texts, ids = document.value.get("texts"), PresentIds(entry.document.value, entry.kind.shape)
        for path in texts if isinstance(texts, dict) else ():
            present = write_path(ids.path(parse_path(path)))
            place = document.places.get(("texts", path))
            if present != path and present not in texts and place and place.key_start is not None and place.key_end is not None:
                edits.append(Edit(place.key_start, place.key_end, key(present)))
        yield from _changed(document, edits, f"{now[1]}.{locale}.yaml")


def renamed_playbook(stock: BranchPlaybooks, called: Key, identifier: str) -> Iterator[Rewritten]:
    """Yield a branch's own playbook and its translations under another id, the former one below `formerly`.

    Raises WriteError for a playbook whose kind has no such field, or that is written in braces.
    """
    entry, document = stock.entries[called], stock.files.playbooks[called]
    place = document.places.get(("id",))
    if not entry.kind.envelope or FORMERLY not in entry.kind.shape.properties or place is None:
        raise WriteError(f"The kind {entry.kind.name} has no field {FORMERLY}, so nobody would find the playbook by its former id.")
    edits = [_value(document, ("id",), identifier)]
    former = document.places.get((FORMERLY,))
    if former is not None:
        names = [name for name in dict.fromkeys((*former_ids(document.value), called[1])) if name != identifier]
        edits.append(Edit(former.start, former.end, f"[{', '.join(map(key, names))}]"))
    elif place.key_start is None or document.places[()].flow:
        raise WriteError(f"{document.path} is written in braces; write {FORMERLY} into it yourself.")
    else:
        line = next_line(document.source.text, place.end)
        edits.append(Edit(line, line, f"{FORMERLY}: [{key(called[1])}]\n"))
    yield from _changed(document, edits, f"{identifier}.yaml")
    yield from renamed_translations(stock, (called[0], identifier), called, entry)


def write_renamed(root: Path, files: list[Rewritten]) -> None:
    """Write files under their new names, all of them before any old one goes. Raises WriteError."""
    for file in files:
        write_whole(root, file.new, file.text)
    for file in files:
        if file.old != file.new:
            (root / file.old).unlink()


def renamed_lock_file(root: Path, stock: BranchPlaybooks, above: Mapping[Key, Key], theirs: Mapping[Key, BranchPlaybook]) -> str:
    """Return the text of a branch's lock file with present ids; `above` are playbooks under new ids, `theirs` what is forked."""
    forked = {now: (theirs[now].document.value, theirs[now].kind.shape) for now in above.values() if now in theirs}
    return updated(root, under_present_ids(stock.lock_file, above, forked), {})


def _changed(document: Document, edits: list[Edit], name: str) -> Iterator[Rewritten]:
    new = str(PurePosixPath(document.path).with_name(name))
    if edits or new != document.path:
        yield Rewritten(document.path, new, edited(document.source.text, edits))


def _value(document: Document, pointer: Pointer, text: str) -> Edit:
    place = document.places[pointer]
    return Edit(place.start, place.end, key(text))
