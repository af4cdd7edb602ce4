"""The QR codes by which members come into groups, one for each card of a group."""

from functools import partial
from pathlib import Path

from sopbook.branches.playbook import Playbook
from sopbook.handbook.edition import Edition
from sopbook.handbook.words import words_at
from sopbook.outputs.wecom.made import Made
from sopbook.outputs.wecom.request import GROUP, Request, file_of
from sopbook.outputs.wecom.titles import cut
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import at, parse_pointer

FILE = "进群方式.json"
_QR_CODE = 2
"""WeCom's number of this way into a group."""


def join_ways(edition: Edition, root: Path) -> Made:
    """Return a way into a group for each card in force (`x-group` in a schema).

    WeCom opens the next group by itself only where the card says how its name begins: else the names would follow no rule of the company.
    """
    cards = [one for kind in edition.kinds if kind.shape.get("x-group") for one in edition.of(kind) if not one.is_draft]
    return file_of(FILE, "join-way", map(_request, cards), root)


def _request(card: Playbook) -> Request:
    said = card.kind.shape.get("x-group")
    base = parse_pointer(said["base"]) if isinstance(said, dict) and "base" in said else None
    name = words_at(card, base) if base and at(card.value, base) else ""
    body = {
        "scene": _QR_CODE, "remark": cut(card.title, 30), "auto_create_room": 1 if name else 0,
        **({"room_base_name": name, "room_base_id": 1} if name else {}), "chat_id_list": [GROUP], "state": card.id,
    }
    about = {"playbook": "/".join(card.key), "version": card.envelope.version if card.envelope else ""}
    return Request(body, about, partial(_place, card, base))


def _place(card: Playbook, base: Pointer | None, pointer: Pointer) -> tuple[Document, Pointer]:
    """Return where a part of the body is written."""
    return card.document, base if base and pointer == ("room_base_name",) else ("title",) if pointer == ("remark",) else ("id",)
