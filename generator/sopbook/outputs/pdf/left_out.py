"""What a kind's print.typ does not draw of a playbook, read off the pointers and names that it writes.

A sheet is set in a process of its own from plain data, where nobody sees which of them the template takes.
"""

import re
from functools import cache

from sopbook.handbook.view.rest import rest
from sopbook.handbook.view.view import View
from sopbook.kinds.kind import Kind
from sopbook.outputs.html.body import shown_above
from sopbook.source.document import Pointer
from sopbook.source.pointer import parse_pointer

_COMMENT = re.compile(r"(?<!:)//[^\n]*|/\*.*?\*/", re.DOTALL)
_POINTER = re.compile(r'"(/[^"\n]+)"')
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_EVERYTHING = re.compile(r"\bpage\s*\.\s*(?:rest|fields\s*\.\s*(?:values|pairs|keys))\b|\bin\s+page\s*\.\s*fields\b|\bshow-field\(\s*page\s*\)")


def undrawn(whole: View, kind: Kind) -> View | None:
    """Return what the kind's print.typ leaves out, or None: fields that it does not name, and those of a record of which it names others."""
    pointers, words, takes_all = _named(kind.print_template or "")
    if takes_all:
        return None
    drawn: set[Pointer] = {*shown_above(kind), *kind.facts, *pointers}
    for one in whole.items:
        drawn |= _drawn_by_name(one, pointers, words)
    return rest(whole, drawn)


def _drawn_by_name(field: View, pointers: frozenset[Pointer], words: frozenset[str]) -> set[Pointer]:
    """Return where a field is drawn that the template names in another way than by a pointer, such as page.fields.steps."""
    is_entered = any(pointer[:1] == field.pointer and len(pointer) > 1 for pointer in pointers)
    return {field.pointer} if field.name in words and not is_entered else set()


@cache
def _named(template: str) -> tuple[frozenset[Pointer], frozenset[str], bool]:
    """Return the pointers of a template, its other words, and whether it runs through all fields."""
    text = _COMMENT.sub("", template)
    pointers = [parse_pointer(one) for one in _POINTER.findall(text)]
    in_lists = [tuple(int(step) if str(step).isdigit() else step for step in pointer) for pointer in pointers]
    return (
        frozenset((*pointers, *in_lists)),  # A number is a key or a place in a list: only the document says which.
        frozenset(_WORD.findall(_POINTER.sub("", text))),
        bool(_EVERYTHING.search(text)),
    )
