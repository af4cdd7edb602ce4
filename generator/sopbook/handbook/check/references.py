"""References from playbook to playbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from sopbook.branches.branch_files import Key
from sopbook.branches.items import NamedItems
from sopbook.branches.params_from import FIELD as PARAMS_FROM
from sopbook.branches.params_from import params_from
from sopbook.branches.playbook import Playbook, Resolved
from sopbook.branches.shared_texts import PREFIX as TEXT
from sopbook.branches.shared_texts import names_of_shared
from sopbook.handbook.check.walk import WalkedValue
from sopbook.kinds.references import ANY, kinds_named, named_key, names_one_kind, written_key
from sopbook.kinds.schema_view import SchemaView, leaves
from sopbook.source.diagnostics import Diagnostic, in_each, inflected, joined, say
from sopbook.source.document import Pointer
from sopbook.source.schema.wording import closest

_SHOWN = 12
"""How many ids a hint lists."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A value of one playbook that names another, or an item of a list: its own or another's."""

    pointer: Pointer
    kind: str
    id: str
    item: str = ""
    """The id of the item."""
    place: Pointer = ()
    """Where the item is in its playbook."""

    @property
    def key(self) -> Key:
        """Return the kind and id of the playbook."""
        return self.kind, self.id


def references(playbook: Playbook, items: NamedItems | None = None) -> Iterator[Reference]:
    """Yield every reference of a playbook in the order of its fields, to items only if they are given."""
    for pointer, value, shape in leaves(playbook.value, playbook.kind.shape):
        key = named_key(shape, value)
        if key is not None:
            yield Reference(pointer, *key)
        named = items.reference(playbook.key, pointer, value, shape) if items is not None else None
        if items is not None and named is not None:
            for item in items.found(named)[:1]:
                yield Reference(pointer, *item.key, item.id, item.pointer)


def taken_in(playbook: Playbook) -> Iterator[Reference]:
    """Yield what the texts of a playbook take in of others: shared texts, and params whose values stand elsewhere."""
    for name, source in params_from(playbook).items():
        if source.key is not None:
            yield Reference((PARAMS_FROM, name), *source.key)
    for pointer, value, _ in leaves(playbook.document.value, playbook.kind.shape) if playbook.shared else ():
        for name in names_of_shared(value) if isinstance(value, str) else ():
            shared = playbook.shared.get(name)
            if shared is not None:
                yield Reference(pointer, *shared.key, name.removeprefix(TEXT).rpartition("/")[2], shared.item)


@dataclass(frozen=True)
class ReferenceCheck:
    """REF001 (no such playbook), REF002 (the playbook is retired) and REF005 (it is not said of which kind).

    A reference to a kind that is not installed, or to a file that has a finding of its own because it
    cannot be read, is passed over.
    """

    playbook: Playbook
    resolved: Resolved
    keywords: ClassVar[tuple[str, ...]] = ("x-ref",)

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield what is wrong with a reference."""
        if not isinstance(value.filled, str) or not kinds_named(value.shape) or value.pointer in self.playbook.document.guessed:
            return
        key = named_key(value.shape, value.filled)
        if key is None or (not names_one_kind(value.shape) and self._is_misspelt(key[0])):
            yield self._unclear(value.pointer, value.filled, value.shape)
            return
        playbook, resolved = self.playbook, self.resolved
        kind, target = resolved.kinds.usable.get(key[0]), resolved.playbooks.get(key)
        if kind is None or key in resolved.unreadable or (target is None and not playbook.branch.sound):
            return  # In a branch that is not sound, what it would inherit is not known.
        title = inflected(in_each(kind.title, kind.name), str.lower)
        if target is None:
            yield playbook.document.diagnostic(value.pointer, "REF001", say("There is no {title} {id}.", title=title, id=key[1]), self._meant(key, value.shape))
        elif target.is_retired and not playbook.is_retired:
            yield self._retired(value.pointer, title, target)

    def _is_misspelt(self, kind: str) -> bool:
        kinds = self.resolved.kinds
        return kind not in kinds.usable and kind not in kinds.broken and closest(kind, kinds.usable) is not None

    def _meant(self, key: Key, shape: SchemaView) -> str:
        kind, identifier = key
        now, own = self.resolved.former.get(key), self.playbook.key
        if now:
            return say("Did you mean {now}, which was called {id}?", now=written_key(shape, now), id=identifier)
        ids = [one for name, one in self.resolved.playbooks if name == kind and (name, one) != own]
        bare = identifier.removeprefix(f"{kind}/")
        meant = bare if bare in ids else closest(identifier, ids)
        if meant:
            return say("Did you mean {meant}?", meant=written_key(shape, (kind, meant)))
        return say("There are: {ids}.", ids=joined(", ", sorted(ids)[:_SHOWN]) or say("none yet"))

    def _retired(self, pointer: Pointer, title: str, target: Playbook) -> Diagnostic:
        playbook = self.playbook
        retired_by = target.document.origin(("status",)).document
        own = playbook.document.origin(pointer).branch == playbook.branch.name  # So it can change it where it stands.
        where = "" if own else say(" in {branch}", branch=playbook.branch.name)
        return playbook.document.diagnostic(
            pointer, "REF002",
            say("The {title} {id} is retired{where} ({path}), so no page of it exists.", title=title, id=target.id, where=where, path=retired_by.path),
            say("Refer to another one, or delete the line.") if own else
            say(
                "In {branch}, write a fork of {id} that refers to another one, or keep {other} in force.",
                branch=playbook.branch.name, id=playbook.id, other=target.id,
            ),
        )

    def _unclear(self, pointer: Pointer, value: str, shape: SchemaView) -> Diagnostic:
        """Return REF005: the reference says no kind, or one that does not fit."""
        kinds, resolved = kinds_named(shape), self.resolved
        allowed = list(resolved.kinds.usable) if ANY in kinds else list(kinds)
        kind, slash, identifier = value.partition("/")
        if slash:
            what = say("{value} names no kind of playbook that can stand here.", value=value)
            fitting = [one for one in allowed if (one, identifier) in resolved.playbooks]
            meant = closest(kind, allowed) or (fitting[0] if len(fitting) == 1 else None)
            hint = say("Did you mean {meant}/{identifier}?", meant=meant, identifier=identifier) if meant else say("It is one of: {allowed}.", allowed=joined(", ", allowed))
        else:
            what = say("{value} does not say of which kind the playbook is.", value=value)
            keys = [key for one in allowed for key in ((one, value), resolved.former.get((one, value))) if key in resolved.playbooks]
            near = closest(value, [one for name, one in resolved.playbooks if name in allowed])
            keys = keys or [key for key in resolved.playbooks if key[0] in allowed and key[1] == near]
            written = ["/".join(key) for key in keys if key is not None]
            example = next(("/".join(key) for key in resolved.playbooks if key[0] in allowed), f"{allowed[0] if allowed else 'kind'}/{value}")
            hint = say("Write {written}.", written=joined(" or ", written)) if written else say("Write kind and id, such as {example}.", example=example)
        return self.playbook.document.diagnostic(pointer, "REF005", what, hint)
