"""The schema that editors use for forks: every field may be there, none must, and operators are known."""

import copy
from typing import Any

from sopbook.branches.fork.former import FORMERLY
from sopbook.branches.fork.operators import OPERATORS

_NEEDS = ("required", "minItems", "minProperties", "dependentRequired", "if", "then", "else", "contains", "not")
_POSITION = {
    "anyOf": [
        {"enum": [True, "first", "last"]},
        {
            "type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": False,
            "properties": {"after": {"type": "string"}, "before": {"type": "string"}},
        },
    ]
}
_FORMS: dict[str, Any] = {
    "$add": {"anyOf": [*_POSITION["anyOf"], {"type": "array"}]},
    "$delete": {"const": True},
    "$move": _POSITION,
    "$remove": {"type": "array"},
    "$replace": {},
    "$value": {},
    "$why": {"type": "string", "minLength": 1},
}


def fork_schema(schema: dict[str, Any], title: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind's forks, derived from the kind's own in one piece.

    It is looser than what `sopbook check` asks for: an added item, for one, must be whole, and only the
    check knows which items are added.
    """
    derived: dict[str, Any] = _loosened(copy.deepcopy(schema))
    for combiner in ("anyOf", "oneOf", "allOf"):
        derived.pop(combiner, None)
    derived["title"] = f"Fork: {title}"
    derived["description"] = "What a branch changes of its parent's playbook. Everything that is not named flows through."
    derived["type"] = "object"
    derived["properties"] = {
        "fork": {"title": "Fork", "description": "The id of the parent's playbook.", "type": "string", "minLength": 1},
        **{name: field for name, field in derived.get("properties", {}).items() if name not in ("id", FORMERLY)},
    }
    derived["required"] = ["fork"]
    derived.setdefault("$defs", {})["fork-operators"] = {
        "type": "object", "minProperties": 1, "additionalProperties": False, "properties": _operators(),
    }
    return derived


def _operators() -> dict[str, Any]:
    return {name: {**form, "description": f"{OPERATORS[name][0].upper()}{OPERATORS[name][1:]}."} for name, form in _FORMS.items()}


def _loosened(schema: Any) -> Any:
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if key not in _NEEDS}
    for keyword in ("properties", "patternProperties", "$defs"):
        if keyword in kept:
            kept[keyword] = {name: _loosened(one) for name, one in kept[keyword].items()}
    for keyword in ("items", "additionalProperties"):
        if keyword in kept:
            kept[keyword] = _loosened(kept[keyword])
    for keyword in ("anyOf", "oneOf", "allOf"):
        if keyword in kept:
            kept[keyword] = [_loosened(one) for one in kept[keyword]]
    if "properties" in kept:
        kept["properties"] |= _operators()
        return kept
    if "$ref" in kept or not ("type" in kept or "enum" in kept or "const" in kept):
        return kept
    notes = {key: kept.pop(key) for key in ("title", "description") if key in kept}
    return {**notes, "anyOf": [kept, {"$ref": "#/$defs/fork-operators"}]}
