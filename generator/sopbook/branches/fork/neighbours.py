"""Where an item stands among its neighbours, and whether somebody has moved it since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NEAREST = 5
"""How many neighbours on either side are remembered: enough to find the place again when some are gone."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """An item of a list, and the items nearest to it, in their order."""

    item: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an item that a fork adds or moves stands among the parent's items."""

    beside: Neighbours | None = None
    """The parent's item beside which it is to stand, and where that one is."""
    stood: Neighbours | None = None
    """Of a moved item: where the parent has it."""
    shifted: str = ""
    """The item, moved by the fork or standing beside what it adds or moves, that the parent has moved since."""


NOWHERE = Standing()
"""The standing of what is neither added nor moved."""


def neighbours(names: Sequence[str], position: int) -> Neighbours:
    """Return the neighbours of the item at a position of a list."""
    return Neighbours(names[position], between("", names, position).before, between("", names, position + 1).after)


def between(item: str, names: Sequence[str], position: int) -> Neighbours:
    """Return the neighbours that an item has which stands, or stood, before the one at a position of a list."""
    return Neighbours(
        item, tuple(filter(is_named, names[max(0, position - NEAREST) : position])), tuple(filter(is_named, names[position : position + NEAREST])),
    )


def unnamed(position: int) -> str:
    """Return a stand-in for the name of an item that has none, or the name of another one."""
    return f"\0{position}"


def is_named(name: str) -> bool:
    """Return whether a name is an item's own."""
    return not name.startswith("\0")


def displaced(then: Neighbours, positions: Mapping[str, int]) -> bool:
    """Return whether an item has been moved past any of its neighbours that are left; `positions` are today's.

    Of two that have changed places either may be the one that was moved, so both count. Items that came or
    went between do not matter, nor do neighbours that were moved away from between the others.
    """
    if then.item not in positions:
        return False
    row = [name for name in (*then.before, then.item, *then.after) if name in positions]
    today = [positions[name] for name in row]
    up_to = [1] * len(row)
    from_here = [1] * len(row)
    for i in range(len(row)):
        up_to[i] += max((up_to[j] for j in range(i) if today[j] < today[i]), default=0)
    for i in reversed(range(len(row))):
        from_here[i] += max((from_here[j] for j in range(i + 1, len(row)) if today[j] > today[i]), default=0)
    longest = max(up_to)
    # What kept its order is a longest increasing run; an item that is in every such run was not moved.
    kept = [i for i in range(len(row)) if up_to[i] + from_here[i] - 1 == longest]
    mine = row.index(then.item)
    return mine not in kept or sum(up_to[i] == up_to[mine] for i in kept) > 1
