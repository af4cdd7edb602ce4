"""Where added and moved items of a list stand: beside their anchors, or beside what is left of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sopbook.branches.fork.merge_log import MergeLog
from sopbook.branches.fork.neighbours import NEAREST, Neighbours, between, displaced, is_named, neighbours
from sopbook.branches.fork.override import Accepted
from sopbook.source.diagnostics import joined, say
from sopbook.source.document import Pointer

_LISTED = 12
"""How many items of a list a hint names."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an item wants to stand: `first`, `last`, true, `{after: id}` or `{before: id}`."""

    name: str
    where: Any
    place: Pointer
    """Where the fork says so."""
    beside: Neighbours | None
    """The parent's item that it names and where that one is, or was when the branch accepted."""

    @property
    def side(self) -> str:
        """Return on which side: first, last, before or after."""
        return str(next(iter(self.where))) if isinstance(self.where, dict) else "first" if self.where == "first" else "last"

    @property
    def anchor(self) -> str | None:
        """Return the item that it is to stand beside, or None."""
        return str(next(iter(self.where.values()))) if isinstance(self.where, dict) else None


@dataclass
class _Row:
    """Items in a row, to which others are put: on either side of one of them, first or last."""

    base: list[str]
    before: dict[str, list[str]] = field(default_factory=dict)
    after: dict[str, list[str]] = field(default_factory=dict)
    first: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)

    def put(self, name: str, side: str, anchor: str | None) -> None:
        """Put an item beside another; several on the same side of one stand as they came."""
        if anchor is None:
            (self.first if side == "first" else self.last).append(name)
        else:
            (self.before if side == "before" else self.after).setdefault(anchor, []).append(name)

    def names(self) -> Iterator[str]:
        """Yield all items from the first to the last."""
        waiting = [(name, False) for name in reversed([*self.first, *self.base, *self.last])]
        while waiting:
            name, ready = waiting.pop()
            if ready:
                yield name
                continue
            waiting += ((other, False) for other in reversed(self.after.get(name, ())))
            waiting.append((name, True))
            waiting += ((other, False) for other in reversed(self.before.get(name, ())))


def arranged(ledger: MergeLog, names: Iterable[str], before: Sequence[str], wishes: Sequence[Placement], title: str) -> list[str]:
    """Return the names in their order: each wish beside its anchor, several at one anchor as written.

    `before` are the parent's items, `title` what the list is called. Reports FORK005 (no such anchor),
    FORK007 (the anchor is gone) and FORK008 (items that are to stand beside each other).
    """
    waiting = {wish.name: index for index, wish in enumerate(wishes)}
    row = _Row([name for name in names if name not in waiting])
    in_place = set(row.base)
    left = _left(before, in_place)
    beside: dict[str, list[Placement]] = {}
    ready: list[Placement] = []
    lost: list[Placement] = []
    for wish in wishes:
        if wish.anchor is None or wish.anchor in in_place:
            ready.append(wish)
        elif wish.anchor in waiting:
            beside.setdefault(wish.anchor, []).append(wish)
        else:
            lost.append(wish)

    def settle(ready: list[Placement]) -> None:
        """Put items to their anchors, then those that wait for them, round by round."""
        while ready:
            following: list[Placement] = []
            for wish in ready:
                del waiting[wish.name]
                row.put(wish.name, wish.side, wish.anchor)
                following += beside.get(wish.name, ())
            ready = sorted((wish for wish in following if wish.name in waiting), key=lambda wish: waiting[wish.name])

    def settle_at(wish: Placement, side: str, anchor: str | None) -> None:
        """Put an item elsewhere than it asks for, then those that wait for it."""
        del waiting[wish.name]
        row.put(wish.name, side, anchor)
        settle([other for other in beside.get(wish.name, ()) if other.name in waiting])

    settle(ready)
    for wish in lost:
        settle_at(wish, *_instead(ledger, wish, left, in_place, before, title))
    for wish in wishes:
        if wish.name in waiting:
            ledger.report(
                wish.place, "FORK008", say("{name} cannot stand beside {anchor}, which is to stand beside it.", name=wish.name, anchor=wish.anchor),
                say("Name another anchor for one of them."), key=True,
            )
            former = left.get(wish.name)
            settle_at(wish, "after" if former else "first" if wish.name in left else "last", former)
    return list(row.names())


def anchored(
    where: Any, names: Sequence[str], positions: Mapping[str, int], accepted: Accepted | None
) -> tuple[Neighbours | None, str]:
    """Return the parent's item that a position names, with its neighbours, and its name if the parent has moved it.

    Of one that the parent has no more these are the neighbours of when the branch accepted, as far as they are left.
    """
    if not isinstance(where, dict):
        return None, ""
    side, anchor = next(iter(where.items()))
    known = _known(accepted, side, anchor)
    if anchor in positions:
        moved = known is not None and displaced(known, positions)
        return neighbours(names, positions[anchor]), anchor if moved else ""
    left = next((positions[name] for name in reversed(known.before) if name in positions), None) if known else None
    return (known if left is None else between(anchor, names, left + 1)), ""


def position_in_words(where: Any) -> str:
    """Return a position as one text: after greet, first."""
    return " ".join(next(iter(where.items()))) if isinstance(where, dict) else "last" if where is True else str(where)


def _known(accepted: Accepted | None, side: str, anchor: str) -> Neighbours | None:
    """Return where an anchor was when the branch accepted; None where it was not the parent's, or the fork named another."""
    if accepted is None:
        return None
    if accepted.beside:
        return accepted.beside if accepted.beside.item == anchor else None
    if side == "after":  # As older versions wrote it: the items up to the anchor, with it.
        return Neighbours(anchor, accepted.order[:-1][-NEAREST:]) if accepted.order[-1:] == (anchor,) else None
    return Neighbours(anchor, tuple(name for name in accepted.order if name)[-NEAREST:]) if accepted.order else None


def _left(before: Sequence[str], in_place: set[str]) -> dict[str, str | None]:
    """Return, for each of the parent's items, the nearest one before it that stays where it is."""
    left: dict[str, str | None] = {}
    last = None
    for name in before:
        left[name] = last
        last = name if name in in_place else last
    return left


def _instead(
    ledger: MergeLog, wish: Placement, left: Mapping[str, str | None], in_place: set[str], before: Sequence[str], title: str
) -> tuple[str, str | None]:
    """Return where an item stands whose anchor is gone: its side, and another anchor or None."""
    anchor, known = str(wish.anchor), wish.beside
    if anchor not in left and known is None:
        ledger.report(
            wish.place, "FORK005", say("There is no item {anchor} in {title} of {parent} to put {name} beside.", anchor=anchor, title=title, parent=ledger.parent, name=wish.name),
            ledger.suggestion(anchor, filter(is_named, before)) or _listed(before), key=True,
        )
        return "last", None
    if anchor in left:
        nearest, following = left[anchor], None
    else:
        assert known is not None  # noqa: S101  (or else it was never there, see above)
        nearest = next((name for name in reversed(known.before) if name in in_place and name != wish.name), None)
        following = next((name for name in known.after if name in in_place and name != wish.name), None)
        following = following if len(known.before) >= NEAREST else None
    side, other = ("after", nearest) if nearest else ("before", following) if following else ("first", None)
    ledger.report(
        wish.place, "FORK007", say(
            "The item {anchor} beside which {name} stood is gone, so it stands {where} now.",
            anchor=anchor, name=wish.name, where=_where(side, other),
        ),
        say("Name another anchor if that is wrong."), key=True,
    )
    return side, other


def _where(side: str, other: str | None) -> str:
    if other is None:
        return say("first")
    return say("after {other}", other=other) if side == "after" else say("before {other}", other=other)


def _listed(before: Sequence[str]) -> str:
    names = list(islice(filter(is_named, before), _LISTED + 1))
    if not names:
        return say("There are none; write $add: last.")
    listed = joined(", ", names[:_LISTED])
    return say("The items are {listed} and others.", listed=listed) if len(names) > _LISTED else say("The items are {listed}.", listed=listed)
