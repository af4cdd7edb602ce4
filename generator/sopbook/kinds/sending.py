"""What a schema says of a text that goes out (`x-send`): by which mode."""

from collections.abc import Mapping
from typing import Any

NOT_SENT = ""
"""The mode of what members do not get."""


def mode_said(said: Mapping[str, Any], value: Any) -> str | None:
    """Return the mode that a value names at the place for it: by what `modes` says of the value, else itself, else the default.

    None where nobody says one.
    """
    if not isinstance(value, str) or not value:
        default = said.get("default")
        return default if isinstance(default, str) else None
    modes = said.get("modes")
    return str(modes.get(value, value)) if isinstance(modes, dict) else value
