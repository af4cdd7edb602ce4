"""Drawn parents and forks, for properties: documents of the kind in `forks.py`, and what a branch may do to them."""

import copy
from typing import Any

from hypothesis import strategies as st

Value = dict[str, Any]

WORDS = st.sampled_from(["早", "b c", "${x}", "it's", "#no", "true", "5", "", "a: b", "long " * 9])
NAMES = ("a", "b", "c", "d")
NEW = ("n", "m", "o")
TAGS = ("x", "y", "z", "w")
FIELDS = ("title", "goal", "count", "notes", "audience", "tags", "params", "steps")
_COUNTS = st.sampled_from([0, 1, 2, True, False])


def _list_of_items(names: tuple[str, ...], key: str, text: str, fields: dict[str, Any]) -> st.SearchStrategy[list[Value]]:
    def items(chosen: list[str]) -> st.SearchStrategy[list[Value]]:
        return st.tuples(*(
            st.fixed_dictionaries({key: st.just(name), text: WORDS}, optional=fields) for name in chosen
        )).map(list)  # fmt: skip

    return st.lists(st.sampled_from(names), unique=True, max_size=len(names)).flatmap(items)


CHECKS = _list_of_items(("x", "y"), "letter", "say", {})
STEPS = _list_of_items(NAMES, "id", "text", {"at": WORDS, "checks": CHECKS})
AUDIENCE = st.fixed_dictionaries({"group": WORDS}, optional={"size": _COUNTS, "at": st.fixed_dictionaries({}, optional={"city": WORDS, "hall": WORDS})})
PARENTS: st.SearchStrategy[Value] = st.fixed_dictionaries(
    {"title": WORDS, "steps": STEPS},
    optional={
        "goal": WORDS, "count": _COUNTS, "notes": st.lists(WORDS, max_size=3), "audience": AUDIENCE,
        "tags": st.lists(st.sampled_from(TAGS), unique=True), "params": st.dictionaries(st.sampled_from(["p", "q/r", "s~t"]), _COUNTS | WORDS),
    },
)  # fmt: skip


def _change_of_a_field(draw: st.DrawFn, parent: Value, name: str, values: st.SearchStrategy[Any], needed: bool = False) -> Any:
    ways = ["set", "$value", "$why"] + (["$delete"] if name in parent and not needed else [])
    match draw(st.sampled_from(ways)):
        case "set":
            return draw(values)
        case "$delete":
            return {"$delete": True}
        case "$value":
            return {"$value": draw(values)}
        case _:
            return {"$value": draw(values), "$why": "So."}


def _change_of_a_table(draw: st.DrawFn, theirs: Value | None, values: dict[str, st.SearchStrategy[Any]], needed: tuple[str, ...]) -> Value:
    change = {
        name: _change_of_a_field(draw, theirs or {}, name, strategy, name in needed)
        for name, strategy in values.items() if draw(st.booleans())
    }  # fmt: skip
    if theirs is not None and draw(st.integers(0, 4)) == 0:
        return {"$replace": True} | {name: draw(values[name]) for name in change}
    return change


def _change_of_a_set(draw: st.DrawFn, theirs: list[str] | None) -> Any:
    if draw(st.integers(0, 4)) == 0:
        return {"$replace": draw(st.lists(st.sampled_from(TAGS), unique=True))}
    out = draw(st.lists(st.sampled_from(theirs), unique=True)) if theirs else []
    new = draw(st.lists(st.sampled_from([tag for tag in TAGS if tag not in out]), unique=True)) if len(out) < len(TAGS) else []
    return {"$add": new} | ({"$remove": out} if out else {})


def _place(draw: st.DrawFn, anchors: list[str]) -> Any:
    spots: list[Any] = ["first", "last", *({side: name} for side in ("after", "before") for name in anchors)]
    return draw(st.sampled_from(spots))


def _change_of_items(draw: st.DrawFn, theirs: list[Value], key: str, fields: dict[str, st.SearchStrategy[Any]]) -> list[Value]:
    text = next(iter(fields))
    changes: list[Value] = []
    ways = {item[key]: draw(st.sampled_from(["", "change", "change", "$delete", "$move", "$replace"])) for item in theirs}
    still = [name for name, way in ways.items() if way in ("", "change", "$replace")]
    for item in theirs:
        way = ways[item[key]]
        change: Value = {key: item[key]}
        if way in ("change", "$move"):
            change |= {n: _change_of_a_field(draw, item, n, s, n == text) for n, s in fields.items() if draw(st.booleans())}
            if key == "id" and item.get("checks") and draw(st.booleans()):
                checks = _change_of_items(draw, item["checks"], "letter", {"say": WORDS})
                change |= {"checks": checks} if checks else {}
        if way == "$move":
            change["$move"] = _place(draw, still)
        elif way == "$delete":
            change["$delete"] = True
        elif way == "$replace":
            change |= {"$replace": True, text: draw(WORDS)}
        if way:
            changes.append(change)
    for name in draw(st.lists(st.sampled_from(NEW), unique=True)):
        changes.append({key: name, "$add": _place(draw, still), text: draw(WORDS)})
        still = [*still, name]
    return draw(st.permutations(changes))


@st.composite
def forks_of(draw: st.DrawFn, parent: Value, only: tuple[str, ...] = ()) -> Value:
    """Return a fork of a parent with which nothing is wrong; `only` names the fields that it may touch."""
    change: Value = {}
    for name in draw(st.permutations(only or FIELDS)):
        if not draw(st.booleans()):
            continue
        match name:
            case "title" | "goal":
                change[name] = _change_of_a_field(draw, parent, name, WORDS, name == "title")
            case "count":
                change[name] = _change_of_a_field(draw, parent, name, _COUNTS)
            case "notes":
                change[name] = draw(st.lists(WORDS, max_size=2))
            case "audience":
                change[name] = _change_of_a_table(draw, parent.get(name), {"group": WORDS, "size": _COUNTS}, ("group",))
            case "tags":
                change[name] = _change_of_a_set(draw, parent.get(name))
            case "params":
                change[name] = _change_of_a_table(draw, parent.get(name), {"p": WORDS, "q/r": _COUNTS}, ())
            case _:
                steps = _change_of_items(draw, parent["steps"], "id", {"text": WORDS, "at": WORDS})
                change |= {"steps": steps} if steps else {}
    return change


@st.composite
def touched(draw: st.DrawFn, parent: Value) -> Value:
    """Return a parent in which single values have changed, and optional fields have come or gone; no item has."""
    made: Value = copy.deepcopy(parent)
    tables = [made, *(made[name] for name in ("audience", "params") if name in made), *made["steps"]]
    tables += [check for step in made["steps"] for check in step.get("checks", ())]
    for table in draw(st.lists(st.sampled_from(tables), min_size=1, max_size=4)):
        names = [name for name, value in table.items() if not isinstance(value, dict | list) and name not in ("id", "letter")]
        name = draw(st.sampled_from([*names, "goal", "count", "p"]))
        if name not in ("title", "text", "say") and draw(st.integers(0, 2)) == 0:
            table.pop(name, None)
        else:
            table[name] = draw(WORDS | _COUNTS)
    for name in ("notes", "tags"):
        if name in made and draw(st.booleans()):
            made[name] = draw(st.lists(st.sampled_from(TAGS), unique=True))
    return made
