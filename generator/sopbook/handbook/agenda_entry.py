"""What an agenda is made of: plans, their days, and on each day its entries."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sopbook.branches.branch_files import Key
from sopbook.branches.playbook import Playbook
from sopbook.handbook.beat_words import beat_anchor, beat_message, beat_title
from sopbook.handbook.beats import Beat
from sopbook.handbook.edition import Edition
from sopbook.handbook.words import anchor, words_at
from sopbook.source.document import Pointer
from sopbook.source.pointer import at


@dataclass(frozen=True)
class Item:
    """A place of a playbook that says what is to be done, with the pointers of its parts from the top."""

    playbook: Playbook = field(repr=False)
    pointer: Pointer
    parts: Mapping[str, Pointer] = field(repr=False)
    names: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The words of those parts that say them nowhere: they name a playbook or an item, or a beat makes them."""
    beat: Beat | None = None
    """The beat of a run sheet that it is."""

    def words(self, part: str) -> str:
        """Return a part as plain words, or an empty text."""
        return self.names.get(part) or (words_at(self.playbook, self.parts[part]) if part in self.parts else "")

    @property
    def key(self) -> str:
        """Return the item's own id, which stays the same when its list is put in another order; its anchor, where it has none."""
        value = at(self.playbook.value, self.pointer)
        own = value.get("id") if isinstance(value, dict) else None
        return own if isinstance(own, str) else self.anchor

    @property
    def anchor(self) -> str:
        """Return where the item is on its playbook's page."""
        if self.beat is not None:
            return beat_anchor(self.beat, self.playbook)
        return anchor(at(self.playbook.value, self.pointer), self.pointer)


def item_at(playbook: Playbook, pointer: Pointer, parts: Mapping[str, Pointer], edition: Edition) -> Item:
    """Return a place of a playbook with its parts, given by their pointers from the place on."""
    places = {part: (*pointer, *below) for part, below in parts.items()}
    shape = playbook.kind.shape
    named = [part for part, place in places.items() if shape.at(place).get("x-ref") or shape.at(place).get("x-item")]
    return Item(playbook, pointer, places, {part: edition.name_at(playbook, places[part]) for part in named})


def beat_item(playbook: Playbook, beat: Beat, edition: Edition) -> Item:
    """Return a beat of a playbook as an item: who does it stands at its step, what it says where its message is."""
    sheet = playbook.kind.run_sheet
    below = {part: place for part, place in (sheet.parts if sheet else {}).items() if part != "message" and (beat.is_step or part != "title")}
    item = item_at(playbook, beat.step, below, edition)
    own = {part: place for part, place in (("message", beat.message), ("attachments", beat.attachments)) if place}
    said = {} if beat.is_step else {"title": beat_title(beat, playbook, edition.labels)}
    return replace(item, parts={**item.parts, **own}, names={**item.names, **said, "message": beat_message(beat, playbook)}, beat=beat)


@dataclass(frozen=True)
class AgendaEntry:
    """What is due at a time. `id` is the same as long as its day and its item's id are."""

    id: str
    at: datetime
    """By the clock of the branch; the start of the day where no time is said."""
    is_timed: bool
    minutes: int | None
    item: Item
    step: Item | None = None
    """The step of a run sheet that the entry is: what else the step sends are entries of their own, `part_of` this one."""
    runs: Playbook | None = None
    """The playbook that begins here: its beats are entries of their own, `part_of` this one."""
    part_of: str = ""
    targets: tuple[Key, ...] = ()
    """The playbooks that it names."""

    @property
    def date(self) -> date:
        """Return the day on which it is due."""
        return self.at.date()

    @property
    def time(self) -> str:
        """Return the time of day, such as 20:30, or an empty text."""
        return f"{self.at:%H:%M}" if self.is_timed else ""

    def source(self, part: str) -> Item | None:
        """Return the item that says a part: the entry's own comes before that of the step that it is."""
        return next((item for item in (self.item, self.step) if item and item.words(part)), None)

    def words(self, part: str) -> str:
        """Return a part as plain words, or an empty text."""
        source = self.source(part)
        return source.words(part) if source else ""


@dataclass(frozen=True)
class Day:
    """A day of a plan with its entries, sorted by time. One without a `pointer` has only beats that fall on it."""

    date: date
    pointer: Pointer | None
    quiet: Pointer | None
    """Where it says why nothing is due."""
    entries: tuple[AgendaEntry, ...]


@dataclass(frozen=True)
class Phase:
    """A stretch of days, both ends included, and where it says what it is about."""

    pointer: Pointer
    first: date
    last: date
    focus: Pointer | None


@dataclass(frozen=True)
class Plan:
    """A playbook that keeps an agenda: its days in order, its phases, the groups for which it is."""

    playbook: Playbook = field(repr=False)
    days: tuple[Day, ...]
    phases: tuple[Phase, ...]
    groups: tuple[Key, ...]

    @property
    def key(self) -> Key:
        """Return kind and id."""
        return self.playbook.key

    @property
    def is_draft(self) -> bool:
        """Return whether the plan is not in force yet."""
        return self.playbook.is_draft

    @property
    def entries(self) -> tuple[AgendaEntry, ...]:
        """Return the plan's own entries, without the beats that they bring along."""
        return tuple(entry for day in self.days for entry in day.entries if not entry.part_of)

    def beats_of(self, entry: AgendaEntry) -> tuple[AgendaEntry, ...]:
        """Return the beats that an entry brings along, on whichever day they fall."""
        return tuple(one for day in self.days for one in day.entries if one.part_of == entry.id)
