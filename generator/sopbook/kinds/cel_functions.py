"""What rules and computed values may call beside CEL's own functions: each gives a value, whatever it is given.

Numbers of different types do not mix in CEL; these functions take either.
"""

import json
import math
import re
from collections.abc import Callable
from datetime import date
from typing import Any


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(value: Any) -> float:
    return float(value) if _is_number(value) else 0.0


def tidy(value: float) -> int | float:
    """Return a number without the noise of fractions, whole where it is; 0 for what is no number."""
    if not math.isfinite(value):
        return 0
    rounded_value = round(float(value), 6)
    return int(rounded_value) if rounded_value.is_integer() else rounded_value


def total(values: Any) -> int | float:
    """Return the sum of a list of numbers; what is no number counts as 0."""
    return tidy(math.fsum(_number(v) for v in values)) if isinstance(values, list) else 0


def product(values: Any) -> int | float:
    """Return the product of a list of numbers."""
    return tidy(math.prod(_number(v) for v in values)) if isinstance(values, list) else 0


def ratio(part: Any, whole: Any) -> int | float:
    """Return part / whole, or 0 where the whole is 0."""
    return tidy(_number(part) / _number(whole)) if _number(whole) else 0


def rounded(value: Any, digits: Any) -> int | float:
    """Return a number rounded to so many digits behind the point."""
    return tidy(round(_number(value), int(_number(digits))))


def minutes(clock: Any) -> int:
    """Return the minutes since midnight of a time such as 20:30, or -1 for anything else."""
    found = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", str(clock))
    return int(found[1]) * 60 + int(found[2]) if found else -1


def weekday(day: Any) -> int:
    """Return 1 for Monday to 7 for Sunday, or 0 for a text that is no day (ISO 8601)."""
    try:
        return date.fromisoformat(str(day)).isoweekday()
    except ValueError:
        return 0


def days_between(first: Any, last: Any) -> int:
    """Return the days from one day to another, or 0 where either is no day."""
    try:
        return (date.fromisoformat(str(last)) - date.fromisoformat(str(first))).days
    except ValueError:
        return 0


def day_after(day: Any, count: Any) -> str:
    """Return the day so many days after one such as 2026-12-31, or an empty text for anything else."""
    try:
        return date.fromordinal(date.fromisoformat(str(day)).toordinal() + int(_number(count))).isoformat()
    except (OverflowError, ValueError):
        return ""


def days_in_month(month: Any) -> int:
    """Return how many days a month such as 2026-12 has, or 0 for anything else."""
    try:
        first = date.fromisoformat(f"{month}-01")
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    except ValueError:
        return 0
    return (after - first).days


def smallest(*given: Any) -> Any:
    """Return the smallest number of a list, or of what is given; of texts only, such as dates, the first by their letters; 0 where there is none."""
    values = _comparable(given)
    return min(values) if values else 0


def largest(*given: Any) -> Any:
    """Return the largest number of a list, or of what is given; of texts only, the last by their letters; 0 where there is none."""
    values = _comparable(given)
    return max(values) if values else 0


def _comparable(given: tuple[Any, ...]) -> list[Any]:
    values = given[0] if len(given) == 1 and isinstance(given[0], list) else given
    texts = [one for one in values if isinstance(one, str)]
    return texts if texts and len(texts) == len(values) else [tidy(float(one)) for one in values if _is_number(one)]


def average(values: Any) -> int | float:
    """Return the mean of the numbers in a list, or 0 where there is none."""
    numbers = [float(one) for one in values if _is_number(one)] if isinstance(values, list) else []
    return tidy(math.fsum(numbers) / len(numbers)) if numbers else 0


def clamped(value: Any, low: Any, high: Any) -> int | float:
    """Return a number, or the nearer of two limits where it lies outside them."""
    return tidy(max(_number(low), min(_number(high), _number(value))))


def ordered(values: Any, field: Any = None) -> list[Any]:
    """Return a list in order: numbers by size, then texts by their letters, then the rest; tables by the value of a field."""
    return sorted(values, key=lambda one: _rank(one.get(field) if isinstance(one, dict) else one)) if isinstance(values, list) else []


def _rank(value: Any) -> tuple[int, float, str]:
    if _is_number(value):
        return 0, float(value), ""
    return (1, 0.0, value) if isinstance(value, str) else (2, 0.0, "")


def distinct(values: Any) -> list[Any]:
    """Return a list without what it holds a second time; each stands where it stood first."""
    first: dict[str, Any] = {}
    for one in values if isinstance(values, list) else ():
        first.setdefault(_identity(one), one)
    return list(first.values())


def _identity(value: Any) -> str:
    """Return a text that two values share if they are the same; 1 and 1.0 are."""
    return json.dumps(tidy(float(value)) if _is_number(value) else value, sort_keys=True, default=str)


def flat(values: Any) -> list[Any]:
    """Return the items of the lists in a list, one list after the other; what is no list stays as it is."""
    if not isinstance(values, list):
        return []
    return [item for one in values for item in (one if isinstance(one, list) else [one])]


def as_text(value: Any) -> str:
    """Return a number as a text, without a point where it is whole; a text as it is."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(tidy(float(value))) if _is_number(value) else value if isinstance(value, str) else ""


def size(value: Any) -> int:
    """Return the length of a list or table, or how many characters a text has; CEL's own counts bytes."""
    return len(value) if isinstance(value, str | list | dict) else 0


def month_after(month: Any, count: Any) -> str:
    """Return the month so many months after one such as 2026-12, or an empty text for anything else."""
    try:
        first = date.fromisoformat(f"{month}-01")
        months = first.year * 12 + first.month - 1 + int(_number(count))
        return date(months // 12, months % 12 + 1, 1).isoformat()[:7]
    except (OverflowError, ValueError):
        return ""


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "sum": total,
    "product": product,
    "ratio": ratio,
    "round": rounded,
    "minutes": minutes,
    "weekday": weekday,
    "days_between": days_between,
    "day_after": day_after,
    "days_in_month": days_in_month,
    "month_after": month_after,
    "min": smallest,
    "max": largest,
    "avg": average,
    "clamp": clamped,
    "sort": ordered,
    "distinct": distinct,
    "flat": flat,
    "text": as_text,
    "size": size,
}
"""By the names that expressions call them by. What other playbooks say is asked for by the functions of `LIBRARY`."""
LIBRARY = ("lookup", "item", "each")
"""The functions that come with the playbooks of a branch: `lookup(kind, id)` or `lookup("kind/id")`, `item(kind, id)` and `each(kind)`."""
THOROUGH = frozenset({"sort", "distinct", "flat"})
"""Those that look into each item of what they are given, and not only at it."""
REPLACED = {"size": "sopbook_size"}
"""CEL keeps its own function where both have one; so ours is called by another name."""
