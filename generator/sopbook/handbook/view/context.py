"""What all values of a playbook share when they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sopbook.branches.branch_files import Key
from sopbook.handbook.edition import Edition
from sopbook.handbook.view.named_item import NamedItem
from sopbook.handbook.view.units import UNITS
from sopbook.handbook.words import labels_of
from sopbook.kinds.kind import Kind
from sopbook.kinds.labels import Labels
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.attachment import Attachment
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import parse_pointer


@dataclass(frozen=True)
class Context:
    """Whose values they are: of which kind, in which edition, which of them are in another language, which attach a file."""

    kind: Kind
    edition: Edition
    languages: Mapping[Pointer, str] = field(default_factory=dict)
    files: Mapping[Pointer, Attachment] = field(default_factory=dict)
    document: Document | None = field(default=None, repr=False, compare=False)
    """The files that write the values, if they are those of a playbook."""
    items: Mapping[Pointer, NamedItem] = field(default_factory=dict)
    """The items that its texts name."""
    titles: Mapping[tuple[Pointer, str], str] = field(default_factory=dict, repr=False)
    """What items are called that values name which stand in no playbook, by list and id: former ones."""
    key: Key = ("", "")
    """The playbook."""
    _titles: dict[tuple[str, int], str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def labels(self) -> Labels:
        """Return what the edition's locale calls things of the kind."""
        return labels_of(self.kind, self.edition.locale)

    def unit(self, shape: SchemaView, pointer: Pointer) -> str:
        """Return what a number at a place counts, or an empty text: its schema says it, or the item that a field beside it names."""
        unit = str(shape.get("x-unit") or "")
        if not unit.startswith("/"):
            return unit
        named = self.items.get((*pointer[:-1], *parse_pointer(unit)))
        return named.unit if named is not None and named.unit in UNITS else ""

    def title(self, pattern: str, shape: SchemaView) -> str:
        """Return what fields at a pattern such as /steps/*/who are called, or an empty text where nobody has said.

        The title of what any key may hold is no title of the key: /responses/200 is called 200.
        """
        if not shape.is_named:
            return self.labels.fields.get(pattern, "")
        key = (pattern, id(shape))
        if key not in self._titles:
            named, giver = self.labels.fields, shape.giver("title")
            given = named.get(pattern) or (named.get(self.kind.first_places.get(giver, "")) if giver is not None else None)
            self._titles[key] = given or str(shape.get("title") or "")
        return self._titles[key]
