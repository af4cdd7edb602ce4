"""How much of each edition is translated."""

from collections.abc import Iterable
from dataclasses import dataclass

from sopbook.branches.playbook import Resolved
from sopbook.branches.translation.strings import number_of_strings, written_once


@dataclass(frozen=True, slots=True)
class Coverage:
    """The texts of an edition: how many there are, and how many have no valid translation, by playbook."""

    branch: str
    locale: str
    texts: int
    waiting: int
    stale: int
    playbooks: tuple[tuple[str, str, int, int], ...]
    """(kind, id, texts, waiting) of each playbook with texts that wait."""

    @property
    def percent(self) -> int:
        """Return the share of texts that need no translator, rounded down: 100 means all."""
        return 100 if not self.waiting else (self.texts - self.waiting) * 100 // max(self.texts, 1)


def coverage(editions: Iterable[Resolved]) -> list[Coverage]:
    """Return the coverage of each edition, in their order."""
    found = []
    for resolved in editions:
        rows, texts, stale = [], 0, 0
        for (kind, identifier), playbook in resolved.playbooks.items():
            count = number_of_strings(playbook.document, playbook.kind.shape)
            texts += count
            stale += written_once(playbook.document, (one.pointer for one in playbook.waiting if one.stale))
            if playbook.waiting:
                rows.append((kind, identifier, count, written_once(playbook.document, (one.pointer for one in playbook.waiting))))
        found.append(Coverage(resolved.branch.name, resolved.locale, texts, sum(row[3] for row in rows), stale, tuple(rows)))
    return found
