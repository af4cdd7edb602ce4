"""Lists whose items have a key, in a fork: change, add, move, delete, each item by its key."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sopbook.fork.ledger import Ledger
from sopbook.fork.node import Node
from sopbook.fork.operators import fields, misuses, operators
from sopbook.fork.override import ABSENT
from sopbook.fork.positions import Wish, arranged, position_in_words, up_to
from sopbook.fork.spot import Spot
from sopbook.validate.wording import in_quotes, near, shown

ChangeItem = Callable[[Node, dict[str, Any], Spot], Node]
"""(item, its changed fields, where) -> the item changed."""


@dataclass
class _Items:
    """A list being changed: its items by name, and where those that are added or moved want to stand."""

    ledger: Ledger
    spot: Spot
    key: str
    items: dict[str, Node]
    wishes: list[Wish] = field(default_factory=list)
    changed: bool = False
    """Whether items come, go or move: then it is the fork that wrote the list."""

    def __post_init__(self) -> None:
        self.before = list(self.items)

    def wish(self, name: str, where: Any, at: Spot, operator: str) -> None:
        """Remember where an item wants to stand."""
        known = self.ledger.accepted.get(at.path)
        self.wishes.append(Wish(name, where, (*at.place[: len(self.spot.place) + 1], operator), known.order if known else ()))
        self.changed = True


def merge_items(ledger: Ledger, change_item: ChangeItem, theirs: Node, change: list[Any], spot: Spot) -> Node:
    """Return a keyed list with a fork's items laid over it.

    Reports FORK005 (no such item), FORK006 (added, but there already), FORK007 (the anchor is gone, a
    warning), FORK008 (operators), FORK011 (an item without its key, or a key twice), FORK012.
    """
    key = spot.shape.get("x-key")
    named: dict[str, Node] = {}
    for position, node in enumerate(theirs.value):
        named.setdefault(_name(node, key) or f"\0{position}", node)
    run = _Items(ledger, spot, key, named)
    seen: set[str] = set()
    for index, item in enumerate(change):
        where = (*spot.place, index)
        name = item.get(key) if isinstance(item, dict) else None
        if where in ledger.fork.guessed:
            continue
        if not isinstance(name, str) or name in seen:
            _unnamed(run, index, name)
            continue
        seen.add(name)
        wrong = list(misuses(item, where, ledger.fork, item=True))
        ledger.diagnostics += wrong
        if not wrong:
            _change(run, change_item, name, item, spot.item(index, name).because(operators(item).get("$why")))
    order = arranged(ledger, run.items, run.before, run.wishes, spot.name)
    return Node([run.items[name] for name in order], ledger.origin(spot.place) if run.changed else theirs.origin)


def _change(run: _Items, change_item: ChangeItem, name: str, item: dict[str, Any], at: Spot) -> None:
    """Make the change that one item of a fork asks for."""
    used, ledger = operators(item), run.ledger
    if "$add" in used:
        _add(run, name, item, at)
    elif "$delete" in used:
        if name not in run.items and at.path not in ledger.accepted:
            _unknown(run, name, at, "Correct the id, or delete the item from the fork.")
            return
        ledger.delete(run.items.pop(name, None), at)
        run.changed = True
    elif name not in run.items:
        _vanished(ledger, item, at)
        _unknown(run, name, at)
    else:
        if used.get("$replace") is True:
            node = ledger.written(fields(item), at.place)
            if node is not None:
                ledger.record("set", at, run.items[name], fields(item))
                run.items[name] = node
        else:
            run.items[name] = change_item(run.items[name], {k: v for k, v in fields(item).items() if k != run.key}, at)
        if "$move" in used:
            _move(run, name, used["$move"], at)


def _add(run: _Items, name: str, item: dict[str, Any], at: Spot) -> None:
    ledger, where, content = run.ledger, operators(item)["$add"], fields(item)
    if name in run.items:
        if at.path in ledger.accepted:
            ledger.record("add", at, run.items[name], content)
        ledger.report(
            (*at.place, run.key), "FORK006", f"{ledger.parent} has an item {name} by now, so it cannot be added a second time.",
            "Without $add you change theirs; or give yours another id.",
        )
        return
    node = ledger.written(content, at.place)
    if node is not None:
        ledger.record("add", at, None, content, up_to(run.before, where))
        run.wish(name, where, at, "$add")
        run.items[name] = node


def _move(run: _Items, name: str, where: Any, at: Spot) -> None:
    """Record a move under a path of its own: the item itself is not changed by it."""
    moved = Spot(at.place, (*at.path, "$move"), at.shape, at.why)
    position = run.before.index(name)
    theirs = Node(run.before[position - 1] if position else "", run.items[name].origin)
    run.ledger.record("move", moved, theirs, position_in_words(where), up_to(run.before, where))
    run.wish(name, where, moved, "$move")


def _name(node: Node, key: str) -> str | None:
    name = node.value.get(key) if isinstance(node.value, dict) else None
    return name.value if name is not None and isinstance(name.value, str) else None


def _unnamed(run: _Items, index: int, name: Any) -> None:
    """Report an item that has no key, or one that stands there already (FORK011)."""
    ledger, place, key = run.ledger, (*run.spot.place, index), run.key
    if isinstance(name, str):
        ledger.report((*place, key), "FORK011", f"{shown(name)} stands twice in {run.spot.name}.", "Join the two items.")
        return
    message = f"This item of {run.spot.name} does not say which one it changes: its {key} is"
    if isinstance(name, bool | int | float):
        written = ledger.fork.written((*place, key)) or str(name)
        ledger.report((*place, key), "FORK011", f"{message} {written}, which is no text.", in_quotes(name, written))
    else:
        ledger.report(
            place, "FORK011", f"{message} missing.",
            f"Begin it with {key}: and the {key} of {ledger.parent}'s item, or give a new one and $add.",
        )


def _vanished(ledger: Ledger, item: dict[str, Any], at: Spot) -> None:
    """Record what the fork changes of an item that the parent had when the branch accepted it."""
    for accepted in ledger.accepted:
        if accepted[: len(at.path)] == at.path:
            name = str(accepted[len(at.path)]) if len(accepted) > len(at.path) else ""
            ledger.record("set", Spot(at.place, accepted, at.shape, at.why), None, item.get(name, ABSENT))


def _unknown(run: _Items, name: str, at: Spot, otherwise: str = "If it is a new one, add $add: last (or {after: …}) to it.") -> None:
    """Report an item that the parent does not have (FORK005), or does not have any more."""
    parent, title = run.ledger.parent, run.spot.name
    if any(accepted[: len(at.path)] == at.path for accepted in run.ledger.accepted):
        run.ledger.report(
            (*at.place, run.key), "FORK005", f"There is no item {name} in {title} of {parent} any more.",
            f"{parent} has deleted it since you accepted it. Delete it here, too, or keep your own with $add: last.",
        )
        return
    meant = near(name, [one for one in run.items if not one.startswith("\0")])
    run.ledger.report(
        (*at.place, run.key), "FORK005", f"There is no item {name} in {title} of {parent}.",
        f"Did you mean {meant}?" if meant else otherwise,
    )
