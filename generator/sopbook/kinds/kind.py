"""A kind: one sort of playbook, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from sopbook.kinds.agenda import AgendaFields
from sopbook.kinds.cel import Expression
from sopbook.kinds.fields import schema_fields
from sopbook.kinds.labels import Labels
from sopbook.kinds.per_person import PerPersonFields
from sopbook.kinds.references import ItemLists, item_lists
from sopbook.kinds.run_sheet import RunSheetFields
from sopbook.kinds.schema_view import SchemaView
from sopbook.kinds.search_settings import SearchSettings
from sopbook.kinds.spans import SpanFields
from sopbook.kinds.subschemas import subschemas
from sopbook.kinds.tables import TableField, table_fields
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import write_pointer
from sopbook.source.schema.validator import SchemaValidator

LocaleText: TypeAlias = Mapping[str, str]
"""A text per locale; English is the one to fall back on."""

ENVELOPE = (
    "id", "title", "summary", "version", "owner", "reviewed_on", "review_by", "tags", "status",
)
"""What every playbook carries, unless its kind.yaml says `envelope: false`."""

COMMON = (*ENVELOPE, "aliases", "formerly", "covers", "effective_from", "valid_until", "params", "params_from", "locks")
"""What any playbook may carry: no generic layout repeats it among the fields of the kind."""

HEADQUARTERS = "headquarters"
"""The audience of what operators may not see."""

FILE_NAME = "$file"
"""Stands for the file's name without its ending, where a foreign document has no id or title."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Where a document says who it is; None where it does not."""

    id: Pointer | None
    title: Pointer | None
    summary: Pointer | None


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of a page, by the fields that stand in it."""

    title: LocaleText
    sections: tuple[Pointer, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that must hold for every place `each` of a playbook, and what to say where it does not."""

    expression: Expression
    text: str
    each: Pointer
    at: Pointer
    message: LocaleText
    hint: LocaleText
    place: Pointer
    """Where the rule stands in kind.yaml."""
    is_advice: bool = False
    """Whether a playbook that breaks it is shown all the same."""
    asks_release: bool = False
    """Whether it does not hold where the texts for members need a release: then LAW005 says so, and not a rule."""


@dataclass(frozen=True, slots=True)
class SharedFields:
    """Where a kind has texts that others take into theirs: a list with ids, and the text from an item on."""

    items: Pointer
    text: Pointer


@dataclass(frozen=True, slots=True)
class RegisterFields:
    """Where a kind has a register, whose items other playbooks name: a list with ids, and from an item on its name, what it means, and a short form."""

    items: Pointer
    name: Pointer
    text: Pointer
    short: Pointer | None


@dataclass(frozen=True, slots=True)
class Introduction:
    """Where the items are that introduce the groups of an index: a list of playbooks of a kind, and from an item on what it is called and what it says."""

    kind: str
    items: Pointer
    name: Pointer
    text: Pointer


@dataclass(frozen=True, slots=True)
class Derivation:
    """A value that is computed, never typed: a field, or a param that texts name."""

    expression: Expression
    each: Pointer
    at: Pointer
    place: Pointer
    is_param: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that a playbook of a kind should answer."""

    id: str
    title: LocaleText
    why: LocaleText
    """Why none does yet, and what to do until then."""
    place: Pointer
    """Where it stands in its file."""


@dataclass(frozen=True, slots=True)
class Topics:
    """What playbooks of a kind should answer, and the place in which they say so."""

    named_at: Pointer
    topics: tuple[Topic, ...]
    document: Document = field(repr=False)


@dataclass(frozen=True)
class Kind:
    """One sort of playbook: its schema, its rules, its place in the handbook, its look."""

    name: str
    origin: str
    """`workspace`, `package NAME` or `built-in`."""
    config: Document = field(repr=False)
    """kind.yaml, or an empty document where the kind has none."""
    title: LocaleText
    plural: LocaleText
    need: LocaleText
    lead: LocaleText
    order: int
    envelope: bool
    files: tuple[str, ...]
    identity: Identity
    facts: tuple[Pointer, ...]
    columns: tuple[Pointer, ...]
    group_by: tuple[Pointer, ...]
    introductions: Mapping[Pointer, Introduction]
    """What introduces the groups of an index, by the field that groups it."""
    situations: tuple[Pointer, ...]
    """The fields that say when somebody needs the playbook: the booklet's index leads from them to the page."""
    schema: dict[str, Any] = field(repr=False)
    shape: SchemaView = field(repr=False)
    validator: SchemaValidator = field(repr=False)
    rules: tuple[Rule, ...] = field(repr=False)
    derivations: tuple[Derivation, ...] = field(repr=False)
    labels: Mapping[str, Labels] = field(repr=False)
    template: str | None = field(repr=False)
    print_template: str | None = field(repr=False)
    """print.typ, or None where the kind is printed by the generic layout."""
    icon: str = field(repr=False)
    """An inline SVG, or an empty text."""
    explains: bool = False
    """Whether its pages explain terms of the glossary where they first use them."""
    urgent: bool = False
    """Whether its playbooks are one tap away wherever an operator works by the clock."""
    section: str = ""
    """Under which heading of the home page it stands; an empty text where nobody has said."""
    dock: LocaleText = field(default_factory=dict)
    """By which word the kind stands in the bar at the bottom of every page; empty where it does not."""
    search: SearchSettings = field(default_factory=SearchSettings)
    tabs: tuple[Tab, ...] = ()
    shared: SharedFields | None = None
    register: RegisterFields | None = None
    agenda: AgendaFields | None = field(default=None, repr=False)
    run_sheet: RunSheetFields | None = field(default=None, repr=False)
    per_person: PerPersonFields | None = field(default=None, repr=False)
    spans: SpanFields | None = field(default=None, repr=False)
    topics: Topics | None = field(default=None, repr=False)
    audience: str = ""
    """`headquarters` where its playbooks are for headquarters only (`sopbook.kinds.audience`)."""

    @cached_property
    def first_places(self) -> dict[int, str]:
        """Return the pointer of the first field of each title, by the identity of the schema that gives it: a label there counts for all."""
        places: dict[int, str] = {}
        for one in schema_fields(self.shape):
            giver = one.shape.giver("title")
            if giver is not None:
                places.setdefault(giver, write_pointer(one.pointer))
        return places

    @cached_property
    def computed_params(self) -> tuple[str, ...]:
        """Return the names of the params that the kind computes."""
        return tuple(dict.fromkeys(one.at[1] for one in self.derivations if one.is_param and isinstance(one.at[1], str)))

    @property
    def item_titles(self) -> dict[Pointer, Pointer]:
        """Return which part of an item says what it is called in a run sheet, an agenda or a register, by the pattern of the item."""
        timed = [((*self.agenda.days, *self.agenda.entries), self.agenda.parts)] if self.agenda else []
        timed += [(self.run_sheet.steps, self.run_sheet.parts)] if self.run_sheet else []
        named = {(*self.register.items, "*"): self.register.name} if self.register else {}
        return {**named, **{pattern: parts["title"] for pattern, parts in timed if "title" in parts}}

    @cached_property
    def hides(self) -> bool:
        """Return whether its playbooks, or some of their fields, are for headquarters only."""
        return self.audience == HEADQUARTERS or any(one.get("x-audience") == HEADQUARTERS for _, one in subschemas(self.schema))

    @cached_property
    def once_fields(self) -> tuple[Pointer, ...]:
        """Return the fields whose amounts stand once (`x-once`), as patterns from the top."""
        return tuple(one.pointer for one in schema_fields(self.shape) if one.shape.get("x-once"))

    @cached_property
    def scripted(self) -> tuple[Pointer, ...]:
        """Return the tables that go out so many days after somebody has joined (`day` of `x-send`), as patterns from the top."""
        levels = (((*one.pointer, *["*"] * depth), shape) for one in schema_fields(self.shape) for depth, shape in enumerate((one.shape, *one.items)))
        return tuple(pattern for pattern, shape in levels if isinstance(said := shape.get("x-send"), dict) and "day" in said)

    @cached_property
    def claims(self) -> frozenset[str]:
        """Return what figures of the kind may be compared with: the choices of its fields with `x-claim`."""
        choices = [one.shape.get("enum") for one in schema_fields(self.shape) if one.shape.get("x-claim")]
        return frozenset(one for choice in choices if isinstance(choice, list) for one in choice if isinstance(one, str))

    @cached_property
    def tables(self) -> tuple[TableField, ...]:
        """Return the fields that name tables."""
        return tuple(table_fields(self.shape))

    @cached_property
    def filled_lists(self) -> frozenset[Pointer]:
        """Return the lists that are filled from elsewhere: the rows of tables, and the days on which something repeats."""
        laid_out = self.agenda.laid_out if self.agenda else ""
        return frozenset([*(one.rows for one in self.tables), *([(laid_out,)] if laid_out else [])])

    @cached_property
    def item_fields(self) -> tuple[tuple[Pointer, ItemLists], ...]:
        """Return the fields whose texts name items, as patterns from the top; a list of such texts ends in `*`."""
        found: list[tuple[Pointer, ItemLists]] = []
        for one in schema_fields(self.shape):
            for depth, shape in enumerate((one.shape, *one.items)):
                lists = item_lists(shape)
                if lists is not None:
                    found.append(((*one.pointer, *["*"] * depth), lists))
        return tuple(found)

    def __getstate__(self) -> dict[str, Any]:
        """Return what another process shows playbooks by: it checks nothing, and identities are those of this process."""
        state = {**self.__dict__, "validator": None, "rules": (), "derivations": ()}
        state.pop("first_places", None)
        return state


def in_locale(text: LocaleText, locale: str) -> str:
    """Return a text in a locale, else in English, else in the first locale that it has."""
    return text.get(locale) or text.get("en") or next(iter(text.values()), "")
