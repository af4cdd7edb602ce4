"""The menu of an edition: what every page lists of the handbook around it, however many pages there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from markupsafe import Markup

from sopbook.handbook.agenda import urgent_kinds
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import CATALOGUE, CHANGES, GLOSSARY, HOME, KEEPING, TAGS, playbook_path
from sopbook.kinds.kind import Kind, in_locale
from sopbook.outputs.html.handbook import Handbook
from sopbook.outputs.html.pages import Pages
from sopbook.source.pointer import at

_DOCKED = 4
_MAIN_KINDS = 5
"""As many kinds have a line beside the text: with Today, all, the two pages seen last and "More" a keyboard passes ten stops."""
MOST = 40
"""As many pages of its own part as a page lists. So its weight does not grow with their number."""
_CALENDARS = 4


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of the menu: where it leads, seen from the edition's folder or as a whole address, and its words."""

    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the menu: its own line, and the pages in it, which only a page of the part lists."""

    entry: MenuEntry
    icon: Markup
    count: int = 0
    urgent: bool = False
    is_main: bool = False
    """Whether it has a line of its own beside the text; all others stand below "More"."""
    dock: str = ""
    """Its word in the bar at the bottom of a phone; empty where it is not there."""
    inside: tuple[MenuEntry, ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The group of each page in it, by its address."""
    is_ready_line: bool = False
    """Whether its words give way to what a script knows: whether the handbook is kept, and of which day."""

    def beside(self, href: str) -> tuple[MenuEntry, ...]:
        """Return what a page of the part lists: all, or its group, or those around it; never more than MOST."""
        if len(self.inside) <= MOST:
            return self.inside
        if href not in self.groups:
            return ()
        alike = [one for one in self.inside if self.groups.get(one.href) == self.groups[href]]
        block = [one.href for one in alike].index(href) // MOST * MOST
        return tuple(alike[block : block + MOST])


@dataclass(frozen=True)
class Menu:
    """The parts of the menu in their order, and the part of each page by its address."""

    parts: tuple[Part, ...]
    part_of: Mapping[str, int] = field(repr=False)

    @property
    def dock(self) -> tuple[int, ...]:
        """Return the parts that stand at the bottom of a phone, by their numbers: what is due, what cannot wait, all, others."""
        there = [number for number, part in enumerate(self.parts) if part.dock]
        return tuple(there[:_DOCKED])


def menu(edition: Edition, handbook: Handbook, own: Sequence[MenuEntry] = (), guides: Sequence[MenuEntry] = ()) -> Menu:
    """Return the menu of an edition: Today, what cannot wait, all, the kinds, tags, calendars.

    Then come the workspace's `own` pages, and the part for authors, whose `guides` somebody wrote by hand.
    """
    labels, pages = edition.labels, handbook.pages
    kinds = edition.shown_kinds
    urgent = urgent_kinds(edition)
    shown = dict(zip((kind.name for kind in kinds), handbook.sections, strict=True))
    parts = [Part(MenuEntry(address(HOME), pages.title(HOME)), _CLOCK, is_main=True, dock=pages.title(HOME))] if CATALOGUE in pages else []
    everything = Part(MenuEntry(address(CATALOGUE if CATALOGUE in pages else HOME), labels("frame.everything")), _TILES, is_main=True, dock=labels("frame.everything"))
    part_of: dict[str, int] = {}
    for number, kind in enumerate([*urgent, *(one for one in kinds if one not in urgent)]):
        if number == len(urgent):
            parts.append(everything)
        paths = shown[kind.name].paths
        part_of |= dict.fromkeys(map(address, paths), len(parts))
        parts.append(_of_kind(kind, paths, edition, pages, urgent=kind in urgent, is_main=number < _MAIN_KINDS))
    parts += [] if everything in parts else [everything]
    parts.append(Part(MenuEntry(address(TAGS), labels("index.tags.title")), _TAG))
    if GLOSSARY in pages:
        parts.append(Part(MenuEntry(address(GLOSSARY), pages.title(GLOSSARY)), _BOOK))
    if CHANGES in pages:
        parts.append(Part(MenuEntry(address(CHANGES), pages.title(CHANGES)), _FORK))
    calendars = [path for path in pages if path.startswith("calendar/")][-_CALENDARS:]
    titles = [pages.title(path) for path in calendars] if len(calendars) > 1 else [labels("calendar.title")]
    parts += [Part(MenuEntry(address(path), title), _GRID) for path, title in zip(calendars, titles, strict=False)]
    parts.append(Part(MenuEntry(address(KEEPING), pages.title(KEEPING)), _PHONE, is_ready_line=True))
    parts += [Part(one, _LEAF) for one in own[:MOST]]
    inside = (*guides, *(MenuEntry(address(path), pages.title(path)) for path in handbook.authors))
    if inside:
        part_of |= dict.fromkeys((one.href for one in inside), len(parts))
        parts.append(Part(MenuEntry(inside[0].href, labels("home.authors")), _BOOK, inside=inside))
    return Menu(tuple(parts), part_of)


def address(path: str) -> str:
    """Return the address of a page, seen from the folder of its edition."""
    return quote(f"{path}.html")


def _of_kind(kind: Kind, paths: Sequence[str], edition: Edition, pages: Pages, *, urgent: bool, is_main: bool) -> Part:
    playbooks = edition.of(kind)
    groups = {
        address(playbook_path(kind.name, one.id)): str(at(one.value, kind.group_by[0], "")) if kind.group_by else "" for one in playbooks
    }
    broken = [address(playbook_path(kind.name, identifier)) for identifier in edition.broken_of(kind)]
    groups |= dict.fromkeys(broken, "")
    return Part(
        MenuEntry(address(paths[0]), in_locale((urgent and kind.need) or kind.plural, edition.locale)),
        Markup(kind.icon),  # noqa: S704  (checked when the kind was loaded)
        len(playbooks) + len(broken), urgent, is_main, in_locale(kind.dock or (kind.need if urgent else {}), edition.locale),
        tuple(MenuEntry(address(path), pages.title(path)) for path in paths if address(path) in groups), groups,
    )


def _drawn(path: str) -> Markup:
    return Markup('<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{}</svg>').format(Markup(path))  # noqa: S704


_TILES = _drawn('<path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z"/>')
_CLOCK = _drawn('<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 3"/>')
_TAG = _drawn('<path d="M4 4h8l8 8-8 8-8-8z"/><path d="M8.5 8.5h.01"/>')
_FORK = _drawn('<path d="M6 4v6c0 3 12 2 12 6v4M6 4v16M3 7l3-3 3 3M15 17l3 3 3-3"/>')
_GRID = _drawn('<path d="M4 6h16v14H4zM4 10.5h16M8 3v4M16 3v4"/>')
_LEAF = _drawn('<path d="M6 3h8l4 4v14H6zM14 3v4h4"/>')
_PHONE = _drawn('<path d="M7 3h10v18H7zM12 7v7M9 11l3 3 3-3"/>')
_BOOK = _drawn('<path d="M12 6c-2-1.5-5-2-8-2v14c3 0 6 .5 8 2 2-1.5 5-2 8-2V4c-3 0-6 .5-8 2zM12 6v14"/>')
