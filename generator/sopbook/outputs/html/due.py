"""What is due, as a page shows it: an entry of the agenda with its fields, its links and how long it counts as now."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from sopbook.branches.branch_files import Key
from sopbook.branches.playbook import Playbook
from sopbook.handbook.agenda_entry import AgendaEntry, Item, Plan
from sopbook.handbook.beat_words import option_letter
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import playbook_path, relative
from sopbook.handbook.moment import later
from sopbook.handbook.view.context import Context
from sopbook.handbook.view.field import Field, Place
from sopbook.handbook.view.text import plain
from sopbook.handbook.view.view import view_of, view_of_value
from sopbook.kinds.agenda import PARTS
from sopbook.kinds.schema_view import SchemaView
from sopbook.outputs.html.playbook import Link

_WHILE = 30
"""Minutes for which an entry counts as now where nothing says how long it takes."""
_LONGEST = 120
"""Minutes from which on an entry counts as now at its beginning only: it would push everything else down all day."""


_RUNS = "data-sop-run"
"""What a template writes on a list whose items can be run step by step."""


@dataclass(frozen=True)
class Due:
    """An entry, ready for a template. `advice` is what the run sheet says about a step that the plan words in its own way."""

    entry: AgendaEntry
    until: str
    groups: str
    """The keys of the groups for which it is, apart by spaces; empty for all."""
    heading: str
    """What is to be done where no field says it: the words of a beat."""
    title: Field
    advice: Field
    who: Field
    where: Field
    message: Field
    options: tuple[tuple[str, Field], ...]
    """What stands below the message, as further lines of it."""
    attachments: Field
    plan: Link
    sheet: Link | None
    """The run sheet of which it is a step."""
    run: Link | None
    """The page that takes the reader through its run step by step, from the moment at which the run began."""
    links: tuple[Link, ...]
    page: str
    """The page, without its ending, on which the same thing is ticked off."""
    tick: str
    """What its tick is called there."""
    is_joined: bool = False
    """Whether it belongs to the step above it, at the same minute: both are one card."""


class FieldsOnPage:
    """The fields of an edition's playbooks as one page shows them."""

    def __init__(self, edition: Edition, page: str, scripts: Mapping[Key, str]) -> None:
        self._edition = edition
        self._page = page
        self._place = Place(page)
        self._scripts = scripts
        self.nothing = Field(view_of_value(None, SchemaView((), None), (), Context(edition.kinds[0], edition)), self._place)

    def field(self, item: Item | None, part: str) -> Field:
        """Return a part of an item; a missing one is false."""
        if item is None or part not in item.parts:
            return self.nothing
        return self.whole(item.playbook).at(item.parts[part])

    def options(self, item: Item | None) -> tuple[tuple[str, Field], ...]:
        """Return what stands below the message of an item, each line with what stands in front of it."""
        options = item.beat.options if item and item.beat else ()
        return tuple((option_letter(letter, item.playbook), self.whole(item.playbook).at(text)) for letter, text in options if item)

    def whole(self, playbook: Playbook) -> Field:
        """Return the fields of a playbook."""
        return Field(view_of(playbook, self._edition), self._place)

    def link(self, playbook: Playbook, anchor: str = "") -> Link:
        """Return a link to a playbook's page, or to a place on it."""
        path = relative(f"{playbook_path(playbook.kind.name, playbook.id)}.html", self._page)
        title = plain(playbook.title, self._edition.branch, self._edition.locale)
        return Link(f"{path}#{anchor}" if anchor else path, title)

    def links(self, entry: AgendaEntry) -> tuple[Link, ...]:
        """Return links to the playbooks that an entry names, but for the run sheet of its own step, and to scripts to print."""
        own = entry.step.playbook if entry.step else None
        named = [self._edition.playbooks[key] for key in dict.fromkeys(entry.targets)]
        links = [self.link(playbook) for playbook in named if playbook is not own]
        return (*links, *(
            Link(relative(self._scripts[key], self._page), self._edition.labels("today.print"))
            for key in dict.fromkeys(entry.targets) if key in self._scripts
        ))


def due(plan: Plan, fields_here: FieldsOnPage) -> list[Due]:
    """Return everything that a plan asks for, in the order of time."""
    groups = " ".join(f"{kind}/{name}" for kind, name in plan.groups)
    entries = [entry for day in plan.days for entry in day.entries]
    before = [None, *entries]
    return [
        replace(_due(entry, until, groups, plan, fields_here), is_joined=_is_joined(entry, above))
        for entry, until, above in zip(entries, _ends(entries), before, strict=False)
    ]


def _due(entry: AgendaEntry, until: str, groups: str, plan: Plan, fields_here: FieldsOnPage) -> Due:
    step = entry.item if entry.part_of else entry.step
    advised = entry.step if entry.step and entry.source("title") is not entry.step else None
    title, who, where, message = (fields_here.field(entry.source(part), part) for part in PARTS)
    return Due(
        entry, until, groups, "" if title else entry.words("title"), title, fields_here.field(advised, "title"), who, where,
        message, fields_here.options(entry.source("message")), fields_here.field(step, "attachments"),
        fields_here.link(plan.playbook, entry.item.anchor if not entry.part_of else ""),
        fields_here.link(step.playbook, step.anchor) if step else None, _run(entry, fields_here), fields_here.links(entry),
        playbook_path(entry.item.playbook.kind.name, entry.item.playbook.id), entry.item.anchor if entry.part_of else entry.item.key,
    )


def _run(entry: AgendaEntry, fields_here: FieldsOnPage) -> Link | None:
    """Return the way into the run that an entry begins, or belongs to, where the kind's page can be run."""
    step = entry.step or entry.item
    run, start = entry.runs, entry.at
    if run is None and step.beat and entry.is_timed:
        run, start = step.playbook, later(entry.at, -step.beat.minute) or entry.at
    if run is None or _RUNS not in (run.kind.template or ""):
        return None
    return fields_here.link(run, f"run={start:%Y-%m-%dT%H:%M}")


def _is_joined(entry: AgendaEntry, above: AgendaEntry | None) -> bool:
    """Return whether an entry is something that the step above it sends at once."""
    if above is None or not entry.part_of or (above.part_of or above.id, above.at) != (entry.part_of, entry.at):
        return False
    own, other = (one.step.beat if one.step else one.item.beat for one in (entry, above))
    return own is not None and other is not None and own.step == other.step


def _ends(entries: list[AgendaEntry]) -> list[str]:
    """Return until when each entry counts as now: a step until the next one of its run, and so does what it belongs to."""
    following: dict[str, AgendaEntry] = {}
    runs: dict[str, list[AgendaEntry]] = {}
    for entry in entries:
        if entry.part_of:
            runs.setdefault(entry.part_of, []).append(entry)
    for entry in entries:
        after = next((step for step in runs.get(entry.part_of or entry.id, ()) if step.at > entry.at), None)
        if after:
            following[entry.id] = after
    ends = []
    for entry in entries:
        minutes = entry.minutes if entry.minutes and entry.minutes <= _LONGEST else _WHILE
        end = entry.at + timedelta(minutes=minutes)
        if entry.id in following:
            end = min(end, following[entry.id].at)
        ends.append(f"{end:%Y-%m-%dT%H:%M}")
    return ends
