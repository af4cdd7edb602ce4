"""A new playbook, before anybody has filled it in."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice

from sopbook.authoring.schemas import schema_line, schema_path
from sopbook.kinds.kind import Kind
from sopbook.kinds.schema_view import SchemaView

_INDENT = "  "
_LONGEST = 2000
"""Lines. Required parts that refer to required parts can ask for more than anybody would fill in."""


def skeleton(kind: Kind, identifier: str, path: str, today: date, review_by: date, tables: Mapping[str, str] | None = None) -> str:
    """Return the YAML of a new playbook: every required field, empty, with what it is for.

    `path` is where the file will lie in the workspace; its first line tells editors the schema. `tables` are the names of tables by the
    fields at the top that name them.
    """
    known = {
        "id": identifier,
        "version": '"1.0"',
        "reviewed_on": today.isoformat(),
        "review_by": review_by.isoformat(),
        "status": "draft",
        **(tables or {}),
    }
    required = (name for name in kind.shape.properties if name in kind.shape.required or name in (tables or {}))
    fields = (line for name in required for line in ([f"{name}: {known[name]}"] if name in known else _field(name, kind.shape.child(name), "", kind.shape.structure)))
    lines = [schema_line(schema_path(kind), path).rstrip(), *islice(fields, _LONGEST)]
    optional = [n for n in kind.shape.properties if n not in kind.shape.required and n not in known and not kind.shape.child(n).get("readOnly")]
    if optional:
        lines.append(f"# Optional: {', '.join(optional)}")
    return "\n".join(lines) + "\n"


def _field(name: str, shape: SchemaView, indent: str, above: frozenset[int]) -> Iterator[str]:
    """Yield the lines of a field. What is already being filled in `above` it stays empty: a schema may refer to itself."""
    remark = _remark(shape)
    if shape.get("type") == "array":
        yield f"{indent}{name}:{remark}"
        item = shape.child("*")
        if item.properties and not item.structure <= above:
            first = True
            for line in _fields(item, "", above):
                yield f"{indent}{_INDENT}{'- ' if first else _INDENT}{line}"
                first = False
        else:
            yield f"{indent}{_INDENT}-"
    elif shape.properties and not shape.structure <= above:
        yield f"{indent}{name}:{remark}"
        yield from _fields(shape, indent + _INDENT, above)
    elif shape.get("x-text") in ("message", "code"):
        yield f"{indent}{name}: |-{remark}"
    else:
        yield f"{indent}{name}:{remark}"


def _fields(shape: SchemaView, indent: str, above: frozenset[int]) -> Iterator[str]:
    for name in shape.properties:
        if name in shape.required:
            yield from _field(name, shape.child(name), indent, above | shape.structure)


def _remark(shape: SchemaView) -> str:
    options = shape.get("enum")
    words = " | ".join(map(str, options)) if options else shape.get("description") or shape.get("title") or ""
    return f"  # {' '.join(str(words).split())}" if words else ""
