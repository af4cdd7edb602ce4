"""A playbook of an edition: one branch's, in one locale, with its params filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sopbook.branches.branch import Branch
from sopbook.branches.branch_files import Key
from sopbook.branches.fork.drift import Drift
from sopbook.branches.interpolation import SharedText
from sopbook.branches.translation.reasons import Reasons
from sopbook.branches.translation.waiting import Waiting
from sopbook.kinds.discover import Kinds
from sopbook.kinds.envelope import Envelope, read_envelope
from sopbook.kinds.kind import Kind
from sopbook.source.attachment import Attachment
from sopbook.source.document import Document, Origin, Pointer
from sopbook.source.pointer import at


@dataclass(frozen=True)
class Playbook:
    """One playbook of an edition, resolved.

    `document` is what the files say, forks and translations laid over it; `value` is that with its params
    filled in.
    """

    kind: Kind
    id: str
    branch: Branch
    document: Document = field(repr=False)
    value: Any = field(repr=False)
    locale: str = "en"
    owner: str = ""
    """The branch whose playbook it is."""
    writer: str = ""
    """The lowest branch that wrote something of it: the owner, or the last one that forked it."""
    above: "Playbook | None" = field(default=None, repr=False)
    """The playbook as the nearest branch above has it that says something else, in the same locale."""
    fork: Document | None = field(default=None, repr=False)
    """The file of the writer, if that is a fork."""
    drifts: tuple[Drift, ...] = field(default=(), repr=False)
    """What the writer overrides, and how its parent has moved since."""
    waiting: tuple[Waiting, ...] = field(default=(), repr=False)
    """The texts that have no valid translation into the locale."""
    reasons: Reasons = field(default=Reasons(), repr=False)
    """Why the forks that it is made of changed what they changed."""
    files: Mapping[Pointer, Attachment] = field(default_factory=dict, repr=False)
    """The files that it attaches, by the fields that name them."""
    shared: Mapping[str, SharedText] = field(default_factory=dict, repr=False)
    """The shared texts that its texts take in, by their names."""
    computed: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """The params that its kind computes."""

    @property
    def key(self) -> Key:
        """Return kind and id."""
        return self.kind.name, self.id

    @property
    def title(self) -> str:
        """Return the title, or the id where the document has none."""
        return self._text(self.kind.identity.title) or self.id

    @property
    def summary(self) -> str:
        """Return the summary, or an empty text."""
        return self._text(self.kind.identity.summary)

    @cached_property
    def envelope(self) -> Envelope | None:
        """Return what the playbook says about itself; None for one of a foreign kind."""
        return read_envelope(self.kind, self.value)

    @property
    def is_draft(self) -> bool:
        """Return whether the playbook is not in force yet."""
        return self.envelope is not None and self.envelope.is_draft

    @property
    def is_retired(self) -> bool:
        """Return whether the playbook is kept in the source only."""
        return self.envelope is not None and self.envelope.is_retired

    def _text(self, pointer: Pointer | None) -> str:
        value = at(self.value, pointer) if pointer is not None else None
        return value.strip() if isinstance(value, str) else ""

    @property
    def params(self) -> dict[str, Any]:
        """Return what names in its texts stand for: the values of the branch, over them those of the playbook, and shared texts."""
        own = at(self.document.value, ("params",), {}) if self.kind.envelope else {}
        return {**self.branch.values(self.locale), **(own if isinstance(own, dict) else {}), **self.computed, **self.shared}


@dataclass(frozen=True)
class Resolved:
    """All playbooks of an edition by kind and id, and the (kind, id) of files that could not be read."""

    branch: Branch
    locale: str
    kinds: Kinds
    playbooks: dict[Key, Playbook]
    unreadable: Mapping[Key, str]
    former: Mapping[Key, Key] = field(default_factory=dict)
    """The present keys of renamed playbooks by their former ones."""


def param_origin(playbook: Playbook, name: str) -> Origin | None:
    """Return where a param that the texts of a playbook may use got its value, or None where there is none of this name."""
    if playbook.kind.envelope and name in at(playbook.document.value, ("params",), {}):
        return playbook.document.origin(("params", name))
    return playbook.branch.param_origins.get(name)
