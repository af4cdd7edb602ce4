"""Who wrote a value, through all layers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sopbook.branches.branch import Branch
from sopbook.branches.branch_files import Key
from sopbook.branches.fork.override import ABSENT, same
from sopbook.branches.fork.path import located, named
from sopbook.branches.history.find import Place, find_pointer
from sopbook.branches.playbooks import BranchPlaybook, BranchPlaybooks
from sopbook.branches.resolved import Resolver
from sopbook.branches.translations import TranslationFiles
from sopbook.source.pointer import at


@dataclass(frozen=True, slots=True)
class Layer:
    """What one layer says: the branch, its value (or ABSENT), and the file and line that wrote it."""

    branch: str
    value: Any
    path: str
    line: int
    column: int
    why: str = ""
    locale: str = ""


def trace(stocks: Mapping[str, BranchPlaybooks], translations: TranslationFiles, place: Place, pointer: str, locale: str = "") -> list[Layer]:
    """Return the layers of a value of a playbook from its owner down to the branch of a file. Raises NotFoundError.

    The value of a table or a list is shown where it was last written as a whole. With a locale that the
    branch does not write, the translation is the last layer.
    """
    assert place.key is not None  # noqa: S101  (trace of branch.yaml is trace_param)
    entry = stocks[place.branch].entries[place.key]
    found = find_pointer(entry, pointer)
    path = named(entry.document.value, found, entry.kind.shape)
    layers: list[Layer] = []
    for branch, one in _lineage(stocks, place.branch, place.key):
        here = located(one.document.value, path, one.kind.shape)
        if here is None:
            if layers:
                layers.append(_gone(branch, one, path))
            continue
        origin = one.document.origin(here)
        span = origin.document.span(origin.pointer)
        value = at(one.document.value, here)
        if not layers or not same(layers[-1].value, value) or layers[-1].path != origin.document.path:
            layers.append(Layer(origin.branch, value, origin.document.path, span.line, span.column, _why(one, path)))
    if locale:
        playbook = Resolver(translations).one(place.key, place.branch, locale, stocks)
        origin = playbook.document.origin(found)
        if origin.document.path not in {layer.path for layer in layers}:
            span = origin.document.span(origin.pointer)
            layers.append(Layer(origin.branch, at(playbook.document.value, found), origin.document.path, span.line, span.column, locale=locale))
    return layers


def trace_param(branch: Branch, name: str) -> list[Layer]:
    """Return the layers of a param of branch.yaml, from the root down to a branch."""
    layers = []
    for one in branch.lineage:
        origin = one.param_origins.get(name)
        if origin and origin.branch == one.name:
            span = origin.document.span(origin.pointer)
            layers.append(Layer(one.name, one.params[name], origin.document.path, span.line, span.column))
    return layers


def _lineage(stocks: Mapping[str, BranchPlaybooks], branch: str, key: Key) -> list[tuple[str, BranchPlaybook]]:
    return [(b.name, stocks[b.name].entries[key]) for b in stocks[branch].branch.lineage if key in stocks[b.name].entries]


def _gone(branch: str, entry: BranchPlaybook, path: tuple[str | int, ...]) -> Layer:
    drift = next((d for d in entry.drifts if d.override.path == path[: len(d.override.path)]), None)
    document = entry.fork or entry.document
    span = document.span(drift.override.place if drift else ())
    return Layer(branch, ABSENT, document.path, span.line, span.column, drift.override.why if drift else "")


def _why(entry: BranchPlaybook, path: tuple[str | int, ...]) -> str:
    return next((d.override.why for d in entry.drifts if d.override.path == path[: len(d.override.path)]), "")
