"""Whether each branch.yaml keeps the locks of the branches above, and no banned word is allowed again."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sopbook.branches.branch import TIME_ZONE_PATH, Branch
from sopbook.branches.branch_locks import covers, idle_branch_locks, locks_in_force
from sopbook.branches.fork.locks import ADD_ONLY, Lock
from sopbook.branches.fork.override import ABSENT, Override, same
from sopbook.branches.fork.path import KeyedPath, write_path
from sopbook.branches.playbooks import BranchPlaybooks
from sopbook.branches.tree import BranchTree
from sopbook.handbook.check.locks import locales_below, marked
from sopbook.handbook.check.seen import slot_facts
from sopbook.kinds.kind import in_locale
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.document import Pointer
from sopbook.source.pointer import at


def judge_branch_locks(family: BranchTree, stocks: Mapping[str, BranchPlaybooks]) -> tuple[dict[str, BranchPlaybooks], list[Diagnostic]]:
    """Return the stocks with the entries that break a lock marked, and what breaks one.

    Reports LOCK001 (an entry of branch.yaml, or a param of a playbook that would hide a locked one), LOCK002 (a lock on
    nothing) and LOCK004 (a banned word is made sensitive).
    """
    diagnostics: list[Diagnostic] = []
    judged: dict[str, BranchPlaybooks] = {}
    locales = locales_below(family)
    for name, stock in stocks.items():
        diagnostics += idle_branch_locks(stock.branch)
        parent, locked = stock.branch.parent, set[Pointer]()
        if parent is not None:
            locks = locks_in_force(parent)
            for override in _changes(stock.branch, parent):
                found = _broken(override, locks, stock.branch, parent, locales[name])
                if found:
                    diagnostics.append(found)
                    locked.add(override.path)
            diagnostics += _hidden(stock, stocks[parent.name], locks)
        judged[name] = replace(stock, branch_drifts=marked(stock.branch_drifts, locked))
    return judged, diagnostics


def _changes(branch: Branch, parent: Branch) -> list[Override]:
    """Return what branch.yaml says of entries that a lock can be on."""
    zone = at(branch.document.value, TIME_ZONE_PATH) if branch.document is not None else None
    own = [Override(TIME_ZONE_PATH, "set", TIME_ZONE_PATH, parent.time_zone, zone)] if zone is not None else []
    return [*branch.overrides, *own]


def _broken(override: Override, locks: list[Lock], branch: Branch, parent: Branch, locales: list[str]) -> Diagnostic | None:
    """Return what is wrong with one entry: it is locked above, or it allows what is banned above."""
    if branch.document is None or _looks_the_same(override, branch, parent, locales):
        return None
    for lock in locks:
        if covers(lock, override.path) and not (lock.mode == ADD_ONLY and override.theirs is ABSENT):
            return branch.document.diagnostic(
                override.place, "LOCK001", f"{write_path(override.path)} is locked by {lock.branch}, so this branch cannot "
                f"{'add' if override.theirs is ABSENT else 'change'} it.", lock.hint, key=True,
            )
    if override.path[0] == "words" and override.mine["group"] == "sensitive" and _is_banned(parent, override.path):
        return branch.document.diagnostic(
            override.place, "LOCK004", f"“{override.mine['word']}” is banned above this branch, which cannot make it merely sensitive.",
            "Delete the entry; whoever banned the word can move it to sensitive.",
        )
    return None


def _looks_the_same(override: Override, branch: Branch, parent: Branch, locales: list[str]) -> bool:
    """Return whether an entry says what the parent's says, in every language, however it is written."""
    if override.theirs is ABSENT:
        return False
    part, *name = override.path
    if part == "params":
        return all(same(parent.values(locale)[str(name[0])], branch.values(locale)[str(name[0])]) for locale in locales)
    if part == "slots":
        return all(slot_facts(parent, str(name[0]), locale) == slot_facts(branch, str(name[0]), locale) for locale in locales)
    if part == "words":
        return all(override.theirs.get(key) == override.mine.get(key) for key in ("group", "why", "instead"))
    return all(same(_in(override.theirs, locale), _in(override.mine, locale)) for locale in locales)


def _in(entry: Any, locale: str) -> Any:
    """Return an entry with its texts in one language: a table of languages, or a table with such tables in it."""
    if not isinstance(entry, dict):
        return entry
    texts = {key: in_locale(value, locale) if isinstance(value, dict) else value for key, value in entry.items()}
    return texts if "id" in entry or "date" in entry else in_locale(entry, locale)


def _is_banned(branch: Branch, path: KeyedPath) -> bool:
    return any(word.banned and path[1] == f"{{{word.word.casefold()}}}" for word in branch.words)


def _hidden(stock: BranchPlaybooks, above: BranchPlaybooks, locks: list[Lock]) -> Iterator[Diagnostic]:
    """Yield a finding for each param of a playbook of the branch that would hide a locked one of the same name."""
    locked = {name: lock for lock in locks for name in above.branch.params if covers(lock, KeyedPath(("params", name)))}
    for key in dict.fromkeys((*stock.files.playbooks, *stock.files.forks)) if locked else ():
        entry, before = stock.entries.get(key), above.entries.get(key)
        if entry is None or not entry.kind.envelope:
            continue
        own, inherited = (at(one.document.value, ("params",)) if one else None for one in (entry, before))
        for name in own if isinstance(own, dict) else ():
            if name in locked and not (isinstance(inherited, dict) and name in inherited):
                yield entry.document.diagnostic(
                    ("params", name), "LOCK001", f"The param {name} is locked by {locked[name].branch}, and this one would hide it.",
                    locked[name].hint, key=True,
                )
