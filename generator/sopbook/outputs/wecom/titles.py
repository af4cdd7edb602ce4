"""Titles of scripts: what tells one from the other in a list that shows fifty characters."""

import re
from collections.abc import Iterable, Iterator

from sopbook.handbook.words import item_words, labels_of, words_at
from sopbook.outputs.wecom.sending import Sending
from sopbook.outputs.wecom.words import units
from sopbook.source.document import Pointer
from sopbook.source.pointer import write_pointer

LONGEST = 50
"""What LinkWechat's template allows, in UTF-16 units."""
_LONGEST_HEAD = 24
_LONGEST_FIELD = 16
"""What is left between the two is for the name of the item."""
_STOP = re.compile(r"(?<=..)(?:[。！!？?]|\.(?=\s|$))")
_ENDS = "：:，,。（(—"
"""Behind these, the title of a playbook explains itself."""


def titled(sendings: Iterable[Sending]) -> Iterator[tuple[Sending, str]]:
    """Yield sendings, each with a title that no other one has: its label, else playbook and item, cut where they are too long."""
    listed = list(sendings)
    beside = _texts_of_items(listed)
    seen: set[str] = set()
    for sending in listed:
        title = shown = title_of(sending, is_one_of_several=beside[sending.playbook.key, _item(sending.text)] > 1)
        number = 1
        while shown in seen:
            number += 1
            shown = _told(title, number)
        seen.add(shown)
        yield sending, shown


def title_of(sending: Sending, *, is_one_of_several: bool = False) -> str:
    """Return what a sending is called in a list."""
    label = sending.place("label")
    if label is not None and sending.is_own:
        return cut(words_at(sending.playbook, label), LONGEST)
    item = _item(sending.text)
    named = _item_name(sending, item) if item else _field(sending)
    rest = f"·{cut(_field(sending), _LONGEST_FIELD)}" if is_one_of_several and item else ""
    head = _head(sending.playbook.title)
    return f"{head}·{cut(named, LONGEST - units(head) - 1 - units(rest))}{rest}"


def _item_name(sending: Sending, item: Pointer) -> str:
    """Return what an item is called, up to its first full stop: the last text before the message that every item has says what it is for."""
    playbook, shape = sending.source, sending.source.kind.shape.at(item)
    before = list(shape.properties)[: list(shape.properties).index(str(sending.text[len(item)]))] if len(sending.text) > len(item) else []
    said = [name for name in before if name in shape.required and shape.child(name).get("x-text") == "plain"]
    is_titled = tuple("*" if isinstance(step, int) else step for step in item) in playbook.kind.item_titles
    words = words_at(playbook, (*item, said[-1])) if said and not is_titled else ""
    return _STOP.split(words or item_words(playbook, item), maxsplit=1)[0]


def cut(text: str, most: int) -> str:
    """Return a text of at most so many UTF-16 units, at least one, in one line; one that was cut has … at its end."""
    line = " ".join(text.split())
    if units(line) <= most:
        return line
    while units(line) > most - 1:
        line = line[:-1]
    return f"{line.rstrip(' ，,、；;：:')}…"


def _told(title: str, number: int) -> str:
    mark = f" {number}"
    return f"{cut(title, LONGEST - units(mark))}{mark}"


def _head(title: str) -> str:
    """Return the title of a playbook up to where it begins to explain itself."""
    end = next((index for index, sign in enumerate(title) if sign in _ENDS and index > 1), len(title))
    return cut(title[:end], _LONGEST_HEAD)


def _item(text: Pointer) -> Pointer:
    """Return the item of a list in which a text stands, or ()."""
    while text and not isinstance(text[-1], int):
        text = text[:-1]
    return text


def _field(sending: Sending) -> str:
    """Return what the field of the text is called."""
    pattern = write_pointer(tuple("*" if isinstance(step, int) else step for step in sending.text))
    known = labels_of(sending.source.kind, sending.source.locale).fields.get(pattern)
    return known or str(sending.source.kind.shape.at(sending.text).get("title") or sending.text[-1])


def _texts_of_items(sendings: Iterable[Sending]) -> dict[tuple[tuple[str, str], Pointer], int]:
    """Return how many texts go out of each item."""
    counts: dict[tuple[tuple[str, str], Pointer], int] = {}
    for sending in sendings:
        key = sending.playbook.key, _item(sending.text)
        counts[key] = counts.get(key, 0) + 1
    return counts
