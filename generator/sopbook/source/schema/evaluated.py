"""Which fields of a value a schema has looked at: for `additionalProperties` and `unevaluatedProperties`."""

from collections.abc import Iterator
from typing import Any

from referencing.jsonschema import lookup_recursive_ref

from sopbook.source.schema.patterns import names_matching


def named_in(schema: dict[str, Any], value: dict[str, Any]) -> set[str]:
    """Return the fields of a value that a schema names itself, by `properties` or by a pattern."""
    return {name for name in value if name in schema.get("properties", {})} | names_matching(schema.get("patternProperties", ()), value)


def evaluated_names(validator: Any, value: dict[str, Any], schema: Any) -> set[str]:
    """Return the fields of a value that a schema or a part of it that fits has looked at (JSON Schema 2020-12, Core, 11.3).

    `validator` is one of jsonschema's, at the place of the schema.
    """
    if not isinstance(schema, dict):
        return set()
    names = named_in(schema, value)
    for keyword in ("additionalProperties", "unevaluatedProperties"):
        if keyword in schema:
            rest = validator.evolve(schema=schema[keyword])
            names |= {name for name, item in value.items() if rest.is_valid(item)}
    for part in _parts(validator, value, schema):
        names |= evaluated_names(part, value, part.schema)
    return names


def _parts(validator: Any, value: dict[str, Any], schema: dict[str, Any]) -> Iterator[Any]:
    """Yield a validator for each schema beside or inside of one that applies to the same value and fits it."""
    resolver = validator._resolver  # jsonschema offers no other way to follow a reference from a keyword.
    references = [resolver.lookup(schema[keyword]) for keyword in ("$ref", "$dynamicRef") if keyword in schema]
    references += [lookup_recursive_ref(resolver)] if "$recursiveRef" in schema else []
    for reference in references:
        yield validator.evolve(schema=reference.contents, _resolver=reference.resolver)
    inner = [one for name, one in schema.get("dependentSchemas", {}).items() if name in value]
    inner += [one for keyword in ("allOf", "anyOf", "oneOf") for one in schema.get(keyword, ())]
    if "if" in schema:
        holds = validator.evolve(schema=schema["if"]).is_valid(value)
        inner += [schema["if"]] if holds else []
        inner += [schema[branch] for branch in (["then"] if holds else ["else"]) if branch in schema]
    yield from (part for part in (validator.evolve(schema=one) for one in inner) if part.is_valid(value))
