"""The playbooks of editions: a branch's stock in one locale, with params filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sopbook.branches.branch import Branch
from sopbook.branches.branch_files import Key
from sopbook.branches.fork.override import same
from sopbook.branches.interpolation import SharedText, fill, fill_all
from sopbook.branches.playbook import Playbook, Resolved
from sopbook.branches.playbooks import BranchPlaybook, BranchPlaybooks
from sopbook.branches.recurrence.occurrences import with_occurrences
from sopbook.branches.shared_texts import names_of_shared, sources
from sopbook.branches.translation.overlay import translated
from sopbook.branches.translation.reasons import Reasons, reasons_of
from sopbook.branches.translation.waiting import Waiting
from sopbook.branches.translations import TranslationFiles
from sopbook.kinds.discover import Kinds
from sopbook.source.document import Document
from sopbook.source.pointer import at


class Resolver:
    """Resolves the playbooks of the editions of a workspace.

    Branches share most of what they show. So each document is laid over and filled in once for all who see it alike.
    """

    def __init__(self, files: TranslationFiles) -> None:
        self._files = files
        self._translated: dict[tuple[int, str, tuple[str, ...]], _Translated] = {}
        self._laid_out: dict[tuple[int, tuple[date, ...]], _Translated] = {}
        self._filled: dict[int, list[_Filled]] = {}
        self._playbooks: dict[tuple[int, str, str], tuple[BranchPlaybook, Playbook]] = {}

    def edition(self, branch: str, locale: str, stocks: Mapping[str, BranchPlaybooks], kinds: Kinds) -> Resolved:
        """Return the playbooks of a branch in a locale. Raises KeyError where there is no such branch."""
        stock = stocks[branch]
        playbooks = {key: self.one(key, branch, locale, stocks) for key in stock.entries}
        return Resolved(stock.branch, locale, kinds, playbooks, stock.unreadable, stock.former)

    def one(self, key: Key, branch: str, locale: str, stocks: Mapping[str, BranchPlaybooks]) -> Playbook:
        """Return one playbook of an edition. Raises KeyError where there is none."""
        entry = stocks[branch].entries[key]
        known = id(entry), branch, locale
        if known not in self._playbooks:
            playbook = self.alone(entry, stocks[branch], locale)
            # Kept with the entry, or its identity might become another one's.
            self._playbooks[known] = entry, replace(playbook, above=self._above(playbook, entry, stocks))
        return self._playbooks[known][1]

    def alone(self, entry: BranchPlaybook, stock: BranchPlaybooks, locale: str) -> Playbook:
        """Return a playbook of an edition without those of the branches above that say something else."""
        playbook = self._unfilled(entry, stock.branch, locale)
        playbook = replace(playbook, shared=self._shared(playbook, stock))
        return replace(playbook, value=self._with_params(playbook))

    def _unfilled(self, entry: BranchPlaybook, branch: Branch, locale: str) -> Playbook:
        document, waiting = self._in_locale(entry, branch, locale)
        return Playbook(
            entry.kind, entry.id, branch, document, document.value, locale, entry.owner, entry.writer, None, entry.fork, entry.drifts, waiting,
            self._reasons(entry, branch, locale),
        )

    def _reasons(self, entry: BranchPlaybook, branch: Branch, locale: str) -> Reasons:
        forks = [one.fork for one in entry.forks if one.fork is not None]
        files = self._files.get((entry.kind.name, entry.id, locale), {})
        return reasons_of(forks, entry.kind.shape, locale, {one.name: one.language for one in branch.lineage}, files)

    def _shared(self, playbook: Playbook, stock: BranchPlaybooks) -> dict[str, SharedText]:
        """Return the shared texts that a playbook takes in, each with the params of its own playbook filled in."""
        found: dict[str, SharedText] = {}
        for name in dict.fromkeys(names_of_shared(playbook.document.value)):
            places = sources(name, stock.entries) if name not in stock.branch.slots else []
            if len(places) == 1:  # Else handbook/check/texts.py says what is wrong.
                (key, pointer), = places
                source = self._unfilled(stock.entries[key], stock.branch, playbook.locale)
                item = pointer[: len(pointer) - len(source.kind.shared.text)] if source.kind.shared else ()
                found[name] = SharedText(fill(at(source.document.value, pointer), source.params), key, source.document, pointer, item)
        return found

    def _in_locale(self, entry: BranchPlaybook, branch: Branch, locale: str) -> tuple[Document, tuple[Waiting, ...]]:
        lineage = branch.lineage
        files = self._files.get((entry.kind.name, entry.id, locale), {})
        known = id(entry.document), locale, tuple(one.name for one in lineage if one.name in files)
        if known not in self._translated:
            self._translated[known] = _Translated(entry.document, *translated(
                entry.document, entry.kind.shape, locale, [b.name for b in lineage], {b.name: b.language for b in lineage}, files,
            ))
        return self._on_its_days(self._translated[known], entry, branch)

    def _on_its_days(self, found: "_Translated", entry: BranchPlaybook, branch: Branch) -> tuple[Document, tuple[Waiting, ...]]:
        """Return a document with what repeats in it laid out on its days, by the holidays of the branch."""
        if entry.kind.agenda is None or entry.kind.agenda.repeats is None:
            return found.document, found.waiting
        known = id(found.document), branch.days_off
        if known not in self._laid_out:
            self._laid_out[known] = _Translated(found.document, *with_occurrences(found.document, found.waiting, entry.kind, branch.days_off))
        laid_out = self._laid_out[known]
        return laid_out.document, laid_out.waiting

    def _with_params(self, playbook: Playbook) -> Any:
        params, known = playbook.params, self._filled.setdefault(id(playbook.document), [])
        for one in known:
            if all(_words(params, name) == words for name, words in one.asked.items()):
                return one.value
        asked = _Asked(params)
        value = fill_all(playbook.document.value, playbook.kind.shape, asked)
        known.append(_Filled(playbook.document, value, {name: _words(params, name) for name in asked.names}))
        return value

    def _above(self, playbook: Playbook, entry: BranchPlaybook, stocks: Mapping[str, BranchPlaybooks]) -> Playbook | None:
        """Return the playbook as the nearest branch above has it that says something else, or None where all say the same."""
        branch = playbook.branch
        if branch.parent is None or branch.name == entry.owner or not (entry.parent or playbook.shared or _uses_other_params(entry, branch)):
            return None
        theirs = stocks[branch.parent.name].entries.get((entry.kind.name, entry.id))
        if theirs is None:
            return None
        above = self.one((entry.kind.name, entry.id), branch.parent.name, playbook.locale, stocks)
        says_the_same = theirs is entry and (above.value is playbook.value or same(above.value, playbook.value))
        return above.above if says_the_same else above


def with_params(playbook: Playbook) -> Playbook:
    """Return a playbook whose texts have its params and the shared texts filled in."""
    return replace(playbook, value=fill_all(playbook.document.value, playbook.kind.shape, playbook.params))


@dataclass(frozen=True, slots=True)
class _Translated:
    """What came of laying translations over a document, which is kept with it: things here go by its identity."""

    source: Document
    document: Document
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class _Filled:
    """What came of filling params into a document, and what those that it names say."""

    source: Document
    value: Any
    asked: Mapping[str, str | None]


def _words(params: Mapping[str, Any], name: str) -> str | None:
    """Return what a param says in a text; None for one that there is not."""
    return str(params[name]) if name in params else None


class _Asked(dict[str, Any]):
    """Params that note which of them are asked for."""

    def __init__(self, params: Mapping[str, Any]) -> None:
        super().__init__(params)
        self.names: set[str] = set()

    def __contains__(self, name: object) -> bool:
        self.names.add(str(name))
        return super().__contains__(name)

    def get(self, name: str, default: Any = None) -> Any:
        """Return the value of a param, and note that it was asked for."""
        self.names.add(name)
        return super().get(name, default)


def _uses_other_params(entry: BranchPlaybook, branch: Branch) -> bool:
    """Return whether a text names a param that a branch between the owner and this one gives another value."""
    names = [
        f"${{{override.path[1]}}}" for one in branch.lineage for override in one.overrides if override.path[0] == "params"
    ]
    document = entry.document
    sources = {origin.document.path: origin.document.source.text for origin in document.origins.values()} or {document.path: document.source.text}
    return any(name in text for name in names for text in sources.values())
