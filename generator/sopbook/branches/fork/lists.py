"""Lists whose items have a key, in a fork: change, add, move, delete, each item by its key."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from sopbook.branches.fork.change_site import ChangeSite
from sopbook.branches.fork.merge_log import MergeLog, without_reasons
from sopbook.branches.fork.neighbours import Neighbours, Standing, displaced, is_named, neighbours, unnamed
from sopbook.branches.fork.node import Node
from sopbook.branches.fork.operators import fields, misuses, operators
from sopbook.branches.fork.override import ABSENT, Accepted
from sopbook.branches.fork.path import below
from sopbook.branches.fork.positions import Placement, anchored, arranged, position_in_words
from sopbook.branches.fork.rules import key_of
from sopbook.source.diagnostics import say
from sopbook.source.schema.wording import in_quotes, shown

ChangeItem = Callable[[Node, dict[str, Any], ChangeSite], Node]
"""(item, its changed fields, where) -> the item changed."""


@dataclass
class _Items:
    """A list being changed: its items by name, and where those that are added or moved want to stand."""

    ledger: MergeLog
    spot: ChangeSite
    key: str
    items: dict[str, Node]
    new: bool
    """Whether the parent has no such list, and had none: then every item is a new one."""
    wishes: list[Placement] = field(default_factory=list)
    changed: bool = False
    """Whether items come, go or move: then it is the fork that wrote the list."""

    def __post_init__(self) -> None:
        self.before = list(self.items)
        self.positions = {name: position for position, name in enumerate(self.before)}


def merge_items(ledger: MergeLog, change_item: ChangeItem, theirs: Node | None, change: list[Any], spot: ChangeSite, key: str) -> Node | None:
    """Return a keyed list with a fork's items laid over it; None where there is none and nothing is added.

    Reports FORK005 (no such item), FORK006 (added, but there already), FORK007 (the anchor is gone, a
    warning), FORK008 (operators), FORK011 (an item without its key, or a key twice), FORK012.
    """
    named: dict[str, Node] = {}
    for position, node in enumerate(theirs.value if theirs else ()):
        name = _name(node, key)
        named[unnamed(position) if name is None or name in named else name] = node
    run = _Items(ledger, spot, key, named, theirs is None and not ledger.known.had(spot.path))
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
    if theirs is None and not order:
        return None
    return Node([run.items[name] for name in order], ledger.origin(spot.place) if run.changed or theirs is None else theirs.origin)


def _change(run: _Items, change_item: ChangeItem, name: str, item: dict[str, Any], at: ChangeSite) -> None:
    """Make the change that one item of a fork asks for."""
    used, ledger = operators(item), run.ledger
    if "$add" in used or (run.new and not used.keys() - {"$why"}):
        _add(run, name, item, at)
    elif "$delete" in used:
        if name not in run.items and at.path not in ledger.known.accepted:
            _unknown(run, name, at, say("Correct the id, or delete the item from the fork."))
            return
        ledger.delete(run.items.pop(name, None), at)
        run.changed = True
    elif name not in run.items:
        _vanished(ledger, item, at)
        _unknown(run, name, at)
    else:
        if used.get("$replace") is True:
            written = ledger.written(fields(item), at)
            if written is not None:
                node, where = written
                ledger.record("set", where, run.items[name], _content(item))
                run.items[name] = node
        else:
            if item.keys() == {run.key, "$why"}:
                ledger.report_idle_reason(at.place)
            run.items[name] = change_item(run.items[name], {k: v for k, v in fields(item).items() if k != run.key}, at)
        if "$move" in used:
            _move(run, name, used["$move"], at)


def _add(run: _Items, name: str, item: dict[str, Any], at: ChangeSite) -> None:
    ledger, where = run.ledger, operators(item).get("$add", "last")
    accepted = ledger.known.accepted.get(at.path)
    if name in run.items:
        if accepted:
            ledger.record("add", at, run.items[name], _content(item))
        ledger.report(
            (*at.place, run.key), "FORK006", say("{parent} already has an item {name}, so it cannot be added a second time.", parent=ledger.parent, name=name),
            say("Without $add you change theirs; or give yours another id."),
        )
        return
    written = ledger.written(fields(item), at)
    if written is not None:
        node, spot = written
        _place(run, name, where, spot, "$add", _content(item))
        run.items[name] = node


def _move(run: _Items, name: str, where: Any, at: ChangeSite) -> None:
    """Record a move under a path of its own: the item itself is not changed by it."""
    spot = ChangeSite(at.place, below(at.path, "$move"), at.shape, at.reasons, at.lists)
    _place(run, name, where, spot, "$move", position_in_words(where))


def _place(run: _Items, name: str, where: Any, spot: ChangeSite, operator: str, mine: Any) -> None:
    """Record that an item is added or moved, with what the parent says of that place, and remember where it is to stand."""
    accepted = run.ledger.known.accepted.get(spot.path)
    beside, shifted = anchored(where, run.before, run.positions, accepted)
    if operator == "$add":
        run.ledger.record("add", spot, None, mine, Standing(beside, shifted=shifted))
    else:
        known = _stood(name, accepted)
        moved = known is not None and displaced(known, run.positions)
        stands = neighbours(run.before, run.positions[name])
        theirs = Node(say("after {before}", before=stands.before[-1]) if stands.before else "first", run.items[name].origin)
        run.ledger.record("move", spot, theirs, mine, Standing(beside, stands, name if moved else shifted))
    run.wishes.append(Placement(name, where, (*spot.place[: len(run.spot.place) + 1], operator), beside))
    run.changed = True


def _stood(name: str, accepted: Accepted | None) -> Neighbours | None:
    """Return where the parent had a moved item when the branch accepted; older versions wrote the item before it."""
    if accepted is None or accepted.stood or not isinstance(accepted.value, str):
        return accepted.stood if accepted else None
    return Neighbours(name, (accepted.value,))


def _content(item: dict[str, Any]) -> Any:
    """Return what an item says, without operators and reasons."""
    return without_reasons(fields(item))


def _name(node: Node, key: str) -> str | None:
    name = node.value.get(key) if isinstance(node.value, dict) else None
    return name.value if name is not None and isinstance(name.value, str) else None


def _unnamed(run: _Items, index: int, name: Any) -> None:
    """Report an item that has no key, or one whose key another item has (FORK011)."""
    ledger, place, key = run.ledger, (*run.spot.place, index), run.key
    if isinstance(name, str):
        ledger.report((*place, key), "FORK011", say("{value} appears twice in {name}.", value=shown(name), name=run.spot.name), say("Join the two items."))
        return
    what = {"name": run.spot.name, "key": key}
    former = key_of(ledger.known.merged.get(run.spot.path, ""))
    if isinstance(name, bool | int | float):
        written = ledger.fork.written((*place, key)) or str(name)
        ledger.report((*place, key), "FORK011", say("This item of {name} does not say which one it changes: its {key} is {written}, which is no text.", written=written, **what), in_quotes(name, written))
    elif former and former != key:
        ledger.report(
            place, "FORK011", say("This item of {name} does not say which one it changes: its {key} is missing, and the kind no longer knows the items by {former}.", former=former, **what),
            say("Begin it with {key}: and the {key} of {parent}'s item, in the place of its {former}.", key=key, parent=ledger.parent, former=former),
        )
    else:
        ledger.report(
            place, "FORK011", say("This item of {name} does not say which one it changes: its {key} is missing.", **what),
            say("Begin it with {key}: and the {key} of {parent}'s item, or give a new one and $add.", key=key, parent=ledger.parent),
        )


def _vanished(ledger: MergeLog, item: dict[str, Any], at: ChangeSite) -> None:
    """Record what the fork changes of an item that the parent had when the branch accepted it."""
    for accepted in ledger.known.below(at.path):
        name = str(accepted[len(at.path)])
        if name in item:
            ledger.record("set", ChangeSite(at.place, accepted, at.shape, at.reasons, gone=at.path), None, item[name])
    if at.path in ledger.known.accepted:
        ledger.record("set", replace(at, gone=at.path), None, _content(item))


def _unknown(run: _Items, name: str, at: ChangeSite, otherwise: str = say("If it is a new one, add $add: last (or {{after: …}}) to it.")) -> None:
    """Report an item that the parent does not have (FORK005), or does not have any more."""
    ledger, parent, title = run.ledger, run.ledger.parent, run.spot.name
    entry = ledger.known.accepted.get(at.path)
    if ledger.known.below(at.path) or (entry and entry.value is not ABSENT):
        what = say("{title}, and the item with it,", title=title) if run.spot.gone else say("it")
        ledger.report(
            (*at.place, run.key), "FORK005", say("There is no item {name} in {title} of {parent} any more.", name=name, title=title, parent=parent),
            say("{parent} has deleted {what} since you accepted it. Delete it here, too, or keep your own with $add: last.", parent=parent, what=what),
        )
        return
    ledger.report(
        (*at.place, run.key), "FORK005", say("There is no item {name} in {title} of {parent}.", name=name, title=title, parent=parent),
        ledger.suggestion(name, (other for other in run.before if is_named(other))) or otherwise,
    )
