"""What the branches above work out for themselves: the computed values of a parent's playbook, from the parent's own figures."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sopbook.branches.branch import Branch
from sopbook.branches.branch_files import Key
from sopbook.branches.fork.override import same
from sopbook.branches.playbook import Playbook
from sopbook.handbook.check.derive import Derivations


def with_computed_above(playbooks: Mapping[Key, Playbook]) -> dict[Key, Playbook]:
    """Return the playbooks of a branch, above each of them those of the branches above, with their computed values.

    A value may ask for other playbooks; those, too, are taken as the branch above has them. So a playbook that nobody forked
    has one above it as well, where a computed value differs.
    """
    known: dict[str, Derivations] = {}

    def value_in(branch: Branch, key: Key) -> object:
        if branch.name not in known:
            versions = _as_in(branch, playbooks)
            known[branch.name] = Derivations(versions, versions)
        return known[branch.name].value(*key)

    def layers(playbook: Playbook) -> Iterator[Playbook]:
        last = playbook
        said = playbook.value
        for branch in _between(playbook):
            version, value = _version(branch, playbook), value_in(branch, playbook.key)
            if version is not last or not same(value, said):
                yield replace(version, branch=branch, value=value)
            last, said = version, value

    return {key: _stacked([one, *layers(one)]) for key, one in playbooks.items()}


def _between(playbook: Playbook) -> list[Branch]:
    """Return the branches above a playbook's own up to its owner, the nearest first."""
    lineage = list(playbook.branch.lineage)
    owner = next(place for place, one in enumerate(lineage) if one.name == playbook.owner)
    return lineage[owner:-1][::-1]


def _stacked(layers: list[Playbook]) -> Playbook:
    above: Playbook | None = None
    for layer in reversed(layers):
        above = replace(layer, above=above)
    return above or layers[0]


def _as_in(branch: Branch, playbooks: Mapping[Key, Playbook]) -> dict[Key, Playbook]:
    """Return playbooks as a branch further up has them, without those that are unknown there."""
    owners = {one.name for one in branch.lineage}
    return {key: _version(branch, one) for key, one in playbooks.items() if one.owner in owners}


def _version(branch: Branch, playbook: Playbook) -> Playbook:
    """Return a playbook as a branch further up has it: what stands above leaves out who says the same."""
    while playbook.above is not None and any(one.name == branch.name for one in playbook.above.branch.lineage):
        playbook = playbook.above
    return playbook
