"""Values that may have one of several forms (`anyOf`, `oneOf`): the findings of the form that was meant."""

from sopbook.source.diagnostics import inflected, say
from sopbook.source.document import Pointer
from sopbook.source.schema.validator import SchemaError
from sopbook.source.schema.wording import (
    FIELD_KEYWORDS,
    Finding,
    describe,
    in_quotes,
    shown,
    subject,
    types_in_words,
)

ALTERNATIVES = ("anyOf", "oneOf")
_CHOOSE = say("Choose one of the forms in the kind's reference.")


def meant(error: SchemaError, written: str = "") -> list[SchemaError] | Finding:
    """Return the errors of the form that the author probably meant, or one finding about all of them.

    A form is out of the question where the value is of another type, or where a field that tells the
    forms apart (a `const` or `enum`) names another one. Of the rest, the one with the deepest and the
    fewest errors was meant.
    """
    name = subject(error.pointer)
    if not error.context:
        return Finding(error.pointer, "SCHEMA012", say("{name} fits more than one of the forms that it may have.", name=name), _CHOOSE)
    branches: dict[int, list[SchemaError]] = {}
    for inner in error.context:
        branches.setdefault(inner.alternative, []).append(inner)
    fitting = [inners for inners in branches.values() if not _of_another_type(inners, error.pointer)]
    if not fitting:
        types = {t for inners in branches.values() for t in _types(inners, error.pointer)}
        wrong_number = "string" in types and isinstance(error.value, bool | int | float)
        return Finding(
            error.pointer, "SCHEMA012",
            say("{name} is {value}; {expected} is expected.", name=name, value=shown(error.value, written), expected=types_in_words(sorted(types))),
            in_quotes(error.value, written) if wrong_number else _CHOOSE,
        )
    chosen = [inners for inners in fitting if not any(_tells_apart(inner) for inner in inners)]
    if not chosen and len(fitting) > 1:
        options = [inner for inners in fitting for inner in inners if _tells_apart(inner)]
        if len({inner.pointer for inner in options}) == 1:
            allowed = [o for i in options for o in ([i.limit] if i.keyword == "const" else i.limit)]
            first = options[0]
            return [SchemaError(first.pointer, first.value, "enum", allowed, first.schema, first.message)]
    best = min(chosen or fitting, key=lambda inners: (-max(len(i.pointer) for i in inners), len(inners)))
    if chosen and len(chosen) > 1 and all(i.keyword in FIELD_KEYWORDS for inners in chosen for i in inners):
        return Finding(
            error.pointer, "SCHEMA012", say("{name} fits none of the forms that it may have: {why}.", name=name, why=_why(best[0])), _CHOOSE
        )
    return best


def _of_another_type(inners: list[SchemaError], pointer: Pointer) -> bool:
    return bool(_types(inners, pointer))


def _types(inners: list[SchemaError], pointer: Pointer) -> list[str]:
    wrong = [inner.limit for inner in inners if inner.keyword == "type" and inner.pointer == pointer]
    return [t for limit in wrong for t in ([limit] if isinstance(limit, str) else limit)]


def _tells_apart(error: SchemaError) -> bool:
    return error.keyword in ("const", "enum")


def _why(error: SchemaError) -> str:
    if error.keyword == "required":
        missing = next((name for name in error.limit if name not in error.value), "")
        return say("the field {missing} is missing", missing=missing)
    if error.keyword in FIELD_KEYWORDS:
        return say("it has a field that no form knows")
    return inflected(describe(error)[0].message, lambda english: english.rstrip("."))
