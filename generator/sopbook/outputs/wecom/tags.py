"""The tags that staff give to clients, as groups of tags for WeCom."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sopbook.branches.playbook import Playbook
from sopbook.handbook.edition import Edition
from sopbook.handbook.words import words_at
from sopbook.kinds.schema_view import leaves
from sopbook.outputs.wecom.made import Made
from sopbook.outputs.wecom.request import Request, file_of
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import at, expand, parse_pointer

FILE = "标签.json"


def tags(edition: Edition, root: Path) -> Made:
    """Return the groups of tags of all playbooks in force (`x-tags` in a schema)."""
    return file_of(FILE, "tag-group", (one for kind in edition.kinds for playbook in edition.of(kind) if not playbook.is_draft for one in _groups(playbook)), root)


def _groups(playbook: Playbook) -> Iterator[Request]:
    for pointer, _, shape in leaves(playbook.value, playbook.kind.shape):
        said = shape.get("x-tags")
        if not isinstance(said, dict):
            continue
        name = (*pointer, *parse_pointer(said["group"]))
        listed = (*pointer, *parse_pointer(said["tags"]))
        places = list(expand(playbook.value, (*listed, "*"))) if isinstance(at(playbook.value, listed), list) else []
        if places:
            yield Request(
                {"group_name": words_at(playbook, name), "tag": [{"name": words_at(playbook, place)} for place in places]},
                {"playbook": "/".join(playbook.key), "version": playbook.envelope.version if playbook.envelope else ""},
                partial(_place, playbook, name, places), len(places),
            )


def _place(playbook: Playbook, name: Pointer, places: list[Pointer], pointer: Pointer) -> tuple[Document, Pointer]:
    index = pointer[1] if pointer[:1] == ("tag",) and len(pointer) > 1 else None
    return playbook.document, places[index] if isinstance(index, int) else name
