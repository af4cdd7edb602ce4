"""Where added and moved items of a list stand: beside their anchors, or beside what is left of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sopbook.fork.ledger import Ledger
from sopbook.load.document import Pointer
from sopbook.validate.wording import near


@dataclass(frozen=True, slots=True)
class Wish:
    """Where an item wants to stand: `first`, `last`, true, `{after: id}` or `{before: id}`."""

    name: str
    where: Any
    place: Pointer
    """Where the fork says so."""
    known_before: tuple[str, ...]
    """The parent's items up to the anchor when the branch accepted; an empty name where there was none before it."""

    @property
    def anchor(self) -> str | None:
        """Return the item that it is to stand beside, or None."""
        return str(next(iter(self.where.values()))) if isinstance(self.where, dict) else None


def arranged(ledger: Ledger, names: Iterable[str], before: list[str], wishes: Iterable[Wish], title: str) -> list[str]:
    """Return the names in their order: each wish beside its anchor, several at one anchor as written.

    `before` are the parent's items, `title` what the list is called. Reports FORK005 (no such anchor),
    FORK007 (the anchor is gone) and FORK008 (items that are to stand beside each other).
    """
    waiting = {wish.name: wish for wish in wishes}
    order = [name for name in names if name not in waiting]
    tail: dict[str, str] = {}
    while waiting:
        ready = [wish for wish in waiting.values() if wish.anchor is None or wish.anchor in order]
        lost = [wish for wish in waiting.values() if wish.anchor not in waiting]
        for wish in ready or lost[:1] or list(waiting.values())[:1]:
            del waiting[wish.name]
            if wish.anchor is None:
                _insert(order, tail, wish.name, "first" if wish.where == "first" else "last", None)
            elif wish.anchor in order:
                _insert(order, tail, wish.name, next(iter(wish.where)), wish.anchor)
            elif lost:
                anchor = _fallback(ledger, wish, order, before, title)
                _insert(order, tail, wish.name, "after" if anchor else "first", anchor)
            else:
                ledger.report(
                    wish.place, "FORK008", f"{wish.name} cannot stand beside {wish.anchor}, which is to stand beside it.",
                    "Name another anchor for one of them.", key=True,
                )
                former = before[: before.index(wish.name)] if wish.name in before else order
                last = next((name for name in reversed(former) if name in order), None)
                order.insert(order.index(last) + 1 if last else 0, wish.name)
    return order


def up_to(before: list[str], where: Any) -> tuple[str, ...]:
    """Return the parent's items up to the anchor of a position, the anchor included where the item comes after it."""
    if not isinstance(where, dict):
        return ()
    side, anchor = next(iter(where.items()))
    if anchor not in before:
        return ()
    return tuple(before[: before.index(anchor) + (side == "after")]) or ("",)


def position_in_words(where: Any) -> str:
    """Return a position as one text: after greet, first."""
    return " ".join(next(iter(where.items()))) if isinstance(where, dict) else "last" if where is True else str(where)


def _insert(order: list[str], tail: dict[str, str], name: str, side: str, anchor: str | None) -> None:
    if side == "last":
        order.append(name)
    elif side == "before" and anchor is not None:
        order.insert(order.index(anchor), name)
    else:
        last = tail.get(anchor or "")
        order.insert(order.index(last) + 1 if last in order else order.index(anchor) + 1 if anchor else 0, name)
        tail[anchor or ""] = name


def _fallback(ledger: Ledger, wish: Wish, order: list[str], before: list[str], title: str) -> str | None:
    """Return the nearest surviving item before an anchor that is gone; None for the beginning of the list."""
    anchor = str(wish.anchor)
    former = before[: before.index(anchor)] if anchor in before else list(wish.known_before)
    nearest = next((name for name in reversed(former) if name in order and name != wish.name), None)
    if anchor not in before and not wish.known_before:
        names = [name for name in before if not name.startswith("\0")]
        meant = near(anchor, names)
        listed = f"The items are {', '.join(names)}." if names else "There are none; write $add: last."
        ledger.report(
            wish.place, "FORK005", f"There is no item {anchor} in {title} of {ledger.parent} to put {wish.name} beside.",
            f"Did you mean {meant}?" if meant else listed, key=True,
        )
        return order[-1] if order else None
    ledger.report(
        wish.place, "FORK007",
        f"The item {anchor} beside which {wish.name} stood is gone, so it stands {f'after {nearest}' if nearest else 'first'} now.",
        "Name another anchor if that is wrong.", key=True,
    )
    return nearest
