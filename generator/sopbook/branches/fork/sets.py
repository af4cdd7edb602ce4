"""Sets in a fork: lists of single values whose order means nothing, such as tags."""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from typing import Any

from sopbook.branches.fork.change_site import ChangeSite
from sopbook.branches.fork.merge_log import MergeLog
from sopbook.branches.fork.node import Node, plain
from sopbook.branches.fork.override import ABSENT, signature
from sopbook.branches.fork.path import below, braced, in_braces
from sopbook.source.diagnostics import say
from sopbook.source.schema.wording import shown


def merge_set(ledger: MergeLog, theirs: Node | None, change: dict[str, Any], spot: ChangeSite) -> Node | None:
    """Return a set with a fork's items added and taken out; None where there is none and nothing is added.

    Reports FORK011 for an item that is named twice, FORK012 for one that is to be taken out and is not there.
    """
    items: dict[Hashable, Node] = {}
    again: list[Node] = []
    for item in theirs.value if theirs is not None else ():
        sign = signature(plain(item))
        if sign in items:
            again.append(item)  # The parent's mistake, which has its finding there.
        else:
            items[sign] = item
    named = {_name(plain(item)): sign for sign, item in items.items()}
    removed: set[str] = set()
    for value, at in _items(ledger, change, "$remove", spot, named, set()):
        found = items.pop(signature(value), None)
        if found is None and at.path not in ledger.known.accepted:
            ledger.report(
                at.place, "FORK012", say("{value} does not stand in {name} of {parent}, so nothing is taken out.", value=shown(value), name=spot.name, parent=ledger.parent),
                ledger.suggestion(str(value), (str(item.value) for item in items.values())) or say("Delete it from $remove."),
            )
            continue
        removed.add(str(at.path[-1]))
        ledger.record("delete", at, found, ABSENT)
    for value, at in _items(ledger, change, "$add", spot, named, removed):
        written = ledger.written(value, at)
        if written is not None:
            node, at = written
            found = items.setdefault(signature(plain(node)), node)
            ledger.record("add", at, None if found is node else found, plain(node))
    if theirs is None and not items:
        return None
    return Node([*items.values(), *again], theirs.origin if theirs is not None and items else ledger.origin(spot.place))


def _items(
    ledger: MergeLog, change: dict[str, Any], operator: str, spot: ChangeSite, named: dict[str, Hashable], used: set[str]
) -> Iterator[tuple[Any, ChangeSite]]:
    """Yield the items that an operator names, each with its spot, and only once; `used` are names that have had their turn."""
    used = set(used)
    for index, value in enumerate(change.get(operator, [])):
        name = _name(value)
        at = replace(spot.below(operator, index), path=below(spot.path, name), shape=spot.shape.child("*"))
        if named.setdefault(name, signature(value)) != signature(value):
            ledger.report(
                at.place, "FORK011", say('{name} has both {value} and "{value}", which paths cannot tell apart.', name=spot.name, value=in_braces(value)),
                say("Write both in the same way."),
            )
        elif name in used:
            ledger.report(at.place, "FORK011", say("{value} appears twice in {name}.", value=shown(value), name=spot.name), say("Keep one of them."))
        else:
            used.add(name)
            yield value, at


def _name(value: Any) -> str:
    return braced(in_braces(value))
