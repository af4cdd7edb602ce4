"""A schema made ready: jsonschema decides, jsonschema-rs lets right documents pass quickly."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import jsonschema_rs
from jsonschema import FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import Draft202012Validator, extend, validator_for

from sopbook.validate.formats import FORMATS


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

    def errors(self, value: Any) -> Iterator[ValidationError]:
        """Yield every error of a value, by the authority alone."""
        yield from self._authority.iter_errors(value)


def _for_the_gate() -> dict[str, Callable[[str], bool]]:
    return dict(FORMATS)


@cache
def _format_checker() -> FormatChecker:
    checker = FormatChecker(())
    for name, has_format in FORMATS.items():
        checker.checkers[name] = (lambda value, has=has_format: not isinstance(value, str) or has(value), ())
    return checker


@cache
def _with_plain_patterns(draft: type) -> Any:
    return extend(draft, {"pattern": _pattern})


def _pattern(validator: Any, pattern: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
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
