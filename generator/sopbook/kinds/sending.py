"""What a schema says of a text that goes out (`x-send`): by which mode."""

from collections.abc import Mapping
from typing import Any

from sopbook.source.pointer import at, parse_pointer

NOT_SENT = ""
"""The mode of what members do not get."""


def mode_said(said: Mapping[str, Any], table: Any) -> str | None:
    """Return the mode of a sending: the one that its table names, else what `modes` says of where it goes, else the default.

    None where nobody says one.
    """
    for part, known in (("mode", None), ("where", said.get("modes"))):
        value = at(table, parse_pointer(said[part])) if part in said else None
        if isinstance(value, str) and value:
            if known is None:
                return value
            if value in known:
                return str(known[value])
    default = said.get("default")
    return default if isinstance(default, str) else None
