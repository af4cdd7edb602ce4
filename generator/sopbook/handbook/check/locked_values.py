"""What kinds compute, and texts take from other playbooks, for the playbooks that a lock speaks of, without checking a whole edition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sopbook.branches.branch_files import Key
from sopbook.branches.params_from import params_from
from sopbook.branches.playbook import Playbook
from sopbook.branches.playbooks import BranchPlaybooks
from sopbook.branches.resolved import Resolver
from sopbook.handbook.check.derive import Derivations
from sopbook.handbook.check.sound import Sound


class ComputedValues:
    """The playbooks of editions with what is not written in them, each edition's worked out when it is first asked for."""

    def __init__(self, stocks: Mapping[str, BranchPlaybooks], resolver: Resolver) -> None:
        self._stocks = stocks
        self._resolver = resolver
        self._editions: dict[tuple[str, str], _Edition] = {}

    def filled(self, one: Playbook, other: Playbook) -> tuple[Playbook, Playbook]:
        """Return a playbook in two branches with what its kind computes and what its texts take from others.

        Without it where either, or anything that it takes from, does not fit its schema: that is told by itself.
        """
        filled = [self._filled(playbook) if _takes(playbook) else playbook for playbook in (one, other)]
        return (filled[0], filled[1]) if filled[0] and filled[1] else (one, other)

    def playbook(self, like: Playbook, key: Key) -> Playbook | None:
        """Return another playbook of the edition that a playbook is of, or None where it has none that fits its schema."""
        return self._edition(like).sound.get(key)

    def _filled(self, playbook: Playbook) -> Playbook | None:
        edition = self._edition(playbook)
        if playbook.key not in edition.sound:
            return None
        missed = edition.derivations.missed
        filled = replace(edition.derivations.filled(playbook), value=edition.derivations.value(*playbook.key))
        return filled if edition.derivations.missed == missed else None

    def _edition(self, playbook: Playbook) -> "_Edition":
        name = playbook.branch.name, playbook.locale
        if name not in self._editions:
            playbooks = _Playbooks(self._stocks[name[0]], name[1], self._resolver)
            sound = Sound(playbooks)
            self._editions[name] = _Edition(sound, Derivations(sound, playbooks))
        return self._editions[name]


def _takes(playbook: Playbook) -> bool:
    kind = playbook.kind
    return bool(kind.derivations or kind.computed_params or playbook.shared or params_from(playbook))


@dataclass(frozen=True, slots=True)
class _Edition:
    sound: Sound
    derivations: Derivations


class _Playbooks(Mapping[Key, Playbook]):
    """The playbooks of an edition, each resolved when it is first asked for."""

    def __init__(self, stock: BranchPlaybooks, locale: str, resolver: Resolver) -> None:
        self._stock = stock
        self._locale = locale
        self._resolver = resolver
        self._resolved: dict[Key, Playbook] = {}

    def __getitem__(self, key: Key) -> Playbook:
        if key not in self._resolved:
            self._resolved[key] = self._resolver.alone(self._stock.entries[key], self._stock, self._locale)
        return self._resolved[key]

    def __contains__(self, key: object) -> bool:
        return key in self._stock.entries

    def __iter__(self) -> Iterator[Key]:
        return iter(self._stock.entries)

    def __len__(self) -> int:
        return len(self._stock.entries)
