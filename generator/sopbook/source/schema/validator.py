"""A schema made ready: jsonschema decides, jsonschema-rs lets right documents pass quickly."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

import jsonschema_rs
from jsonschema import FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import Draft202012Validator, extend, validator_for
from referencing import Registry

from sopbook.source.document import Pointer
from sopbook.source.schema.evaluated import evaluated_names, named_in
from sopbook.source.schema.formats import FORMATS
from sopbook.source.schema.patterns import read_pattern


@dataclass(frozen=True, slots=True)
class SchemaError:
    """One way in which a value does not fit: which value, which keyword, and what the keyword asks."""

    pointer: Pointer
    value: Any
    keyword: str
    """The schema's keyword; a schema that is `false` counts as `not: {}`."""
    limit: Any
    """What the keyword asks."""
    schema: dict[str, Any]
    """The subschema that holds the keyword."""
    message: str
    """jsonschema's own words."""
    about_name: bool = False
    """Whether the value is the name of a field (`propertyNames`), and the pointer that of its table."""
    extras: tuple[str, ...] = ()
    """The fields that `unevaluatedProperties` does not allow."""
    alternative: int = 0
    """Which branch of an `anyOf` or `oneOf` the error belongs to."""
    context: tuple["SchemaError", ...] = ()
    """Why each branch of an `anyOf` or `oneOf` does not fit."""


class SchemaValidator:
    """The errors of a value against one self-contained schema.

    `gate` is jsonschema-rs, about a hundred times as fast: what it accepts is accepted; what it
    refuses is looked at again by jsonschema, whose word counts. tests/unit/test_gate.py holds both
    to the same verdict.
    """

    def __init__(self, schema: dict[str, Any]) -> None:
        """Make a schema ready. Raises jsonschema_rs.ValidationError where it is no schema."""
        self.schema = schema
        self._authority = _ours_of(validator_for(schema, Draft202012Validator))(
            _for_the_authority(schema), format_checker=_format_checker(), registry=Registry()
        )
        self._gate = jsonschema_rs.validator_for(
            schema, validate_formats=True, formats=_for_the_gate(), retriever=_never
        )

    def accepts(self, value: Any) -> bool:
        """Return whether a value fits, by the fast gate alone."""
        return bool(self._gate.is_valid(value))

    def errors(self, value: Any) -> Iterator[SchemaError]:
        """Yield every error of a value, by the authority alone."""
        yield from map(_ours, self._authority.iter_errors(value))


def _ours(error: ValidationError) -> SchemaError:
    return SchemaError(
        pointer=tuple(error.absolute_path),
        value=error.instance,
        keyword=str(error.validator),
        limit=error.validator_value,
        schema=dict(error.schema) if isinstance(error.schema, dict) else {},
        message=error.message,
        about_name=_about_name(error),
        extras=_unevaluated(error),
        alternative=int(error.schema_path[0]) if error.parent and error.schema_path else 0,
        context=tuple(map(_ours, error.context or ())),
    )


def _about_name(error: ValidationError) -> bool:
    """Return whether an error is about a field's name: `propertyNames` as a keyword, not as a field."""
    steps = list(error.absolute_schema_path)
    named = ("properties", "patternProperties", "$defs", "dependentSchemas")
    return any(
        step == "propertyNames" and (index == 0 or steps[index - 1] not in named) for index, step in enumerate(steps)
    )


def _unevaluated(error: ValidationError) -> tuple[str, ...]:
    """Return the fields that `unevaluatedProperties: false` refuses.

    jsonschema names them in its message only, so each is tried by itself.
    """
    if error.validator != "unevaluatedProperties" or not isinstance(error.instance, dict):
        return ()
    names = [name for name in error.instance if repr(name) in error.message]
    return tuple(names or error.instance)


KEYWORDS_WITH_A_SCHEMA = (
    "items", "additionalItems", "contains", "propertyNames", "if", "then", "else", "not", "unevaluatedItems",
    "additionalProperties", "unevaluatedProperties",
)
BOOLEAN_IS_PLAIN = ("additionalProperties", "unevaluatedProperties")
"""Of these, jsonschema keeps the place of a plain false."""
KEYWORDS_WITH_SCHEMAS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
KEYWORDS_WITH_A_LIST = ("allOf", "anyOf", "oneOf", "prefixItems")
DATA = ("const", "enum", "default", "examples")
"""Keywords whose values are data, whatever they look like."""


def _for_the_authority(schema: Any) -> Any:
    """Return a schema in which `false` is `not: {}`: jsonschema loses the place of a plain false."""
    if schema is False:
        return {"not": {}}
    if not isinstance(schema, dict):
        return schema
    changed = dict(schema)
    for keyword, value in schema.items():
        if keyword in KEYWORDS_WITH_A_SCHEMA and not (keyword in BOOLEAN_IS_PLAIN and isinstance(value, bool)):
            changed[keyword] = _for_the_authority(value)
        elif keyword in KEYWORDS_WITH_SCHEMAS and isinstance(value, dict):
            changed[keyword] = {name: _for_the_authority(item) for name, item in value.items()}
        elif keyword in KEYWORDS_WITH_A_LIST and isinstance(value, list):
            changed[keyword] = [_for_the_authority(item) for item in value]
    return changed


_OTHER_FORMATS = (
    "date-time", "time", "duration", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri-reference",
    "iri", "iri-reference", "uri-template", "json-pointer", "relative-json-pointer", "regex", "uuid",
)


def _for_the_gate() -> dict[str, Callable[[str], bool]]:
    """Return the formats for the gate; those that we do not check count as notes, as JSON Schema allows."""
    return {**dict.fromkeys(_OTHER_FORMATS, _anything), **FORMATS}


def _anything(_text: str) -> bool:
    return True


def _never(address: str) -> Any:
    raise LookupError(f"{address} is not fetched")


@cache
def _format_checker() -> FormatChecker:
    checker = FormatChecker(())
    for name, has_format in FORMATS.items():
        checker.checkers[name] = (_unless_text(has_format), ())
    return checker


def _unless_text(has_format: Callable[[str], bool]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or has_format(value)


@cache
def _ours_of(draft: type) -> Any:
    known = draft.VALIDATORS  # type: ignore[attr-defined]
    ours = {
        "pattern": _pattern, "multipleOf": _multiple_of, "patternProperties": _pattern_properties,
        "additionalProperties": _additional_properties, "unevaluatedProperties": _unevaluated_properties,
    }
    return extend(draft, {keyword: check for keyword, check in ours.items() if keyword in known})  # type: ignore[no-untyped-call]


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not read_pattern(pattern).is_in(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _pattern_properties(validator: Any, patterns: dict[str, Any], instance: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(instance, dict):
        for pattern, schema in patterns.items():
            for name in instance:
                if read_pattern(pattern).is_in(name):
                    yield from validator.descend(instance[name], schema, path=name, schema_path=pattern)


def _additional_properties(validator: Any, additional: Any, instance: Any, schema: dict[str, Any]) -> Iterator[ValidationError]:
    if not isinstance(instance, dict):
        return
    extras = [name for name in instance if name not in named_in(schema, instance)]
    if isinstance(additional, dict):
        for name in extras:
            yield from validator.descend(instance[name], additional, path=name)
    elif not additional and extras:
        yield ValidationError(f"{', '.join(map(repr, extras))} are not named in the schema")


def _unevaluated_properties(validator: Any, unevaluated: Any, instance: Any, schema: dict[str, Any]) -> Iterator[ValidationError]:
    if not isinstance(instance, dict):
        return
    known = evaluated_names(validator, instance, {key: value for key, value in schema.items() if key != "unevaluatedProperties"})
    extras = [name for name in instance if name not in known and not validator.evolve(schema=unevaluated).is_valid(instance[name])]
    if extras:
        yield ValidationError(f"{', '.join(map(repr, extras))} are not looked at by any other keyword")


def _multiple_of(_validator: Any, step: float, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    """Yield an error for a number that is no multiple, counted in decimals as people write them."""
    if isinstance(instance, int | float) and not isinstance(instance, bool) and Fraction(str(instance)) % Fraction(str(step)):
        yield ValidationError(f"{instance!r} is not a multiple of {step}")
