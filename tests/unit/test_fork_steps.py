"""Merging takes work in proportion to the lists: twice as many items, about twice as many steps, in every shape."""

import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from sopbook.authoring.accept import accepted
from sopbook.branches.fork.drift import drift
from sopbook.branches.fork.known import Known
from sopbook.branches.fork.lockfile import LockFile
from unit.forks import SHAPE, accepted_from, lay, unwritten

SIZES = (500, 1000, 2000)
FEWER = (125, 250, 500)
"""Sizes for most shapes: enough to tell a square from a line, in a quarter of the time."""
IN_FULL = ("each after the one before", "each before the one before", "one beside each", "each moved after the one before")
GROWTH = 2.3
"""What twice the size may cost: twice the steps, and the logarithm of a sort."""


class Name(str):
    """A text that counts how often it is compared or hashed, which happens out of sight of any profile."""

    steps = 0

    def __eq__(self, other: object) -> bool:
        """Return whether the texts are the same, and count."""
        Name.steps += 1
        return str.__eq__(self, other) is True

    def __hash__(self) -> int:
        """Return the hash of the text, and count."""
        Name.steps += 1
        return str.__hash__(self)


def steps_of(run: Callable[[], Any]) -> int:
    """Return how many functions a call calls, ours and Python's own, and how often names are compared on the way."""
    count = 0

    def profile(_frame: FrameType, event: str, _: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    Name.steps = 0
    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count + Name.steps


def name(index: int, kind: str = "n") -> Name:
    """Return a name of its own: no two places share the object."""
    return Name(f"{kind}{index:05d}")


def items(count: int, kind: str = "a") -> list[dict[str, Any]]:
    """Return as many items of a list."""
    return [{"id": name(i, kind), "text": "t"} for i in range(count)]


def added(index: int, where: Any) -> dict[str, Any]:
    """Return an added item."""
    return {"id": name(index), "$add": where, "text": "t"}


Shape = Callable[[int], tuple[Any, Any, Any]]
"""size -> what the parent said when the branch accepted (None: never), what it says now, the fork."""


SHAPES: dict[str, Shape] = {
    "each after the one before": lambda n: (None, items(3), [added(i, {"after": name(i - 1) if i else name(0, "a")}) for i in range(n)]),
    "each before the one before": lambda n: (None, items(3), [added(i, {"before": name(i - 1) if i else name(0, "a")}) for i in range(n)]),
    "each after the one that follows": lambda n: (None, items(3), [added(i, {"after": name(i + 1) if i < n - 1 else name(0, "a")}) for i in range(n)]),
    "many after one": lambda n: (None, items(n), [added(i, {"after": name(n - 1, "a")}) for i in range(n)]),
    "many before one": lambda n: (None, items(n), [added(i, {"before": name(n - 1, "a")}) for i in range(n)]),
    "one beside each": lambda n: (None, items(n), [added(i, {"after": name(i, "a")}) for i in range(n)]),
    "many first": lambda n: (None, items(n), [added(i, "first") for i in range(n)]),
    "a new list": lambda n: (None, None, [{"id": name(i), "text": "t"} for i in range(n)]),
    "each changed": lambda n: (items(n), items(n), [{"id": name(i, "a"), "text": "u"} for i in range(n)]),
    "each moved after the one before": lambda n: (items(n), items(n), [{"id": name(i, "a"), "$move": {"after": name(i - 1, "a")}} for i in range(1, n)]),
    "each moved to the end": lambda n: (items(n), items(n), [{"id": name(i, "a"), "$move": "last"} for i in range(n)]),
    "each moved, and the parent has turned the list round": lambda n: (items(n), items(n)[::-1], [{"id": name(i, "a"), "$move": "first"} for i in range(n)]),
    "each deleted": lambda n: (items(n), items(n), [{"id": name(i, "a"), "$delete": True} for i in range(n)]),
    "a circle of all": lambda n: (None, items(3), [added(i, {"after": name((i + 1) % n)}) for i in range(n)]),
    "circles of two": lambda n: (None, items(3), [added(i, {"after": name(i ^ 1)}) for i in range(n)]),
    "anchors that the fork deletes": lambda n: (
        None, items(n), [{"id": name(i, "a"), "$delete": True} for i in range(1, n)] + [added(i, {"after": name(i, "a")}) for i in range(1, n)]
    ),
    "anchors that the parent has deleted": lambda n: (items(n), items(3), [added(i, {"after": name(i, "a")}) for i in range(n)]),
    "anchors that never were": lambda n: (None, items(n), [added(i, {"after": name(i, "z")}) for i in range(n)]),
    "items that never were": lambda n: (None, items(n), [{"id": name(i, "z"), "text": "u"} for i in range(n)]),
    "items that the parent has deleted": lambda n: (items(n), [], [{"id": name(i, "a"), "text": "u"} for i in range(n)]),
    "a list that the parent has deleted": lambda n: (items(n), None, [{"id": name(i, "a"), "text": "u"} for i in range(n)]),
    "items that are there already": lambda n: (None, items(n), [{**added(i, "last"), "id": name(i, "a")} for i in range(n)]),
    "items without an id": lambda n: (None, items(n), [{"text": "t"} for _ in range(n)]),
    "one item many times": lambda n: (None, items(n), [{"id": name(0, "a"), "text": "u"} for _ in range(n)]),
}  # fmt: skip
SETS: dict[str, Shape] = {
    "added to a set": lambda n: (None, [name(i, "a") for i in range(n)], {"$add": [name(i) for i in range(n)]}),
    "added that are there": lambda n: (None, [name(i, "a") for i in range(n)], {"$add": [name(i, "a") for i in range(n)]}),
    "taken out": lambda n: (None, [name(i, "a") for i in range(n)], {"$remove": [name(i, "a") for i in range(n)]}),
    "taken out and added": lambda n: (None, [name(i, "a") for i in range(n)], {"$remove": [name(i, "a") for i in range(n)], "$add": [name(i) for i in range(n)]}),
    "taken out that never were": lambda n: (None, [name(i, "a") for i in range(n)], {"$remove": [name(i, "z") for i in range(n)]}),
    "a set that the parent has deleted": lambda n: ([name(i, "a") for i in range(n)], None, {"$remove": [name(i, "a") for i in range(n)]}),
}  # fmt: skip
CASES = [("steps", name, shape) for name, shape in SHAPES.items()] + [("tags", name, shape) for name, shape in SETS.items()]
assert {*IN_FULL} < {*SHAPES}


def parent_of(field: str, value: Any) -> dict[str, Any]:
    return {"title": "T"} if value is None else {"title": "T", field: value}


@pytest.mark.parametrize(("field", "name", "shape"), CASES, ids=[name for _, name, _ in CASES])
def test_twice_the_items_are_twice_the_steps(field: str, name: str, shape: Shape) -> None:
    counted = []
    for size in SIZES if name in IN_FULL else FEWER:
        once, now, change = shape(size)
        theirs, fork = unwritten(parent_of(field, now)), unwritten({field: change}, "south")
        known = accepted_from(lay(unwritten(parent_of(field, once)), fork)[1]) if once is not None else Known()
        counted.append(steps_of(lambda known=known, theirs=theirs, fork=fork: (  # type: ignore[misc]
            drift(lay(theirs, fork, known)[1], Known(known.accepted, known.merged), SHAPE)
        )))

    assert [later / earlier < GROWTH for earlier, later in pairwise(counted)] == [True, True], counted


@pytest.mark.parametrize("shape", ["many after one", "one beside each", "each moved to the end"])
def test_twice_the_items_are_twice_the_lock_file(shape: str) -> None:
    lengths = []
    for size in (150, 300):
        _, now, change = SHAPES[shape](size)
        states = drift(lay(unwritten(parent_of("steps", now)), unwritten({"steps": change}, "south"))[1], Known(), SHAPE)
        lengths.append(len(accepted(Path("/nowhere"), LockFile("forks.lock.yaml"), {"note/a": states})[0]))

    assert lengths[1] / lengths[0] < GROWTH


def test_the_count_sees_what_is_not_linear() -> None:
    def search(count: int) -> int:
        row = [name(i) for i in range(count)]
        return steps_of(lambda: [row.index(name(i)) for i in range(count)])

    assert search(400) / search(200) > 3
