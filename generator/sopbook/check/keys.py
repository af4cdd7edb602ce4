"""Lists whose items are known by a key, and fields that only the tool may fill."""

from collections.abc import Iterator

from sopbook.diagnostics import Diagnostic
from sopbook.kinds.shape import leaves
from sopbook.resolve.playbook import Playbook
from sopbook.validate.wording import name_of, shown


def check_keys(playbook: Playbook) -> Iterator[Diagnostic]:
    """Yield SCHEMA014 (a computed field is typed) and SCHEMA015 (two items of a list share their key)."""
    document = playbook.document
    for pointer, value, shape in leaves(document.value, playbook.kind.shape):
        if shape.get("readOnly"):
            yield document.diagnostic(
                pointer, "SCHEMA014", f"{name_of(pointer)} is worked out by the tool and must not be typed.",
                "Delete it.", key=True,
            )
        key = shape.get("x-key")
        if key and isinstance(value, list):
            first: dict[str, int] = {}
            for index, item in enumerate(value):
                name = item.get(key) if isinstance(item, dict) else None
                if not isinstance(name, str):
                    continue
                if name in first:
                    line = document.span((*pointer, first[name])).line
                    yield document.diagnostic(
                        (*pointer, index, key), "SCHEMA015",
                        f"The {key} {shown(name)} stands twice in {name_of(pointer)}; the first is on line {line}.",
                        f"Every item of {name_of(pointer)} needs its own {key}.",
                    )
                first.setdefault(name, index)
