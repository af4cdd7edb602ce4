r"""Regular expressions of schemas, as ECMA-262 reads them: \d is ASCII, $ is the end of the text, \p{L} is any letter.

jsonschema-rs reads and runs them for both validators, so that they cannot disagree. Its engine takes time linear in
the text, and gives up, as on a text without a match, where a look-around or a back-reference would take too long.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jsonschema_rs

from sopbook.source.diagnostics import say


class PatternError(ValueError):
    """A pattern cannot be read; the text says why, in part of a sentence, and `hint` what to write."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.hint = hint


@dataclass(frozen=True)
class Pattern:
    """A pattern ready to be looked for."""

    text: str
    _engine: Any = field(repr=False)

    def is_in(self, text: str) -> bool:
        """Return whether the pattern matches anywhere in a text, as JSON Schema asks (Core, section 6.4)."""
        return bool(self._engine.is_valid(text))


@cache
def read_pattern(text: str) -> Pattern:
    """Return a pattern. Raises PatternError."""
    try:
        return Pattern(text, jsonschema_rs.validator_for({"pattern": text}))
    except (ValueError, jsonschema_rs.ValidationError):
        raise PatternError(*_why(text)) from None


def names_matching(patterns: Iterable[str], names: Iterable[str]) -> set[str]:
    """Return the names in which one of some patterns is found."""
    read = [read_pattern(text) for text in patterns]
    return {name for name in names if any(pattern.is_in(name) for pattern in read)}


def _why(text: str) -> tuple[str, str]:
    """Return why a pattern cannot be read, and a hint: Python's reader has words where the engine has none."""
    for found in re.finditer(r"(?<!\\)(?:\\\\)*(\\[pP](?:\{[^}]*\}?|.)?)", text):
        try:
            jsonschema_rs.validator_for({"pattern": found[1]})
        except (ValueError, jsonschema_rs.ValidationError):
            return say("{name} names no property of Unicode", name=found[1]), say("Write \\p{{L}} for letters, \\p{{N}} for digits, \\p{{Script=Han}} for Chinese characters.")
    try:
        re.compile(text)
    except re.error as error:
        return error.msg, say("The language is that of ECMA-262, with the flag u.")
    except (OverflowError, RecursionError):
        return say("it is too large"), say("Shorten it.")
    return say("it is no regular expression of ECMA-262 with the flag u"), say("Look at what stands behind each backslash, and at hyphens in brackets.")
