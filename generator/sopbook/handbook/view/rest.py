"""What a page or a sheet has not drawn of a view: what its template leaves out."""

from collections.abc import Container
from dataclasses import replace

from sopbook.handbook.view.view import View
from sopbook.source.document import Pointer


def rest(view: View, drawn: Container[Pointer]) -> View | None:
    """Return a view without what is drawn at its pointers and below them, or None if nothing that is filled in is left.

    A list or record of which nothing is drawn stays whole, with its empty values.
    """
    if view.pointer in drawn or not view:
        return None
    left = [one if _is_whole(one, drawn) else rest(one, drawn) for one in view.items]
    if all(one is item for one, item in zip(left, view.items, strict=True)):
        return view
    items = tuple(one for one in left if one is not None)
    if not any(items):
        return None
    return replace(
        view, items=items, by_name={one.name: one for one in items} if view.sort == "record" else view.by_name,
        sort="record" if view.sort == "record" else "remainder",
    )


def _is_whole(view: View, drawn: Container[Pointer]) -> bool:
    return view.pointer not in drawn and all(_is_whole(one, drawn) for one in view.items)
