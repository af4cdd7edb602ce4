"""A fork laid over what its parent says (design.md, "Forks", points 1 and 2).

Nothing is guessed: what a fork names must be there, what it adds must not, and what it takes away it
says so. Every change is recorded, so that the parent can be watched at just that place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sopbook.counters import count
from sopbook.diagnostics import Diagnostic
from sopbook.fork.ledger import Ledger
from sopbook.fork.lists import merge_items
from sopbook.fork.node import Node, grow, layered, tree
from sopbook.fork.operators import fields, is_reason, misuses, operators
from sopbook.fork.override import Accepted, Override
from sopbook.fork.sets import merge_set
from sopbook.fork.spot import Spot
from sopbook.kinds.shape import Shape
from sopbook.load.document import Document, Pointer

RESERVED = ("fork", "$why", "locks")
"""Top-level keys of a fork that are no changes of its parent's fields."""


@dataclass(frozen=True)
class _Merge:
    """One fork being laid over its parent."""

    ledger: Ledger

    def value(self, theirs: Node | None, change: Any, at: Spot) -> Node | None:
        """Return what becomes of a value; None where nothing is left."""
        if at.place in self.ledger.fork.guessed:
            return theirs
        if change is None:
            self.ledger.report(
                at.place, "FORK004", f"{at.name} is empty; in a fork that neither keeps nor deletes.",
                "To delete it, write $delete: true below it; to keep it, delete the line.", key=True,
            )
            return theirs
        if isinstance(change, dict):
            return self._operated(theirs, change, at)
        if isinstance(change, list) and theirs is None and at.shape.get("x-key"):
            change = [_without_add(item) for item in change]
        if isinstance(change, list) and theirs is not None and isinstance(theirs.value, list):
            if at.shape.get("x-key"):
                return merge_items(self.ledger, self._item, theirs, change, at)
            if at.shape.get("x-merge") == "set":
                self.ledger.report(
                    at.place, "FORK009", f"{at.name} is a set; a plain list would silently replace {self.ledger.parent}'s.",
                    "Write $add: […] and $remove: […] below it, or $replace: […].", key=True,
                )
                return theirs
        return self.put(theirs, change, at)

    def put(self, theirs: Node | None, value: Any, at: Spot, *, anew: bool = False) -> Node | None:
        """Return a value in the place of the parent's; it must be of the same sort unless written `anew`."""
        if theirs is not None and not anew and _sort(theirs.value) != _sort(value):
            self.ledger.report(
                at.place, "FORK010", f"{at.name} is {_sort(value)} here, but {_sort(theirs.value)} in {self.ledger.parent}.",
                "Write it in the same form, or below $replace to write it anew.", key=True,
            )
            return theirs
        node = self.ledger.written(value, at.place)
        if node is None:
            return theirs
        self.ledger.record("set", at, theirs, value)
        return node

    def _operated(self, theirs: Node | None, change: dict[str, Any], at: Spot) -> Node | None:
        """Return what becomes of a value that a fork changes by a table: by operators, or field by field."""
        is_table = theirs is None or isinstance(theirs.value, dict)
        is_list = theirs is None or isinstance(theirs.value, list)
        of_set = is_list and at.shape.get("x-merge") == "set" and bool({"$add", "$remove"} & change.keys())
        used, rest = operators(change), fields(change)
        wrong = list(misuses(change, at.place, self.ledger.fork, of_set=of_set))
        if not wrong and used.keys() - {"$why"} and rest and used.get("$replace") is not True:
            wrong = [self.ledger.fork.diagnostic(
                (*at.place, next(iter(rest))), "FORK008",
                f"{next(iter(rest))} stands beside {next(iter(used))}, which speaks of the whole.", "Keep one of them.", key=True,
            )]
        if wrong:
            self.ledger.diagnostics += wrong
            return theirs
        at = at.because(used.get("$why"))
        if "$delete" in used:
            self.ledger.delete(theirs, at)
            return None
        if "$value" in used:
            return self.value(theirs, used["$value"], at.below("$value"))
        if used.get("$replace") is True and (rest or is_table):
            return self.put(theirs, rest, at, anew=True)
        if "$replace" in used:
            value, where = used["$replace"], at.below("$replace")
            if isinstance(value, dict) and value.keys() == {"$value"}:  # A true in the place of a table.
                value, where = value["$value"], where.below("$value")
            return self.put(theirs, value, where, anew=True)
        if of_set:
            return merge_set(self.ledger, theirs, change, at)
        return self.table(theirs, rest, at) if is_table else self.put(theirs, rest, at)

    def _item(self, theirs: Node, change: dict[str, Any], at: Spot) -> Node:
        return self.table(theirs, change, at) or theirs

    def table(self, theirs: Node | None, change: Mapping[str, Any], at: Spot) -> Node | None:
        """Return a table with a fork's fields laid over the parent's, new ones last; None where there is none and nothing is added."""
        table = dict(theirs.value) if theirs is not None else {}
        origin = theirs.origin if theirs is not None else self.ledger.origin(at.place)
        if theirs is None and not change:
            self.ledger.record("set", at, None, {})
        for name, value in change.items():
            if isinstance(value, dict) and value.get("$delete") is True and name in table and _needs(at.shape, name):
                self.ledger.report(
                    (*at.place, name), "FORK013", f"{name} cannot be deleted: every playbook of the kind needs it.",
                    "Change it instead of deleting it.", key=True,
                )
                continue
            node = self.value(table.get(name), value, at.field(name))
            if node is not None:
                table[name] = node
            elif name in table:
                del table[name]
                origin = self.ledger.origin(at.place)
        return None if theirs is None and change and not table else Node(table, origin)


def merge(
    parent: Document, owner: str, fork: Document, branch: str, parent_branch: str, shape: Shape,
    accepted: Mapping[Pointer, Accepted], identity: Pointer | None = ("id",),
) -> tuple[Document, tuple[Override, ...], list[Diagnostic]]:
    """Return a parent's document with a fork laid over it, what the fork overrides, and what is wrong with it.

    `owner` is the branch that wrote a plain parent, `identity` the place of the id, which no fork changes.
    An empty fork gives back the parent's document itself. Reports FORK004 to FORK014 and LOCK003. Where a change is wrong, the parent's value stays.
    """
    change = fork.value if isinstance(fork.value, dict) else {}
    if not isinstance(parent.value, dict):
        return parent, (), []  # Its schema says so, or nobody minds; a fork speaks of fields.
    count("forks merged")
    ledger = Ledger(fork, branch, parent_branch, accepted)
    top = tree(parent, owner)
    why = change["$why"] if is_reason(change.get("$why")) else ""
    ledger.diagnostics += misuses({k: v for k, v in change.items() if k.startswith("$")}, (), fork, whole=True)
    skip = {*RESERVED, *(name for name in change if name.startswith("$")), *(identity[:1] if identity else ())}
    kept = {name: value for name, value in change.items() if name not in skip}
    node = _Merge(ledger).table(top, kept, Spot((), (), shape, why)) or top
    if "locks" in change:
        _add_locks(ledger, node, change["locks"])
    if not ledger.overrides and "locks" not in change:
        return parent, (), ledger.diagnostics
    return layered(node, fork), tuple(ledger.overrides), ledger.diagnostics


def _without_add(item: Any) -> Any:
    """Return an item of a list that the parent does not have: all of it is new, and may give a reason."""
    return {k: v for k, v in item.items() if k not in ("$add", "$why")} if isinstance(item, dict) else item


def _needs(above: Shape, name: str) -> bool:
    """Return whether a table must have a field in any case: alternatives may need other fields."""
    return name in above.required and not any(above.get(word) for word in ("anyOf", "oneOf", "if"))


def _add_locks(ledger: Ledger, node: Node, locks: Any) -> None:
    """Add a fork's locks to those of its parent: a lower branch adds locks and never lifts one (LOCK003)."""
    if not isinstance(locks, list):
        ledger.report(
            ("locks",), "LOCK003", "A branch can add locks, and neither change nor lift those of its parent.",
            "Write a list of locks of your own; the parent's stay in force.", key=True,
        )
        return
    above = node.value.get("locks")
    if above is not None and not isinstance(above.value, list):
        return  # Malformed in the parent, which has its finding.
    own = grow(locks, lambda pointer: ledger.origin(("locks", *pointer)))
    node.value["locks"] = Node([*(above.value if above else []), *own.value], above.origin if above else own.origin)


def _sort(value: Any) -> str:
    if isinstance(value, dict):
        return "a table of fields"
    return "a list" if isinstance(value, list) else "a single value"


