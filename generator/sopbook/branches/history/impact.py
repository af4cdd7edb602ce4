"""Who would feel a change: what headquarters asks before it edits a playbook."""

from collections.abc import Iterator, Mapping

from sopbook.branches.branch_files import Key
from sopbook.branches.fork.path import located, named, write_path
from sopbook.branches.history.effect import Effect
from sopbook.branches.history.find import Place, find_pointer
from sopbook.branches.history.references import references_to
from sopbook.branches.interpolation import parts
from sopbook.branches.playbooks import BranchPlaybook, BranchPlaybooks
from sopbook.branches.translation.strings import digest, strings
from sopbook.branches.translations import TranslationFiles
from sopbook.branches.tree import BranchTree
from sopbook.kinds.schema_view import leaves
from sopbook.source.document import Pointer
from sopbook.source.pointer import at


def impact(family: BranchTree, stocks: Mapping[str, BranchPlaybooks], translations: TranslationFiles, place: Place, pointer: str = "") -> list[Effect]:
    """Return the effects of changing a value of a playbook, or all of it, in one branch. Raises NotFoundError."""
    assert place.key is not None  # noqa: S101  (impact of branch.yaml is impact_of_param)
    entry = stocks[place.branch].entries[place.key]
    found = find_pointer(entry, pointer) if pointer else ()
    effects = [
        effect for branch in family.branches.values()
        if branch.name != place.branch and any(b.name == place.branch for b in branch.lineage)
        for effect in _in_branch(entry, found, stocks[branch.name], place.key)
    ]
    effects += _translations(entry, found, place, translations)
    effects += _params(entry, found, stocks, place)
    effects += references_to(place.key, named(entry.document.value, found, entry.kind.shape), stocks, place.branch, family)
    return effects


def impact_of_param(family: BranchTree, stocks: Mapping[str, BranchPlaybooks], branch: str, name: str) -> list[Effect]:
    """Return the effects of changing a param of branch.yaml."""
    effects = []
    for one in family.branches.values():
        if not any(b.name == branch for b in one.lineage):
            continue
        origin = one.param_origins.get(name)
        if origin and origin.branch != branch:
            effects.append(Effect("override", one.name, origin.document.path, (f"/params/{name}",)))
            continue
        for entry in stocks[one.name].entries.values():
            places = tuple(_uses(entry, name))
            if places:
                effects.append(Effect("text", one.name, entry.document.path, places))
    return effects


def _in_branch(entry: BranchPlaybook, found: Pointer, stock: BranchPlaybooks, key: Key) -> Iterator[Effect]:
    mine = stock.entries.get(key)
    if mine is None or mine.is_retired:
        return
    if mine.document is entry.document:
        yield Effect("follows", stock.branch.name, mine.document.path)
        return
    shape = entry.kind.shape
    kept: list[str] = []
    changed: list[str] = []
    for pointer, value, _ in leaves(at(entry.document.value, found), shape.at(found), found):
        if isinstance(value, dict | list):
            continue
        path = named(entry.document.value, pointer, shape)
        here = located(mine.document.value, path, shape)
        theirs = entry.document.origin(pointer)
        own = mine.document.origin(here) if here is not None else None
        same = own is not None and (own.document.path, own.pointer) == (theirs.document.path, theirs.pointer)
        (kept if same else changed).append(write_path(path))
    if changed:
        yield Effect("override", stock.branch.name, mine.document.path, tuple(changed))
    if kept:
        yield Effect("follows", stock.branch.name, mine.document.path, tuple(kept) if found else ())


def _translations(entry: BranchPlaybook, found: Pointer, place: Place, translations: TranslationFiles) -> Iterator[Effect]:
    known = [s for s in strings(entry.document.value, entry.kind.shape) if s.pointer[: len(found)] == found]
    for (kind, identifier, _), files in translations.items():
        if (kind, identifier) != place.key:
            continue
        for branch, file in files.items():
            touched = tuple(
                write_path(s.path) for s in known
                if s.path in file.texts and file.texts[s.path].text and file.texts[s.path].source == digest(s.text)
            )
            if touched:
                yield Effect("translation", branch, file.document.path, touched)


def _params(entry: BranchPlaybook, found: Pointer, stocks: Mapping[str, BranchPlaybooks], place: Place) -> Iterator[Effect]:
    """Yield the texts of the playbook that a changed param of its own would change."""
    if len(found) != 2 or found[0] != "params":
        return
    places = tuple(_uses(entry, str(found[1])))
    if places:
        yield Effect("text", place.branch, stocks[place.branch].entries[entry.kind.name, entry.id].document.path, places)


def _uses(entry: BranchPlaybook, name: str) -> Iterator[str]:
    for pointer, value, shape in leaves(entry.document.value, entry.kind.shape):
        if isinstance(value, str) and shape.takes_names and any(part.name == name for part in parts(value)):
            yield write_path(named(entry.document.value, pointer, entry.kind.shape))
