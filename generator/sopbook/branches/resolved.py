"""The playbooks of one edition: a branch's stock in one locale, with params filled in."""

from collections.abc import Mapping
from dataclasses import replace

from sopbook.branches.branch import Branch
from sopbook.branches.branch_files import Key
from sopbook.branches.fork.override import same
from sopbook.branches.interpolation import fill_all
from sopbook.branches.playbook import Playbook, Resolved
from sopbook.branches.playbooks import BranchPlaybook, BranchPlaybooks
from sopbook.branches.translation.overlay import translated
from sopbook.branches.translations import TranslationFiles
from sopbook.kinds.discover import Kinds


def resolve(branch: str, locale: str, stocks: Mapping[str, BranchPlaybooks], files: TranslationFiles, kinds: Kinds) -> Resolved:
    """Return the playbooks of a branch in a locale. Raises KeyError where there is no such branch."""
    stock = stocks[branch]
    playbooks = {key: _playbook(entry, branch, locale, stocks, files) for key, entry in stock.entries.items()}
    return Resolved(stock.branch, locale, kinds, playbooks, stock.unreadable, stock.former)


def resolve_one(key: Key, branch: str, locale: str, stocks: Mapping[str, BranchPlaybooks], files: TranslationFiles) -> Playbook:
    """Return one playbook of an edition. Raises KeyError where there is none."""
    return _playbook(stocks[branch].entries[key], branch, locale, stocks, files)


def _playbook(entry: BranchPlaybook, name: str, locale: str, stocks: Mapping[str, BranchPlaybooks], files: TranslationFiles) -> Playbook:
    playbook = resolve_alone(entry, stocks[name].branch, locale, files)
    return replace(playbook, above=_above(playbook, entry, locale, stocks, files))


def resolve_alone(entry: BranchPlaybook, branch: Branch, locale: str, files: TranslationFiles) -> Playbook:
    """Return a playbook of an edition without those of the branches above that say something else."""
    lineage = branch.lineage
    document, waiting = translated(
        entry.document, entry.kind.shape, locale,
        [b.name for b in lineage], {b.name: b.language for b in lineage}, files.get((entry.kind.name, entry.id, locale), {}),
    )
    playbook = Playbook(
        entry.kind, entry.id, branch, document, document.value, locale, entry.owner, entry.writer, None, entry.fork, entry.drifts, waiting
    )
    return replace(playbook, value=fill_all(document.value, entry.kind.shape, playbook.params))


def _above(playbook: Playbook, entry: BranchPlaybook, locale: str, stocks: Mapping[str, BranchPlaybooks], files: TranslationFiles) -> Playbook | None:
    """Return the playbook as the nearest branch above has it that says something else, or None where all say the same."""
    branch = playbook.branch
    if branch.parent is None or branch.name == entry.owner or not (entry.parent or _uses_other_params(entry, branch)):
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
