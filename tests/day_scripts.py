"""The days of Today, read back from the scripts that bring them."""

import json
import re
from collections.abc import Iterable

_CALL = re.compile(r"sopbook\.takeDays\((.*)\);\s*", re.DOTALL)


def days_in(scripts: Iterable[str]) -> dict[str, str]:
    """Return the HTML of each day by its date; what is written to people has no day. Raises ValueError for another script."""
    days: dict[str, str] = {}
    for text in scripts:
        if text.startswith("sopbook.takeScripts("):
            continue
        call = _CALL.fullmatch(text)
        if not call:
            raise ValueError(text[:40])
        days |= json.loads(call[1])
    return dict(sorted(days.items()))
