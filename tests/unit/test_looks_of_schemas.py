"""How often a schema looks at one value: what doubles at each step is refused, what is only large or comes back to itself is not."""

from typing import Any

from sopbook.kinds.subschemas import MOST_LOOKS, too_many_looks


def stairs(steps: int, join: str = "allOf") -> dict[str, Any]:
    """Return a schema of so many steps, each of which refers to the next one twice."""
    defs: dict[str, Any] = {"step-0": {"type": "string"}}
    for step in range(1, steps):
        defs[f"step-{step}"] = {join: [{"$ref": f"#/$defs/step-{step - 1}"}] * 2}
    return {"$ref": f"#/$defs/step-{steps - 1}", "$defs": defs}


def test_what_doubles_is_told_at_the_step_that_makes_it_too_much() -> None:
    # The first step looks once; each further one twice at the one below, over two references, and once itself.
    looks, step = 1, 0
    while looks <= MOST_LOOKS:
        looks, step = 1 + 2 * (1 + looks), step + 1

    assert too_many_looks(stairs(step)) is None
    for join in ("allOf", "anyOf", "oneOf"):
        assert too_many_looks(stairs(30, join)) == ("$defs", f"step-{step}")


def test_what_doubles_from_field_to_field_is_told_as_well() -> None:
    defs: dict[str, Any] = {"step-0": {"type": "string"}}
    for step in range(1, 30):
        field = {"type": "object", "properties": {"a": {"$ref": f"#/$defs/step-{step - 1}"}}}
        defs[f"field-{step}"] = field
        defs[f"step-{step}"] = {"allOf": [{"$ref": f"#/$defs/field-{step}"}] * 2}

    assert too_many_looks({"$ref": "#/$defs/step-29", "$defs": defs}) is not None


def test_many_fields_and_a_schema_that_holds_itself_are_not_too_much() -> None:
    wide = {"type": "object", "properties": {f"field-{number}": {"$ref": "#/$defs/text"} for number in range(5_000)}, "$defs": {"text": {"type": "string"}}}
    tree = {"type": "object", "properties": {"left": {"$ref": "#"}, "right": {"$ref": "#"}, "all": {"type": "array", "items": {"$ref": "#"}}}}

    assert too_many_looks(wide) is None
    assert too_many_looks(tree) is None
