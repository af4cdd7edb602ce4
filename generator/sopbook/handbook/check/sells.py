"""Whether a text sells: as an advert, by a price, or by where it leads."""

import re

from sopbook.branches.interpolation import parts
from sopbook.branches.playbook import Playbook
from sopbook.handbook.check.adverts import ADVERT, is_marked
from sopbook.source.document import Pointer
from sopbook.source.pointer import at

_PRICE = re.compile(r"[0-9０-９]\s*(元|块|折|yuan\b|rmb\b|cny\b)|[¥￥]\s*[0-9０-９]", re.IGNORECASE)
_LINK = re.compile(r"https?://", re.IGNORECASE)


def sells(playbook: Playbook, pointer: Pointer, read: str) -> bool:
    """Return whether a text, as members read it, is an advert, names a price, or leads to something to buy."""
    if _PRICE.search(read) or _LINK.search(read) or is_marked(read):
        return True
    written, slots = at(playbook.document.value, pointer), playbook.branch.slots
    if any(part.name in slots and slots[part.name].sells for part in parts(written) if part.name):
        return True
    around = [pointer[:length] for length in range(len(pointer))]
    return any(at(playbook.value, (*place, ADVERT)) is True or playbook.kind.shape.at(place).get("x-advert") for place in around)
