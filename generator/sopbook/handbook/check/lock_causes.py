"""Why a lock does not hold: each change of a branch that reaches the locked part, at the line that makes it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sopbook.branches.branch import ATTACHED
from sopbook.branches.fork.locks import ADD_ONLY, ORDER, Lock, moved_items, related
from sopbook.branches.fork.override import ABSENT, Override, same
from sopbook.branches.fork.path import KeyedPath, braced, located, write_path
from sopbook.branches.interpolation import SharedText, parts
from sopbook.branches.playbooks import BranchPlaybook
from sopbook.branches.shared_texts import PREFIX
from sopbook.handbook.check.lock_case import BrokenLock, Case, overrides
from sopbook.handbook.check.lock_sources import entry_of_branch, taken
from sopbook.handbook.check.seen import Seen, slots_in
from sopbook.kinds.envelope import Envelope
from sopbook.source.diagnostics import say
from sopbook.source.pointer import at, expand

_STATUS = KeyedPath(("status",))


def retired(before: BranchPlaybook, entry: BranchPlaybook, locks: list[Lock]) -> Iterator[BrokenLock]:
    """Yield a finding where a branch hides a playbook with locks, or shows it as a draft."""
    was, now = before.envelope, entry.envelope
    if was is None or now is None or _rank(now) >= _rank(was):
        return
    done = say("retired") if now.is_retired else say("made a draft")
    yield BrokenLock(entry.document.diagnostic(
        ("status",), "LOCK001", say("The playbook cannot be {done} here: {branch} has locked {path} of it.", done=done, branch=locks[0].branch, path=write_path(locks[0].path)),
        locks[0].hint,
    ), tuple(o.path for o in overrides(before, entry) if o.path == _STATUS))


def _rank(envelope: Envelope) -> int:
    """Return how much readers see of a playbook: nothing, a draft, or one in force."""
    return 0 if envelope.is_retired else 1 if envelope.is_draft else 2


def causes(case: Case) -> Iterator[BrokenLock]:
    """Yield a finding for each change by which a lock is broken; where none can be named, one at the branch's file."""
    found = list(_rearranged(case) if case.lock.mode == ORDER else _changes(case))
    if not found and case.fork is not None:
        found = [BrokenLock(case.fork.diagnostic(("fork",), "LOCK001", say("{subject} {message}", subject=case.subject, message=say("and comes out otherwise here.")), case.lock.hint))]
    yield from found or [case.at_branch(("parent",), say("and comes out otherwise here."))]


def _changes(case: Case) -> Iterator[BrokenLock]:
    yield from _rewritten(case)
    yield from _params(case)
    yield from _slots(case)
    yield from _tags(case)
    yield from _computed(case)


def _rewritten(case: Case) -> Iterator[BrokenLock]:
    """Yield the fork's changes of the locked part itself."""
    for override in case.overrides:
        if not related(override.path, case.lock, case.before.document.value, case.before.kind.shape):
            continue
        differing = [(theirs, mine) for theirs, mine in case.pairs if _matters(override, case.lock, theirs, mine)]
        if not differing:
            continue
        yield case.at_override(override, _how(override, differing[0][1], case))


def _how(override: Override, mine: Seen, case: Case) -> str:
    """Return what a change does: one that repeats the parent's path can still take its file away."""
    now = located(mine.value, override.path, mine.playbook.kind.shape)
    if now is not None and same(override.theirs, override.mine):
        own = next((file for place, file in mine.files.items() if place[: len(now)] == now and file.branch == case.branch.name), None)
        if own:
            return say("and {folder}/{attached}/{path} would take the place of its file.", folder=case.branch.folder, attached=ATTACHED, path=own.path)
    return say("so this branch cannot change it.")


def _matters(override: Override, lock: Lock, theirs: Seen, mine: Seen) -> bool:
    """Return whether a change at, above or below a locked part is one that its readers see."""
    path, shape = override.path, theirs.playbook.kind.shape
    if path[-1] == "$move":
        return len(path) - 1 > len(lock.path)
    if lock.mode == ADD_ONLY and (override.action == "add" or (override.theirs is ABSENT and len(path) > len(lock.path))):
        return False
    if len(path) <= len(lock.path):
        return True
    was, now = located(theirs.value, path, shape), located(mine.value, path, shape)
    if was is None or now is None:
        return was is not now
    return not same(theirs.at(was), mine.at(now))


def _rearranged(case: Case) -> Iterator[BrokenLock]:
    """Yield the fork's changes that put items of a locked order elsewhere."""
    value, shape = case.before.document.value, case.before.kind.shape
    theirs, mine = case.pairs[0]
    was, now = theirs.part(case.lock.path), mine.part(case.lock.path)
    of_list = was is not None and isinstance(at(was.value, was.pointer), list)
    items = case.lock.path if of_list else case.lock.path[:-1]
    culprits = {braced(name) for name in moved_items(replace(was, is_locked=case.is_locked), now, shape)} if was and now else {str(case.lock.path[-1])}
    for override in case.overrides:
        path = KeyedPath(override.path[:-1]) if override.path[-1] == "$move" else override.path
        whole = len(path) <= len(items) and related(path, case.lock, value, shape)
        moved = override.action in ("add", "move", "delete") and path[:-1] == items and str(path[-1]) in culprits
        if whole or moved:
            yield case.at_override(override, say("so this branch cannot {verb} here.", verb=_verb(override)))


def _verb(override: Override) -> str:
    name = str(override.path[-2 if override.action == "move" else -1]).strip("{}")
    return {"add": say("add {name}", name=name), "move": say("move {name}", name=name), "delete": say("take {name} away", name=name)}.get(override.action, say("change it"))


def _params(case: Case) -> Iterator[BrokenLock]:
    """Yield the params of the fork or of branch.yaml that give a locked text another value."""
    names = dict.fromkeys(
        part.name for theirs, _ in case.pairs if (part_of := theirs.part(case.lock.path))
        for text in theirs.texts(part_of.pointer) for part in parts(text) if part.name
    )
    for name in names:
        values = [(_said(theirs, name), _said(mine, name)) for theirs, mine in case.pairs]
        if all(same(was, now) for was, now in values):
            continue
        message = say("and its text would change through the shared text {name}.", name=name.removeprefix(PREFIX)) if name.startswith(PREFIX) else say(
            "and its text would change through the param {name}.", name=name,
        )
        own = next((o for o in case.overrides if o.path[:2] in (("params", name), ("params",), ("params_from", name), ("params_from",))), None)
        if own:
            yield case.at_override(own, message)
        else:
            mine = next(mine.playbook for (_, mine), (was, now) in zip(case.pairs, values, strict=True) if not same(was, now))
            yield from taken(case, mine, name, message)


def _said(seen: Seen, name: str) -> Any:
    """Return what a name in the texts of a playbook stands for."""
    value = seen.playbook.params.get(name)
    return value.text if isinstance(value, SharedText) else value


def _slots(case: Case) -> Iterator[BrokenLock]:
    """Yield the slots of branch.yaml that the parent's texts would show in another way."""
    changed: dict[str, None] = {}
    for theirs, mine in case.pairs:
        part = theirs.part(case.lock.path)
        for text in theirs.filled(part.pointer) if part else ():
            was, now = (slots_in(text, seen.playbook.branch, seen.playbook.locale) for seen in (theirs, mine))
            changed |= dict.fromkeys(name for name in {**was, **now} if not same(was.get(name), now.get(name)))
    for name in changed:
        yield from entry_of_branch(case, ("slots", name), say("and its text would change through the slot {name}.", name=name))


def _tags(case: Case) -> Iterator[BrokenLock]:
    """Yield the tags of branch.yaml that have another name than in the parent."""
    changed: dict[str, None] = {}
    for theirs, mine in case.pairs:
        part = theirs.part(case.lock.path)
        for tag in theirs.tags(part.pointer) if part else ():
            if theirs.tag(tag) != mine.tag(tag):
                changed[tag] = None
    for tag in changed:
        yield from entry_of_branch(case, ("tags", tag), say("and its tag {tag} would have another name.", tag=tag))


def _computed(case: Case) -> Iterator[BrokenLock]:
    """Yield the fork's changes elsewhere that a computed value of the locked part is made of."""
    theirs, mine = case.pairs[0]
    part = theirs.part(case.lock.path)
    for derivation in case.before.kind.derivations if part else ():
        for place in expand(theirs.value, derivation.each):
            pointer = (*place, *derivation.at)
            length = min(len(pointer), len(part.pointer)) if part else 0
            if part is None or pointer[:length] != part.pointer[:length] or same(at(theirs.value, pointer), at(mine.value, pointer)):
                continue
            for override in case.overrides:
                name = next((str(step) for step in reversed(override.path) if not str(step).startswith(("{", "$"))), "")
                if name in derivation.expression.names and not related(override.path, case.lock, case.before.document.value, case.before.kind.shape):
                    yield case.at_override(override, say("and its {pointer}, which is computed from {name}, would change.", pointer=pointer[-1], name=name))
            break
