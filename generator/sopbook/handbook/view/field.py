"""A value of a playbook as a template meets it: its view, and what it is as HTML on one page."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from sopbook import escape
from sopbook.branches.branch_files import Key
from sopbook.handbook.links import playbook_path, relative
from sopbook.handbook.view.attachment import AttachedFile, attached_file
from sopbook.handbook.view.drawing import Drawing
from sopbook.handbook.view.links import with_links
from sopbook.handbook.view.marks import Marks
from sopbook.handbook.view.text import inline, prose
from sopbook.handbook.view.view import View
from sopbook.kinds.kind import Kind
from sopbook.source.document import Pointer

_NOTHING = Markup("")
_HAS_LINES = re.compile(r"\n|\t|  ")
"""What a browser would fold into one blank."""


@dataclass(frozen=True)
class Place:
    """Where fields are shown: on which page, with which marks of forks, and who keeps what is drawn of them."""

    page: str
    marks: Marks | None = None
    """What stands behind the values that a branch changed."""
    badges: Mapping[Pointer, Markup] = field(default_factory=dict)
    """What stands behind texts in another language, where most of the page is translated."""
    drawing: Drawing | None = None

    @property
    def without_drawing(self) -> "Place":
        """Return the same place for what is shown there once more, so that nobody notes it."""
        return replace(self, drawing=None)


class Field:
    """A view as one page shows it. docs/authors/kinds.md lists what a template can ask of it."""

    __slots__ = ("_place", "_view")

    def __init__(self, view: View, place: Place) -> None:
        self._view = view
        self._place = place

    def __bool__(self) -> bool:
        """Return whether anything is filled in."""
        return bool(self._view)

    def __str__(self) -> str:
        """Return the value as plain words, where a template prints a field as it is."""
        return self.text

    __repr__ = __str__

    def __html__(self) -> Markup:
        """Return the value as HTML, where a template prints a field as it is."""
        return self.html

    def __getitem__(self, step: str | int) -> "Field":
        """Return a field of a record or an item of a list; a missing one is false."""
        return Field(self._view.child(step), self._place)

    def at(self, pointer: str | Pointer) -> "Field":
        """Return the field at a pointer from here on, such as /schedule/start."""
        return Field(self._view.at(pointer), self._place)

    def __iter__(self) -> Iterator["Field"]:
        """Yield the items of a list, or the fields of a record in the order of the schema."""
        return (Field(one, self._place) for one in self._view.items)

    def __len__(self) -> int:
        """Return how many items or fields there are."""
        return len(self._view.value) if isinstance(self._view.value, list | dict) else int(bool(self._view))

    @property
    def value(self) -> Any:
        """Return the value as it is in the data."""
        self._use()
        return self._view.value

    @property
    def pointer(self) -> Pointer:
        """Return where the value is in its playbook."""
        return self._view.pointer

    @property
    def kind(self) -> Kind:
        """Return the kind of the playbook."""
        return self._view.context.kind

    @property
    def name(self) -> str:
        """Return the last step of the pointer."""
        return self._view.name

    @property
    def anchor(self) -> str:
        """Return the id of the field on its page."""
        return self._view.anchor

    @property
    def title(self) -> str:
        """Return what the field is called in the edition's locale."""
        if self._place.drawing is not None and self._view:
            self._place.drawing.say(self._view.title, self._view.pointer)
        return self._view.title

    @property
    def sort(self) -> str:
        """Return how the field is shown."""
        return self._view.sort

    @property
    def is_short(self) -> bool:
        """Return whether the field is one line."""
        return self._view.is_short

    @property
    def short(self) -> list["Field"]:
        """Return the fields of a record that are one line each."""
        return [one for one in self if one.is_short]

    @property
    def long(self) -> list["Field"]:
        """Return the fields of a record that need room."""
        return [one for one in self if not one.is_short]

    @property
    def is_points(self) -> bool:
        """Return whether a list's items are one text each, beside their id."""
        return self._view.is_points

    @property
    def columns(self) -> list["Field"]:
        """Return an example of every field that any item of a list has, in the order of the schema."""
        return [Field(one, self._place) for one in self._view.columns]

    @property
    def choice(self) -> str:
        """Return what the locale calls the value of a field with few values."""
        self._use()
        return self._view.choice

    @property
    def text(self) -> str:
        """Return the value as plain words: for titles, search and sorting."""
        self._draw()
        return self._view.text

    @property
    def language(self) -> str:
        """Return the language of a text that is not in the edition's, or an empty text."""
        return self._view.language

    @property
    def mark(self) -> Markup:
        """Return the mark of a value that a branch changed or that waits for a translation, or nothing. That of a list or a table says what was dropped."""
        badge = self._place.badges.get(self._view.pointer, _NOTHING)
        return badge + (self._place.marks.at(self._view.pointer) if self._place.marks else _NOTHING)

    @property
    def is_marked(self) -> bool:
        """Return whether anything in the field has a mark of its own."""
        marked = [*self._place.badges, *(self._place.marks.pointers if self._place.marks else ())]
        return any(pointer[: len(self.pointer)] == self.pointer for pointer in marked)

    @property
    def dropped(self) -> Markup:
        """Return what was dropped at and below a table or list, as far as no template has said so."""
        return self._place.marks.below(self._view.pointer) if self._place.marks else _NOTHING

    @property
    def html(self) -> Markup:
        """Return the value as HTML without a frame around it, marked where a branch changed it; references and addresses are links."""
        sort, words = self._view.sort, self.words
        if sort == "text":
            words = with_links(words)
        if sort == "message":
            return words  # It is copied: its mark stands outside.
        if self._view.is_short and (language := self._view.language):
            words = escape.element('<span lang="{}">{}</span>', language, words)
        return words if sort in ("list", "rows", "record", "remainder", "missing", "empty") else words + self.mark

    @property
    def words(self) -> Markup:
        """Return the value as HTML, without a mark: for headings and for what is copied."""
        view = self._view
        edition = view.context.edition
        if view.sort == "list":
            return escape.html(edition.labels("join")).join(item.html for item in self)
        self._draw()
        match view.sort:
            case "prose":
                return prose(view.value, edition.branch, edition.locale, edition.labels)
            case "message":
                return inline(view.value, edition.branch, edition.locale, edition.labels)
            case "text":
                words = inline(view.value, edition.branch, edition.locale, edition.labels) if view.shape.takes_names else escape.html(view.text)
                return escape.element('<span class="sop-lines">{}</span>', words) if _HAS_LINES.search(view.text) else words
            case "code":
                return escape.element('<code class="sop-lines" tabindex="0">{}</code>', view.text)  # Whoever has no mouse scrolls it by keys.
            case "reference" if view.target:
                return escape.element('<a href="{}">{}</a>', self.address_of(view.target, view.item.anchor if view.item else ""), view.text)
            case "contact" if view.contacts and (dialled := view.contacts[0].dialled(edition.locale)):
                return escape.element('<a href="tel:{}">{}</a>', dialled, view.text)
            case "choice":
                return escape.element(
                    '<span class="sop-choice sop-choice--{}-{}">{}</span>', view.name.replace("_", "-"), view.value, view.text
                )
            case "file" if file := self.file:
                return escape.element('<a href="{}" download>{}</a>', file.href, file.name)
            case _:
                return escape.html(view.text)

    @property
    def file(self) -> AttachedFile | None:
        """Return the file that a field attaches, as the page links to it, or None."""
        self._use()
        attached = self._view.context.files.get(self._view.pointer)
        return attached_file(attached, self._place.page, self._view.context.edition.labels) if attached else None

    @property
    def is_computed(self) -> bool:
        """Return whether the tool worked the value out."""
        return bool(self._view.shape.get("readOnly"))

    @property
    def unit(self) -> str:
        """Return the unit of a number, or an empty text."""
        return self._view.context.unit(self._view.shape, self._view.pointer)

    def address_of(self, playbook: Key, anchor: str = "") -> str:
        """Return the address of a playbook's page, or of a place on it, as seen from the page of the field."""
        path = f"{playbook_path(*playbook)}.html"
        is_here = path == f"{self._place.page}.html"
        return f"{'' if anchor and is_here else relative(path, self._place.page)}{f'#{anchor}' if anchor else ''}"

    def label(self, name: str) -> str:
        """Return a text of the kind's own catalogue. Raises LookupError where it holds none."""
        texts = self._view.context.labels.texts
        if name not in texts:
            raise LookupError(f"the kind's labels hold no text {name}")
        return texts[name]

    def _use(self) -> None:
        if self._place.drawing is not None:
            self._place.drawing.use(self._view.pointer)

    def _draw(self) -> None:
        if self._place.drawing is not None:
            self._place.drawing.draw(self._view)


def view_behind(one: Field) -> View:
    """Return the view of a field, for parts of pages: unlike the field, it does not note what is drawn."""
    return one._view


def place_of(one: Field) -> Place:
    """Return where a field is shown."""
    return one._place


def drawing_on(one: Field) -> Drawing | None:
    """Return who keeps what is drawn on the field's page, or None."""
    return one._place.drawing
