"""A schema made ready: jsonschema decides, jsonschema-rs lets right documents pass quickly."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import jsonschema_rs
from jsonschema import FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import Draft202012Validator, extend, validator_for

from sopbook.load.document import Pointer
from sopbook.validate.formats import FORMATS


@dataclass(frozen=True, slots=True)
class SchemaError:
    """One way in which a value does not fit: which value, which keyword, and what the keyword asks."""

    pointer: Pointer
    value: Any
    keyword: str
    """The schema's keyword, or an empty text where the schema is `false`: nothing may stand there."""
    limit: Any
    """What the keyword asks."""
    schema: dict[str, Any]
    """The subschema that holds the keyword."""
    message: str
    """jsonschema's own words."""
    about_name: bool = False
    """Whether the value is the name of a field (`propertyNames`), and the pointer that of its table."""
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
        self._authority = _with_plain_patterns(validator_for(schema, Draft202012Validator))(
            schema, format_checker=_format_checker()
        )
        self._gate = jsonschema_rs.validator_for(schema, validate_formats=True, formats=_for_the_gate())

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
        keyword=error.validator if isinstance(error.validator, str) else "",
        limit=error.validator_value,
        schema=dict(error.schema) if isinstance(error.schema, dict) else {},
        message=error.message,
        about_name="propertyNames" in error.absolute_schema_path,
        alternative=int(error.schema_path[0]) if error.parent and error.schema_path else 0,
        context=tuple(map(_ours, error.context or ())),
    )


def _for_the_gate() -> dict[str, Callable[[str], bool]]:
    return dict(FORMATS)


@cache
def _format_checker() -> FormatChecker:
    checker = FormatChecker(())
    for name, has_format in FORMATS.items():
        checker.checkers[name] = (_unless_text(has_format), ())
    return checker


def _unless_text(has_format: Callable[[str], bool]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or has_format(value)


@cache
def _with_plain_patterns(draft: type) -> Any:
    return extend(draft, {"pattern": _pattern})  # type: ignore[no-untyped-call]


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not compile_pattern(pattern).search(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return a pattern as ECMA-262 reads it: a final $ is the end of the text, not before a newline.

    Raises re.error where Python cannot read it.
    """
    if re.search(r"(?<!\\)(?:\\\\)*\$$", pattern):
        pattern = pattern[:-1] + r"\Z"
    return re.compile(pattern)
