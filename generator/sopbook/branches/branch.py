"""A branch: who it is, and the values and words that it has, its own and inherited."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from importlib import resources
from typing import Any

from sopbook.branches.asked import Asked
from sopbook.branches.contact import Contact, inherited_contacts
from sopbook.branches.fork.override import ABSENT, Override
from sopbook.branches.fork.path import KeyedPath, braced
from sopbook.branches.glossary import Term
from sopbook.branches.sending.accounts import Account, accounts_of
from sopbook.branches.sending.modes import Modes
from sopbook.branches.synonyms import Synonyms
from sopbook.branches.watch.search import Watched
from sopbook.branches.watch.word import WatchedWord, entries, joined, own_words, word_name
from sopbook.branches.workspace import PLAYBOOKS
from sopbook.kinds.kind import LocaleText, in_locale
from sopbook.source.document import Document, Origin, Pointer

TIME_ZONE = "Asia/Shanghai"
"""The zone of a branch where neither it nor an ancestor names one."""
TIME_ZONE_PATH = KeyedPath(("time_zone",))
SITE_TEXTS = ("site_name", "site_description")
"""What mkdocs.yml says in one language, and branch.yaml may say in each."""
ATTACHED = "files"
"""The folder of a branch that holds what playbooks attach."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A blank that the operator fills in."""

    title: LocaleText
    example: str | LocaleText = ""
    token: str = ""
    """What WeCom itself replaces when it sends: copied in place of the slot, and never asked for."""
    keep: bool = True
    """Whether the browser remembers the value; otherwise it is asked for at each copying."""
    sells: bool = False
    """Whether it leads to something to buy."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day that plans should know of."""

    date: str
    name: LocaleText
    note: LocaleText = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GitSource:
    """A parent branch in another repository."""

    git: str
    ref: str
    branch: str


@dataclass(frozen=True)
class Branch:
    """One branch with all that it inherits. `folder` is relative to the workspace."""

    name: str
    title: LocaleText
    locales: tuple[str, ...] = ("en",)
    params: Mapping[str, Any] = field(default_factory=dict)
    """Each a text or a number, or a text per locale."""
    slots: Mapping[str, Slot] = field(default_factory=dict)
    words: tuple[WatchedWord, ...] = ()
    """The words that are watched for: of all packs and lists of the lineage."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Words that mean the same when somebody searches, from the synonyms.yaml of all branches of the lineage."""
    terms: tuple[Term, ...] = ()
    """The glossary: what the words mean, from the same files."""
    asked: tuple[Asked, ...] = ()
    """What people type who need a playbook, from the same files."""
    tags: Mapping[str, LocaleText] = field(default_factory=dict)
    """What readers see instead of a tag's id."""
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    """By their ids; the branch's own come first."""
    accounts: Mapping[str, Account] = field(default_factory=dict)
    """From which texts leave, by their ids."""
    modes: Modes | None = None
    """The ways in which texts leave; None where the workspace says nothing of them."""
    quota: str = ""
    """The choice of the company for the quotas of its modes, by its name; an empty text where nobody has said."""
    holidays: tuple[Holiday, ...] = ()
    time_zone: str = TIME_ZONE
    """By its name in the IANA data base."""
    site_texts: Mapping[str, LocaleText] = field(default_factory=dict)
    """What the site is called and is about, in each locale; what mkdocs.yml says holds where this says nothing."""
    sound: bool = True
    """Whether branch.yaml could be read: without it, nobody knows which names texts may use."""
    folder: str = ""
    parent: "Branch | None" = None
    document: Document | None = field(default=None, repr=False)
    param_origins: Mapping[str, Origin] = field(default_factory=dict, repr=False)
    overrides: tuple[Override, ...] = field(default=(), repr=False)
    """What branch.yaml says, and what its parent says of the same, by paths such as /params/service_open."""
    cached: bool = False
    """Whether the branch lies in the cache of a git source and belongs to another repository."""

    @cached_property
    def watched(self) -> Watched:
        """Return the words made ready to be looked for."""
        return Watched(self.words, self.parent.watched if self.parent else None)

    @cached_property
    def days_off(self) -> tuple[date, ...]:
        """Return the holidays as dates, in order."""
        return tuple(date.fromisoformat(one.date) for one in self.holidays)

    @property
    def language(self) -> str:
        """Return the language in which the branch writes."""
        return self.locales[0]

    @property
    def lineage(self) -> tuple["Branch", ...]:
        """Return the branch's ancestors from the root on, and the branch itself."""
        return (*(self.parent.lineage if self.parent else ()), self)

    def tag(self, identifier: str, locale: str) -> str:
        """Return what a tag is called in a locale: its id, where the branch has no name for it."""
        return in_locale(self.tags.get(identifier, {}), locale) or identifier

    def values(self, locale: str) -> dict[str, Any]:
        """Return the params as texts in a locale use them."""
        return {name: in_locale(v, locale) if isinstance(v, dict) else v for name, v in self.params.items()}


@cache
def branch_schema() -> dict[str, Any]:
    """Return the JSON Schema of branch.yaml."""
    schema: dict[str, Any] = json.loads((resources.files(__package__) / "branch.schema.json").read_text("utf-8"))
    return schema


def git_source(document: Document | None) -> GitSource | None:
    """Return the git source that branch.yaml names as its parent, or None."""
    parent = document.value.get("parent") if document is not None and isinstance(document.value, dict) else None
    if not isinstance(parent, dict):
        return None
    return GitSource(parent["git"], parent.get("ref", ""), parent.get("branch", "hq"))


@dataclass(frozen=True)
class BranchFolder:
    """What a branch says itself: the folder that it lies in, and what its files hold."""

    name: str
    folder: str
    document: Document | None
    """Its branch.yaml; without a usable one the branch still exists, so that its playbooks are checked in the same run."""
    synonyms: Synonyms = field(default_factory=Synonyms)
    packs: tuple[WatchedWord, ...] = ()
    """The words of the packs that it takes."""
    modes: Modes | None = None
    cached: bool = False


def inherit(own: BranchFolder, parent: Branch | None, *, orphan: bool = False) -> Branch:
    """Return a branch with what it says itself laid over what its parent has.

    An `orphan` is one whose parent cannot be had: what it would inherit is not known.
    """
    name, folder, document = own.name, own.folder, own.document
    above = parent or Branch("", {})
    if document is None:
        return Branch(
            name, {"en": name}, above.locales, above.params, above.slots, above.words, (*above.synonyms, *own.synonyms.groups), (*above.terms, *own.synonyms.terms),
            (*above.asked, *own.synonyms.asked), above.tags, above.contacts, above.accounts, own.modes, above.quota, above.holidays, above.time_zone, above.site_texts,
            sound=False, folder=folder, parent=parent, param_origins=above.param_origins, cached=own.cached,
        )
    value = document.value
    params = value.get("params", {})
    holidays = {h.date: h for h in above.holidays} | {
        h["date"]: Holiday(h["date"], h["name"], h.get("note", {})) for h in value.get("holidays", [])
    }
    return Branch(
        name=name,
        title=value["name"],
        locales=tuple(value["locales"]),
        params={**above.params, **params},
        slots={**above.slots, **{n: Slot(s["title"], s.get("example", ""), s.get("token", ""), s.get("keep", True), s.get("sells", False)) for n, s in value.get("slots", {}).items()}},
        words=joined(above.words, own.packs, own_words(document)),
        synonyms=(*above.synonyms, *own.synonyms.groups),
        terms=(*above.terms, *own.synonyms.terms),
        asked=(*above.asked, *own.synonyms.asked),
        tags={**above.tags, **value.get("tags", {})},
        contacts=inherited_contacts(value, value["name"], above.contacts),
        accounts={**above.accounts, **accounts_of(value.get("accounts", []))},
        modes=own.modes,
        quota=value.get("wecom", {}).get("quota", above.quota),
        holidays=tuple(sorted(holidays.values(), key=lambda h: h.date)),
        time_zone=value.get("time_zone", above.time_zone),
        site_texts={**above.site_texts, **{name: value[name] for name in SITE_TEXTS if name in value}},
        sound=above.sound and not orphan,
        folder=folder,
        parent=parent,
        document=document,
        param_origins={**above.param_origins, **{n: Origin(document, ("params", n)) for n in params}},
        overrides=_overrides(value, parent) if parent else (),
        cached=own.cached,
    )


def branch_folder(name: str) -> str:
    """Return the folder of a branch of the workspace itself."""
    return f"{PLAYBOOKS}/{name}"


def _overrides(value: dict[str, Any], parent: Branch) -> tuple[Override, ...]:
    """Return what branch.yaml says, entry by entry, and what its parent says of the same; a new entry has nothing to be held against."""
    inherited = inherited_entries(parent)
    return tuple(
        Override(path, "set", place, inherited.get(path, ABSENT), mine) for path, (place, mine) in _entries(value).items()
    )


def _entries(value: dict[str, Any]) -> dict[KeyedPath, tuple[Pointer, Any]]:
    """Return the entries of a branch.yaml by path, each with its place in the file."""
    found: dict[KeyedPath, tuple[Pointer, Any]] = {}
    for part in ("params", "slots", "tags"):
        for name, entry in value.get(part, {}).items():
            found[KeyedPath((part, name))] = ((part, name), entry)
    for part, key in (("contacts", "id"), ("accounts", "id"), ("holidays", "date")):
        for index, entry in enumerate(value.get(part, [])):
            found[KeyedPath((part, braced(entry[key])))] = ((part, index), entry)
    if "quota" in value.get("wecom", {}):
        found[KeyedPath(("wecom", "quota"))] = (("wecom", "quota"), value["wecom"]["quota"])
    for group, index, entry in entries(value.get("words", {})):
        found[KeyedPath(("words", braced(word_name(entry["word"], group))))] = (("words", group, index), {**entry, "group": group})
    return found


def inherited_entries(branch: Branch) -> dict[KeyedPath, Any]:
    """Return the entries of a branch's branch.yaml, and of those of the branches above it, by path."""
    entries: dict[KeyedPath, Any] = {}
    for one in branch.lineage:
        if one.document is not None:
            entries |= {path: entry for path, (_, entry) in _entries(one.document.value).items()}
    return entries
