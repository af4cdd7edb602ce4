"""Forks as people might write them: every operator anywhere, right and wrong, with values of every type."""

from typing import Any

from hypothesis import strategies as st

from unit.drawn_forks import FIELDS, Value

_ANY = st.sampled_from(["早", "x", "y", "", 0, 1, 1.0, True, False, None, "1", "true"])
_NAMES = st.sampled_from(["a", "b", "x", "n", "早"])
_PLACES = st.sampled_from(["first", "last", True, {"after": "a"}, {"before": "b"}, {"after": "n"}, {"after": 1}, "nowhere", False])
_WHY = st.sampled_from(["So.", "Local.", "", 5])
_KEYS = {"steps": "id", "checks": "letter"}
_INNER = {"audience": ("group", "size", "at"), "at": ("city",), "params": ("p", "q/r")}


def _leaf(draw: st.DrawFn, name: str) -> Any:
    match draw(st.integers(0, 9)):
        case 0:
            return {"$delete": draw(st.sampled_from([True, True, False]))}
        case 1:
            return {"$value": draw(_ANY), "$why": draw(_WHY)}
        case 2:
            return {"$replace": draw(_ANY)}
        case 3:
            return draw(st.lists(_ANY, max_size=2))
        case 4:
            return {draw(st.sampled_from(["group", "p", "$wyh", "$add", "$move"])): draw(_ANY)}
        case _:
            return draw(_ANY)


def _item(draw: st.DrawFn, key: str, depth: int) -> Any:
    item: Value = {key: draw(_NAMES)} if draw(st.integers(0, 9)) else {}
    for name in ("text", "say", "tags", "checks"):
        if draw(st.integers(0, 2)) == 0:
            item[name] = _field(draw, name, depth + 1)
    for operator, values in (("$add", _PLACES), ("$move", _PLACES), ("$delete", st.just(True)), ("$replace", st.just(True)), ("$why", _WHY)):
        if draw(st.integers(0, 4)) == 0:
            item[operator] = draw(values)
    return item if draw(st.integers(0, 19)) else draw(_ANY)


def _field(draw: st.DrawFn, name: str, depth: int = 0) -> Any:
    if depth > 3 or draw(st.integers(0, 7)) == 0:
        return _leaf(draw, name)
    if name in _KEYS:
        items = [_item(draw, _KEYS[name], depth) for _ in range(draw(st.integers(0, 3)))]
        return {"$replace": items} if draw(st.integers(0, 7)) == 0 else items
    if name == "tags":
        made = {operator: draw(st.lists(_ANY, max_size=3)) for operator in ("$add", "$remove") if draw(st.booleans())}
        return made if draw(st.integers(0, 3)) else draw(st.lists(_ANY, max_size=2))
    if name in _INNER:
        made = {inner: _field(draw, inner, depth + 1) for inner in _INNER[name] if draw(st.booleans())}
        return made | ({"$replace": True} if draw(st.integers(0, 5)) == 0 else {}) | ({"$why": draw(_WHY)} if draw(st.integers(0, 5)) == 0 else {})
    return draw(st.lists(_ANY, max_size=2)) if name == "notes" and draw(st.booleans()) else _leaf(draw, name)


@st.composite
def wild_forks(draw: st.DrawFn) -> Value:
    """Return a fork of whatever: right or wrong."""
    fork: Value = {name: _field(draw, name) for name in FIELDS if draw(st.integers(0, 2)) == 0}
    for name, values in (("$why", _WHY), ("locks", st.sampled_from([[], [{"path": "/title", "mode": "fixed"}], {"$replace": []}])), ("id", st.just("z"))):
        if draw(st.integers(0, 9)) == 0:
            fork[name] = draw(values)
    return fork
