"""What laying one fork over its parent leaves behind: what it overrides, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sopbook.diagnostics import Diagnostic
from sopbook.fork.node import Node, Origin, grow, plain
from sopbook.fork.override import ABSENT, Accepted, Action, Override
from sopbook.fork.spot import Spot
from sopbook.load.document import Document, Pointer


@dataclass
class Ledger:
    """Collects the overrides and the findings of one fork."""

    fork: Document
    branch: str
    parent: str
    """The name of the parent branch, for messages."""
    accepted: Mapping[Pointer, Accepted]
    overrides: list[Override] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def origin(self, place: Pointer) -> Origin:
        """Return a place of the fork as an origin."""
        return Origin(self.branch, self.fork, place)

    def report(self, place: Pointer, code: str, message: str, hint: str, *, key: bool = False) -> None:
        """Add a finding at a place of the fork."""
        self.diagnostics.append(self.fork.diagnostic(place, code, message, hint, key=key))

    def record(self, action: Action, spot: Spot, theirs: Node | None, mine: Any, order: tuple[str, ...] = ()) -> None:
        """Remember that the fork overrides a place of the parent."""
        self.overrides.append(Override(
            spot.path, action, spot.place, ABSENT if theirs is None else plain(theirs), mine, spot.why, order
        ))

    def written(self, value: Any, place: Pointer) -> Node | None:
        """Return a value of the fork as new content; None, with a finding, where it holds operators."""
        found = list(_inner_operators(value, place))
        for where in found:
            self.report(
                where, "FORK008", f"{where[-1]} cannot stand inside new content.",
                "New items and replaced values are written whole, without operators.", key=True,
            )
        return None if found else grow(value, lambda pointer: self.origin((*place, *pointer)))

    def delete(self, theirs: Node | None, spot: Spot) -> None:
        """Record a deletion; what is not there, and never was, cannot be deleted (FORK012)."""
        if theirs is None and spot.path not in self.accepted:
            self.report(
                spot.place, "FORK012", f"There is no {spot.name} in {self.parent}, so nothing is deleted.",
                "Delete these lines, or correct the name.", key=True,
            )
            return
        self.record("delete", spot, theirs, ABSENT)


def _inner_operators(value: Any, place: Pointer) -> list[Pointer]:
    if isinstance(value, dict):
        return [
            found for key, item in value.items()
            for found in ([(*place, key)] if key.startswith("$") else _inner_operators(item, (*place, key)))
        ]
    if isinstance(value, list):
        return [found for index, item in enumerate(value) for found in _inner_operators(item, (*place, index))]
    return []
