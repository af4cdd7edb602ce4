"""The playbooks of one edition: a branch's stock in one locale, with params filled in."""

from collections.abc import Mapping
from dataclasses import replace

from sopbook.branches.branch import Branch
from sopbook.branches.branch_files import Key
from sopbook.branches.fork.override import same
from sopbook.branches.interpolation import SharedText, fill, fill_all
from sopbook.branches.playbook import Playbook, Resolved
from sopbook.branches.playbooks import BranchPlaybook, BranchPlaybooks
from sopbook.branches.shared_texts import names_of_shared, sources
from sopbook.branches.translation.overlay import translated
from sopbook.branches.translations import TranslationFiles
from sopbook.kinds.discover import Kinds
from sopbook.source.pointer import at


def resolve(branch: str, locale: str, stocks: Mapping[str, BranchPlaybooks], files: TranslationFiles, kinds: Kinds) -> Resolved:
    """Return the playbooks of a branch in a locale. Raises KeyError where there is no such branch."""
    stock = stocks[branch]
    playbooks = {key: _playbook(entry, branch, locale, stocks, files) for key, entry in stock.entries.items()}
    return Resolved(stock.branch, locale, kinds, playbooks, stock.unreadable, stock.former)


def resolve_one(key: Key, branch: str, locale: str, stocks: Mapping[str, BranchPlaybooks], files: TranslationFiles) -> Playbook:
    """Return one playbook of an edition. Raises KeyError where there is none."""
    return _playbook(stocks[branch].entries[key], branch, locale, stocks, files)


def _playbook(entry: BranchPlaybook, name: str, locale: str, stocks: Mapping[str, BranchPlaybooks], files: TranslationFiles) -> Playbook:
    playbook = resolve_alone(entry, stocks[name], locale, files)
    return replace(playbook, above=_above(playbook, entry, locale, stocks, files))


def resolve_alone(entry: BranchPlaybook, stock: BranchPlaybooks, locale: str, files: TranslationFiles) -> Playbook:
    """Return a playbook of an edition without those of the branches above that say something else."""
    playbook = _translated(entry, stock.branch, locale, files)
    playbook = replace(playbook, shared=_shared(playbook, stock, files))
    return with_params(playbook)


def with_params(playbook: Playbook) -> Playbook:
    """Return a playbook whose texts have its params and the shared texts filled in."""
    return replace(playbook, value=fill_all(playbook.document.value, playbook.kind.shape, playbook.params))


def _shared(playbook: Playbook, stock: BranchPlaybooks, files: TranslationFiles) -> dict[str, SharedText]:
    """Return the shared texts that a playbook takes in, each with the params of its own playbook filled in."""
    found: dict[str, SharedText] = {}
    for name in dict.fromkeys(names_of_shared(playbook.document.value)):
        places = sources(name, stock.entries) if name not in stock.branch.slots else []
        if len(places) == 1:  # Else handbook/check/texts.py says what is wrong.
            (key, pointer), = places
            source = _translated(stock.entries[key], stock.branch, playbook.locale, files)
            found[name] = SharedText(fill(at(source.document.value, pointer), source.params), key, source.document, pointer)
    return found


def _translated(entry: BranchPlaybook, branch: Branch, locale: str, files: TranslationFiles) -> Playbook:
    lineage = branch.lineage
    document, waiting = translated(
        entry.document, entry.kind.shape, locale,
        [b.name for b in lineage], {b.name: b.language for b in lineage}, files.get((entry.kind.name, entry.id, locale), {}),
    )
    return Playbook(
        entry.kind, entry.id, branch, document, document.value, locale, entry.owner, entry.writer, None, entry.fork, entry.drifts, waiting
    )


def _above(playbook: Playbook, entry: BranchPlaybook, locale: str, stocks: Mapping[str, BranchPlaybooks], files: TranslationFiles) -> Playbook | None:
    """Return the playbook as the nearest branch above has it that says something else, or None where all say the same."""
    branch = playbook.branch
    if branch.parent is None or branch.name == entry.owner or not (entry.parent or playbook.shared or _uses_other_params(entry, branch)):
        return None
    theirs = stocks[branch.parent.name].entries.get((entry.kind.name, entry.id))
    if theirs is None:
        return None
    above = _playbook(theirs, branch.parent.name, locale, stocks, files)
    return above.above if same(above.value, playbook.value) and theirs is entry else above


def _uses_other_params(entry: BranchPlaybook, branch: Branch) -> bool:
    """Return whether a text names a param that a branch between the owner and this one gives another value."""
    names = [
        f"${{{override.path[1]}}}" for one in branch.lineage for override in one.overrides if override.path[0] == "params"
    ]
    document = entry.document
    sources = {origin.document.path: origin.document.source.text for origin in document.origins.values()} or {document.path: document.source.text}
    return any(name in text for name in names for text in sources.values())
