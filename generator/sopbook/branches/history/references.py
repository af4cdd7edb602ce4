"""Who names a playbook, or the items of it that a change touches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sopbook.branches.branch_files import Key
from sopbook.branches.fork.path import KeyedPath, named, write_path
from sopbook.branches.history.effect import Effect
from sopbook.branches.items import NamedItem, NamedItems
from sopbook.branches.params_from import FIELD, params_from
from sopbook.branches.playbooks import BranchPlaybook, BranchPlaybooks
from sopbook.branches.shared_texts import names_of_shared, sources
from sopbook.branches.tree import BranchTree
from sopbook.kinds.references import named_key
from sopbook.kinds.schema_view import SchemaView, leaves
from sopbook.source.document import Pointer


def references_to(key: Key, changed: KeyedPath, stocks: Mapping[str, BranchPlaybooks], branch: str, family: BranchTree) -> Iterator[Effect]:
    """Yield, file by file, the places in a branch and below it that name a playbook, take a text or a value of it in, or name an item at, above or below `changed`.

    A playbook names itself only where it names an item of its own that is changed.
    """
    seen: set[str] = set()
    for one in family.branches.values():
        if not any(b.name == branch for b in one.lineage):
            continue
        entries = stocks[one.name].entries
        items = NamedItems({name: (entry.kind, entry.document.value) for name, entry in entries.items()})
        for name, entry in entries.items():
            if entry.document.path in seen:
                continue
            targets = _Targets(key, changed, name, entries, items)
            pointers = [pointer for pointer, value, shape in leaves(entry.document.value, entry.kind.shape) if targets.has(pointer, value, shape)]
            pointers += targets.params()
            places = tuple(write_path(named(entry.document.value, pointer, entry.kind.shape)) for pointer in pointers)
            if places:
                seen.add(entry.document.path)
                yield Effect("reference", one.name, entry.document.path, places)


@dataclass(frozen=True)
class _Targets:
    """What a reference of one playbook of a branch may lead to, to be among the effects of a change."""

    key: Key
    changed: KeyedPath
    by: Key
    entries: Mapping[Key, BranchPlaybook]
    items: NamedItems

    def has(self, pointer: Pointer, value: Any, shape: SchemaView) -> bool:
        """Return whether a value names the playbook, or an item of it that is changed."""
        is_own = self.by == self.key
        if isinstance(value, str) and (not is_own or self.changed) and any(self._is_at(*one) for name in names_of_shared(value) for one in sources(name, self.entries)):
            return True
        if named_key(shape, value) == self.key:
            return not is_own
        reference = self.items.reference(self.by, pointer, value, shape) if not is_own or self.changed else None
        return reference is not None and any(self._is_changed(item) for item in self.items.found(reference))

    def params(self) -> Iterator[Pointer]:
        """Yield where the playbook says that a param comes from what is changed."""
        for name, source in params_from(self.entries[self.by]).items() if self.by != self.key else ():
            if source.key == self.key and _lie_on_one_line(source.path, self.changed):
                yield FIELD, name

    def _is_changed(self, item: NamedItem) -> bool:
        return self._is_at(item.key, item.pointer)

    def _is_at(self, key: Key, pointer: Pointer) -> bool:
        """Return whether a place lies at, above or below what is changed."""
        target = self.entries[key]
        return key == self.key and _lie_on_one_line(named(target.document.value, pointer, target.kind.shape), self.changed)


def _lie_on_one_line(path: KeyedPath, other: KeyedPath) -> bool:
    """Return whether one of two paths is the other, or leads to it."""
    length = min(len(path), len(other))
    return path[:length] == other[:length]
