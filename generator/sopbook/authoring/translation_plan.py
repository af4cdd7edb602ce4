"""What a translation file is to hold: for each text an entry, from the file itself, from other files, or empty."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sopbook.branches.fork.path import KeyedPath, write_path
from sopbook.branches.translation.file import Translation, TranslationFile
from sopbook.branches.translation.memory import Remembered
from sopbook.branches.translation.strings import String, digest
from sopbook.source.document import Pointer


@dataclass(frozen=True, slots=True)
class Planned:
    """The entry of one text. An empty `text` waits for a translator."""

    string: String
    entry: Translation | None = None
    """What the file has for it, perhaps under a former path."""
    text: str = ""
    was: str = ""
    """The translation of what the text said before."""
    remembered: Remembered | None = None
    """The memory that the text comes from."""

    @property
    def is_kept(self) -> bool:
        """Return whether the file's own entry holds: only its path may change."""
        return self.entry is not None and bool(self.text) and self.remembered is None

    @property
    def is_moved(self) -> bool:
        """Return whether the file's entry fits but stands under a former path."""
        return self.entry is not None and self.is_kept and self.entry.place[-1] != write_path(self.string.path)


@dataclass(frozen=True)
class Plan:
    """The entries of a translation file in the order of the playbook's texts, and what else it holds."""

    entries: tuple[Planned, ...]
    dropped: tuple[Translation, ...] = ()
    """Entries that go, because another one of the file took their place."""
    others: tuple[Translation, ...] = ()
    """Entries that stay: of texts that are gone, or that this branch does not have to translate."""

    @property
    def waiting(self) -> list[KeyedPath]:
        """Return the paths of the texts that wait for a translator."""
        return [one.string.path for one in self.entries if not one.text]

    @property
    def moved(self) -> int:
        """Return how many translations go along with a text that has moved."""
        return sum(one.is_moved for one in self.entries)

    @property
    def remembered(self) -> int:
        """Return how many translations come from other places of the same source text."""
        return sum(one.remembered is not None for one in self.entries)


def plan(
    wanted: Iterable[String], known: Iterable[String], file: TranslationFile | None, memory: Mapping[str, Remembered]
) -> Plan:
    """Return what a translation file is to hold.

    `wanted` are the strings that the branch has to translate, `known` all of the playbook: an entry of a
    text that moved goes along with it, found by its digest. `memory` fills in what nobody has translated here.
    """
    texts: Mapping[KeyedPath, Translation] = file.texts if file else {}
    strings: dict[KeyedPath, String] = {}
    for string in known:
        strings.setdefault(string.path, string)
    asked = {string.path for string in wanted}
    fitting = {path: entry for path, entry in texts.items() if path in strings and _fits(entry, strings[path])}
    kept = {path: entry for path, entry in fitting.items() if path in asked or entry.place[-1] != write_path(path)}
    kept |= _moved(
        [string for path, string in strings.items() if path not in fitting],
        [entry for path, entry in texts.items() if entry.text and path not in fitting],
    )
    entries = {path: Planned(strings[path], entry, entry.text) for path, entry in kept.items()}
    used = {one.entry.place for one in entries.values() if one.entry}
    for path in [path for path in strings if path in asked and path not in entries]:
        own = texts.get(path)
        own = None if own is None or own.place in used else own
        found = memory.get(digest(strings[path].text))
        entries[path] = Planned(
            strings[path], own, found.text if found else "", _was(file, own) if file and own and not found else "", found
        )
    used |= {one.entry.place for one in entries.values() if one.entry}
    rest = {path: entry for path, entry in texts.items() if entry.place not in used}
    return Plan(
        tuple(entries[path] for path in strings if path in entries),
        tuple(entry for path, entry in rest.items() if path in entries),
        tuple(entry for path, entry in rest.items() if path not in entries),
    )


def _fits(entry: Translation, string: String) -> bool:
    return bool(entry.text) and entry.source == digest(string.text)


def _moved(strings: list[String], homeless: list[Translation]) -> dict[KeyedPath, Translation]:
    """Return the entries that translate a text but stand where it stood before; the most alike paths go together."""
    by_source: dict[str, list[Translation]] = {}
    for entry in homeless:
        by_source.setdefault(entry.source, []).append(entry)
    pairs = [(string, entry) for string in strings for entry in by_source.get(digest(string.text), ())]
    moved: dict[KeyedPath, Translation] = {}
    taken: set[Pointer] = set()
    for string, entry in sorted(pairs, key=lambda pair: -_likeness(*pair)):
        if string.path not in moved and entry.place not in taken:
            moved[string.path] = entry
            taken.add(entry.place)
    return moved


def _likeness(string: String, entry: Translation) -> int:
    """Return how many steps of a text's path and of an entry's are the same."""
    return sum(one == other for one, other in zip(write_path(string.path).split("/"), str(entry.place[-1]).split("/"), strict=False))


def _was(file: TranslationFile, entry: Translation) -> str:
    """Return what a translator can work from: the translation of the former source."""
    return entry.text or str(file.document.value["texts"][entry.place[-1]].get("was", ""))
