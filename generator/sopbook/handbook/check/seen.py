"""What a reader sees of a part of a playbook, in a form that can be compared between two branches.

A value alone does not say it: a text shows the titles of its slots, a path the bytes of a file, a tag its name.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sopbook.branches.branch import Branch
from sopbook.branches.fork.locks import Part
from sopbook.branches.fork.path import KeyedPath, located
from sopbook.branches.interpolation import parts
from sopbook.branches.playbook import Playbook
from sopbook.kinds.kind import in_locale
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.attachment import Attachment
from sopbook.source.document import Pointer
from sopbook.source.pointer import at

TAGS = ("tags",)
"""Where a playbook with an envelope has its tags."""


@dataclass(frozen=True)
class Seen:
    """A playbook of an edition as its readers see it. `value` has the params filled in and what the kind computes."""

    playbook: Playbook = field(repr=False)
    value: Any = field(repr=False)
    files: Mapping[Pointer, Attachment] = field(repr=False)

    def at(self, pointer: Pointer) -> Any:
        """Return what is seen at a place, as JSON values; two places that look the same are equal."""
        return self._of(at(self.value, pointer), self.playbook.kind.shape.at(pointer), pointer)

    def part(self, path: KeyedPath) -> Part | None:
        """Return the part of the playbook that a path names, or None where nothing stands there."""
        pointer = located(self.value, path, self.playbook.kind.shape)
        return None if pointer is None else Part(self.value, pointer, self.at)

    def texts(self, pointer: Pointer) -> Iterator[str]:
        """Yield the texts at a place and below it, their params not yet filled in."""
        yield from _texts(at(self.playbook.document.value, pointer), self.playbook.kind.shape.at(pointer))

    def filled(self, pointer: Pointer) -> Iterator[str]:
        """Yield the texts at a place and below it, their params filled in."""
        yield from _texts(at(self.value, pointer), self.playbook.kind.shape.at(pointer))

    def tags(self, pointer: Pointer) -> list[str]:
        """Return the tags at a place, by their ids."""
        found = at(self.value, pointer) if self.playbook.kind.envelope and pointer[:1] == TAGS else []
        return [tag for tag in (found if isinstance(found, list) else [found]) if isinstance(tag, str)]

    def tag(self, identifier: str) -> str:
        """Return what a tag is called here."""
        return self.playbook.branch.tag(identifier, self.playbook.locale)

    def _of(self, value: Any, shape: SchemaView, pointer: Pointer) -> Any:
        if isinstance(value, dict):
            fields = {key: self._of(item, shape.child(key), (*pointer, key)) for key, item in value.items()}
            # The schema puts the fields that it names in order; all others are shown as they are written.
            named = {key: fields.pop(key) for key in [*fields] if key in shape.properties}
            return [named, [[key, item] for key, item in fields.items()]]
        if isinstance(value, list):
            return [self._of(item, shape.child(index), (*pointer, index)) for index, item in enumerate(value)]
        if isinstance(value, str) and shape.takes_names:
            return [value, slots_in(value, self.playbook.branch, self.playbook.locale)]
        if isinstance(value, str) and pointer[:1] == TAGS and len(pointer) == len(TAGS) + 1 and self.playbook.kind.envelope:
            return [value, self.tag(value)]
        if pointer in self.files:
            file = self.files[pointer]
            return [value, file.path, hashlib.sha256(file.content).hexdigest()]
        return value


def slots_in(text: str, branch: Branch, locale: str) -> dict[str, Any]:
    """Return the slots that a text shows in a locale, by name, each as its readers see it.

    A token that a text writes out is shown like its slot (handbook/view/text.py), so that a new slot can change an old text.
    """
    names = [part.name for part in parts(text) if part.is_name and part.name]
    names += [name for name, slot in branch.slots.items() if slot.token and slot.token in text]
    return {name: slot_facts(branch, name, locale) for name in dict.fromkeys(names)}


def slot_facts(branch: Branch, name: str, locale: str) -> Any:
    """Return a slot as its readers see it in a locale: title, example, token, and whether it is kept."""
    slot = branch.slots.get(name)
    if slot is None:
        return None
    example = slot.example if isinstance(slot.example, str) else in_locale(slot.example, locale)
    return [in_locale(slot.title, locale), example, slot.token, slot.keep]


def _texts(value: Any, shape: SchemaView) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, shape.child(key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, shape.child(index))
    elif isinstance(value, str) and shape.takes_names:
        yield value
