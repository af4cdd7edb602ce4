"""What kinds compute for the playbooks that a lock speaks of, without checking a whole edition."""

from collections.abc import Iterator, Mapping
from typing import Any

from sopbook.branches.branch_files import Key
from sopbook.branches.playbook import Playbook
from sopbook.branches.playbooks import BranchPlaybooks
from sopbook.branches.resolved import Resolver
from sopbook.handbook.check.derive import Derivations
from sopbook.source.schema.document import validate


class ComputedValues:
    """The values of playbooks with what their kinds compute, each edition's worked out when it is first asked for."""

    def __init__(self, stocks: Mapping[str, BranchPlaybooks], resolver: Resolver) -> None:
        self._stocks = stocks
        self._resolver = resolver
        self._editions: dict[tuple[str, str], Derivations] = {}

    def values(self, one: Playbook, other: Playbook) -> tuple[Any, Any]:
        """Return the values of a playbook in two branches with what their kind computes, or without it where either does not fit its schema."""
        values = tuple(self._computed(playbook) if playbook.kind.derivations else playbook.value for playbook in (one, other))
        return (values[0], values[1]) if all(values) else (one.value, other.value)

    def _computed(self, playbook: Playbook) -> Any:
        edition = playbook.branch.name, playbook.locale
        if edition not in self._editions:
            self._editions[edition] = Derivations(_Sound(self._stocks[edition[0]], edition[1], self._resolver))
        return self._editions[edition].value(playbook.kind.name, playbook.id)


class _Sound(Mapping[Key, Playbook]):
    """The playbooks of an edition that fit their schemas, each resolved when it is first asked for."""

    def __init__(self, stock: BranchPlaybooks, locale: str, resolver: Resolver) -> None:
        self._stock = stock
        self._locale = locale
        self._resolver = resolver
        self._resolved: dict[Key, Playbook | None] = {}

    def __getitem__(self, key: Key) -> Playbook:
        if key not in self._resolved:
            entry = self._stock.entries.get(key)
            playbook = self._resolver.alone(entry, self._stock, self._locale) if entry else None
            self._resolved[key] = None if playbook is None or validate(playbook.document, playbook.kind.validator) else playbook
        found = self._resolved[key]
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[Key]:
        return iter(self._stock.entries)

    def __len__(self) -> int:
        return len(self._stock.entries)
