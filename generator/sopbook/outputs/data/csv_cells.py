"""Texts in cells of a .csv, which spreadsheets read as if they were typed: docs/decisions/0021."""

import re

_MARK = "'"
_RUNS = tuple("=+-@＝＋－＠\t\r\n")
"""How a cell begins that a spreadsheet may run as a formula (OWASP, "CSV Injection")."""
_WORDS = "[ap]m?|e|jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?"
_VALUE = re.compile(rf"(?=.*\d)((?<![a-z])({_WORDS})(?![a-z])|[上下]午|[年月日号时点分秒]|[\W\d_])+|\s*(true|false)\s*", re.IGNORECASE | re.DOTALL)
"""What may be a number, an amount, a date, a time or a truth value, in English and in Chinese: no other letters in it."""


def guarded(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs or turns into a value: with an apostrophe in front where one might.

    A text that begins with an apostrophe gets another, so that whoever takes one off has the text back.
    """
    begin = text.lstrip()
    return f"{_MARK}{text}" if text.startswith((_MARK, *_RUNS)) or begin.startswith(_RUNS) or _VALUE.fullmatch(begin) else text
