"""Translations laid over a playbook: each text by the layer that wrote it, by path and by the digest of its source.

When a branch overrides a text, the translation of the old text must not show: so a text is looked up only
in the files of the branch that wrote it and of the branches below that one (docs/decisions/0012-translations-by-string-and-digest.md).
"""

from collections.abc import Mapping, Sequence

from sopbook.branches.fork.node import with_values
from sopbook.branches.translation.file import Translation, TranslationFile
from sopbook.branches.translation.strings import String, digest, path_of, translatable
from sopbook.branches.translation.waiting import Waiting
from sopbook.counters import count
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.document import Document, Origin, Pointer


def translated(
    document: Document, shape: SchemaView, locale: str,
    chain: Sequence[str], languages: Mapping[str, str], files: Mapping[str, TranslationFile],
) -> tuple[Document, tuple[Waiting, ...]]:
    """Return a document in a locale, and the texts that wait for a translation.

    `chain` names the branches from the root to the one at hand, `languages` the language that each writes,
    `files` the translations into `locale` that each has of this playbook.
    """
    if not files and all(languages[branch] == locale for branch in chain):
        return document, ()
    count("translations laid over")
    changed: dict[Pointer, tuple[str, Origin]] = {}
    waiting: list[Waiting] = []
    for pointer, text in translatable(document.value, shape):
        writer = document.origin(pointer).branch
        if languages.get(writer) == locale:
            continue
        string = String(pointer, path_of(pointer, document.value, shape), text)
        found, stale = _look_up(string, chain[chain.index(writer) :] if writer in chain else chain, files)
        if found is None:
            waiting.append(Waiting(string.pointer, languages.get(writer, ""), stale))
        else:
            file, entry = found
            changed[string.pointer] = (entry.text, Origin(file.document, (*entry.place, "text")))
    return (with_values(document, changed) if changed else document), tuple(waiting)


def _look_up(
    string: String, branches: Sequence[str], files: Mapping[str, TranslationFile]
) -> tuple[tuple[TranslationFile, Translation] | None, bool]:
    """Return the nearest valid translation of a text, and whether there is one of what it said before."""
    stale = False
    for branch in reversed(branches):
        file = files.get(branch)
        entry = file.texts.get(string.path) if file else None
        if file and entry and entry.text and string.path not in file.refused:
            if entry.source == digest(string.text):
                return (file, entry), stale
            stale = True
    return None, stale
