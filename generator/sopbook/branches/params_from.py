"""Params that a playbook takes from another one: `params_from` of the envelope says where each stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sopbook.branches.fork.path import KeyedPath, parse_path
from sopbook.kinds.kind import Kind
from sopbook.kinds.references import Key, named_key
from sopbook.source.document import Document
from sopbook.source.pointer import at

FIELD = "params_from"


class _Playbook(Protocol):
    @property
    def kind(self) -> Kind: ...
    @property
    def document(self) -> Document: ...


@dataclass(frozen=True, slots=True)
class Source:
    """Where a param comes from: a playbook, and the path of the value in it."""

    key: Key | None
    """None where the field that should name the playbook says nothing."""
    path: KeyedPath
    named_by: str
    """The field of the playbook that names the other one, or an empty text where kind and id are written out."""


def params_from(playbook: _Playbook) -> Mapping[str, Source]:
    """Return where each param comes from that a playbook takes from another one, by its name."""
    written = at(playbook.document.value, (FIELD,), {}) if playbook.kind.envelope else {}
    addresses = written.items() if isinstance(written, dict) else ()
    return {name: _source(address, playbook) for name, address in addresses if isinstance(address, str)}


def _source(address: str, playbook: _Playbook) -> Source:
    """Return the place that an address means: `prices#/items/{masks}/usual` by a field, `merchandise/december#/…` by kind and id."""
    head, _, path = address.partition("#")
    kind, slash, identifier = head.partition("/")
    if slash:
        return Source((kind, identifier), parse_path(path), "")
    return Source(named_key(playbook.kind.shape.child(head), at(playbook.document.value, (head,))), parse_path(path), head)


def is_param(value: Any) -> bool:
    """Return whether a value can stand in a text: words or a number."""
    return isinstance(value, str | int | float) and not isinstance(value, bool)
