"""A single value in words: as the file writes it, and as people write it where the schema says what it is."""

import json
import re
from typing import Any

from sopbook.handbook.view.context import Context
from sopbook.handbook.view.named_item import title_in
from sopbook.handbook.view.text import plain, whole_lines
from sopbook.handbook.view.units import exact, number, with_unit
from sopbook.handbook.words import choice, sent_words
from sopbook.kinds.kind import in_locale
from sopbook.kinds.references import named_key
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.document import Pointer

_WRITTEN = re.compile(r"[-+.0-9A-Za-z]+")
"""A number or a word such as true, and nothing around it."""


def is_empty(value: Any) -> bool:
    """Return whether a value says nothing: null, an empty list or table, or a text of blanks."""
    return value is None or value in ([], {}) or (isinstance(value, str) and not value.strip())


def leaf_words(value: Any, sort: str, pointer: Pointer, shape: SchemaView, context: Context) -> str:
    """Return a single value, shown as `sort`, in words."""
    edition = context.edition
    match sort:
        case "flag":
            is_question = (shape.get("type") == "boolean" or isinstance(shape.get("const"), bool)) and bool(shape.get("title"))
            return edition.labels("page.yes" if value else "page.no") if is_question else _written(value, pointer, context)
        case "number":
            unit, is_computed = context.unit(shape, pointer), bool(shape.get("readOnly"))
            if unit:
                return with_unit(value, unit, edition.labels, number if is_computed else exact)
            return number(value) if is_computed else _written(value, pointer, context)
        case "choice":
            return choice(value, pointer, context.labels)
        case "reference":
            if pointer in context.items:
                return context.items[pointer].title
            key = named_key(shape, value)
            target = edition.playbooks.get(key) if key else None
            return target.title if target else title_in(context.titles, shape, pointer, str(value)) or str(value)
        case "contact":
            contact = edition.branch.contacts.get(str(value))
            first = next(contact.chain(edition.locale), contact) if contact else None
            return f"{in_locale(first.role, edition.locale)} {first.number(edition.locale)}".strip() if first else str(value)
        case "code":
            return str(value).rstrip("\n")
        case _ if shape.get("x-mode") or shape.get("x-account"):
            return sent_words(str(value), shape, edition.branch, edition.locale)
        case _:
            return plain(value, edition.branch, edition.locale) if shape.takes_names else whole_lines(value)


def _written(value: Any, pointer: Pointer, context: Context) -> str:
    """Return a number, true or false as the file writes it: 1.50 is not 1.5; one that no file writes as JSON does."""
    written = context.document.written(pointer) if context.document is not None else ""
    return written if _WRITTEN.fullmatch(written) else json.dumps(value)
