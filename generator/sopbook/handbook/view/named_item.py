"""The items of other lists that a playbook names, as its readers see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sopbook.branches.branch_files import Key
from sopbook.branches.items import items_in
from sopbook.branches.playbook import Playbook
from sopbook.handbook.card import ItemCard
from sopbook.handbook.edition import Edition
from sopbook.handbook.words import item_words, labels_of
from sopbook.kinds.item_lists import lists_named
from sopbook.kinds.kind import Kind
from sopbook.kinds.references import from_the_top, item_lists
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.document import Pointer
from sopbook.source.pointer import write_pointer


@dataclass(frozen=True, slots=True)
class NamedItem:
    """An item that a text names: whose it is, where it is on that page, and what it is called."""

    key: Key
    anchor: str
    title: str
    numbered: str
    """The title, with the number before it where the kind says what one item is called: "Question 3: Who is it?"."""
    unit: str = ""
    """What the item counts."""


def named_items(playbook: Playbook, edition: Edition) -> dict[Pointer, NamedItem]:
    """Return the items that a playbook of an edition names, by the texts that name them."""
    card = edition.cards.get(playbook.key)
    found: dict[Pointer, NamedItem] = {}
    for reference in card.references if card else ():
        target = edition.cards.get(reference.key) if reference.item else None
        item = target.item(reference.place) if target else None
        if item is not None:
            found[reference.pointer] = NamedItem(reference.key, item.anchor, item.title, _numbered(item, edition.kind(reference.kind), edition), item.unit)
    return found


def titles_in(layers: Iterable[Playbook]) -> dict[tuple[Pointer, str], str]:
    """Return what the items are called that texts of some playbooks may name, by list and id; the first playbook that has one counts.

    It serves former values: what they name may be gone from the playbook that shows them.
    """
    found: dict[tuple[Pointer, str], str] = {}
    for layer in layers:
        for pattern in lists_named([layer.kind]).get(layer.kind.name, ()):
            for name, pointer in items_in(layer.value, layer.kind.shape, pattern):
                found.setdefault((pattern, name), item_words(layer, pointer))
    return found


def title_in(titles: Mapping[tuple[Pointer, str], str], shape: SchemaView, pointer: Pointer, name: str) -> str:
    """Return what the item is called that a text at a place names, or an empty text."""
    said = item_lists(shape)
    lists = [from_the_top(one, pointer) for one in said.lists] if said else []
    patterns = [tuple("*" if isinstance(step, int) else step for step in one) for one in lists]
    return next((titles[pattern, name] for pattern in patterns if (pattern, name) in titles), "")


def _numbered(item: ItemCard, kind: Kind, edition: Edition) -> str:
    pattern = tuple("*" if isinstance(step, int) else step for step in item.pointer)
    title = _title(kind, pattern, kind.shape.at(item.pointer), edition.locale)
    return edition.labels("item.numbered", title=title, number=item.number, words=item.title) if title else item.title


def _title(kind: Kind, pattern: Pointer, shape: SchemaView, locale: str) -> str:
    """Return what one item of a list is called, or an empty text where the kind does not say it."""
    given = labels_of(kind, locale).fields.get(write_pointer(pattern))
    return given or str(shape.get("title") or "")
