"""Sets in a fork: lists of single values whose order means nothing, such as tags."""

from typing import Any

from sopbook.fork.ledger import Ledger
from sopbook.fork.node import Node
from sopbook.fork.override import ABSENT
from sopbook.fork.path import braced
from sopbook.load.document import Pointer
from sopbook.validate.wording import name_of, near, shown


def merge_set(
    ledger: Ledger, theirs: Node | None, change: dict[str, Any], place: Pointer, path: Pointer, why: str
) -> Node:
    """Return a set with a fork's items added and taken out.

    Reports FORK012 for an item that is to be taken out and is not there.
    """
    items: list[Node] = list(theirs.value) if theirs is not None else []
    for index, value in enumerate(change.get("$remove", [])):
        where = (*place, "$remove", index)
        found = next((item for item in items if item.value == value), None)
        accepted = ledger.accepted.get((*path, braced(value)))
        if found is None and (accepted is None or accepted.value is ABSENT):
            meant = near(str(value), (str(item.value) for item in items))
            ledger.report(
                where, "FORK012", f"{shown(value)} does not stand in {name_of(path)} of {ledger.parent}, so nothing is taken out.",
                f"Did you mean {meant}?" if meant else "Delete it from $remove.",
            )
            continue
        items = [item for item in items if item is not found]
        ledger.record("delete", (*path, braced(value)), where, found, ABSENT, why)
    for index, value in enumerate(change.get("$add", [])):
        where = (*place, "$add", index)
        found = next((item for item in items if item.value == value), None)
        node = ledger.written(value, where)
        if node is None:
            continue
        ledger.record("add", (*path, braced(value)), where, found, value, why)
        if found is None:
            items.append(node)
    return Node(items, theirs.origin if theirs is not None and items else ledger.origin(place))
