"""What an edition is made of, as one digest: where it is the same, all pages and files of the edition are.

It goes over the object that is handed to whoever publishes, so nothing that shows on a page can be forgotten here. What that
object refers to only in order to check is left out; what is the same but not one object counts the same.
"""

import hashlib
import io
import pickle
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from sopbook.branches.branch import Branch
from sopbook.branches.playbook import Playbook
from sopbook.handbook.check.workspace import EditionName
from sopbook.handbook.edition import Edition, Sibling
from sopbook.kinds.kind import Kind
from sopbook.publication.publication import Publication
from sopbook.source.document import Document

_LEFT_OUT: Mapping[type, frozenset[str]] = {
    Document: frozenset({"places"}),  # They follow from the text.
    Edition: frozenset({"siblings", "views", "whole"}),  # They follow from the playbooks; of siblings, see below.
    Kind: frozenset({"derivations", "rules", "validator"}),  # What they find and compute stands in the playbooks.
}


_SHARED = (Branch, Document, Kind, Playbook)
"""What is large, or part of much else: gone over once."""


def content_digests(publications: Mapping[EditionName, Publication], around: str) -> dict[EditionName, str]:
    """Return for each edition a digest of all that it shows; `around` is one of what all share: settings, pages written by hand, programs."""
    digest = _Digests()
    return {name: digest([around, *_content(publication)]) for name, publication in publications.items()}


def _content(publication: Publication) -> list[object]:
    edition = publication.edition
    return [edition, [_switched_to(one, edition) for one in edition.siblings], publication.own_files, publication.lacks_pages]


def _switched_to(sibling: Sibling, edition: Edition) -> list[object]:
    """Return what the switchers of an edition show of another one: of its playbooks, which of ours it has, and which kinds."""
    shared = sibling.keys & {*edition.playbooks, *edition.broken}
    depth = [branch.cached for branch in sibling.branch.lineage]
    return [sibling.branch.name, sibling.branch.title, depth, sibling.locale, shared, {name for name, _ in sibling.keys}]


class _Digests:
    """Digests of values."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, str]] = {}

    def __call__(self, value: object) -> str:
        """Return the digest of a value."""
        text = io.BytesIO()
        _Canonical(text, self).dump(value)
        return hashlib.sha256(text.getbuffer()).hexdigest()

    def of_shared(self, one: object) -> str:
        """Return the digest of an object that others lead to as well."""
        if id(one) not in self._known:
            self._known[id(one)] = (one, self(_parts(one)))  # Kept with it, or its identity might become another one's.
        return self._known[id(one)][1]


class _Canonical(pickle.Pickler):
    """Writes equal values in equal bytes: pickle would write one object twice otherwise than two equal ones, and sets in any order."""

    def __init__(self, file: io.BytesIO, digests: _Digests) -> None:
        super().__init__(file, protocol=5)
        self.fast = True  # Nothing is written as a reference to what came before.
        self._digests = digests

    def persistent_id(self, obj: Any) -> object:
        """Return what stands for a set or for a data class; None for what is written as it is."""
        if isinstance(obj, _SHARED):
            return "shared", self._digests.of_shared(obj)
        if isinstance(obj, set | frozenset):
            return "set", sorted(map(self._digests, obj))
        return _parts(obj) if is_dataclass(obj) and not isinstance(obj, type) else None


def _parts(one: Any) -> tuple[object, ...]:
    """Return the name of a data class and what its fields hold; they never lead back to it."""
    return (type(one).__qualname__, *(getattr(one, name) for name in _fields(one.__class__)))


@cache
def _fields(type_: Any) -> tuple[str, ...]:
    left_out = _LEFT_OUT.get(type_, frozenset())
    return tuple(field.name for field in fields(type_) if field.name not in left_out)
