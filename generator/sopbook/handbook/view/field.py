"""A value of a playbook as a template meets it: with its title, its sort and its fields."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from sopbook import escape
from sopbook.branches.branch import Branch
from sopbook.branches.fork.former import FORMERLY
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import playbook_path, relative
from sopbook.handbook.view.attachment import AttachedFile, attached_file
from sopbook.handbook.view.marks import Marks
from sopbook.handbook.view.text import inline, plain, prose
from sopbook.handbook.view.units import number, with_unit
from sopbook.handbook.words import anchor, choice, labels_of
from sopbook.kinds.kind import Kind, Labels
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.attachment import Attachment
from sopbook.source.document import Pointer
from sopbook.source.pointer import parse_pointer, write_pointer

_HIDDEN = ("id",)
_BOOKKEEPING = ("id", FORMERLY)
"""What a playbook with an envelope says about ids: nobody reads it on a page."""


@dataclass(frozen=True)
class Context:
    """Where a field is shown: of which kind, in which edition, on which page, with which marks of forks."""

    kind: Kind
    edition: Edition
    page: str
    marks: Marks | None = None
    """What stands behind the values that a branch changed."""
    languages: Mapping[Pointer, str] = field(default_factory=dict)
    """The language of each text that is not in the edition's."""
    badges: Mapping[Pointer, Markup] = field(default_factory=dict)
    """What says so behind the text, where most of the page is translated."""
    files: Mapping[Pointer, Attachment] = field(default_factory=dict)
    """The files that the playbook attaches, by the fields that name them."""


class Field:
    """A value at a pointer of a playbook. A missing value is a false field with no items.

    `sort` says how it is shown: message, prose, reference, choice, file, number, flag, text, list, rows,
    record or missing. `rows` are lists whose items fit a table; `list` is any other list.
    """

    def __init__(self, value: Any, shape: SchemaView, pointer: Pointer, context: Context) -> None:
        self.value = value
        self.pointer = pointer
        self.kind = context.kind
        self._shape = shape
        self._context = context
        self._edition = context.edition

    def __bool__(self) -> bool:
        """Return whether there is anything to show."""
        return self.value is not None and self.value not in ("", [], {})

    def __str__(self) -> str:
        """Return the value as plain words, where a template prints a field as it is."""
        return self.text

    __repr__ = __str__

    def __html__(self) -> Markup:
        """Return the value as HTML, where a template prints a field as it is."""
        return self.html

    def __getitem__(self, step: str | int) -> "Field":
        """Return a field of a record or an item of a list; a missing one is false."""
        value = None
        if isinstance(step, int) and step < 0:
            step += len(self)
        if isinstance(self.value, dict) and isinstance(step, str):
            value = self.value.get(step)
        elif isinstance(self.value, list) and isinstance(step, int) and 0 <= step < len(self.value):
            value = self.value[step]
        return Field(value, self._shape.child(max(step, 0) if isinstance(step, int) else step), (*self.pointer, step), self._context)

    def at(self, pointer: str | Pointer) -> "Field":
        """Return the field at a pointer from here on, such as /schedule/start."""
        field = self
        for step in parse_pointer(pointer) if isinstance(pointer, str) else pointer:
            field = field[step]
        return field

    def __iter__(self) -> Iterator["Field"]:
        """Yield the items of a list, or the filled fields of a record in the order of the schema."""
        if isinstance(self.value, list):
            yield from (self[index] for index in range(len(self.value)))
        elif isinstance(self.value, dict):
            known = [name for name in self._shape.properties if name in self.value]
            for name in [*known, *(name for name in self.value if name not in known)]:
                if name not in (_BOOKKEEPING if self.kind.envelope else _HIDDEN) and self[name]:
                    yield self[name]

    def __len__(self) -> int:
        """Return how many items or fields there are."""
        return len(self.value) if isinstance(self.value, list | dict) else int(bool(self))

    @property
    def name(self) -> str:
        """Return the last step of the pointer."""
        return str(self.pointer[-1]) if self.pointer else ""

    @property
    def anchor(self) -> str:
        """Return the id of the field on its page: steps by key, so that it survives a new order."""
        return anchor(self.value, self.pointer)

    @property
    def title(self) -> str:
        """Return what the field is called in the edition's locale."""
        pattern = write_pointer(tuple("*" if isinstance(step, int) else step for step in self.pointer))
        labels, giver = self._labels.fields, self._shape.giver("title")
        given = labels.get(pattern) or (labels.get(self.kind.first_places.get(giver, "")) if giver is not None else None)
        return given or str(self._shape.get("title") or self.name.replace("_", " ").replace("-", " ").capitalize())

    @property
    def _labels(self) -> Labels:
        return labels_of(self.kind, self._edition.locale)

    @property
    def sort(self) -> str:
        """Return how the field is shown."""
        text = self._shape.get("x-text")
        match self.value:
            case _ if not self:
                return "missing"
            case bool():
                return "flag"
            case int() | float():
                return "number"
            case str() if self._shape.get("x-ref"):
                return "reference"
            case str() if self.pointer in self._context.files:
                return "file"
            case str() if self._shape.get("enum"):
                return "choice"
            case str() if text in ("message", "markdown"):
                return "message" if text == "message" else "prose"
            case str():
                return "text"
            case list():
                return "rows" if self._is_rows() else "list"
            case _:
                return "record"

    def _is_rows(self) -> bool:
        return all(
            isinstance(item.value, dict)
            and all(field.sort not in ("message", "prose", "record", "rows", "list", "file") for field in item)
            and len(list(item)) > 1
            for item in self
        )

    @property
    def is_short(self) -> bool:
        """Return whether the field is one line."""
        return self.sort in ("text", "number", "flag", "choice", "reference")

    @property
    def short(self) -> list["Field"]:
        """Return the fields of a record that are one line each."""
        return [field for field in self if field.is_short]

    @property
    def long(self) -> list["Field"]:
        """Return the fields of a record that need room."""
        return [field for field in self if not field.is_short]

    @property
    def is_points(self) -> bool:
        """Return whether a list's items are one text each, beside their id."""
        return self.sort == "list" and all(
            item.sort == "record" and [field.name for field in item] == ["text"] for item in self
        )

    @property
    def columns(self) -> list["Field"]:
        """Return an example of every field that any item of a list has, in the order of the schema."""
        names: dict[str, Field] = {}
        for item in self:
            for one in item:
                names.setdefault(one.name, one)
        order = self._shape.child(0).properties
        return sorted(names.values(), key=lambda f: order.index(f.name) if f.name in order else len(order))

    @property
    def choice(self) -> str:
        """Return what the locale calls the value of a field with few values."""
        return choice(self.value, self.name, self._labels)

    @property
    def text(self) -> str:
        """Return the value as plain words: for titles, search and sorting."""
        labels = self._edition.labels
        match self.sort:
            case "missing":
                return ""
            case "flag":
                return labels("page.yes" if self.value else "page.no")
            case "number":
                unit = self._shape.get("x-unit")
                return with_unit(self.value, unit, labels) if unit else number(self.value)
            case "choice":
                return self.choice
            case "reference":
                target = self._edition.playbooks.get((self._shape.get("x-ref"), self.value))
                return target.title if target else str(self.value)
            case "list" | "rows" | "record":
                return labels("join").join(field.text for field in self if field.text)
            case _:
                return plain(self.value, self._edition.branch, self._edition.locale)

    @property
    def place(self) -> tuple[Branch, str]:
        """Return the branch and the locale in which the field is read."""
        return self._edition.branch, self._edition.locale

    @property
    def language(self) -> str:
        """Return the language of a text that is not in the edition's, or an empty text."""
        return self._context.languages.get(self.pointer, "")

    @property
    def mark(self) -> Markup:
        """Return the mark of a value that a branch changed or that waits for a translation, or nothing. That of a list or a table says what was dropped."""
        badge = self._context.badges.get(self.pointer, Markup(""))
        return badge + (self._context.marks.at(self.pointer) if self._context.marks else Markup(""))

    @property
    def dropped(self) -> Markup:
        """Return what was dropped at and below a table or list, as far as no template has said so."""
        return self._context.marks.below(self.pointer) if self._context.marks else Markup("")

    @property
    def html(self) -> Markup:
        """Return the value as HTML without a frame around it, marked where a branch changed it; a reference is a link."""
        if self.sort == "message":
            return self.words  # It is copied: its mark stands outside.
        words = self.words
        if self.language and self.is_short:
            words = escape.element('<span lang="{}">{}</span>', self.language, words)
        return words if self.sort in ("list", "rows", "record", "missing") else words + self.mark

    @property
    def words(self) -> Markup:
        """Return the value as HTML, without a mark: for headings and for what is copied."""
        edition = self._edition
        match self.sort:
            case "prose":
                return prose(self.value, edition.branch, edition.locale, edition.labels)
            case "reference" if (self._shape.get("x-ref"), self.value) in edition.playbooks:
                path = playbook_path(self._shape.get("x-ref"), self.value)
                return escape.element('<a href="{}">{}</a>', relative(f"{path}.html", self._context.page), self.text)
            case "message" | "text":
                return inline(self.value, edition.branch, edition.locale, edition.labels)
            case "choice":
                return escape.element(
                    '<span class="sop-choice sop-choice--{}-{}">{}</span>', self.name.replace("_", "-"), self.value, self.choice
                )
            case "file" if self.file:
                return escape.element('<a href="{}" download>{}</a>', self.file.href, self.file.name)
            case "list":
                return escape.html(edition.labels("join")).join(item.html for item in self)
            case _:
                return escape.html(self.text)

    @property
    def file(self) -> AttachedFile | None:
        """Return the file that a field attaches, as the page links to it, or None."""
        attached = self._context.files.get(self.pointer)
        return attached_file(attached, self._context.page, self._edition.labels) if attached else None

    @property
    def is_computed(self) -> bool:
        """Return whether the tool worked the value out."""
        return bool(self._shape.get("readOnly"))

    @property
    def unit(self) -> str:
        """Return the unit of a number, or an empty text."""
        return str(self._shape.get("x-unit") or "")

    def label(self, name: str) -> str:
        """Return a text of the kind's own catalogue. Raises LookupError where it holds none."""
        if name not in self._labels.texts:
            raise LookupError(f"the kind's labels hold no text {name}")
        return self._labels.texts[name]
