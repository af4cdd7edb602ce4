"""The subschemas of a schema, each with its place: what is data or a name is passed over."""

from collections.abc import Iterator
from typing import Any

from sopbook.kinds.schema_view import follow
from sopbook.source.document import Pointer
from sopbook.source.schema.validator import (
    KEYWORDS_WITH_A_LIST,
    KEYWORDS_WITH_A_SCHEMA,
    KEYWORDS_WITH_SCHEMAS,
)

_IN_PLACE = ("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas")
"""Keywords whose subschemas apply to the same value, not to a part of it."""
_NOT_APPLIED = ("$defs", "definitions")
"""Keywords whose subschemas apply where something refers to them."""


def subschemas(schema: Any) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    """Yield every subschema that is a table, with its pointer, the schema itself first."""
    waiting: list[tuple[Pointer, Any]] = [((), schema)]
    while waiting:
        pointer, value = waiting.pop()
        if isinstance(value, dict):
            yield pointer, value
            waiting += reversed([((*pointer, *steps), inner) for steps, inner in _inside(value)])


def _inside(schema: dict[str, Any]) -> Iterator[tuple[Pointer, Any]]:
    for keyword, value in schema.items():
        if keyword in KEYWORDS_WITH_A_SCHEMA and isinstance(value, dict):
            yield (keyword,), value
        elif keyword in KEYWORDS_WITH_SCHEMAS and isinstance(value, dict):
            yield from (((keyword, name), inner) for name, inner in value.items())
        elif (keyword in KEYWORDS_WITH_A_LIST or keyword == "items") and isinstance(value, list):
            yield from (((keyword, index), inner) for index, inner in enumerate(value))


def circle(schema: dict[str, Any]) -> Pointer | None:
    """Return the reference at which a schema comes back to itself without having gone deeper into the value, or None.

    Such a schema has no meaning: "A schema MUST NOT be run into an infinite loop against an instance" (JSON Schema
    2020-12, Core, section 9.4.1).
    """
    places = {id(value): pointer for pointer, value in subschemas(schema)}
    done: set[int] = set()
    for _, start in subschemas(schema):
        path: dict[int, None] = {}
        waiting: list[tuple[Any, bool]] = [(start, False)]
        while waiting:
            value, leaving = waiting.pop()
            if leaving:
                path.pop(id(value))
                done.add(id(value))
                continue
            if not isinstance(value, dict) or id(value) in done:
                continue
            path[id(value)] = None
            waiting.append((value, True))
            for steps, inner in _same_place(value, schema):
                if id(inner) in path:
                    return (*places.get(id(value), ()), *steps)
                waiting.append((inner, False))
    return None


MOST_LOOKS = 100_000
"""How often a schema may look at one value and what is in it; our own kinds do so less than fifty times."""


def too_many_looks(schema: dict[str, Any]) -> Pointer | None:
    """Return the innermost place from which a schema without circles looks at one value too often, or None.

    Schemas that apply to the same value add up, so an allOf that names the same schema twice doubles its work, and thirty
    of them in a row make a billion. Of the fields of a value, the one that costs most counts.
    """
    places = {id(value): pointer for pointer, value in subschemas(schema)}
    looks: dict[int, int] = {}
    waiting: list[tuple[Any, bool]] = [(schema, False)]
    begun: set[int] = set()
    while waiting:
        value, leaving = waiting.pop()
        if not isinstance(value, dict) or (id(value) in begun and not leaving):
            continue
        here, below = [one for _, one in _same_place(value, schema)], [one for steps, one in _inside(value) if steps[0] not in (*_IN_PLACE, *_NOT_APPLIED)]
        if not leaving:
            begun.add(id(value))
            waiting += [(value, True), *((one, False) for one in (*below, *here))]
            continue
        looks[id(value)] = 1 + sum(looks.get(id(one), 1) for one in here) + max((looks.get(id(one), 1) for one in below), default=0)
        if looks[id(value)] > MOST_LOOKS:
            return places.get(id(value), ())
    return None


def _same_place(value: dict[str, Any], root: dict[str, Any]) -> Iterator[tuple[Pointer, Any]]:
    for keyword in ("$ref", "$dynamicRef"):
        if isinstance(value.get(keyword), str):
            yield (keyword,), follow(value[keyword], root)
    for keyword in _IN_PLACE:
        inner = value.get(keyword)
        if isinstance(inner, list):
            yield from (((keyword, index), one) for index, one in enumerate(inner))
        elif keyword == "dependentSchemas" and isinstance(inner, dict):
            yield from (((keyword, name), one) for name, one in inner.items())
        elif isinstance(inner, dict):
            yield (keyword,), inner
