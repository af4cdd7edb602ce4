"""What other pages may know of a playbook: the few facts by which an index, a list or a link shows it."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date

from sopbook.branches.branch_files import Key
from sopbook.branches.items import NamedItems, items_in
from sopbook.branches.playbook import Playbook
from sopbook.handbook.check.references import Reference, references, taken_in
from sopbook.handbook.moment import day_of
from sopbook.handbook.words import anchor, item_words, words_at
from sopbook.kinds.envelope import DRAFT
from sopbook.kinds.schema_view import leaves
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, expand


@dataclass(frozen=True, slots=True)
class ItemCard:
    """An item of a playbook as others see it that name it."""

    id: str
    pointer: Pointer
    anchor: str
    title: str
    number: int
    """Its place in its list, the first is 1."""
    unit: str = ""
    """What is counted, if it says so in a field of this name."""


@dataclass(frozen=True, slots=True)
class Card:
    """A playbook of an edition as others see it. Of a foreign kind, what the envelope would say is empty."""

    key: Key
    branch: str
    """The branch of the edition."""
    title: str
    """As a text of the playbook, in which slots are still names."""
    summary: str
    tags: tuple[str, ...]
    """By their ids."""
    aliases: tuple[str, ...]
    status: str
    reviewed_on: date | None
    references: tuple[Reference, ...]
    """The playbooks and the items that it names, and where."""
    situations: tuple[str, ...]
    """When somebody needs it, in plain words."""
    agenda: tuple[date, date] | None
    """The first and the last day that it plans."""
    items: tuple[ItemCard, ...] = ()
    """The items of the lists from which others may name one."""

    def item(self, pointer: Pointer) -> ItemCard | None:
        """Return the item at a place, or None."""
        return next((one for one in self.items if one.pointer == pointer), None)

    @property
    def kind(self) -> str:
        """Return the name of its kind."""
        return self.key[0]

    @property
    def id(self) -> str:
        """Return its id."""
        return self.key[1]

    @property
    def is_draft(self) -> bool:
        """Return whether the playbook is not in force yet."""
        return self.status == DRAFT

    @property
    def digest(self) -> str:
        """Return a short name for all that the card says: where it stays the same, no other page can have changed."""
        said = [repr(getattr(self, one.name)) for one in fields(self)]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def card_of(playbook: Playbook, items: NamedItems, lists: Sequence[Pointer] = ()) -> Card:
    """Return the card of a playbook of an edition; `items` are those of all its playbooks, `lists` those from which others may name one of this."""
    envelope = playbook.envelope
    return Card(
        playbook.key, playbook.branch.name, playbook.title, playbook.summary,
        envelope.tags if envelope else (), envelope.aliases if envelope else (),
        envelope.status if envelope else "", envelope.reviewed_on if envelope else None,
        (*references(playbook, items), *taken_in(playbook)), tuple(_situations(playbook)), planned_span(playbook), tuple(_items(playbook, lists)),
    )


def _items(playbook: Playbook, lists: Sequence[Pointer]) -> Iterator[ItemCard]:
    for pattern in lists:
        for name, pointer in items_in(playbook.value, playbook.kind.shape, pattern):
            place = pointer[-1]
            number = place + 1 if isinstance(place, int) else 0
            unit = at(playbook.value, (*pointer, "unit"))
            yield ItemCard(name, pointer, anchor(at(playbook.value, pointer), pointer), item_words(playbook, pointer), number, unit if isinstance(unit, str) else "")


def _situations(playbook: Playbook) -> Iterator[str]:
    """Yield the texts of the fields that kind.yaml calls situations: those of a list one by one, without its ids."""
    for situation in playbook.kind.situations:
        shape = playbook.kind.shape.at(situation)
        for pointer, _, leaf in leaves(at(playbook.value, situation), shape, situation):
            words = words_at(playbook, pointer) if pointer[-1] != "id" and not leaf.get("x-item") and not leaf.get("x-ref") else ""
            if words:
                yield words


def planned_span(playbook: Playbook) -> tuple[date, date] | None:
    """Return the first and the last day that a playbook plans, or None where its kind keeps no agenda, or it has no day in it."""
    agenda = playbook.kind.agenda
    days = [day_of(at(playbook.value, (*day, *agenda.date))) for day in expand(playbook.value, agenda.days)] if agenda else []
    known = [day for day in days if day]
    return (min(known), max(known)) if known else None
