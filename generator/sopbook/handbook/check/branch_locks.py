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
from sopbook.branches.watch.word import BANNED, GOODS, SENSITIVE, known_by
from sopbook.handbook.check.allows import idle_allows
from sopbook.handbook.check.locks import locales_below, marked
from sopbook.handbook.check.seen import slot_facts
from sopbook.kinds.kind import in_locale
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import at

PACKS = ("words", "packs")


def judge_branch_locks(family: BranchTree, stocks: Mapping[str, BranchPlaybooks]) -> tuple[dict[str, BranchPlaybooks], list[Diagnostic]]:
    """Return the stocks with the entries that break a lock marked, and what breaks one.

    Reports LOCK001 (an entry of branch.yaml, or a param of a playbook that would hide a locked one), LOCK002 (a lock on
    nothing), WORD003 (an allow for nothing) and LOCK004 (a banned word is made sensitive or narrowed).
    """
    diagnostics: list[Diagnostic] = []
    judged: dict[str, BranchPlaybooks] = {}
    locales = locales_below(family)
    for name, stock in stocks.items():
        diagnostics += idle_branch_locks(stock.branch)
        diagnostics += idle_allows(stock)
        parent, locked = stock.branch.parent, set[Pointer]()
        if parent is not None:
            locks = locks_in_force(parent)
            for override in _changes(stock.branch, parent):
                found = _broken(override, locks, stock.branch, parent, locales[name])
                if found:
                    diagnostics.append(found)
                    locked.add(override.path)
            diagnostics += _hidden(stock, stocks[parent.name], locks)
            diagnostics += _packs(stock.branch, parent, locks)
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
                override.place, "LOCK001", say("{path} is locked by {branch}, so this branch cannot add it.", path=write_path(override.path), branch=lock.branch) if override.theirs is ABSENT
                else say("{path} is locked by {branch}, so this branch cannot change it.", path=write_path(override.path), branch=lock.branch), lock.hint, key=True,
            )
    if override.path[0] == "words" and override.mine["group"] in (BANNED, SENSITIVE):
        return _allows_banned(override, branch.document, parent)
    return None


def _allows_banned(override: Override, document: Document, parent: Branch) -> Diagnostic | None:
    """Return what is wrong with an entry for a word that is banned above: that it makes less of it."""
    mine, name = override.mine, known_by(override.mine["word"], BANNED)
    banned = next((word for word in parent.words if word.banned and known_by(word.word, word.list) == name), None)
    if banned is None:
        return None
    if mine["group"] == SENSITIVE:
        return document.diagnostic(
            override.place, "LOCK004", say("“{word}” is banned above this branch, which cannot make it merely sensitive.", word=mine["word"]),
            say("Delete the entry; whoever banned the word can move it to sensitive."),
        )
    narrowing = "unless" if "unless" in mine else "about" if mine.get("about") == GOODS != banned.about else ""
    return None if not narrowing else document.diagnostic(
        (*override.place, narrowing), "LOCK004", say("“{word}” is banned above this branch, which cannot narrow it.", word=mine["word"]),
        say("Delete the field. A single text in which the word is right can be named below allow."), key=True,
    )


def _packs(branch: Branch, parent: Branch, locks: list[Lock]) -> Iterator[Diagnostic]:
    """Yield LOCK001 for each pack of words that a branch adds to a part that gains no entry."""
    lock = next((one for one in locks if one.path == ("words",) and one.mode != ADD_ONLY), None)
    if branch.document is None or lock is None:
        return
    known = {name for one in parent.lineage if one.document is not None for name in at(one.document.value, PACKS, ())}
    for index, name in enumerate(at(branch.document.value, PACKS, ())):
        if name not in known:
            yield branch.document.diagnostic(
                (*PACKS, index), "LOCK001", say("/words is locked by {branch}, so this branch cannot add the pack {name}.", branch=lock.branch, name=name), lock.hint,
            )


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
        return all(override.theirs.get(field) == value for field, value in override.mine.items() if field != "word")
    return all(same(_in(override.theirs, locale), _in(override.mine, locale)) for locale in locales)


def _in(entry: Any, locale: str) -> Any:
    """Return an entry with its texts in one language: a table of languages, or a table with such tables in it."""
    if not isinstance(entry, dict):
        return entry
    texts = {key: in_locale(value, locale) if isinstance(value, dict) else value for key, value in entry.items()}
    return texts if "id" in entry or "date" in entry else in_locale(entry, locale)


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
                    ("params", name), "LOCK001", say("The param {name} is locked by {branch}, and this one would hide it.", name=name, branch=locked[name].branch),
                    locked[name].hint, key=True,
                )
