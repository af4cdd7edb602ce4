"""Lists whose items have a key, in a fork: change, add, move, delete, each item by its key."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sopbook.fork.ledger import Ledger
from sopbook.fork.node import Node
from sopbook.fork.operators import fields, misuses, operators
from sopbook.fork.override import ABSENT
from sopbook.fork.path import braced
from sopbook.kinds.shape import Shape
from sopbook.load.document import Pointer
from sopbook.validate.wording import in_quotes, name_of, near, shown

ChangeItem = Callable[[Node, dict[str, Any], Pointer, Pointer, Shape, str], Node]
"""(item, its changed fields, place, path, shape, why) -> the item changed."""


@dataclass
class _Wish:
    """Where an added or moved item wants to stand."""

    name: str
    where: Any
    place: Pointer
    known_before: tuple[str, ...]
    """The parent's items up to the anchor, as the branch last accepted them; an empty name where there was none before it."""

    @property
    def spec(self) -> Pointer:
        """Return the place of the wish in the fork."""
        return self.place if self.place[-1] == "$add" else (*self.place, "$move")


def merge_items(
    ledger: Ledger, change_item: ChangeItem, theirs: Node, change: list[Any], place: Pointer, path: Pointer, shape: Shape, why: str
) -> Node:
    """Return a keyed list with a fork's items laid over it.

    Reports FORK005 (no such item), FORK006 (added, but there already), FORK007 (the anchor is gone, a
    warning), FORK008 (operators), FORK011 (an item without its key, or a key twice), FORK012.
    """
    key = shape.get("x-key")
    items: dict[str, Node] = {}
    for position, node in enumerate(theirs.value):
        items.setdefault(_name(node, key) or f"\0{position}", node)
    before = list(items)
    wishes: list[_Wish] = []
    seen: set[str] = set()
    member = shape.child("*")
    changed = False
    for index, item in enumerate(change):
        where = (*place, index)
        if where in ledger.fork.guessed:
            continue
        name = item.get(key) if isinstance(item, dict) else None
        if not isinstance(name, str) or name in seen:
            _unnamed(ledger, where, name, key, path)
            continue
        seen.add(name)
        wrong = list(misuses(item, where, ledger.fork, item=True))
        ledger.diagnostics += wrong
        if wrong:
            continue
        used, inner = operators(item), (*path, braced(name))
        reason = used.get("$why", why)
        if "$add" in used:
            changed |= _add(ledger, items, item, where, inner, reason, before, wishes, name, key)
        elif "$delete" in used:
            if name not in items and inner not in ledger.accepted:
                _unknown(ledger, (*where, key), name, path, items, "Correct the id, or delete the item from the fork.")
                continue
            ledger.delete(items.pop(name, None), where, inner, reason)
            changed = True
        elif name not in items:
            _vanished(ledger, item, where, inner, reason)
            _unknown(ledger, (*where, key), name, path, items)
        else:
            if used.get("$replace") is True:
                node = ledger.written(fields(item), where)
                if node is not None:
                    ledger.record("set", inner, where, items[name], fields(item), reason)
                    items[name] = node
            else:
                items[name] = change_item(items[name], _without(fields(item), key), where, inner, member, reason)
            if "$move" in used:
                wish = _Wish(name, used["$move"], where, _known(ledger, (*inner, "$move")))
                wishes.append(wish)
                position = before.index(name)
                ledger.record(
                    "move", (*inner, "$move"), where, Node(before[position - 1] if position else "", items[name].origin),
                    _written_position(used["$move"]), reason, _up_to(before, used["$move"]),
                )
                changed = True
    moved = {wish.name for wish in wishes}
    order = _arranged(ledger, [name for name in items if name not in moved], before, wishes, path)
    return Node([items[name] for name in order], ledger.origin(place) if changed else theirs.origin)


def _add(
    ledger: Ledger, items: dict[str, Node], item: dict[str, Any], where: Pointer, inner: Pointer, why: str,
    before: list[str], wishes: list[_Wish], name: str, key: str,
) -> bool:
    if name in items:
        if inner in ledger.accepted:
            ledger.record("add", inner, where, items[name], fields(item), why)
        ledger.report(
            (*where, key), "FORK006", f"{ledger.parent} has an item {name} by now, so it cannot be added a second time.",
            "Without $add you change theirs; or give yours another id.",
        )
        return False
    spec = operators(item)["$add"]
    content = fields(item)
    node = ledger.written(content, where)
    if node is None:
        return False
    ledger.record("add", inner, where, None, content, why, _up_to(before, spec))
    wishes.append(_Wish(name, spec, (*where, "$add"), _known(ledger, inner)))
    items[name] = node
    return True


def _arranged(ledger: Ledger, order: list[str], before: list[str], wishes: Iterable[_Wish], path: Pointer) -> list[str]:
    """Return the names in their order: each wish beside its anchor, several at one anchor as written."""
    wished = {wish.name: wish for wish in wishes}
    order = [name for name in order if name not in wished]
    waiting = dict(wished)
    tail: dict[str, str] = {}
    while waiting:
        ready = [w for w in waiting.values() if _anchor(w) is None or _anchor(w) in order]
        stuck = [w for w in waiting.values() if _anchor(w) not in waiting]
        for wish in ready or stuck[:1] or list(waiting.values())[:1]:
            del waiting[wish.name]
            anchor = _anchor(wish)
            if anchor is None:
                _insert(order, tail, wish.name, "first" if wish.where == "first" else "last", None)
            elif anchor in order:
                _insert(order, tail, wish.name, next(iter(wish.where)), anchor)
            elif anchor in wished and not stuck:
                ledger.report(
                    wish.spec, "FORK008", f"{wish.name} cannot stand beside {anchor}, which is to stand beside it.",
                    "Name another anchor for one of them.", key=True,
                )
                former = before[: before.index(wish.name)] if wish.name in before else order
                last = next((name for name in reversed(former) if name in order), None)
                order.insert(order.index(last) + 1 if last else 0, wish.name)
            else:
                anchor = _fallback(ledger, wish, anchor, order, before, path)
                _insert(order, tail, wish.name, "after" if anchor else "first", anchor)
    return order


def _insert(order: list[str], tail: dict[str, str], name: str, side: str, anchor: str | None) -> None:
    if side == "last":
        order.append(name)
    elif side == "before" and anchor is not None:
        order.insert(order.index(anchor), name)
    else:
        last = tail.get(anchor or "")
        order.insert(order.index(last) + 1 if last in order else order.index(anchor) + 1 if anchor else 0, name)
        tail[anchor or ""] = name


def _anchor(wish: _Wish) -> str | None:
    return str(next(iter(wish.where.values()))) if isinstance(wish.where, dict) else None


def _fallback(ledger: Ledger, wish: _Wish, anchor: str, order: list[str], before: list[str], path: Pointer) -> str | None:
    """Return the nearest surviving item before an anchor that is gone; None for the beginning of the list."""
    former = before[: before.index(anchor)] if anchor in before else list(wish.known_before)
    nearest = next((name for name in reversed(former) if name in order and name != wish.name), None)
    if anchor not in before and not wish.known_before:
        names = [name for name in before if not name.startswith("\0")]
        meant = near(anchor, names)
        ledger.report(
            wish.spec, "FORK005", f"There is no item {anchor} in {name_of(path)} of {ledger.parent} to put {wish.name} beside.",
            f"Did you mean {meant}?" if meant else f"The items are {', '.join(names)}." if names else "There are none; write $add: last.", key=True,
        )
        return order[-1] if order else None
    ledger.report(
        wish.spec, "FORK007", f"The item {anchor} beside which {wish.name} stood is gone, so it stands "
        f"{f'after {nearest}' if nearest else 'first'} now.",
        "Name another anchor if that is wrong.", key=True,
    )
    return nearest


def _up_to(before: list[str], spec: Any) -> tuple[str, ...]:
    """Return the parent's items up to the anchor of a position, the anchor included where the item comes after it."""
    if not isinstance(spec, dict):
        return ()
    side, anchor = next(iter(spec.items()))
    if anchor not in before:
        return ()
    return tuple(before[: before.index(anchor) + (side == "after")]) or ("",)


def _known(ledger: Ledger, path: Pointer) -> tuple[str, ...]:
    accepted = ledger.accepted.get(path)
    return accepted.order if accepted else ()


def _written_position(spec: Any) -> str:
    return " ".join(next(iter(spec.items()))) if isinstance(spec, dict) else "last" if spec is True else str(spec)


def _name(node: Node, key: str) -> str | None:
    field = node.value.get(key) if isinstance(node.value, dict) else None
    return field.value if field is not None and isinstance(field.value, str) else None


def _unnamed(ledger: Ledger, where: Pointer, name: Any, key: str, path: Pointer) -> None:
    """Report an item that has no key, or one that stands there already (FORK011)."""
    if isinstance(name, str):
        ledger.report((*where, key), "FORK011", f"{shown(name)} stands twice in {name_of(path)}.", "Join the two items.")
    elif isinstance(name, bool | int | float):
        written = ledger.fork.written((*where, key)) or str(name)
        ledger.report(
            (*where, key), "FORK011", f"This item of {name_of(path)} does not say which one it changes: its {key} is {written}, which is no text.",
            in_quotes(name, written),
        )
    else:
        ledger.report(
            where, "FORK011", f"This item of {name_of(path)} does not say which one it changes: its {key} is missing.",
            f"Begin it with {key}: and the {key} of {ledger.parent}'s item, or give a new one and $add.",
        )


def _vanished(ledger: Ledger, item: dict[str, Any], where: Pointer, inner: Pointer, why: str) -> None:
    """Record what the fork changes of an item that the parent had when the branch accepted it."""
    for accepted in ledger.accepted:
        if accepted[: len(inner)] == inner:
            field = accepted[len(inner)] if len(accepted) > len(inner) else ""
            ledger.record("set", accepted, where, None, item.get(str(field), ABSENT), why)


def _unknown(
    ledger: Ledger, where: Pointer, name: str, path: Pointer, items: dict[str, Node],
    otherwise: str = "If it is a new one, add $add: last (or {after: …}) to it.",
) -> None:
    names = [one for one in items if not one.startswith("\0")]
    meant = near(name, names)
    was_there = any(accepted[: len(path) + 1] == (*path, braced(name)) for accepted in ledger.accepted)
    if was_there:
        otherwise = f"{ledger.parent} has deleted it since you accepted it. Delete it here, too, or keep your own with $add: last."
    ledger.report(
        where, "FORK005", f"There is no item {name} in {name_of(path)} of {ledger.parent}{' any more' if was_there else ''}.",
        f"Did you mean {meant}?" if meant and not was_there else otherwise,
    )




def _without(item: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != key}
