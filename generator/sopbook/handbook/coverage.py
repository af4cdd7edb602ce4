"""How much of each edition is translated."""

from collections.abc import Iterable
from dataclasses import dataclass

from sopbook.branches.branch import Branch
from sopbook.branches.playbook import Playbook, Resolved
from sopbook.branches.translation.strings import number_of_strings, written_once
from sopbook.handbook.branch_texts import branch_texts

BRANCH = "branch.yaml"


@dataclass(frozen=True, slots=True)
class Part:
    """The texts of a playbook, or of branch.yaml: how many there are, how many wait, and how many of those once had a translation."""

    name: str
    texts: int
    waiting: int
    stale: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """The texts of an edition: how many there are, and how many have no valid translation."""

    branch: str
    locale: str
    texts: int
    waiting: int
    stale: int
    parts: tuple[Part, ...]
    """Those in which texts wait."""

    @property
    def percent(self) -> int:
        """Return the share of texts that need no translator, rounded down: 100 means all."""
        return 100 if not self.waiting else (self.texts - self.waiting) * 100 // max(self.texts, 1)


def coverage(editions: Iterable[Resolved]) -> list[Coverage]:
    """Return the coverage of each edition, in their order."""
    found = []
    for resolved in editions:
        parts = [*map(_of_playbook, resolved.playbooks.values()), _of_branch(resolved.branch, resolved.locale)]
        found.append(Coverage(
            resolved.branch.name, resolved.locale, sum(one.texts for one in parts), sum(one.waiting for one in parts),
            sum(one.stale for one in parts), tuple(one for one in parts if one.waiting),
        ))
    return found


def has_waiting(resolved: Resolved) -> bool:
    """Return whether any text of an edition waits for a translator."""
    return any(one.waiting or one.reasons.waiting for one in resolved.playbooks.values()) or _of_branch(resolved.branch, resolved.locale).waiting > 0


def _of_playbook(playbook: Playbook) -> Part:
    reasons = playbook.reasons
    return Part(
        "/".join(playbook.key), number_of_strings(playbook.document, playbook.kind.shape) + reasons.texts,
        written_once(playbook.document, (one.pointer for one in playbook.waiting)) + reasons.waiting,
        written_once(playbook.document, (one.pointer for one in playbook.waiting if one.stale)) + reasons.stale,
    )


def _of_branch(branch: Branch, locale: str) -> Part:
    texts = list(branch_texts(branch))
    return Part(BRANCH, len(texts), sum(locale not in text for text in texts))
