"""Schema errors in plain words: what is wrong with which value, and what would be right."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sopbook.source.document import Pointer
from sopbook.source.schema.validator import SchemaError

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
_BOUNDS = {
    "minimum": "at least",
    "maximum": "at most",
    "exclusiveMinimum": "more than",
    "exclusiveMaximum": "less than",
    "multipleOf": "a multiple of",
}
_REFERENCE = "Choose one of the forms in the kind's reference."


@dataclass(frozen=True, slots=True)
class Finding:
    """A schema error before it gets its place: `at_key` points at the key instead of the value."""

    pointer: Pointer
    code: str
    message: str
    hint: str = ""
    at_key: bool = False


def shown(value: Any, written: str = "") -> str:
    """Return a value as an author would recognise it, in one line of at most 40 characters.

    `written` is how the file writes a number or a word such as true.
    """
    if isinstance(value, dict):
        return "a table of fields"
    if isinstance(value, list):
        return "a list"
    text = written if written and not isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f'{text[:38]}…"'


def name_of(pointer: Pointer) -> str:
    """Return what to call a value inside a sentence: its key, or which item of which list it is."""
    if not pointer:
        return "the file"
    last = pointer[-1]
    if isinstance(last, str):
        return last
    return f"item {last + 1} of {name_of(pointer[:-1]) if len(pointer) > 1 else 'the list'}"


def subject(pointer: Pointer) -> str:
    """Return what a sentence about a value begins with: a key as it is written, anything else with a capital letter."""
    name = name_of(pointer)
    return name[0].upper() + name[1:] if pointer == () or isinstance(pointer[-1], int) else name


def closest(word: str, words: Iterable[str]) -> str | None:
    """Return the word that was probably meant, or None."""
    folded = {other.lower().replace("-", "_"): other for other in words}
    found = get_close_matches(word.lower().replace("-", "_"), folded, n=1, cutoff=0.7)
    return folded[found[0]] if found else None


def types_in_words(types: Any) -> str:
    """Return the names of JSON Schema types as an author says them: a list or a text."""
    return " or ".join(_TYPES.get(one, str(one)) for one in ([types] if isinstance(types, str) else types))


def describe(error: SchemaError, written: str = "") -> list[Finding]:
    """Return what one schema error means; `anyOf` and `oneOf` are left to `alternatives.py`.

    `required` and `additionalProperties` are left to `fields.py`, which looks at both together.
    """
    pointer, keyword, value, limit = error.pointer, error.keyword, error.value, error.limit
    name = subject(pointer)
    asked = f"{error.schema['x-message']}." if error.schema.get("x-message") else ""
    if error.about_name:
        return [_bad_name(error, asked)]
    if keyword == "not" and limit == {}:
        return [Finding(pointer, "SCHEMA013", f"{name} is not allowed here.", asked or "Delete it.", at_key=True)]
    if value is None and keyword != "not" and pointer:
        behind = "colon" if isinstance(pointer[-1], str) else "hyphen"
        options = f" ({', '.join(map(_option, error.schema['enum']))})" if error.schema.get("enum") else ""
        empty = f"{written} stands for nothing" if written else f"nothing stands behind the {behind}"
        return [Finding(
            pointer, "SCHEMA011", f"{name} is empty: {empty}.",
            f"Fill it in{options}, or delete the line if it is not needed.", at_key=True,
        )]
    match keyword:
        case "type":
            return [_wrong_type(pointer, name, value, limit, written)]
        case "enum" | "const":
            return [_not_listed(pointer, name, value, [limit] if keyword == "const" else limit, written)]
        case "pattern" | "format":
            form = f"the form {limit}" if keyword == "pattern" else f"the form of {'an' if limit[0] in 'aeiou' else 'a'} {limit}"
            message = f"{name} is {shown(value)}, which does not have the right form."
            return [Finding(pointer, "SCHEMA005", message, asked or f"It must have {form}.")]
        case "minLength":
            has = "is an empty text." if not value else f"has {_many(len(value), 'character')}; at least {limit} are needed."
            return [Finding(pointer, "SCHEMA006", f"{name} {has}", "Fill it in.")]
        case "maxLength":
            message = f"{name} has {_many(len(value), 'character')}; at most {limit} fit."
            return [Finding(pointer, "SCHEMA007", message, "Shorten it, or split it in two.")]
        case "minItems" | "maxItems" | "minProperties" | "maxProperties" | "contains":
            return [_wrong_count(pointer, name, value, keyword, limit)]
        case "uniqueItems":
            return [_repeated(pointer, name, value)]
        case "dependentRequired":
            return [
                Finding((*pointer, field), "SCHEMA013", f"The field {field} needs the field {other} beside it.",
                        f"Add it: {other}: …", at_key=True)
                for field, others in limit.items() if field in value for other in others if other not in value
            ]
        case _ if keyword in _BOUNDS:
            message = f"{name} is {shown(value, written)}; it must be {_BOUNDS[keyword]} {limit}."
            return [Finding(pointer, "SCHEMA008", message, "Check the number, and its unit.")]
        case _:
            hint = asked or "The kind's reference says what is."
            return [Finding(pointer, "SCHEMA013", f"{name} does not fit what its kind asks for.", hint)]


def _bad_name(error: SchemaError, asked: str) -> Finding:
    if error.keyword == "pattern" or asked:
        hint = asked or f"It must have the form {error.limit}."
    elif error.keyword == "enum":
        hint = f"Choose one of: {', '.join(map(_option, error.limit))}."
    elif error.keyword == "maxLength":
        hint = f"At most {_many(error.limit, 'character')} fit."
    else:
        hint = "The kind's reference says which names fit."
    message = f"The name {error.value} does not have the right form."
    return Finding((*error.pointer, error.value), "SCHEMA005", message, hint, at_key=True)


def _wrong_type(pointer: Pointer, name: str, value: Any, limit: Any, written: str) -> Finding:
    wanted = [limit] if isinstance(limit, str) else list(limit)
    words = types_in_words(wanted)
    hint = f"Write {words}."
    if "string" in wanted and isinstance(value, bool | int | float):
        hint = in_quotes(value, written)
    elif "boolean" in wanted and isinstance(value, str) and value.lower() in ("yes", "no", "on", "off"):
        hint = f"Write {'true' if value.lower() in ('yes', 'on') else 'false'}."
    elif "array" in wanted and not isinstance(value, list):
        hint = "Write each item on a line of its own, beginning with a hyphen and a space."
    elif "object" in wanted and not isinstance(value, dict):
        hint = "Write its fields on lines of their own below it, indented by two spaces."
    elif isinstance(value, str) and ("integer" in wanted or "number" in wanted):
        hint = "Write the number alone, without quotes, unit or separators."
    return Finding(pointer, "SCHEMA003", f"{name} is {shown(value, written)}; {words} is expected.", hint)


def in_quotes(value: Any, written: str) -> str:
    """Return the hint for a number or a word that was meant as a text."""
    return f'Put it in quotes: "{written or json.dumps(value)}".'


def _option(option: Any) -> str:
    return option if isinstance(option, str) else json.dumps(option, ensure_ascii=False)


def _not_listed(pointer: Pointer, name: str, value: Any, options: list[Any], written: str) -> Finding:
    listed = ", ".join(map(_option, options))
    texts = [option for option in options if isinstance(option, str)]
    meant = closest(value, texts) if isinstance(value, str) else None
    hint = f"Did you mean {meant}?" if meant else f"Choose one of: {listed}."
    if not isinstance(value, str) and (written or json.dumps(value)) in texts:
        hint = in_quotes(value, written)
    return Finding(pointer, "SCHEMA004", f"{name} is {shown(value, written)}; it must be one of {listed}.", hint)


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def _wrong_count(pointer: Pointer, name: str, value: Any, keyword: str, limit: Any) -> Finding:
    if keyword == "contains":
        return Finding(
            pointer, "SCHEMA009", f"{name} lacks an item that it must contain.", "See the kind's reference."
        )
    thing = "field" if keyword.endswith("Properties") else "item"
    has = "is empty" if not value else f"has {_many(len(value), thing)}"
    if keyword.startswith("min"):
        needed = f"at least {_many(limit, thing)} {'is' if limit == 1 else 'are'} needed"
        return Finding(pointer, "SCHEMA009", f"{name} {has}; {needed}.", "Add what is missing.")
    fit = f"at most {_many(limit, thing)} {'fits' if limit == 1 else 'fit'}"
    return Finding(pointer, "SCHEMA009", f"{name} {has}; {fit}.", "Take some away, or split the playbook.")


def _repeated(pointer: Pointer, name: str, value: list[Any]) -> Finding:
    seen: list[Any] = []
    for index, item in enumerate(value):
        if item in seen:
            message = f"{shown(item)} stands twice in {name}."
            return Finding((*pointer, index), "SCHEMA010", message, "Keep one of them.")
        seen.append(item)
    return Finding(pointer, "SCHEMA010", f"{name} holds the same item twice.", "Keep one of them.")
