"""Values of playbooks as plain words, for everything that is no page: files, titles, search."""

import re
from typing import Any

from sopbook.branches.branch import Branch
from sopbook.branches.fork.former import FORMERLY
from sopbook.branches.interpolation import parts
from sopbook.branches.playbook import Playbook
from sopbook.kinds.kind import Kind, in_locale
from sopbook.kinds.labels import Labels
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.document import Pointer
from sopbook.source.pointer import at


def plain(text: str, branch: Branch, locale: str) -> str:
    """Return a text as it is read: params filled in, slots as [titles] or as the token that WeCom fills in itself."""
    text = whole_lines(text)
    if "${" not in text:
        return text
    return "".join(
        branch.slots[part.name].token or f"[{in_locale(branch.slots[part.name].title, locale)}]"
        if part.is_name and part.name and part.name in branch.slots
        else part.text
        for part in parts(text)
    )


def whole_lines(text: str) -> str:
    """Return a text without blanks around it; the first of several lines keeps its place, as in lists and code."""
    bare = text.strip()
    return text[text.rfind("\n", 0, text.index(bare)) + 1 :].rstrip() if "\n" in bare else bare


def labels_of(kind: Kind, locale: str) -> Labels:
    """Return what a locale calls things of a kind."""
    return kind.labels.get(locale) or kind.labels.get("en") or Labels()


def choice(value: Any, pointer: Pointer, labels: Labels) -> str:
    """Return what a value of a field with few values is called: itself, where nobody has said. An item of a list is named by its list."""
    name = next((step for step in reversed(pointer) if isinstance(step, str)), "")
    return labels.values.get(name, {}).get(str(value)) or str(value)


def sent_words(identifier: str, shape: SchemaView, branch: Branch, locale: str) -> str:
    """Return what a send mode (`x-mode`) or an account (`x-account`) is called: its id, where nobody has said."""
    modes = branch.modes.modes if branch.modes else {}
    known = modes.get(identifier) if shape.get("x-mode") else branch.accounts.get(identifier)
    return in_locale(known.title, locale) if known else identifier


def words_at(playbook: Playbook, pointer: Pointer) -> str:
    """Return the value at a pointer of a playbook as plain words; an empty text where there is none."""
    value = at(playbook.value, pointer)
    shape: SchemaView = playbook.kind.shape.at(pointer)
    if value is None or isinstance(value, dict | list):
        return ""
    if not isinstance(value, str):
        return str(value)
    if shape.get("enum"):
        return choice(value, pointer, labels_of(playbook.kind, playbook.locale))
    if shape.get("x-mode") or shape.get("x-account"):
        return sent_words(value, shape, playbook.branch, playbook.locale)
    return plain(value, playbook.branch, playbook.locale)


def item_words(playbook: Playbook, pointer: Pointer) -> str:
    """Return what an item of a list is called: its title in a run sheet or an agenda, else its first plain text, else the first line of another.

    An item that has no text is called by its id.
    """
    item, shape = at(playbook.value, pointer), playbook.kind.shape.at(pointer)
    fields = [name for name in shape.properties if name != FORMERLY and isinstance(item.get(name), str)] if isinstance(item, dict) else []
    of_sort = {text: [name for name in fields if shape.child(name).get("x-text") == text] for text in ("plain", "message", "markdown")}
    titled = playbook.kind.item_titles.get(tuple("*" if isinstance(step, int) else step for step in pointer))
    for place in (*([titled] if titled else []), *((name,) for names in of_sort.values() for name in names)):
        words = words_at(playbook, (*pointer, *place)).strip().partition("\n")[0]
        if words:
            return words
    key = playbook.kind.shape.at(pointer[:-1]).get("x-key")
    return str(item.get(key, "")) if isinstance(item, dict) else ""


_NO_ID = re.compile(r"[_\s]")
"""What no id holds (WHATWG, HTML, 3.2.6: no blanks), and what ours do not."""
_OF_FRAME = frozenset({"about", "changes", "used-by"})
"""The ids of the frame of a playbook's page: a field of that name has another one."""


def anchor(value: Any, pointer: Pointer) -> str:
    """Return the id of a value on its playbook's page: the last step by key, so that it survives a new order."""
    key = value.get("id") if isinstance(value, dict) else None
    if not pointer:
        return key if isinstance(key, str) else ""
    steps = [str(step) for step in pointer[:-1]]
    steps.append(key if isinstance(key, str) else str(pointer[-1]))
    made = _NO_ID.sub("-", "-".join(steps))
    return f"{made}-" if made in _OF_FRAME else made or "-"
