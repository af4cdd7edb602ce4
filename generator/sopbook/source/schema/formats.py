"""The formats that a schema may ask for, each as a function that says whether a text has it.

Both validators use these same functions, so that they cannot disagree about a date.
"""

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def is_date(text: str) -> bool:
    """Return whether a text is a day that exists, year-month-day (RFC 3339, full-date)."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_web_address(text: str) -> bool:
    """Return whether a text is an absolute http or https address with a host (RFC 3986)."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", text)


def is_email(text: str) -> bool:
    """Return whether a text looks like an e-mail address."""
    return bool(_EMAIL.fullmatch(text))


FORMATS: dict[str, Callable[[str], bool]] = {"date": is_date, "uri": is_web_address, "email": is_email}
