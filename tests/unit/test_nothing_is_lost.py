"""Nothing that a fork writes is lost in silence: it is in the result, or there is a finding at it."""

from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, example, given, settings

from sopbook.kinds.schema_view import SchemaView
from sopbook.source.document import Pointer
from unit.drawn_forks import PARENTS, Value
from unit.drawn_wild_forks import wild_forks
from unit.forks import SHAPE, lay, same, unwritten
from unit.recording import recording

NOTHING = object()


def leaves_of(value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:
    """Yield everything that a fork writes which is no container: values, ids, arguments of operators."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in inner:
        yield from leaves_of(item, (*pointer, step))
    if not isinstance(value, dict | list):
        yield pointer, value


def is_told(pointer: Pointer, told: list[Pointer]) -> bool:
    """Return whether a finding stands at a value, around it, or at a key of a table or item around it; of an operator also below that."""
    if str(pointer[-1]).startswith("$") and any(one[: len(pointer) - 1] == pointer[:-1] for one in told):
        return True
    return any(pointer[: len(one)] == one or (one and pointer[: len(one) - 1] == one[:-1] and _beside(one, pointer)) for one in told)


def _beside(one: Pointer, pointer: Pointer) -> bool:
    """Return whether a finding at a key is about the whole table: at an operator, or at the id of an item."""
    return (len(pointer) >= len(one) and (str(one[-1]).startswith("$") or one[-1] in ("id", "letter"))) or str(pointer[len(one) - 1]).startswith("$")


def units(fork: Any, pointer: Pointer, shape: SchemaView) -> Iterator[Pointer]:
    """Yield what is written as a whole around a value: replaced and added content, and lists without a key. One mistake refuses all of it."""
    for position, step in enumerate(pointer):
        if step in ("$replace", "$value") or (isinstance(fork, dict) and ({"$add", "$delete", "$value"} & fork.keys() or fork.get("$replace") is True)):
            yield pointer[:position]
        if isinstance(fork, list) and not shape.get("x-key"):
            yield pointer[:position]
        fork = fork[step]
        shape = shape if str(step).startswith("$") else shape.child("*" if isinstance(step, int) else step)


def is_there(fork: Any, pointer: Pointer, value: Any, made: Any, shape: SchemaView, whys: list[str]) -> bool:
    """Return whether what a fork writes at a place came out: walk both, side by side, along the pointer."""
    for position, step in enumerate(pointer):
        rest = pointer[position:]
        if step == "$why":
            return any(value.strip() in why for why in whys)
        if step in ("$value", "$replace"):
            if rest == ("$replace",) and value is True and isinstance(made, dict):
                return True
            fork = fork[step]
            continue
        if step == "$delete":
            return made is NOTHING
        if step in ("$add", "$move") and not isinstance(made, list):
            return made is not NOTHING
        if step in ("$add", "$remove"):
            inside = isinstance(made, list) and any(same(item, value) for item in made)
            return inside if step == "$add" else not inside
        fork = fork[step]
        if isinstance(step, int):
            key = shape.get("x-key")
            if key and isinstance(fork, dict) and isinstance(made, list):
                made = next((item for item in made if isinstance(item, dict) and same(item.get(key), fork.get(key))), NOTHING)
                if rest[1:] == (key,) and fork.get("$delete") is True:
                    return made is NOTHING
            else:
                made = made[step] if isinstance(made, list) and step < len(made) else NOTHING
            shape = shape.child("*")
        else:
            made = made.get(step, NOTHING) if isinstance(made, dict) else NOTHING
            shape = shape.child(step)
    return made is not NOTHING and same(made, value)


def check(parent: Value, fork: Value) -> None:
    mine = recording(fork)
    made, overrides, found = lay(unwritten(parent), mine)
    told = [pointer[:-1] if pointer[-1] in ("after", "before") else pointer for pointer, _, _ in mine.told]

    assert len(told) == len(found)
    for pointer, value in leaves_of(fork):
        if pointer == ("$why",) and isinstance(value, str) and value.strip():
            continue  # The reason of the whole, for whatever is changed.
        if pointer[:1] == ("locks",):
            assert is_told(pointer, told) or made.value["locks"][-1:] == fork["locks"][-1:]
        else:
            whys = [override.why for override in overrides]
            refused = any(one[: len(unit)] == unit for unit in units(fork, pointer, SHAPE) for one in told)
            assert refused or is_told(pointer, told) or is_there(fork, pointer, value, made.value, SHAPE, whys), (pointer, value, told, made.value)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(PARENTS, wild_forks())
@example({"title": "T", "tags": [1], "steps": []}, {"tags": {"$add": [True]}})
@example({"title": "T", "steps": []}, {"locks": []})
@example({"title": "T", "steps": []}, {"steps": [{"id": "a", "text": "A", "$why": "Ours."}]})
def test_what_a_fork_writes_comes_out_or_has_a_finding(parent: Value, fork: Value) -> None:
    check(parent, fork)
