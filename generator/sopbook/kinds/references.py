"""What a schema says of a text that names something: a playbook (`x-ref`), or an item of a list (`x-item`)."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from sopbook.kinds.schema_view import SchemaView
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, parse_pointer

Key: TypeAlias = tuple[str, str]
"""A kind, and the id of a playbook of it."""

ANY = "*"
"""In `x-ref`: playbooks of whatever kind."""


@dataclass(frozen=True, slots=True)
class ItemLists:
    """The lists in which a text names an item, and of which playbooks: of this one, of the one that `of` names, or of all of a kind."""

    lists: tuple[str, ...]
    """Pointers from the top; one without a slash is a field beside the reference."""
    of: str = ""
    """The field beside the reference that names the playbook."""
    kind: str = ""


def item_lists(shape: SchemaView) -> ItemLists | None:
    """Return what `x-item` says at a place, or None where the text there names no item."""
    said = shape.get("x-item")
    lists = _texts(said.get("list")) if isinstance(said, dict) else ()
    if not lists:
        return None
    of, kind = said.get("of"), said.get("kind")  # A schema of another draft than ours may say anything.
    return ItemLists(lists, of if isinstance(of, str) else "", kind if isinstance(kind, str) else "")


def from_the_top(text: str, reference: Pointer) -> Pointer:
    """Return a list of `x-item` as a pointer from the top; `reference` is the place, or the pattern, of the text that names an item of it."""
    return parse_pointer(text) if text.startswith("/") else (*around(reference), text)


def around(reference: Pointer) -> Pointer:
    """Return the pointer of the table in which a reference stands, also where it is one of a list of references."""
    while reference and (isinstance(reference[-1], int) or reference[-1] == "*"):
        reference = reference[:-1]
    return reference[:-1]


def kinds_named(shape: SchemaView) -> tuple[str, ...]:
    """Return the kinds of the playbooks that a text may name, ("*",) for all; () where it names none."""
    return _texts(shape.get("x-ref"))


def names_one_kind(shape: SchemaView) -> bool:
    """Return whether a reference is a bare id, since its kind is known."""
    return isinstance(shape.get("x-ref"), str) and shape.get("x-ref") != ANY


def named_key(shape: SchemaView, value: Any) -> Key | None:
    """Return the playbook that a text names, whether there is one or not; None where it names none."""
    kinds = kinds_named(shape)
    if not kinds or not isinstance(value, str):
        return None
    if names_one_kind(shape):
        return kinds[0], value
    kind, slash, identifier = value.partition("/")
    return (kind, identifier) if slash and identifier and (kind in kinds or ANY in kinds) else None


def written_key(shape: SchemaView, key: Key) -> str:
    """Return how a reference of this shape names a playbook."""
    return key[1] if names_one_kind(shape) else "/".join(key)


def key_beside(value: Any, shape: SchemaView, reference: Pointer, field: str) -> Key | None:
    """Return the playbook that a field beside a reference names, or None; `value` and `shape` are those of the whole document."""
    beside = (*around(reference), field)
    return named_key(shape.at(beside), at(value, beside))


def _texts(said: Any) -> tuple[str, ...]:
    listed = said if isinstance(said, list) else [said]
    return tuple(one for one in listed if isinstance(one, str))
