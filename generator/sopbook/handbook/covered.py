"""Which rows of coverage.yaml the handbook of a branch covers, and what each still lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sopbook.branches.branch_files import Key
from sopbook.branches.coverage_table import COVERS, CoverageRow
from sopbook.branches.playbook import Playbook, Resolved
from sopbook.branches.playbooks import BranchPlaybooks
from sopbook.kinds.audience import sees
from sopbook.kinds.kind import Kind
from sopbook.source.pointer import at


@dataclass(frozen=True, slots=True)
class Covered:
    """A row as a branch's playbooks meet it."""

    row: CoverageRow
    playbooks: tuple[Key, ...]
    """Those that name the row and are not retired."""
    unwritten: tuple[Key, ...]
    """Those that are due and not there."""
    unnamed: tuple[Key, ...]
    """Those that are due and there, and do not name the row."""
    drafts: tuple[Key, ...]
    new_kinds: tuple[str, ...]
    """The kinds of the row that the workspace does not have."""
    waiting: Mapping[str, int] = field(default_factory=dict)
    """How many texts of its playbooks wait for a translation, by language."""
    forked_by: tuple[str, ...] = ()
    """The branches that change one of its playbooks."""
    hidden: int = 0
    """How many of its playbooks are for headquarters only, and not named here."""

    @property
    def is_met(self) -> bool:
        """Return whether nothing is missing."""
        return bool(self.playbooks or self.hidden) and not (self.unwritten or self.unnamed or self.drafts or any(self.waiting.values()))


def covered(rows: Sequence[CoverageRow], editions: Sequence[Resolved], stocks: Mapping[str, BranchPlaybooks]) -> tuple[Covered, ...]:
    """Return every row as a branch meets it, whose `editions` are those of one branch in each of its languages."""
    playbooks = {key: one for key, one in editions[0].playbooks.items() if not one.is_retired}
    naming: dict[int, list[Key]] = {}
    for key, one in sorted(playbooks.items()):
        for number in rows_named(one):
            naming.setdefault(number, []).append(key)
    found = []
    for row in rows:
        keys = tuple(naming.get(row.number, ()))
        due = [key for key in row.due if key not in keys]
        found.append(Covered(
            row, keys, tuple(key for key in due if key not in playbooks), tuple(key for key in due if key in playbooks),
            tuple(key for key in keys if playbooks[key].is_draft), tuple(kind for kind in row.kinds if kind not in editions[0].kinds.usable),
            {one.locale: sum(len(one.playbooks[key].waiting) + one.playbooks[key].reasons.waiting for key in keys if key in one.playbooks) for one in editions},
            tuple(sorted(name for name, stock in stocks.items() if any(key in stock.entries and stock.entries[key].fork is not None and stock.entries[key].writer == name for key in keys))),
        ))
    return tuple(found)


def covered_as_seen(rows: tuple[Covered, ...], kinds: Mapping[str, Kind], audience: str) -> tuple[Covered, ...]:
    """Return the rows without the playbooks of kinds that an audience does not see; of these only the number stays."""

    def seen(keys: tuple[Key, ...]) -> tuple[Key, ...]:
        return tuple(key for key in keys if key[0] not in kinds or sees(audience, kinds[key[0]]))

    return tuple(
        replace(one, playbooks=seen(one.playbooks), unnamed=seen(one.unnamed), drafts=seen(one.drafts), hidden=len(one.playbooks) - len(seen(one.playbooks)))
        for one in rows
    )


def rows_named(playbook: Playbook) -> tuple[int, ...]:
    """Return the rows that a playbook says it meets."""
    named = at(playbook.value, (COVERS,)) if playbook.kind.envelope else None
    return tuple(one for one in named if isinstance(one, int)) if isinstance(named, list) else ()
