"""What a reader sees of a playbook: its values as a tree, made once for its page, its sheet and the search."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from sys import intern
from typing import Any

from sopbook.branches.branch_files import Key
from sopbook.branches.fork.former import FORMERLY
from sopbook.branches.playbook import Playbook
from sopbook.counters import count
from sopbook.handbook.edition import Edition, Use
from sopbook.handbook.view.named_item import NamedItem, named_items
from sopbook.handbook.view.text import plain
from sopbook.handbook.view.units import number, with_unit
from sopbook.handbook.words import anchor, choice, labels_of
from sopbook.kinds.kind import Kind, Labels
from sopbook.kinds.references import named_key
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.attachment import Attachment
from sopbook.source.document import Pointer
from sopbook.source.pointer import parse_pointer, write_pointer

_HIDDEN = frozenset({"id"})
_BOOKKEEPING = frozenset({"id", FORMERLY})
"""What a playbook with an envelope says about ids: nobody reads it."""
_LINES = frozenset({"text", "number", "flag", "choice", "reference"})
_HOLDERS = frozenset({"list", "rows", "record", "missing"})
_NO_CELLS = frozenset({"message", "prose", "record", "rows", "list", "file"})
"""What does not fit into a table's cell."""


@dataclass(frozen=True)
class Context:
    """Whose values they are: of which kind, in which edition, which of them are in another language, which attach a file."""

    kind: Kind
    edition: Edition
    languages: Mapping[Pointer, str] = field(default_factory=dict)
    files: Mapping[Pointer, Attachment] = field(default_factory=dict)
    items: Mapping[Pointer, NamedItem] = field(default_factory=dict)
    """The items that its texts name."""
    key: Key = ("", "")
    """The playbook."""
    _titles: dict[tuple[str, int], str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def labels(self) -> Labels:
        """Return what the edition's locale calls things of the kind."""
        return labels_of(self.kind, self.edition.locale)

    def title(self, pattern: str, shape: SchemaView) -> str:
        """Return what fields at a pattern such as /steps/*/who are called, or an empty text where nobody has said."""
        key = (pattern, id(shape))
        if key not in self._titles:
            named, giver = self.labels.fields, shape.giver("title")
            given = named.get(pattern) or (named.get(self.kind.first_places.get(giver, "")) if giver is not None else None)
            self._titles[key] = given or str(shape.get("title") or "")
        return self._titles[key]


_NO_FIELDS: "Mapping[str, View]" = {}


@dataclass(slots=True, eq=False)
class View:
    """A value at a pointer of a playbook, with what it is called and the values in it. A missing value is a false view.

    `sort` says how it is shown: message, prose, reference, choice, file, number, flag, text, list, rows, record or
    missing. `rows` are lists whose items fit a table; `list` is any other list. `items` are those of a list, or the
    filled fields of a record in the order of the schema; `by_name` are all fields of a record.
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

    def __bool__(self) -> bool:
        """Return whether there is anything to show."""
        return self.sort != "missing"

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
        return self.context.title(self.pattern, self.shape) or self.name.replace("_", " ").replace("-", " ").capitalize()

    @property
    def text(self) -> str:
        """Return the value as plain words."""
        if self.sort in ("list", "rows", "record"):
            return self.context.edition.labels("join").join(text for text in (one.text for one in self.items) if text)
        return self._text

    @property
    def language(self) -> str:
        """Return the language of a text that is not in the edition's, or an empty text."""
        return self.context.languages.get(self.pointer, "")

    @property
    def choice(self) -> str:
        """Return what the locale calls the value of a field with few values."""
        return choice(self.value, self.name, self.context.labels)

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
        made = edition.views[key] = view_of_value(playbook.value, playbook.kind.shape, (), Context(playbook.kind, edition, languages, playbook.files, named_items(playbook, edition), key))
    return made


def view_of_value(value: Any, shape: SchemaView, pointer: Pointer, context: Context) -> View:
    """Return the view of any value: `pointer` says where it is, `shape` what the schema says of it."""
    pattern = write_pointer(tuple("*" if isinstance(step, int) else step for step in pointer))
    return _view(value, shape, pointer, pattern, context)


def _view(value: Any, shape: SchemaView, pointer: Pointer, pattern: str, context: Context) -> View:
    if value is None or value in ("", [], {}):
        return View(value, shape, pointer, pattern, context, "missing")
    if isinstance(value, dict):
        fields = {name: _view(one, shape.child(name), (*pointer, name), intern(f"{pattern}{_step(name)}"), context) for name, one in value.items()}
        return View(value, shape, pointer, pattern, context, "record", tuple(_filled(fields, shape, context.kind)), fields)
    if isinstance(value, list):
        of_items = intern(f"{pattern}/*")
        items = tuple(_view(one, shape.child(place), (*pointer, place), of_items, context) for place, one in enumerate(value))
        return View(value, shape, pointer, pattern, context, "rows" if _fit_a_table(items) else "list", items)
    sort = _sort(value, shape, pointer, context)
    return View(value, shape, pointer, pattern, context, sort, _text=_words(value, sort, pointer, shape, context))


def _step(step: str | int) -> str:
    return "/*" if isinstance(step, int) else f"/{step.replace('~', '~0').replace('/', '~1')}"


def _filled(fields: Mapping[str, View], shape: SchemaView, kind: Kind) -> Iterator[View]:
    hidden = _BOOKKEEPING if kind.envelope else _HIDDEN
    known = [name for name in shape.properties if name in fields]
    for name in (*known, *(name for name in fields if name not in shape.properties)):
        if name not in hidden and fields[name]:
            yield fields[name]


def _fit_a_table(items: tuple[View, ...]) -> bool:
    return all(item.sort == "record" and len(item.items) > 1 and all(one.sort not in _NO_CELLS for one in item.items) for item in items)


def _sort(value: Any, shape: SchemaView, pointer: Pointer, context: Context) -> str:
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, int | float):
        return "number"
    if shape.get("x-ref"):
        return "reference"
    if pointer in context.files:
        return "file"
    if shape.get("enum"):
        return "choice"
    if shape.get("x-item"):
        return "reference"
    return {"message": "message", "markdown": "prose"}.get(shape.get("x-text"), "text")


def _words(value: Any, sort: str, pointer: Pointer, shape: SchemaView, context: Context) -> str:
    edition = context.edition
    match sort:
        case "flag":
            return edition.labels("page.yes" if value else "page.no")
        case "number":
            unit = shape.get("x-unit")
            return with_unit(value, unit, edition.labels) if unit else number(value)
        case "choice":
            return choice(value, str(pointer[-1]) if pointer else "", context.labels)
        case "reference":
            if pointer in context.items:
                return context.items[pointer].title
            key = named_key(shape, value)
            target = edition.playbooks.get(key) if key else None
            return target.title if target else str(value)
        case _:
            return plain(value, edition.branch, edition.locale)
