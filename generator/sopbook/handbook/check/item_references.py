"""References to items of lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from sopbook.branches.fork.path import braced
from sopbook.branches.items import ItemReference, NamedItem, NamedItems, items_in
from sopbook.branches.playbook import Playbook, Resolved
from sopbook.handbook.check.walk import WalkedValue
from sopbook.kinds.item_lists import registers
from sopbook.kinds.references import around, key_beside
from sopbook.source.diagnostics import Diagnostic, joined, say
from sopbook.source.document import Origin, Pointer
from sopbook.source.pointer import at, parse_pointer, write_pointer
from sopbook.source.schema.wording import closest

_SHOWN = 12
"""How many ids a hint lists."""


@dataclass(frozen=True)
class ItemReferenceCheck:
    """REF003 (no such item) and REF004 (two items of one playbook that are both meant).

    Where it is not known which playbook is meant, or it cannot be read, the reference to the playbook has the finding.
    """

    playbook: Playbook
    resolved: Resolved
    items: NamedItems
    keywords: ClassVar[tuple[str, ...]] = ("x-item",)

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield what is wrong with a reference."""
        playbook = self.playbook
        reference = self.items.reference(playbook.key, value.pointer, value.filled, value.shape)
        if reference is None or value.pointer in playbook.document.guessed:
            return
        if reference.said.of and at(playbook.value, (*around(value.pointer), reference.said.of)) is None:
            yield self._without_playbook(value.pointer, reference)
        elif not self._is_unknown(reference):
            found = [one for one in self.items.found(reference) if not self._is_retired(one, reference)]
            if not found:
                yield self._unknown(reference)
            elif len(found) > 1 and not reference.said.kind:
                yield self._ambiguous(reference, found)

    def _is_unknown(self, reference: ItemReference) -> bool:
        """Return whether it is not known where the item should be: what says or holds it has a finding of its own."""
        if reference.said.kind:
            return reference.said.kind not in self.resolved.kinds.usable or not self.playbook.branch.sound
        if not reference.said.of:
            return bool(self.playbook.document.refused)
        key = key_beside(self.playbook.value, self.playbook.kind.shape, reference.pointer, reference.said.of)
        target = self.resolved.playbooks.get(key) if key else None
        return target is None or target.is_retired or bool(target.document.refused)

    def _is_retired(self, item: NamedItem, reference: ItemReference) -> bool:
        return bool(reference.said.kind) and self.resolved.playbooks[item.key].is_retired and not self.playbook.is_retired

    def _without_playbook(self, pointer: Pointer, reference: ItemReference) -> Diagnostic:
        of = reference.said.of
        return self.playbook.document.diagnostic(
            pointer, "REF003", say("{id} is an item of the playbook that {of} names, and no {of} stands beside it.", id=reference.id, of=of),
            say("Write {of} beside it, or delete the line.", of=of),
        )

    def _unknown(self, reference: ItemReference) -> Diagnostic:
        playbook, branch = self.playbook, self.playbook.branch.name
        where = self._where(reference)
        deleted = self._deleted_by(reference)
        by = deleted.document.path if deleted else ""
        if deleted and deleted.key == playbook.key and (place := deletion(deleted, reference)) is not None:
            return self._deleted(reference, place)
        retired = next(iter(self.items.found(reference)), None)
        # A mistake that the branch only inherits is the same finding in all branches, and so told once.
        is_made_here = bool(by or retired) or self._is_of_another(reference)
        own = not is_made_here or playbook.document.origin(reference.pointer).branch == branch
        why = say(": {by} deletes it", by=by) if by else say(": {key}, which has it, is retired", key="/".join(retired.key)) if retired else ""
        if not own:
            hint = say(
                "In {branch}, write a fork of {playbook} that refers to another one, or keep {id}.", branch=branch, playbook=playbook.id, id=reference.id,
            ) if by else say("In {branch}, write a fork of {playbook} that refers to another one.", branch=branch, playbook=playbook.id)
        elif by or retired:
            hint = say("Refer to another one, or delete the line.")
        else:
            hint = self._meant(reference)
        return playbook.document.diagnostic(
            reference.pointer, "REF003",
            say("There is no item {id} in {where}{branch}{why}.", id=reference.id, where=where, branch="" if own else say(" in {branch}", branch=branch), why=why), hint,
        )

    def _is_of_another(self, reference: ItemReference) -> bool:
        """Return whether the branch itself says of which playbook the item is."""
        place = (*around(reference.pointer), reference.said.of)
        return bool(reference.said.of) and self.playbook.document.origin(place).branch == self.playbook.branch.name

    def _where(self, reference: ItemReference) -> str:
        """Return the lists in which an item should be, in words: `run_sheet of activity/dice-guess`."""
        lists = joined(" or ", (_shown(parse_pointer(one)) if one.startswith("/") else one for one in reference.said.lists))
        if reference.said.kind:
            return say("{lists} of any playbook of the kind {kind}", lists=lists, kind=reference.said.kind)
        keys = dict.fromkeys("/".join(key) for key, _ in reference.places)
        return say("{lists} of {keys}", lists=lists, keys=joined(", ", keys)) if reference.said.of else lists

    def _meant(self, reference: ItemReference) -> str:
        now, ids = self.items.present_id(reference), self.items.ids(reference)
        if now:
            return say("Did you mean {now}, which was called {id}?", now=now, id=reference.id)
        meant = closest(reference.id, ids)
        return say("Did you mean {meant}?", meant=meant) if meant else say("There are: {ids}.", ids=joined(", ", ids[:_SHOWN]) or say("none yet"))

    def _deleted_by(self, reference: ItemReference) -> Playbook | None:
        """Return the playbook whose fork deleted the item, or None where nobody did."""
        for key, pattern in reference.places:
            below: Playbook | None = self.resolved.playbooks.get(key)
            while below is not None and below.above is not None:
                if any(name == reference.id for name, _ in items_in(below.above.value, below.kind.shape, pattern)):
                    return below
                below = below.above
        return None

    def _deleted(self, reference: ItemReference, place: Origin) -> Diagnostic:
        """Return the finding at the line that deletes an item which the same playbook still names, though that was written by a branch above."""
        of, line = self.playbook.document, self.playbook.document.span(reference.pointer).line
        named = say("{path}, line {line}", path=of.origin(reference.pointer).document.path, line=line)
        return place.document.diagnostic(
            place.pointer, "REF003", say("{id} is deleted from {where}, and {named}, still names it.", id=reference.id, where=self._where(reference), named=named),
            say("Delete or replace that line in this fork, too, or keep the item."), key=True,
        )

    def _ambiguous(self, reference: ItemReference, found: list[NamedItem]) -> Diagnostic:
        lists = joined(" and in ", (_shown(one.pointer[:-1]) for one in found))
        of = say(" of {key}", key="/".join(found[0].key)) if reference.said.of else ""
        return self.playbook.document.diagnostic(
            reference.pointer, "REF004", say("{id} stands in {lists}{of}, so nobody can tell which one is meant.", id=reference.id, lists=lists, of=of),
            say("Give one of the two another id."),
        )


def deletion(playbook: Playbook, reference: ItemReference) -> Origin | None:
    """Return where the fork of a playbook deletes the item that a reference names; None where it says that of no item, or wrote the reference itself."""
    if playbook.fork is None or playbook.document.origin(reference.pointer).branch == playbook.fork.branch:
        return None
    lists = [pattern[0] for _, pattern in reference.places]
    overrides = (drift.override for drift in playbook.drifts if drift.override.action == "delete")
    found = next((one for one in overrides if one.path[0] in lists and one.path[-1] == braced(reference.id)), None)
    return Origin(playbook.fork, found.place) if found else None


def check_registers(resolved: Resolved, items: NamedItems) -> Iterator[Diagnostic]:
    """Yield REF004 for each item of a kind that shares its id with one of another playbook, where others refer to it by that id alone."""
    for kind, pattern in registers(resolved.kinds.usable.values()):
        for name, found in items.register(kind, pattern).items():
            first, *others = [one for one in found if not resolved.playbooks[one.key].is_retired] or found[:1]
            for other in (one for one in others if one.key != first.key):
                playbook, theirs = resolved.playbooks[other.key], resolved.playbooks[first.key]
                key = playbook.kind.shape.at(other.pointer[:-1]).get("x-key")
                line = theirs.document.span((*first.pointer, key)).line
                path = theirs.document.origin(first.pointer).document.path
                yield playbook.document.diagnostic(
                    (*other.pointer, key), "REF004", say(
                        "{name} is the {key} of an item of {playbook}, too ({path}, line {line}).",
                        name=name, key=key, playbook="/".join(first.key), path=path, line=line,
                    ),
                    say("Other playbooks name the items by it alone, so give one of the two another {key}.", key=key),
                )


def _shown(pattern: Pointer) -> str:
    """Return a list as an author calls it: by its name, where nothing is around it."""
    return str(pattern[0]) if len(pattern) == 1 else write_pointer(pattern)
