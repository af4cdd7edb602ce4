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
) -> Node | None:
    """Return a set with a fork's items added and taken out; None where there is none and nothing is added.

    Reports FORK011 for an item that is named twice, FORK012 for one that is to be taken out and is not there.
    """
    named: set[str] = set()
    missing: set[str] = set()

    def is_new(value: Any, where: Pointer) -> bool:
        if braced(value) in named:
            ledger.report(where, "FORK011", f"{shown(value)} stands twice in {name_of(path)}.", "Keep one of them.")
            return False
        named.add(braced(value))
        return True

    items: list[Node] = list(theirs.value) if theirs is not None else []
    for index, value in enumerate(change.get("$remove", [])):
        where = (*place, "$remove", index)
        if not is_new(value, where):
            continue
        found = next((item for item in items if item.value == value), None)
        if found is None and (*path, braced(value)) not in ledger.accepted:
            meant = near(str(value), (str(item.value) for item in items))
            ledger.report(
                where, "FORK012", f"{shown(value)} does not stand in {name_of(path)} of {ledger.parent}, so nothing is taken out.",
                f"Did you mean {meant}?" if meant else "Delete it from $remove.",
            )
            missing.add(braced(value))
            continue
        items = [item for item in items if item is not found]
        ledger.record("delete", (*path, braced(value)), where, found, ABSENT, why)
    for index, value in enumerate(change.get("$add", [])):
        where = (*place, "$add", index)
        if braced(value) not in missing and not is_new(value, where):
            continue
        found = next((item for item in items if item.value == value), None)
        node = ledger.written(value, where)
        if node is None:
            continue
        ledger.record("add", (*path, braced(value)), where, found, value, why)
        if found is None:
            items.append(node)
    if theirs is None and not items:
        return None
    return Node(items, theirs.origin if theirs is not None and items else ledger.origin(place))
