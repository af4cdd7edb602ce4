"""Sets in a fork: lists of single values whose order means nothing, such as tags."""

from collections.abc import Iterator
from typing import Any

from sopbook.fork.ledger import Ledger
from sopbook.fork.node import Node
from sopbook.fork.override import ABSENT
from sopbook.fork.path import braced
from sopbook.fork.spot import Spot
from sopbook.validate.wording import near, shown


def merge_set(ledger: Ledger, theirs: Node | None, change: dict[str, Any], spot: Spot) -> Node | None:
    """Return a set with a fork's items added and taken out; None where there is none and nothing is added.

    Reports FORK011 for an item that is named twice, FORK012 for one that is to be taken out and is not there.
    """
    items: list[Node] = list(theirs.value) if theirs is not None else []
    removed: set[str] = set()
    for value, at in _items(ledger, change, "$remove", spot, set()):
        found = _find(items, value)
        if found is None and at.path not in ledger.accepted:
            meant = near(str(value), (str(item.value) for item in items))
            ledger.report(
                at.place, "FORK012", f"{shown(value)} does not stand in {spot.name} of {ledger.parent}, so nothing is taken out.",
                f"Did you mean {meant}?" if meant else "Delete it from $remove.",
            )
            continue
        removed.add(braced(value))
        items = [item for item in items if item is not found]
        ledger.record("delete", at, found, ABSENT)
    for value, at in _items(ledger, change, "$add", spot, removed):
        found = _find(items, value)
        node = ledger.written(value, at.place)
        if node is not None:
            ledger.record("add", at, found, value)
            items += [node] if found is None else []
    if theirs is None and not items:
        return None
    return Node(items, theirs.origin if theirs is not None and items else ledger.origin(spot.place))


def _items(ledger: Ledger, change: dict[str, Any], operator: str, spot: Spot, named: set[str]) -> Iterator[tuple[Any, Spot]]:
    """Yield the items that an operator names, each with its spot, and only once."""
    named = set(named)
    for index, value in enumerate(change.get(operator, [])):
        at = spot.below(operator, index)
        at = Spot(at.place, (*spot.path, braced(value)), spot.shape.child("*"), spot.why)
        if braced(value) in named:
            ledger.report(at.place, "FORK011", f"{shown(value)} stands twice in {spot.name}.", "Keep one of them.")
            continue
        named.add(braced(value))
        yield value, at


def _find(items: list[Node], value: Any) -> Node | None:
    return next((item for item in items if item.value == value), None)
