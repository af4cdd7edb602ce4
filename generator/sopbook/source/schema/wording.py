"""Schema errors in plain words: what is wrong with which value, and what would be right."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sopbook.source.diagnostics import AsWritten, capital, joined, many, say
from sopbook.source.document import Pointer
from sopbook.source.schema.validator import SchemaError

FIELD_KEYWORDS = ("required", "additionalProperties", "unevaluatedProperties")
"""Keywords about which fields there are; `fields.py` looks at them together."""

_TYPES = {
    "string": say("a text"),
    "integer": say("a whole number"),
    "number": say("a number"),
    "boolean": say("true or false"),
    "array": say("a list"),
    "object": say("a table of fields"),
    "null": say("nothing"),
}
_REFERENCE = say("Choose one of the forms in the kind's reference.")


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
        return say("a table of fields")
    if isinstance(value, list):
        return say("a list")
    text = written if written and not isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f'{text[:38]}…"'


def name_of(pointer: Pointer) -> str:
    """Return what to call a value inside a sentence: its key, or which item of which list it is."""
    if not pointer:
        return say("the file")
    last = pointer[-1]
    if isinstance(last, str):
        return last
    return say("item {number} of {list}", number=last + 1, list=name_of(pointer[:-1]) if len(pointer) > 1 else say("the list"))


def subject(pointer: Pointer) -> str:
    """Return what a sentence about a value begins with: a key as it is written, anything else with a capital letter."""
    name = name_of(pointer)
    return capital(name) if pointer == () or isinstance(pointer[-1], int) else name


def closest(word: str, words: Iterable[str]) -> str | None:
    """Return the word that was probably meant, or None."""
    folded = {other.lower().replace("-", "_"): other for other in words}
    found = get_close_matches(word.lower().replace("-", "_"), folded, n=1, cutoff=0.7)
    return folded[found[0]] if found else None


def types_in_words(types: Any) -> str:
    """Return the names of JSON Schema types as an author says them: a list or a text."""
    return joined(" or ", (_TYPES.get(one, str(one)) for one in ([types] if isinstance(types, str) else types)))


def describe(error: SchemaError, written: str = "") -> list[Finding]:
    """Return what one schema error means; `anyOf` and `oneOf` are left to `alternatives.py`.

    `required` and `additionalProperties` are left to `fields.py`, which looks at both together.
    """
    pointer, keyword, value, limit = error.pointer, error.keyword, error.value, error.limit
    name = subject(pointer)
    asked = AsWritten(f"{error.schema['x-message']}.") if error.schema.get("x-message") else ""
    if error.about_name:
        return [_bad_name(error, asked)]
    if keyword == "not" and limit == {}:
        return [Finding(pointer, "SCHEMA013", say("{name} is not allowed here.", name=name), asked or say("Delete it."), at_key=True)]
    if value is None and keyword != "not" and pointer:
        behind = say("colon") if isinstance(pointer[-1], str) else say("hyphen")
        options = say(" ({options})", options=joined(", ", map(_option, error.schema["enum"]))) if error.schema.get("enum") else ""
        empty = say("{written} stands for nothing", written=written) if written else say("nothing stands behind the {behind}", behind=behind)
        return [Finding(
            pointer, "SCHEMA011", say("{name} is empty: {empty}.", name=name, empty=empty),
            say("Fill it in{options}, or delete the line if it is not needed.", options=options), at_key=True,
        )]
    match keyword:
        case "type":
            return [_wrong_type(pointer, name, value, limit, written)]
        case "enum" | "const":
            return [_not_listed(pointer, name, value, [limit] if keyword == "const" else limit, written)]
        case "pattern" | "format":
            form = say("the form {limit}", limit=limit) if keyword == "pattern" else say("the form of {article} {limit}", article="an" if limit[0] in "aeiou" else "a", limit=limit)
            message = say("{name} is {value}, which does not have the right form.", name=name, value=shown(value))
            return [Finding(pointer, "SCHEMA005", message, asked or say("It must have {form}.", form=form))]
        case "minLength":
            message = say("{name} is an empty text.", name=name) if not value else say(
                "{name} has {has}; at least {limit} are needed.", name=name, has=_characters(len(value)), limit=limit,
            )
            return [Finding(pointer, "SCHEMA006", message, say("Fill it in."))]
        case "maxLength":
            message = say("{name} has {has}; at most {limit} fit.", name=name, has=_characters(len(value)), limit=limit)
            return [Finding(pointer, "SCHEMA007", message, say("Shorten it, or split it in two."))]
        case "minItems" | "maxItems" | "minProperties" | "maxProperties" | "contains":
            return [_wrong_count(pointer, name, value, keyword, limit)]
        case "uniqueItems":
            return [_repeated(pointer, name, value)]
        case "dependentRequired":
            return [
                Finding((*pointer, field), "SCHEMA013", say("The field {field} needs the field {other} beside it.", field=field, other=other),
                        say("Add it: {other}: …", other=other), at_key=True)
                for field, others in limit.items() if field in value for other in others if other not in value
            ]
        case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf":
            message = say("{name} is {value}; it must be {bound}.", name=name, value=shown(value, written), bound=_bound(keyword, limit))
            return [Finding(pointer, "SCHEMA008", message, say("Check the number, and its unit."))]
        case _:
            hint = asked or say("The kind's reference says what is.")
            return [Finding(pointer, "SCHEMA013", say("{name} does not fit what its kind asks for.", name=name), hint)]


def _bound(keyword: str, limit: Any) -> str:
    return {
        "minimum": say("at least {limit}", limit=limit),
        "maximum": say("at most {limit}", limit=limit),
        "exclusiveMinimum": say("more than {limit}", limit=limit),
        "exclusiveMaximum": say("less than {limit}", limit=limit),
        "multipleOf": say("a multiple of {limit}", limit=limit),
    }[keyword]


def _bad_name(error: SchemaError, asked: str) -> Finding:
    if error.keyword == "pattern" or asked:
        hint = asked or say("It must have the form {limit}.", limit=error.limit)
    elif error.keyword == "enum":
        hint = say("Choose one of: {listed}.", listed=joined(", ", map(_option, error.limit)))
    elif error.keyword == "maxLength":
        hint = say("At most {limit} fit.", limit=_characters(error.limit))
    else:
        hint = say("The kind's reference says which names fit.")
    message = say("The name {value} does not have the right form.", value=error.value)
    return Finding((*error.pointer, error.value), "SCHEMA005", message, hint, at_key=True)


def _wrong_type(pointer: Pointer, name: str, value: Any, limit: Any, written: str) -> Finding:
    wanted = [limit] if isinstance(limit, str) else list(limit)
    words = types_in_words(wanted)
    hint = say("Write {meant}.", meant=words)
    if "string" in wanted and isinstance(value, bool | int | float):
        hint = in_quotes(value, written)
    elif "boolean" in wanted and isinstance(value, str) and value.lower() in ("yes", "no", "on", "off"):
        hint = say("Write {meant}.", meant="true" if value.lower() in ("yes", "on") else "false")
    elif "array" in wanted and not isinstance(value, list):
        hint = say("Write each item on a line of its own, beginning with a hyphen and a space.")
    elif "object" in wanted and not isinstance(value, dict):
        hint = say("Write its fields on lines of their own below it, indented by two spaces.")
    elif isinstance(value, str) and ("integer" in wanted or "number" in wanted):
        hint = say("Write the number alone, without quotes, unit or separators.")
    return Finding(pointer, "SCHEMA003", say("{name} is {value}; {expected} is expected.", name=name, value=shown(value, written), expected=words), hint)


def in_quotes(value: Any, written: str) -> str:
    """Return the hint for a number or a word that was meant as a text."""
    return say('Put it in quotes: "{written}".', written=written or json.dumps(value))


def _option(option: Any) -> str:
    return option if isinstance(option, str) else json.dumps(option, ensure_ascii=False)


def _not_listed(pointer: Pointer, name: str, value: Any, options: list[Any], written: str) -> Finding:
    listed = joined(", ", map(_option, options))
    texts = [option for option in options if isinstance(option, str)]
    meant = closest(value, texts) if isinstance(value, str) else None
    hint = say("Did you mean {meant}?", meant=meant) if meant else say("Choose one of: {listed}.", listed=listed)
    if not isinstance(value, str) and (written or json.dumps(value)) in texts:
        hint = in_quotes(value, written)
    return Finding(pointer, "SCHEMA004", say("{name} is {value}; it must be one of {listed}.", name=name, value=shown(value, written), listed=listed), hint)


def _characters(count: int) -> str:
    return many(count, "{count} character", "{count} characters")


def _wrong_count(pointer: Pointer, name: str, value: Any, keyword: str, limit: Any) -> Finding:
    if keyword == "contains":
        return Finding(
            pointer, "SCHEMA009", say("{name} lacks an item that it must contain.", name=name), say("See the kind's reference.")
        )
    of_fields = keyword.endswith("Properties")
    has = _has(len(value), of_fields=of_fields)
    if keyword.startswith("min"):
        needed = (
            many(limit, "at least {count} field is needed", "at least {count} fields are needed") if of_fields
            else many(limit, "at least {count} item is needed", "at least {count} items are needed")
        )
        return Finding(pointer, "SCHEMA009", say("{name} {has}; {needed}.", name=name, has=has, needed=needed), say("Add what is missing."))
    fit = (
        many(limit, "at most {count} field fits", "at most {count} fields fit") if of_fields
        else many(limit, "at most {count} item fits", "at most {count} items fit")
    )
    return Finding(pointer, "SCHEMA009", say("{name} {has}; {fit}.", name=name, has=has, fit=fit), say("Take some away, or split the playbook."))


def _has(count: int, *, of_fields: bool) -> str:
    if not count:
        return say("is empty")
    return many(count, "has {count} field", "has {count} fields") if of_fields else many(count, "has {count} item", "has {count} items")


def _repeated(pointer: Pointer, name: str, value: list[Any]) -> Finding:
    seen: list[Any] = []
    for index, item in enumerate(value):
        if item in seen:
            message = say("{item} stands twice in {name}.", item=shown(item), name=name)
            return Finding((*pointer, index), "SCHEMA010", message, say("Keep one of them."))
        seen.append(item)
    return Finding(pointer, "SCHEMA010", say("{name} holds the same item twice.", name=name), say("Keep one of them."))
