"""Who names a playbook, or the items of it that a change touches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sopbook.branches.branch_files import Key
from sopbook.branches.fork.path import KeyedPath, named, write_path
from sopbook.branches.history.effect import Effect
from sopbook.branches.items import NamedItem, NamedItems
from sopbook.branches.playbooks import BranchPlaybook, BranchPlaybooks
from sopbook.branches.tree import BranchTree
from sopbook.kinds.references import named_key
from sopbook.kinds.schema_view import SchemaView, leaves
from sopbook.source.document import Pointer


def references_to(key: Key, changed: KeyedPath, stocks: Mapping[str, BranchPlaybooks], branch: str, family: BranchTree) -> Iterator[Effect]:
    """Yield, file by file, the places in a branch and below it that name a playbook, or an item at, above or below `changed`.

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
        if named_key(shape, value) == self.key:
            return not is_own
        reference = self.items.reference(self.by, pointer, value, shape) if not is_own or self.changed else None
        return reference is not None and any(self._is_changed(item) for item in self.items.found(reference))

    def _is_changed(self, item: NamedItem) -> bool:
        target = self.entries[item.key]
        path = named(target.document.value, item.pointer, target.kind.shape)
        length = min(len(path), len(self.changed))
        return item.key == self.key and path[:length] == self.changed[:length]
