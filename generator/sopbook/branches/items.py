"""The items of playbooks that other places name by their ids: found by what `x-item` says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sopbook.branches.fork.former import former_ids
from sopbook.branches.fork.path import item_name
from sopbook.kinds.kind import Kind
from sopbook.kinds.references import ItemLists, Key, from_the_top, item_lists, key_beside
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, expand


@dataclass(frozen=True, slots=True)
class NamedItem:
    """An item of a playbook: whose it is, and where it stands in it."""

    key: Key
    pointer: Pointer
    id: str
    value: Any = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class ItemReference:
    """A text that names an item, and the lists in which it may be: each a playbook and a pattern from its top."""

    pointer: Pointer
    id: str
    said: ItemLists
    places: tuple[tuple[Key, Pointer], ...]


class NamedItems:
    """The items of some documents, each with its kind and its value, by their ids. Each list is indexed once."""

    def __init__(self, documents: Mapping[Key, tuple[Kind, Any]]) -> None:
        self._documents = documents
        self._lists: dict[tuple[Key, Pointer], dict[str, list[NamedItem]]] = {}
        self._registers: dict[tuple[str, Pointer], dict[str, list[NamedItem]]] = {}

    def reference(self, key: Key, pointer: Pointer, value: Any, shape: SchemaView) -> ItemReference | None:
        """Return what a value of a document names, or None where it names no item, or nobody has said of which playbook."""
        said = item_lists(shape)
        if said is None or not isinstance(value, str):
            return None
        if said.kind:
            keys = [one for one in self._documents if one[0] == said.kind]
        elif said.of:
            kind, whole = self._documents[key]
            beside = key_beside(whole, kind.shape, pointer, said.of)
            keys = [beside] if beside and beside in self._documents else []
        else:
            keys = [key]
        patterns = [from_the_top(one, pointer) for one in said.lists]
        return ItemReference(pointer, value, said, tuple((one, pattern) for one in keys for pattern in patterns))

    def found(self, reference: ItemReference) -> list[NamedItem]:
        """Return the items that a reference names: one, if all is well."""
        if reference.said.kind:
            return [
                item for pattern in dict.fromkeys(pattern for _, pattern in reference.places)
                for item in self.register(reference.said.kind, pattern).get(reference.id, ())
            ]
        return [item for key, pattern in reference.places for item in self._index(key, pattern).get(reference.id, ())]

    def register(self, kind: str, pattern: Pointer) -> Mapping[str, list[NamedItem]]:
        """Return the items of a list of all playbooks of a kind, by their ids."""
        if (kind, pattern) not in self._registers:
            made = self._registers[kind, pattern] = {}
            for key in self._documents:
                for name, items in self._index(key, pattern).items() if key[0] == kind else ():
                    made.setdefault(name, []).extend(items)
        return self._registers[kind, pattern]

    def ids(self, reference: ItemReference) -> list[str]:
        """Return all ids that could stand at a reference, in the order of their lists."""
        return list(dict.fromkeys(name for key, pattern in reference.places for name in self._index(key, pattern)))

    def present_id(self, reference: ItemReference) -> str | None:
        """Return the id that an item has now which was called as the reference says, or None where none or several were."""
        all_items = [items for key, pattern in reference.places for items in self._index(key, pattern).values()]
        now = {item.id for items in all_items for item in items if reference.id in former_ids(item.value)}
        return now.pop() if len(now) == 1 else None

    def _index(self, key: Key, pattern: Pointer) -> Mapping[str, list[NamedItem]]:
        if (key, pattern) not in self._lists:
            made = self._lists[key, pattern] = {}
            kind, value = self._documents[key]
            for name, pointer in items_in(value, kind.shape, pattern):
                made.setdefault(name, []).append(NamedItem(key, pointer, name, at(value, pointer)))
        return self._lists[key, pattern]


def items_in(value: Any, shape: SchemaView, pattern: Pointer) -> Iterator[tuple[str, Pointer]]:
    """Yield the id and the place of each item of the lists that a pattern means, in the order of the document."""
    for pointer in expand(value, pattern):
        items, of_list = at(value, pointer), shape.at(pointer)
        for index, item in enumerate(items if isinstance(items, list) else ()):
            name = item_name(item, of_list) if isinstance(item, dict) else None
            if name is not None:
                yield name, (*pointer, index)
