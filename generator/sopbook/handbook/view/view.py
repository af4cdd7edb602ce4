"""What a reader sees of a playbook: its values as a tree, made once for its page, its sheet and the search."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from sys import intern
from typing import Any

from sopbook.branches.branch_files import Key
from sopbook.branches.contact import Contact
from sopbook.branches.fork.former import FORMERLY
from sopbook.branches.playbook import Playbook
from sopbook.counters import count
from sopbook.handbook.edition import Edition, Use
from sopbook.handbook.view.context import Context
from sopbook.handbook.view.leaf import is_empty, leaf_words
from sopbook.handbook.view.named_item import NamedItem, named_items
from sopbook.handbook.words import anchor, choice
from sopbook.kinds.kind import Kind
from sopbook.kinds.references import named_key
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, parse_pointer, write_pointer

_LINES = frozenset({"contact", "text", "number", "flag", "choice", "reference", "empty"})
_HOLDERS = frozenset({"list", "rows", "record", "remainder", "missing"})
_NO_CELLS = frozenset({"message", "prose", "code", "record", "rows", "list", "file"})
"""What does not fit into a table's cell."""


_NO_FIELDS: "Mapping[str, View]" = {}


@dataclass(slots=True, eq=False)
class View:
    """A value at a pointer of a playbook, with what it is called and the values in it. A missing or empty value is a false view.

    `sort` says how it is shown: message, prose, code, reference, contact, choice, file, number, flag, text, list, rows, record,
    empty or missing. `rows` are lists whose items fit a table; `list` is any other list; a `remainder` is a list of which
    a page has shown a part (rest.py). `items` are those of a list, or the fields of a record that a reader may see, in
    the order of the schema; `by_name` are all fields of a record.
    """

    value: Any
    shape: SchemaView
    pointer: Pointer
    pattern: str
    context: Context
    sort: str
    items: "tuple[View, ...]" = ()
    by_name: "Mapping[str, View]" = field(default_factory=lambda: _NO_FIELDS)
    _text: str = ""
    is_printed: bool = True
    """Whether paper shows it, too: neither it nor what it lies in says `x-print: false`."""

    def __bool__(self) -> bool:
        """Return whether anything is filled in."""
        return self.sort not in ("missing", "empty")

    def child(self, step: str | int) -> "View":
        """Return a field of a record or an item of a list; a missing one is false."""
        if isinstance(step, str) and step in self.by_name:
            return self.by_name[step]
        if isinstance(step, int) and isinstance(self.value, list):
            step += len(self.value) if step < 0 else 0
            if 0 <= step < len(self.items):
                return self.items[step]
        shape = self.shape.child(max(step, 0) if isinstance(step, int) else step)
        return View(None, shape, (*self.pointer, step), f"{self.pattern}{_step(step)}", self.context, "missing")

    def at(self, pointer: str | Pointer) -> "View":
        """Return the view at a pointer from here on, such as /schedule/start."""
        view = self
        for step in parse_pointer(pointer) if isinstance(pointer, str) else pointer:
            view = view.child(step)
        return view

    @property
    def is_leaf(self) -> bool:
        """Return whether it is a value and no list or record of values."""
        return self.sort not in _HOLDERS

    @property
    def name(self) -> str:
        """Return the last step of the pointer."""
        return str(self.pointer[-1]) if self.pointer else ""

    @property
    def anchor(self) -> str:
        """Return the id of the value on its page: steps by key, so that it survives a new order."""
        return anchor(self.value, self.pointer)

    @property
    def title(self) -> str:
        """Return what the value is called in the edition's locale."""
        return self.context.title(self.pattern, self.shape) or self.name or ('""' if self.pointer else "")

    @property
    def is_titled(self) -> bool:
        """Return whether schema or labels say what the value is called; otherwise its title is its key."""
        return bool(self.context.title(self.pattern, self.shape))

    @property
    def text(self) -> str:
        """Return the value as plain words; an empty text for an empty value."""
        if self.sort in ("list", "rows", "record", "remainder"):
            return self.context.edition.labels("join").join(text for text in (one.text for one in self.items) if text)
        return self._text

    @property
    def language(self) -> str:
        """Return the language of a text that is not in the edition's, or an empty text."""
        return self.context.languages.get(self.pointer, "")

    @property
    def choice(self) -> str:
        """Return what the locale calls the value of a field with few values."""
        return choice(self.value, self.pointer, self.context.labels)

    @property
    def target(self) -> Key | None:
        """Return the kind and id of the playbook that a reference leads to, or None."""
        if self.sort != "reference":
            return None
        key = self.item.key if self.item else named_key(self.shape, self.value)
        return key if key in self.context.edition.playbooks else None

    @property
    def item(self) -> NamedItem | None:
        """Return the item to which a reference leads, or None."""
        return self.context.items.get(self.pointer) if self.sort == "reference" else None

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Return whom to call, in order: the contact that the text names, of the branch itself and of those above it."""
        edition = self.context.edition
        contact = edition.branch.contacts.get(str(self.value)) if self.sort == "contact" else None
        return tuple(contact.chain(edition.locale)) if contact else ()

    @property
    def uses(self) -> tuple[Use, ...]:
        """Return the places where the value, an item of a list, is named."""
        return self.context.edition.item_uses.get((self.context.key, self.pointer), ())

    @property
    def is_short(self) -> bool:
        """Return whether the value is one line."""
        return self.sort in _LINES

    @property
    def is_points(self) -> bool:
        """Return whether a list's items are one text each, beside their id."""
        return self.sort == "list" and all(one.sort == "record" and [part.name for part in one.items] == ["text"] for one in self.items)

    @property
    def columns(self) -> "list[View]":
        """Return an example of every field that any item of a list has, in the order of the schema."""
        names: dict[str, View] = {}
        for item in self.items:
            for one in item.items:
                names.setdefault(one.name, one)
        order = {name: place for place, name in enumerate(self.shape.child(0).properties)}
        return sorted(names.values(), key=lambda view: order.get(view.name, len(order)))


def view_of(playbook: Playbook, edition: Edition) -> View:
    """Return the view of a playbook of an edition: the same one for everybody who asks."""
    key = playbook.key
    made = edition.views.get(key)
    if not isinstance(made, View) or made.value is not playbook.value:
        count("views made")
        languages = {text.pointer: text.language for text in playbook.waiting if text.language != edition.locale}
        context = Context(playbook.kind, edition, languages, playbook.files, playbook.document, named_items(playbook, edition), key=key)
        made = edition.views[key] = view_of_value(playbook.value, playbook.kind.shape, (), context)
    return made


def view_of_value(value: Any, shape: SchemaView, pointer: Pointer, context: Context) -> View:
    """Return the view of any value: `pointer` says where it is, `shape` what the schema says of it."""
    pattern = write_pointer(tuple("*" if isinstance(step, int) else step for step in pointer))
    return _view(value, shape, pointer, pattern, context)


def _view(value: Any, shape: SchemaView, pointer: Pointer, pattern: str, context: Context, *, printed: bool = True) -> View:
    printed = printed and _is_printed(value, shape)
    if is_empty(value):
        return View(value, shape, pointer, pattern, context, "empty", is_printed=printed)
    if isinstance(value, dict):
        fields = {
            name: _view(one, shape.child(name), (*pointer, name), intern(f"{pattern}{_step(name)}"), context, printed=printed) for name, one in value.items()
        }
        shown = tuple(_in_order(fields, shape, _bookkeeping(value, shape, pointer, context.kind)))
        return View(value, shape, pointer, pattern, context, "record", shown, fields, is_printed=printed)
    if isinstance(value, list):
        of_items = intern(f"{pattern}/*")
        items = tuple(_view(one, shape.child(place), (*pointer, place), of_items, context, printed=printed) for place, one in enumerate(value))
        return View(value, shape, pointer, pattern, context, "rows" if _fit_a_table(items) else "list", items, is_printed=printed)
    sort = _sort(value, shape, pointer, context)
    return View(value, shape, pointer, pattern, context, sort, _text=leaf_words(value, sort, pointer, shape, context), is_printed=printed)


def _is_printed(value: Any, shape: SchemaView) -> bool:
    """Return whether paper shows a value: `x-print` says no, or says where the value itself does."""
    said = shape.get("x-print")
    return said is not False and not (isinstance(said, str) and at(value, parse_pointer(said)) is False)


def _step(step: str | int) -> str:
    return "/*" if isinstance(step, int) else f"/{step.replace('~', '~0').replace('/', '~1')}"


def _bookkeeping(value: Mapping[str, Any], shape: SchemaView, pointer: Pointer, kind: Kind) -> frozenset[str]:
    """Return the fields of a record that nobody reads: whether it is printed; in our own kinds, ids that only tell playbooks and items apart."""
    said = shape.get("x-print")
    hidden = {*parse_pointer(said)[:1]} if isinstance(said, str) else set()
    if kind.envelope:
        is_known_by_id = not pointer or ("id" in value and kind.shape.at(pointer[:-1]).get("x-key") == "id")
        hidden |= {"id", FORMERLY} if is_known_by_id else {FORMERLY}
    return frozenset(map(str, hidden))


def _in_order(fields: Mapping[str, View], shape: SchemaView, hidden: Container[str]) -> Iterator[View]:
    known = [name for name in shape.properties if name in fields]
    for name in (*known, *(name for name in fields if name not in shape.properties)):
        if name not in hidden:
            yield fields[name]


def _fit_a_table(items: tuple[View, ...]) -> bool:
    return all(item.sort == "record" and len(item.items) > 1 and all(one.sort not in _NO_CELLS for one in item.items) for item in items)


def _sort(value: Any, shape: SchemaView, pointer: Pointer, context: Context) -> str:
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, int | float):
        return "number"
    if shape.get("x-contact"):
        return "contact"
    if shape.get("x-ref"):
        return "reference"
    if pointer in context.files:
        return "file"
    if shape.get("enum"):
        return "choice"
    if shape.get("x-item"):
        return "reference"
    return {"message": "message", "markdown": "prose", "code": "code"}.get(shape.get("x-text"), "text")
