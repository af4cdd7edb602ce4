"""Lists whose items are known by a key, and fields that only the tool may fill."""

from collections.abc import Iterator, Mapping
from typing import Any

from sopbook.branches.fork.former import FORMERLY, former_ids
from sopbook.branches.playbook import Playbook
from sopbook.kinds.schema_view import leaves
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.document import Pointer
from sopbook.source.schema.wording import name_of, shown


def check_keys(playbook: Playbook) -> Iterator[Diagnostic]:
    """Yield SCHEMA014 (a computed field is typed), SCHEMA015 (two items share their key), SCHEMA016 (a former id that is somebody's)."""
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
            yield from _former_ids(playbook, pointer, value, first, key)


def _former_ids(playbook: Playbook, pointer: Pointer, items: list[Any], names: Mapping[str, int], key: str) -> Iterator[Diagnostic]:
    document = playbook.document
    claimed: dict[str, int] = {}
    for index, item in enumerate(items):
        for former in dict.fromkeys(former_ids(item)):
            other = claimed.setdefault(former, index)
            if former not in names and other == index:
                continue
            if names.get(former) == index:
                what = f"{former} is the {key} that the item has now."
            elif former in names:
                what = f"{former} is the {key} of another item of {name_of(pointer)}, on line {document.span((*pointer, names[former])).line}."
            else:
                what = f"Another item of {name_of(pointer)} was called {former}, too; it is on line {document.span((*pointer, other)).line}."
            yield document.diagnostic((*pointer, index, FORMERLY, item[FORMERLY].index(former)), "SCHEMA016", what, f"Delete it from {FORMERLY}.")
