"""The YAML 1.2 core schema for plain scalars.

Source: YAML 1.2.2, section 10.3.2. PyYAML's own resolver follows YAML 1.1, where 20:30 is 1230,
`no` is false and 2026-12-01 is a date object.
"""

import math
import re

_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
LARGEST = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly (RFC 7493, section 2.2)."""


class NotANumberError(ValueError):
    """The text looks like a number that JSON cannot carry."""


def scalar(text: str) -> str | int | float | bool | None:
    """Return the value of a plain scalar.

    Raises NotANumberError for infinities, NaN and numbers beyond 2**53 - 1 or the range of a double.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INTEGER.fullmatch(text):
        return _whole(text, 10)
    if _OCTAL.fullmatch(text):
        return _whole(text[2:], 8)
    if _HEXADECIMAL.fullmatch(text):
        return _whole(text[2:], 16)
    if _NOT_FINITE.fullmatch(text):
        raise NotANumberError(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        if not math.isfinite(number):
            raise NotANumberError(text)
        return number
    return text


def _whole(digits: str, base: int) -> int:
    if len(digits) > 40:
        raise NotANumberError(digits)
    number = int(digits, base)
    if abs(number) > LARGEST:
        raise NotANumberError(digits)
    return number
