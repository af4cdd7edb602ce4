"""The hostile workspace leaves no free text out: what a schema allows, one of its playbooks fills."""

from collections.abc import Iterator

from example_workspaces import checked
from hostile.texts import Hostile, is_free
from hostile.workspace import CHOSEN
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.document import Pointer
from sopbook.source.pointer import write_pointer

_DEEPEST = 12
_SHORTEST = 30
"""Characters below which nothing hostile fits."""


def _free(shape: SchemaView, pointer: Pointer = ()) -> Iterator[str]:
    """Yield where a schema lets people write what they like."""
    if len(pointer) > _DEEPEST or shape.get("readOnly"):
        return
    if shape.get("type") == "array":
        yield from _free(shape.child("*"), (*pointer, "*"))
    for name in shape.properties:
        yield from _free(shape.child(name), (*pointer, name))
    types = shape.get("type")
    if "string" in (types if isinstance(types, list) else [types]) and is_free(shape) and not (shape.get("pattern") or shape.get("format")) and (shape.get("maxLength") or _SHORTEST) >= _SHORTEST:
        yield write_pointer(pointer)


def test_every_free_text_of_a_kind_is_hostile_somewhere(hostile: Hostile) -> None:
    kinds = {name: kind for name, kind in checked(hostile.root).kinds.usable.items() if kind.envelope}
    filled = {
        (text.file.split("/")[2], "/".join("*" if step.isdigit() else step for step in text.pointer.split("/")))
        for text in hostile.texts if text.file.startswith("playbooks/hq/") and text.file.count("/") == 3
    }
    missing = {(name, pointer) for name, kind in kinds.items() for pointer in _free(kind.shape)} - filled

    assert kinds.keys() == CHOSEN.keys()
    assert {pointer for _, pointer in missing if not pointer.endswith("/settings/quota")} <= {"/locks/*/why"}  # A quota is one that the mode has.
    assert ("welcome", "/locks/*/why") in filled
