"""Which kinds there are: the workspace's own, then installed packages', then the built-in pack."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sopbook.counters import count
from sopbook.kinds.audience import check_audience
from sopbook.kinds.check_references import check_references
from sopbook.kinds.introductions import check_introductions
from sopbook.kinds.kind import Kind
from sopbook.kinds.load import load_kind
from sopbook.kinds.pack import SOURCE, Pack, built_in_pack, installed_packs, source_pack, workspace_pack
from sopbook.kinds.shared_labels import read_shared_labels
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.text import Source


@dataclass(frozen=True)
class Kinds:
    """The kinds of a workspace by name, in the order of the navigation, and the broken ones' names."""

    usable: Mapping[str, Kind]
    broken: frozenset[str]


def discover(root: Path, *, built_in: bool = True, sources: tuple[str, ...] = (), foreign: bool = True) -> tuple[Kinds, list[Diagnostic]]:
    """Return the kinds of a workspace and what is wrong with them.

    `sources` are folders of the workspace that hold the cached content of git sources: their schema/
    comes after the workspace's own. If they are not to be used (`foreign`), each kind of them that the workspace
    does not have itself is SOURCE003.

    The first pack that names a kind provides it, so a workspace can replace any kind by a folder of
    its own. A broken kind is left out and takes no other down; the name stays taken.
    """
    diagnostics: list[Diagnostic] = []
    usable: dict[str, Kind] = {}
    broken: set[str] = set()
    packs: dict[str, Pack] = {}
    for pack, problems in _packs(root, built_in, sources):
        diagnostics += problems
        names = [name for name in pack.kinds() if name not in usable and name not in broken] if pack else []
        if pack is None or not names:
            continue
        shared, problems = read_shared_labels(pack)
        diagnostics += problems
        for name in names:
            packs[name] = pack
            kind, problems = load_kind(pack, name, shared) if foreign or pack.origin != SOURCE else (None, [_refused(pack, name)])
            diagnostics += problems
            if kind:
                usable[name] = kind
            else:
                broken.add(name)
    for name, kind in usable.items():
        diagnostics += check_introductions(kind, usable, {*usable, *broken})
        diagnostics += [*check_references(kind, packs[name], usable, {*usable, *broken}), *check_audience(kind, packs[name], usable)]
    count("kinds discovered", len(usable) + len(broken))
    ordered = dict(sorted(usable.items(), key=lambda item: (item[1].order, item[0])))
    return Kinds(ordered, frozenset(broken)), diagnostics


def kinds_of_source(root: Path, source: str, names: Iterable[str]) -> dict[str, Kind]:
    """Return the kinds of these names that a git source itself uses, without those of this workspace; broken ones are left out."""
    found: dict[str, Kind] = {}
    packs = [source_pack(root, source), *(pack for pack, _ in installed_packs() if pack), built_in_pack()]
    for name in names:
        pack = next((one for one in packs if name in one.kinds()), None)
        kind = load_kind(pack, name, read_shared_labels(pack)[0])[0] if pack else None
        if kind:
            found[name] = kind
    return found


def _packs(root: Path, built_in: bool, sources: tuple[str, ...]) -> Iterator[tuple[Pack | None, list[Diagnostic]]]:
    own = workspace_pack(root)
    yield own, []
    for folder in sources:
        yield source_pack(root, folder), []
    yield from installed_packs()
    if built_in and built_in_pack().root.resolve() != own.root.resolve():
        yield built_in_pack(), []


def _refused(pack: Pack, name: str) -> Diagnostic:
    return Source(f"{pack.shown}/{name}", "").diagnostic(
        0, 0, "SOURCE003", say("The kind {name} comes from another repository, and the setting foreign_kinds is false.", name=name),
        say("Look at it, and copy the folder to schema/{name} if you trust it; or write foreign_kinds: true.", name=name),
    )
