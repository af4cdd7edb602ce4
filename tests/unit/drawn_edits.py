"""Drawn edits of headquarters: values change, fields and items come, go and move, lists and tables are deleted whole."""

import copy
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from unit.drawn_forks import TAGS, WORDS, Value

ARRIVALS = ("h", "i", "j")
"""Ids that only headquarters gives."""
_OPTIONAL = ("goal", "count", "notes", "audience", "tags", "params")


def _lists(parent: Value) -> list[tuple[list[Value], str, str]]:
    """Return the lists of items of a playbook, each with its key and the text that every item has."""
    steps = parent.get("steps", [])
    return [(steps, "id", "text"), *((step["checks"], "letter", "say") for step in steps if "checks" in step)]


def _one_edit(draw: st.DrawFn, parent: Value, *, whole: bool) -> None:
    """Make one edit in place."""
    ways = ["value", "field", "insert", "delete", "move", "swap"] + (["whole", "set"] if whole else [])
    way = draw(st.sampled_from(ways))
    items, key, text = draw(st.sampled_from(_lists(parent)))
    match way:
        case "value" if items:
            draw(st.sampled_from(items))[text] = draw(WORDS)
        case "field":
            table = draw(st.sampled_from([parent, *([parent["audience"]] if "audience" in parent else []), *items]))
            name = draw(st.sampled_from(["goal", "size", "at"] if table is not parent else ["goal", "title"]))
            if name in table and name not in ("title",) and draw(st.booleans()):
                del table[name]
            elif not isinstance(table.get(name), dict):
                table[name] = draw(WORDS)
        case "insert":
            new = [name for name in ARRIVALS if all(item[key] != name for item in items)]
            if new:
                items.insert(draw(st.integers(0, len(items))), {key: draw(st.sampled_from(new)), text: draw(WORDS)})
        case "delete" if items:
            del items[draw(st.integers(0, len(items) - 1))]
        case "move" | "swap" if items:
            item = items.pop(draw(st.integers(0, len(items) - 1)))
            items.insert(draw(st.integers(0, len(items))), item)
        case "whole":
            parent.pop(draw(st.sampled_from([*_OPTIONAL, "steps"])), None)
        case "set" if "tags" in parent:
            parent["tags"] = draw(st.permutations(draw(st.lists(st.sampled_from(TAGS), unique=True))))


@st.composite
def edited(draw: st.DrawFn, parent: Value, whole: bool = True) -> Value:
    """Return a parent after some edits; `whole` is whether whole fields may go."""
    made: Value = copy.deepcopy(parent)
    for _ in range(draw(st.integers(1, 4))):
        _one_edit(draw, made, whole=whole)
    return made


def may_have_moved(item: str, before: list[str], now: list[str]) -> bool:
    """Return whether an item is among the fewest that somebody can have moved to make one order of the other.

    Found by trying: of the items that both have, fewer and fewer are left out until the others keep their order.
    """
    both = [name for name in before if name in now]
    for count in range(len(both) + 1):
        ways = [out for out in combinations(both, count) if [n for n in before if n in both and n not in out] == [n for n in now if n in both and n not in out]]
        if ways:
            return any(item in out for out in ways)
    return False


def at_path(value: Any, path: tuple[str | int, ...]) -> Any:
    """Return what stands at a path of names, "\\0absent" where nothing does; items by either key, members of sets by themselves."""
    for step in map(str, path):
        if isinstance(value, list) and step.startswith("{"):
            name = step[1:-1]
            value = next((i for i in value if (isinstance(i, dict) and name in (i.get("id"), i.get("letter"))) or i == name), "\0absent")
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            return "\0absent"
    return value
