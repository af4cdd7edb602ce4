"""Schema errors in plain words: what is wrong with which value, and what would be right."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sopbook.load.document import Pointer
from sopbook.validate.validator import SchemaError

FIELD_KEYWORDS = ("required", "additionalProperties", "unevaluatedProperties")
"""Keywords about which fields there are; `fields.py` looks at them together."""

_TYPES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a table of fields",
    "null": "nothing",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A schema error before it gets its place: `at_key` points at the key instead of the value."""

    pointer: Pointer
    code: str
    message: str
    hint: str = ""
    at_key: bool = False


def shown(value: Any) -> str:
    """Return a value as an author would recognise it, in one line of at most 40 characters."""
    if isinstance(value, dict):
        return "a table of fields"
    if isinstance(value, list):
        return "a list"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:38]}…\""


def name_of(pointer: Pointer) -> str:
    """Return what to call a value: its key, or which item of which list it is."""
    if not pointer:
        return "The file"
    last = pointer[-1]
    if isinstance(last, str):
        return last
    return f"Item {last + 1} of {name_of(pointer[:-1]) if len(pointer) > 1 else 'the list'}"


def near(word: str, words: Iterable[str]) -> str | None:
    """Return the word that was probably meant, or None."""
    folded = {other.lower().replace("-", "_"): other for other in words}
    found = get_close_matches(word.lower().replace("-", "_"), folded, n=1, cutoff=0.7)
    return folded[found[0]] if found else None


def word(error: SchemaError) -> list[Finding]:
    """Return what one schema error means, as one finding or as those of the nearest alternative.

    `required` and `additionalProperties` are left to `fields.py`, which looks at both together.
    """
    pointer, keyword, value, limit = error.pointer, error.keyword, error.value, error.limit
    name, asked = name_of(pointer), error.schema.get("x-message")
    if value is None and keyword != "not" and pointer:
        return [Finding(
            pointer, "SCHEMA011", f"{name} is empty: nothing stands behind the colon.",
            f"Fill it in{_example(error.schema)}, or delete the line if it is not needed.", at_key=True,
        )]
    if error.about_name:
        return [Finding(
            (*pointer, value), "SCHEMA005", f"The name {value} does not have the right form.",
            f"{asked}." if asked else f"It must fit {limit}.", at_key=True,
        )]
    match keyword:
        case "type":
            return [_wrong_type(pointer, name, value, limit)]
        case "enum" | "const":
            return [_not_listed(pointer, name, value, [limit] if keyword == "const" else limit)]
        case "pattern" | "format":
            form = f"the form {limit}" if keyword == "pattern" else f"the form of a {limit}"
            hint = f"{asked}." if asked else f"It must have {form}."
            return [Finding(pointer, "SCHEMA005", f"{name} is {shown(value)}, which does not have the right form.", hint)]
        case "minLength":
            return [Finding(pointer, "SCHEMA006", f"{name} is an empty text." if not value else
                            f"{name} has {len(value)} characters; at least {limit} are needed.", "Fill it in.")]
        case "maxLength":
            return [Finding(pointer, "SCHEMA007", f"{name} has {len(value)} characters; at most {limit} fit.",
                            "Shorten it, or split it in two.")]
        case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf":
            return [Finding(pointer, "SCHEMA008", f"{name} is {shown(value)}; it must be {_bound(keyword, limit)}.",
                            "Check the number, and its unit.")]
        case "minItems" | "maxItems" | "minProperties" | "maxProperties" | "contains":
            return [_wrong_count(pointer, name, value, keyword, limit)]
        case "uniqueItems":
            return [_repeated(pointer, name, value)]
        case "anyOf" | "oneOf" if error.context:
            return _nearest_alternative(pointer, name, value, error)
        case _:
            return [Finding(pointer, "SCHEMA013", f"{name} does not fit what the schema asks with {keyword}.",
                            f"{asked}." if asked else f"Look up {keyword} in the kind's schema.")]


def _example(schema: dict[str, Any]) -> str:
    options = schema.get("enum")
    return f" ({', '.join(map(str, options))})" if options else ""


def _wrong_type(pointer: Pointer, name: str, value: Any, limit: Any) -> Finding:
    wanted = [limit] if isinstance(limit, str) else list(limit)
    words = " or ".join(_TYPES.get(one, one) for one in wanted)
    hint = f"Write {words}."
    if "string" in wanted and isinstance(value, bool | int | float):
        hint = f"Put it in quotes: \"{json.dumps(value)}\"."
    elif "boolean" in wanted and isinstance(value, str) and value.lower() in ("yes", "no", "on", "off"):
        hint = f"Write {'true' if value.lower() in ('yes', 'on') else 'false'}."
    elif "array" in wanted and not isinstance(value, list):
        hint = "Write each item on a line of its own, beginning with a hyphen and a space."
    elif isinstance(value, str) and ("integer" in wanted or "number" in wanted):
        hint = "Write the number alone, without quotes, unit or separators."
    return Finding(pointer, "SCHEMA003", f"{name} is {shown(value)}; {words} is expected.", hint)


def _not_listed(pointer: Pointer, name: str, value: Any, options: list[Any]) -> Finding:
    listed = ", ".join(str(option) if isinstance(option, str) else json.dumps(option) for option in options)
    meant = near(value, [o for o in options if isinstance(o, str)]) if isinstance(value, str) else None
    hint = f"Did you mean {meant}?" if meant else f"Choose one of: {listed}."
    return Finding(pointer, "SCHEMA004", f"{name} is {shown(value)}; it must be one of {listed}.", hint)


def _bound(keyword: str, limit: Any) -> str:
    words = {
        "minimum": "at least", "maximum": "at most", "exclusiveMinimum": "more than",
        "exclusiveMaximum": "less than", "multipleOf": "a multiple of",
    }
    return f"{words[keyword]} {limit}"


def _wrong_count(pointer: Pointer, name: str, value: Any, keyword: str, limit: Any) -> Finding:
    thing = "field" if keyword.endswith("Properties") else "item"
    if keyword == "contains":
        return Finding(pointer, "SCHEMA009", f"{name} lacks an item that it must contain.", "See the kind's reference.")
    side = "at least" if keyword.startswith("min") else "at most"
    many = f"{limit} {thing}" if limit == 1 else f"{limit} {thing}s"
    hint = "Add what is missing." if side == "at least" else "Take some away, or split the playbook."
    has = "is empty" if not value else f"has {len(value)} {thing}{'' if len(value) == 1 else 's'}"
    return Finding(pointer, "SCHEMA009", f"{name} {has}; {side} {many} {'is' if limit == 1 else 'are'} needed."
                   if side == "at least" else f"{name} {has}; at most {many} fit.", hint)


def _repeated(pointer: Pointer, name: str, value: list[Any]) -> Finding:
    seen: list[Any] = []
    for index, item in enumerate(value):
        if item in seen:
            return Finding((*pointer, index), "SCHEMA010", f"{shown(item)} stands twice in {name}.", "Keep one of them.")
        seen.append(item)
    return Finding(pointer, "SCHEMA010", f"{name} holds the same item twice.", "Keep one of them.")


def _nearest_alternative(pointer: Pointer, name: str, value: Any, error: SchemaError) -> list[Finding]:
    branches: dict[int, list[SchemaError]] = {}
    for inner in error.context:
        branches.setdefault(inner.alternative, []).append(inner)
    fitting = [
        inners for inners in branches.values()
        if not any(inner.keyword == "type" and inner.pointer == pointer for inner in inners)
    ]
    if not fitting:
        types = {t for inner in error.context if inner.keyword == "type" and inner.pointer == pointer
                 for t in ([inner.limit] if isinstance(inner.limit, str) else inner.limit)}
        words = " or ".join(_TYPES.get(t, t) for t in sorted(types))
        return [Finding(pointer, "SCHEMA012", f"{name} is {shown(value)}; {words} is expected.",
                        "Choose one of the forms in the kind's reference.")]
    best = min(fitting, key=lambda inners: (-max(len(i.pointer) for i in inners), len(inners)))
    findings = [finding for inner in best if inner.keyword not in FIELD_KEYWORDS for finding in word(inner)]
    return findings or [Finding(pointer, "SCHEMA012", f"{name} fits none of the forms that it may have: "
                                f"{best[0].message}.", "Choose one of the forms in the kind's reference.")]
