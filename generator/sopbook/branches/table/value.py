"""What a cell says, as a value of its column."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sopbook.kinds.schema_view import SchemaView
from sopbook.source.diagnostics import say

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_GROUPED_BY_DOTS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})*,\d+")
_FORMULA = re.compile(r"=.*|#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)", re.DOTALL)
_DAY = re.compile(r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_IDENTITY_CARD = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dA-Za-z])")
_TRUTH = {"true": True, "false": False, "yes": True, "no": False, "是": True, "否": False}


@dataclass(frozen=True, slots=True)
class Misread:
    """A cell that says no value of its column: the code, and what to tell."""

    code: str
    message: str
    hint: str


def value_of(text: str, column: SchemaView, choices: dict[str, Any]) -> Any:
    """Return the value that a cell says, or a Misread (TABLE008, TABLE009, TABLE011). `choices` are the values of the column by what they are called."""
    wrong = next(_never(text), None)
    if wrong is not None:
        return wrong
    kind = column.get("type")
    if column.get("enum"):
        return choices.get(text.casefold(), text)
    if kind in ("number", "integer"):
        return _number(text, is_percent=column.get("x-unit") == "percent")
    if kind == "boolean":
        return _TRUTH.get(text.casefold(), Misread("TABLE008", say("{text} is neither yes nor no.", text=text), say("Write true or false.")))
    return _date(text) if column.get("format") == "date" else text


def _never(text: str) -> Iterator[Misread]:
    """Yield what no cell may hold, whatever its column is."""
    if _FORMULA.fullmatch(text):
        yield Misread("TABLE009", say("{text} is a formula or its error.", text=text[:30]), say("In the spreadsheet, copy the column and paste it as values; then save again."))
    digits = re.sub(r"(?<=\d)[ -](?=\d)", "", unicodedata.normalize("NFKC", text))
    for pattern, what in ((_MOBILE, say("a mobile number")), (_IDENTITY_CARD, say("the number of an identity card"))):
        if pattern.search(digits):
            yield Misread("TABLE011", say("This looks like {what}.", what=what), say("Take it out: no personal data stands in a handbook. Count people, or call them A, B, C."))


def _number(text: str, *, is_percent: bool) -> int | float | Misread:
    bare = text.removesuffix("%").rstrip() if is_percent else text
    if _NUMBER.fullmatch(bare) and bare.isascii():
        number = float(bare.replace(",", ""))
        return int(number) if number.is_integer() else number
    meant = _meant(text, is_percent=is_percent)
    return Misread(
        "TABLE008", say("{text} is no number.", text=text[:30]),
        say("Write {meant}.", meant=meant) if meant else say("Write digits alone, with a dot before decimals, such as 1234.5."),
    )


def _meant(text: str, *, is_percent: bool) -> str:
    """Return the number that somebody probably meant, or an empty text."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    plain = re.sub(r"^[¥￥$]|[元块个人次单件条%¥]$", "", plain)
    if _GROUPED_BY_DOTS.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    return plain.replace(",", "") if _NUMBER.fullmatch(plain) and plain.isascii() and (is_percent or "%" not in text) else ""


def _date(text: str) -> str | Misread:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) and text.isascii() and _is_day(text):
        return text
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    meant = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found and found[1] else ""
    if meant and _is_day(meant):
        return Misread("TABLE008", say("{text} is no date that can be read alike everywhere.", text=text), say("Write {meant}.", meant=meant))
    if meant or found:
        message = say("{text} is no day of the calendar.", text=text) if meant else say("{text} lacks its year.", text=text)
        return Misread("TABLE008", message, say("Write year-month-day, such as 2026-12-05."))
    return Misread("TABLE008", say("{text} is no date.", text=text[:30]), say("Write year-month-day, such as 2026-12-05."))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
