"""An edition: one branch in one locale."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from sopbook import escape
from sopbook.branches.branch import Branch
from sopbook.branches.branch_files import Key
from sopbook.branches.items import NamedItems
from sopbook.branches.playbook import Playbook
from sopbook.handbook.audience import as_seen, changes_as_seen
from sopbook.handbook.card import Card, card_of
from sopbook.handbook.changes import Change, changes
from sopbook.handbook.check.check import Checked
from sopbook.handbook.check.workspace import CheckedWorkspace, edition_names
from sopbook.handbook.computed_above import with_computed_above
from sopbook.handbook.coverage import Coverage, coverage
from sopbook.handbook.covered import Covered, covered, covered_as_seen
from sopbook.handbook.labels import Catalogue, catalogue
from sopbook.handbook.links import edition_path
from sopbook.kinds.audience import OPERATORS, sees, sees_all
from sopbook.kinds.item_lists import lists_named
from sopbook.kinds.kind import Kind, in_locale
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.document import Pointer


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a playbook is named, or an item of it: who does, and in which field."""

    by: Card
    pointer: Pointer
    item: str = ""
    """The id of the item."""
    place: Pointer = ()
    """Where the item is in its playbook."""


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another edition as the switcher knows it: whose it is, and which playbooks have a page there."""

    branch: Branch
    locale: str
    keys: frozenset[Key] = field(repr=False)


@dataclass(frozen=True)
class Edition:
    """Everything that a handbook shows: its kinds in order, their playbooks by title, who uses whom."""

    branch: Branch
    locale: str
    kinds: tuple[Kind, ...]
    playbooks: Mapping[Key, Playbook] = field(repr=False)
    broken: Mapping[Key, tuple[Diagnostic, ...]] = field(repr=False)
    """The findings of every playbook that cannot be shown, by kind and id."""
    retired: Mapping[Key, Playbook] = field(default_factory=dict, repr=False)
    """The playbooks that are kept in the source only."""
    former: Mapping[Key, Key] = field(default_factory=dict, repr=False)
    """The playbooks that readers may know by a former id: those that have a page, by the former kind and id."""
    source_url: str = ""
    address: str = ""
    """Where the edition will be, with a slash at its end; empty where nobody has said."""
    siblings: tuple[Sibling, ...] = field(default=(), repr=False)
    """All editions of the workspace that have pages, this one among them, in the order of the switcher."""
    is_first: bool = True
    """Whether this is the edition that carries the pages for authors."""
    coverage: tuple[Coverage, ...] = field(default=(), repr=False)
    """How much is translated, of all editions at hand; only the first of several shows it."""
    covered: tuple[Covered, ...] = field(default=(), repr=False)
    """What the handbook is to cover, in the editions of the first branch; empty where nobody has said."""
    audience: str = OPERATORS
    """For whom it is (`sopbook.handbook.audience`)."""
    whole: Mapping[Key, Playbook] = field(default_factory=dict, repr=False)
    """The playbooks of which something is hidden from that audience, as headquarters sees them: what branches changed is worked out from these."""
    views: dict[Key, object] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What `view_of` (handbook/view) has made of the playbooks so far: several outputs show the same."""

    @cached_property
    def cards(self) -> Mapping[Key, Card]:
        """Return what each playbook's own page is not needed for: indexes, lists and links go by these."""
        items, lists = NamedItems({key: (p.kind, p.value) for key, p in self.playbooks.items()}), lists_named(self.kinds)
        return {key: card_of(playbook, items, lists.get(key[0], ())) for key, playbook in self.playbooks.items()}

    @cached_property
    def uses(self) -> Mapping[Key, tuple[Use, ...]]:
        """Return who names each playbook, or an item of it: a plan that names a goal of its own is among them."""
        uses: dict[Key, list[Use]] = {}
        for card in self.cards.values():
            for reference in card.references:
                uses.setdefault(reference.key, []).append(Use(card, reference.pointer, reference.item, reference.place))
        return {key: tuple(found) for key, found in uses.items()}

    @cached_property
    def changes(self) -> Mapping[Key, tuple[Change, ...]]:
        """Return what forks changed of each playbook that is shown, in the order of its page; nothing for one in which nothing differs."""
        if self.branch.parent is None:
            return dict.fromkeys(self.playbooks, ())
        known = with_computed_above({**self.playbooks, **self.retired, **self.whole})
        return {key: changes_as_seen(changes(known[key]), one, self.audience) for key, one in self.playbooks.items()}

    def __getstate__(self) -> dict[str, Any]:
        """Return what another process shows the edition by: what forks changed with it, for expressions of kinds stay behind."""
        _ = self.changes
        return {**self.__dict__, "whole": {}}

    @property
    def name(self) -> str:
        """Return what the edition is called on the command line: south/zh."""
        return edition_path(self.branch.name, self.locale)

    def address_of(self, path: str) -> str:
        """Return where a file of the edition is published, or an empty text."""
        return f"{self.address}{escape.path(path)}" if self.address else ""

    @property
    def labels(self) -> Catalogue:
        """Return the interface's texts in the edition's locale."""
        return catalogue(self.locale)

    def of(self, kind: Kind) -> list[Playbook]:
        """Return the playbooks of a kind, by title."""
        return [playbook for (name, _), playbook in self.playbooks.items() if name == kind.name]

    def kind(self, name: str) -> Kind:
        """Return a kind by its name. Raises KeyError where there is none."""
        return self._kinds[name]

    @cached_property
    def _kinds(self) -> dict[str, Kind]:
        return {kind.name: kind for kind in self.kinds}

    def name_at(self, playbook: Playbook, pointer: Pointer) -> str:
        """Return what the playbook or the item is called that a text names, or an empty text where it names none that is shown."""
        found = next((one for one in self.cards[playbook.key].references if one.pointer == pointer), None) if playbook.key in self.cards else None
        target = self.cards.get(found.key) if found else None
        item = target.item(found.place) if target and found and found.item else None
        return item.title if item else target.title if target else ""

    @cached_property
    def item_uses(self) -> Mapping[tuple[Key, Pointer], tuple[Use, ...]]:
        """Return the places where items are named, by the playbook and the place of each item."""
        found: dict[tuple[Key, Pointer], tuple[Use, ...]] = {}
        for key, uses in self.uses.items():
            for use in uses:
                if use.item:
                    found[key, use.place] = (*found.get((key, use.place), ()), use)
        return found

    @property
    def latest_review(self) -> date | None:
        """Return the day on which one of the playbooks was last reviewed, if any was."""
        return max((card.reviewed_on for card in self.cards.values() if card.reviewed_on), default=None)

    @property
    def shown_kinds(self) -> list[Kind]:
        """Return the kinds that have anything to show."""
        return [kind for kind in self.kinds if self.of(kind) or self.broken_of(kind)]

    def broken_of(self, kind: Kind) -> list[str]:
        """Return the ids of a kind's playbooks that cannot be shown."""
        return [identifier for name, identifier in self.broken if name == kind.name]

    @property
    def title(self) -> str:
        """Return the branch's name in the edition's locale."""
        return in_locale(self.branch.title, self.locale)


def edition(workspace: CheckedWorkspace, branch: str, locale: str = "", *, alone: bool = False, audience: str = OPERATORS) -> Edition:
    """Return the edition of a branch for an audience, with what it says of the whole handbook; without a locale, in the branch's first one.

    Raises KeyError where there is no such edition.
    """
    bare = bare_edition(workspace, branch, locale, alone=alone, audience=audience)
    names = edition_names(workspace.workspace, workspace.family)
    is_named_first, is_of_first = (bare.branch.name, bare.locale) == names[0], bare.branch.name == names[0][0]
    of_branch = [workspace.resolved(name) for name in names if name[0] == bare.branch.name] if workspace.table and is_of_first else []
    return replace(
        bare,
        coverage=tuple(coverage(map(workspace.resolved, names))) if is_named_first and len(names) > 1 else (),
        covered=covered_as_seen(covered(workspace.table, of_branch, workspace.stocks), workspace.kinds.usable, audience) if of_branch else (),
    )


def bare_edition(workspace: CheckedWorkspace, branch: str, locale: str = "", *, alone: bool = False, audience: str = OPERATORS) -> Edition:
    """Return an edition without what it says of the whole handbook: how much is translated, and what is covered.

    Retired playbooks are left out, and what the audience may not see. An edition that stands `alone` knows no other ones to switch to.
    Raises KeyError where there is no such edition.
    """
    locale = locale or workspace.family.branches[branch].language
    checked = workspace.editions[branch, locale]
    seen = {key: one for key, one in checked.playbooks.items() if sees(audience, one.kind)}
    shown = {key: as_seen(one, audience) for key, one in seen.items() if not one.is_retired}
    ordered = dict(sorted(shown.items(), key=lambda item: (item[1].title.casefold(), item[1].id)))
    kinds = workspace.kinds.usable
    names = edition_names(workspace.workspace, workspace.family)
    return Edition(
        branch=checked.resolved.branch,
        locale=locale,
        kinds=tuple(kind for kind in kinds.values() if sees(audience, kind)),
        playbooks=ordered,
        retired={key: one for key, one in seen.items() if one.is_retired},
        broken={key: found for key, found in _broken(checked, workspace.diagnostics).items() if key[0] not in kinds or sees(audience, kinds[key[0]])},
        former={former: key for former, key in sorted(checked.resolved.former.items()) if key in ordered and former not in checked.broken},
        source_url=workspace.workspace.settings.source_url,
        address=_address(workspace.workspace.site_url, edition_path(branch, locale) if len(names) > 1 and not alone else ""),
        siblings=() if alone else _siblings(workspace, audience),
        is_first=alone or (branch, locale) == names[0],
        audience=audience,
        whole={key: one for key, one in checked.playbooks.items() if not sees_all(audience, one.kind) and not one.is_retired},
    )


def _address(site: str, folder: str) -> str:
    if not site.startswith(("http://", "https://")):
        return ""
    return f"{site.rstrip('/')}/{folder}{'/' if folder else ''}"


def _siblings(workspace: CheckedWorkspace, audience: str) -> tuple[Sibling, ...]:
    """Return all editions of the workspace, with the playbooks of each that the audience sees."""
    kinds = workspace.kinds.usable
    return tuple(
        Sibling(
            workspace.family.branches[branch], locale,
            frozenset(
                key for key, entry in workspace.stocks[branch].entries.items()
                if not entry.is_retired and (key[0] not in kinds or sees(audience, kinds[key[0]]))
            ),
        )
        for branch, locale in edition_names(workspace.workspace, workspace.family)
    )


def _broken(
    checked: Checked, diagnostics: tuple[Diagnostic, ...]
) -> dict[Key, tuple[Diagnostic, ...]]:
    found = {key: tuple(d for d in diagnostics if d.path in paths) for key, paths in sorted(checked.broken.items())}
    return {key: about for key, about in found.items() if about}
