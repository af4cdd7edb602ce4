"""What a schema says about the value at a place: titles, references, units, the order of fields."""

from collections.abc import Iterator
from functools import cached_property, partial
from typing import Any
from urllib.parse import unquote

from sopbook.counters import count
from sopbook.source.document import Pointer
from sopbook.source.schema.patterns import read_pattern

_COMBINERS = ("allOf", "anyOf", "oneOf")
_CONDITIONS = ("then", "else")
_NOT_GIVEN: Any = object()
_WITH_NAMES = ("plain", "markdown", "message")
_STRUCTURE = ("properties", "patternProperties", "additionalProperties", "items", "prefixItems")


class SchemaView:
    """All the subschemas that apply to one place of a document, with local references followed.

    Alternatives (`anyOf`, `if`) all apply: a shape says what may be meant, not what is right.
    """

    def __init__(self, schemas: tuple[Any, ...], root: Any, *, is_named: bool = True) -> None:
        self.is_named = is_named
        """Whether the schema names the field here; what else a table holds has a key of the document's own."""
        self._root = root
        self._schemas = tuple(_flatten(schemas, root))
        self._children: dict[str | int, SchemaView] = {}
        self._keywords: dict[str, Any] = {}
        self._first = max((len(schema.get("prefixItems", ())) for schema in self._schemas), default=0)

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what another process needs to make the same view: what is remembered here goes by identities of this process."""
        return partial(SchemaView, is_named=self.is_named), (self._schemas, self._root)

    def get(self, keyword: str, default: Any = None) -> Any:
        """Return the first value that the schemas give for a keyword."""
        if keyword not in self._keywords:
            given = (schema[keyword] for schema in self._schemas if keyword in schema)
            self._keywords[keyword] = next(given, _NOT_GIVEN)
        value = self._keywords[keyword]
        return default if value is _NOT_GIVEN else value

    def giver(self, keyword: str) -> int | None:
        """Return the identity of the schema whose value for a keyword counts here, or None: places that share it share a meaning."""
        return next((id(schema) for schema in self._schemas if keyword in schema), None)

    def __bool__(self) -> bool:
        """Return whether any schema speaks about this place."""
        return bool(self._schemas)

    @cached_property
    def properties(self) -> tuple[str, ...]:
        """Return the named fields, in the order of the schema."""
        return tuple(dict.fromkeys(name for schema in self._schemas for name in schema.get("properties", {})))

    @cached_property
    def takes_names(self) -> bool:
        """Return whether a text here may hold `${name}`; in code and in texts of others it means something else."""
        return self.get("x-text") in _WITH_NAMES

    @cached_property
    def structure(self) -> frozenset[int]:
        """Return the identities of the schemas that say what is inside: two places with the same ones look alike below."""
        return frozenset(id(schema) for schema in self._schemas if not schema.keys().isdisjoint(_STRUCTURE))

    @cached_property
    def required(self) -> frozenset[str]:
        """Return the names of the fields that must be there."""
        return frozenset(name for schema in self._schemas for name in schema.get("required", ()))

    def child(self, step: str | int) -> "SchemaView":
        """Return the shape of a field, or of a list's item; `*` is any item or field."""
        if isinstance(step, int):
            step = min(step, self._first)  # All items after the first few, which may differ, have one shape.
        if step not in self._children:
            is_named = isinstance(step, int) or step in self.properties
            self._children[step] = SchemaView(tuple(self._below(step)), self._root, is_named=is_named)
        return self._children[step]

    def at(self, pointer: Pointer) -> "SchemaView":
        """Return the shape of the value at a pointer; `*` is any item."""
        shape = self
        for step in pointer:
            shape = shape.child(step)
        return shape

    def _below(self, step: str | int) -> Iterator[Any]:
        for schema in self._schemas:
            first = schema.get("prefixItems", ())
            if isinstance(step, int):
                yield first[step] if step < len(first) else schema.get("items")
                continue
            by_pattern = [s for p, s in schema.get("patternProperties", {}).items() if step != "*" and read_pattern(p).is_in(step)]
            if step in schema.get("properties", {}):
                yield schema["properties"][step]
            elif by_pattern:
                yield from by_pattern
            elif step == "*":
                yield from (schema.get("items"), schema.get("additionalProperties"), *first, *schema.get("properties", {}).values())
            else:
                yield schema.get("additionalProperties")
                if step.isdigit():
                    yield schema.get("items")


def _flatten(schemas: tuple[Any, ...], root: Any) -> Iterator[dict[str, Any]]:
    seen: set[int] = set()
    waiting = list(schemas)
    while waiting:
        schema = waiting.pop(0)
        if not isinstance(schema, dict) or id(schema) in seen:
            continue
        seen.add(id(schema))
        yield schema
        waiting[:0] = [
            *([follow(schema["$ref"], root)] if isinstance(schema.get("$ref"), str) else []),
            *(one for combiner in _COMBINERS for one in schema.get(combiner, ())),
            *(schema[condition] for condition in _CONDITIONS if condition in schema),
        ]


def follow(reference: str, root: Any) -> Any:
    """Return what a local reference leads to, or None: by pointer (`#/…`), by anchor, or `#` itself."""
    fragment = unquote(reference.partition("#")[2])
    if reference.startswith("#") and fragment and not fragment.startswith("/"):
        return _anchored(root, fragment)
    if not reference.startswith("#"):
        return None
    value = root
    for step in fragment.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list):
            value = value[int(step)] if step.isdigit() and int(step) < len(value) else None
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            return None
    return value


def _anchored(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        if name in (value.get("$anchor"), value.get("$dynamicAnchor")):
            return value
        items = list(value.values())
    else:
        items = value if isinstance(value, list) else []
    found = (_anchored(item, name) for item in items)
    return next((one for one in found if one is not None), None)


def leaves(value: Any, shape: SchemaView, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Any, SchemaView]]:
    """Yield every value of a document with its pointer and shape, containers before their content."""
    count("documents walked")
    waiting = [(pointer, value, shape)]
    while waiting:
        pointer, value, shape = waiting.pop()
        yield pointer, value, shape
        if isinstance(value, dict):
            waiting += [((*pointer, key), item, shape.child(key)) for key, item in reversed(value.items())]
        elif isinstance(value, list):
            last = len(value) - 1
            waiting += [((*pointer, last - i), item, shape.child(last - i)) for i, item in enumerate(reversed(value))]
