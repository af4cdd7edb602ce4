"""Shared texts: what one playbook says in a list, and others take into their own texts as `${text.<id>}`."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from sopbook.branches.branch_files import Key
from sopbook.branches.interpolation import parts
from sopbook.kinds.kind import Kind
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import at

PREFIX = "text."
"""What the name of a shared text begins with; the id of its item follows, or the id of its playbook, a slash and the id."""


class _Playbook(Protocol):
    @property
    def kind(self) -> Kind: ...
    @property
    def document(self) -> Document: ...
    @property
    def is_retired(self) -> bool: ...


def names_of_shared(value: Any) -> Iterator[str]:
    """Yield the names of shared texts in the texts of a document, in its order."""
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from names_of_shared(item)
    elif isinstance(value, str) and f"${{{PREFIX}" in value:
        yield from (part.name for part in parts(value) if part.name and part.name.startswith(PREFIX))


def all_shared(playbooks: Mapping[Key, _Playbook]) -> Iterator[tuple[Key, str, Pointer]]:
    """Yield the shared texts of a branch: playbook, id of the item, and where the text stands."""
    for key, playbook in sorted(playbooks.items(), key=lambda one: one[0]):
        fields = playbook.kind.shared
        if fields is None or playbook.is_retired:
            continue
        id_field = playbook.kind.shape.at(fields.items).get("x-key")
        items = at(playbook.document.value, fields.items)
        for index, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(at(item, (id_field,)), str) and isinstance(at(item, fields.text), str):
                yield key, item[id_field], (*fields.items, index, *fields.text)


def sources(name: str, playbooks: Mapping[Key, _Playbook]) -> list[tuple[Key, Pointer]]:
    """Return where the shared text of this name stands; more than one place where the name does not tell them apart."""
    playbook, _, item = name.removeprefix(PREFIX).rpartition("/")
    return [(key, pointer) for key, found, pointer in all_shared(playbooks) if found == item and playbook in ("", key[1])]


def is_shared(kind: Kind, pointer: Pointer) -> bool:
    """Return whether a place of a playbook is one of its shared texts."""
    fields = kind.shared
    return fields is not None and pointer[: len(fields.items)] == fields.items and pointer[len(fields.items) + 1 :] == fields.text
