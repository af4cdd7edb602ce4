"""The fields that a schema names, each part of it once: a schema may refer to itself, or to one part from many places."""

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.kinds.schema_view import SchemaView
from sopbook.source.document import Pointer


@dataclass(frozen=True, slots=True)
class SchemaField:
    """A field of a schema, and where its own fields are listed if that is elsewhere."""

    pointer: Pointer
    """From the top; `*` is any item of a list."""
    shape: SchemaView
    required: bool
    same_as: Pointer | None = None
    """Where the part of the schema that says what is inside has been listed already; () is the top."""

    @property
    def items(self) -> tuple[SchemaView, ...]:
        """Return the shapes of its items, if it is a list, and of their items, if those are lists."""
        return tuple(shape for shape, _ in _levels(self.shape, self.pointer))[1:]


def schema_fields(shape: SchemaView) -> Iterator[SchemaField]:
    """Yield every field in the order of the schema, containers before their content.

    The work is linear in the schema, whatever refers to what: no part of it is entered twice.
    """
    entered: dict[int, Pointer] = {}
    waiting = [field for level in reversed(list(_enter(shape, (), entered))) for field in reversed(list(_named(*level)))]
    while waiting:
        field = waiting.pop()
        seen = [entered[part] for level, _ in _levels(field.shape, field.pointer) if level.properties for part in level.structure if part in entered]
        levels = list(_enter(field.shape, field.pointer, entered))
        yield field if levels or not seen else SchemaField(field.pointer, field.shape, field.required, min(seen, key=len))
        waiting += [inner for level in reversed(levels) for inner in reversed(list(_named(*level)))]


def _enter(shape: SchemaView, pointer: Pointer, entered: dict[int, Pointer]) -> Iterator[tuple[SchemaView, Pointer]]:
    """Yield what has named fields at a place, the place itself or its items, and remember it; what is known is left out."""
    for level, where in _levels(shape, pointer):
        if level.properties and not level.structure <= entered.keys():
            entered |= {part: where for part in level.structure if part not in entered}
            yield level, where


def _levels(shape: SchemaView, pointer: Pointer) -> Iterator[tuple[SchemaView, Pointer]]:
    """Yield a place, its items if it is a list, their items, until there are none or they are known."""
    seen: set[int] = set()
    while True:
        yield shape, pointer
        seen |= shape.structure
        if shape.get("items") is None:
            return
        shape, pointer = shape.child("*"), (*pointer, "*")
        if shape.structure and shape.structure <= seen:
            return


def _named(shape: SchemaView, pointer: Pointer) -> Iterator[SchemaField]:
    for name in shape.properties:
        yield SchemaField((*pointer, name), shape.child(name), name in shape.required)
