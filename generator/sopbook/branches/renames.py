"""What a branch writes about a playbook that the branches above have renamed: read as if it used the present ids.

A playbook says itself what it was called: `formerly: [card]`. So its forks, their translations and what was
accepted of it go on working under the former id; everything below this module knows the present one only.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sopbook.branches.branch import Branch
from sopbook.branches.branch_files import Files, Key
from sopbook.branches.fork.former import FORMERLY, PresentIds, carried, former_ids
from sopbook.branches.fork.lockfile import LockFile
from sopbook.branches.fork.override import ABSENT, Accepted, same
from sopbook.branches.fork.path import KeyedPath, located
from sopbook.kinds.discover import Kinds
from sopbook.kinds.kind import Kind
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document
from sopbook.source.pointer import at


def renamed_playbooks(documents: Mapping[Key, Document], kinds: Kinds) -> dict[Key, Key]:
    """Return the present keys of a branch's playbooks by their former ones.

    An id that a playbook has now, or that two claim, leads nowhere: it would be a guess.
    """
    claims: dict[Key, list[Key]] = {}
    for key, document in documents.items():
        for former in former_ids(document.value) if kinds.usable[key[0]].envelope else ():
            claims.setdefault((key[0], former), []).append(key)
    return {former: keys[0] for former, keys in claims.items() if len(keys) == 1 and former not in documents}


def check_former_ids(own: Collection[Key], documents: Mapping[Key, Document], kinds: Kinds) -> Iterator[Diagnostic]:
    """Yield WORK016 for each former id of a branch's own playbooks that is somebody's: its own, another's, or claimed twice."""
    claimed: dict[Key, Document] = {}
    for key in sorted(documents, key=lambda one: (one in own, one)):
        document = documents[key]
        if not kinds.usable[key[0]].envelope:
            continue
        for former in dict.fromkeys(former_ids(document.value)):
            other = claimed.setdefault((key[0], former), document)
            holder = documents.get((key[0], former))
            if key not in own or (holder is None and other is document):
                continue
            if former == key[1]:
                what, hint = say("{former} is the id that the playbook has now.", former=former), say("Delete it from formerly.")
            elif holder is not None:
                what = say("{former} is the id of another playbook ({path}), so this one cannot be found by it.", former=former, path=holder.origin(()).document.path)
                hint = say("Delete it from formerly, or give the other playbook another id.")
            else:
                what = say("{path} was called {former}, too, so nobody can tell which one is meant.", path=other.origin(()).document.path, former=former)
                hint = say("Delete it from one of them.")
            yield document.diagnostic((FORMERLY, document.value[FORMERLY].index(former)), "WORK016", what, hint)


def followed(
    files: Files, branch: Branch, above: Mapping[Key, Key], present: Mapping[Key, Key]
) -> tuple[Files, dict[Key, str], list[Diagnostic]]:
    """Return a branch's files with forks and translations under present ids, the former ids of the forks, and findings.

    `above` are the renamed playbooks of the parent, `present` those of the branch itself. Reports FORK002 (a
    fork under the former id, and another one), LOCALE001 (a translation under the former id, and another one)
    and LOCALE012 (a translation under a former id). Forks get DRIFT010 with their other drift.
    """
    forks: dict[Key, Document] = {}
    former: dict[Key, str] = {}
    findings: list[Diagnostic] = []
    for key, document in files.forks.items():
        now = above.get(key, key)
        first = forks.get(now) or files.playbooks.get(now) or (files.forks.get(now) if now != key else None)
        if first is not None:
            findings.append(document.diagnostic(
                ("fork",), "FORK002", say("{key} is called {now} now, and {path} of the same branch speaks of that already.", key=key[1], now=now[1], path=first.path),
                say("Join the two files under the new id."),
            ))
            continue
        forks[now] = document
        if now != key:
            former[now] = key[1]
    translations: dict[tuple[str, str, str], Document] = {}
    for (kind, identifier, locale), document in files.translations.items():
        now = present.get((kind, identifier), (kind, identifier))
        other = files.translations.get((*now, locale))
        if now[1] == identifier:
            translations[kind, identifier, locale] = document
        elif other is not None or (*now, locale) in translations:
            findings.append(document.diagnostic(
                ("translation",), "LOCALE001", say(
                    "{identifier} is called {now} now, and is translated in {path}.",
                    identifier=identifier, now=now[1], path=(other or translations[*now, locale]).path,
                ),
                say("Move what is still needed there, and delete this file."),
            ))
        else:
            translations[*now, locale] = document
            findings.append(document.diagnostic(
                ("translation",), "LOCALE012", say("{identifier} is called {now} now.", identifier=identifier, now=now[1]),
                say("Run sopbook rename {now} --branch {name}, which renames it here.", now=now[1], name=branch.name),
            ))
    return replace(files, forks=forks, translations=translations), former, findings


def under_present_ids(lock_file: LockFile, above: Mapping[Key, Key], theirs: Mapping[Key, tuple[Any, SchemaView]]) -> LockFile:
    """Return a lock file whose parts and paths have the present ids; `theirs` is what the parent says of each fork."""
    parts: dict[str, Mapping[KeyedPath, Accepted]] = {}
    merged: dict[str, Mapping[KeyedPath, str]] = {}
    for name in {**lock_file.parts, **lock_file.merged}:
        kind, _, identifier = name.partition("/")
        now = above.get((kind, identifier), (kind, identifier))
        part = "/".join(now) if now[1] != identifier and "/".join(now) not in lock_file.parts else name
        known = carried(lock_file.part(name), *theirs[now]) if now in theirs else lock_file.part(name)
        if name in lock_file.parts:
            parts[part] = known.accepted
        if name in lock_file.merged:
            merged[part] = known.merged
    if (parts, merged) == (lock_file.parts, lock_file.merged):
        return lock_file
    return replace(lock_file, parts=parts, merged=merged)


@dataclass(frozen=True, slots=True)
class _Likeness:
    identifier: str
    share: float


def renamed_to(accepted: Mapping[KeyedPath, Accepted], candidates: Mapping[str, Any], kind: Kind) -> str | None:
    """Return which playbook says what a branch accepted of one that is gone, or None where none or several do.

    More than half of the values must be the same.
    """
    known = {path: one.value for path, one in accepted.items() if one.value is not ABSENT}
    if not known:
        return None
    shares = sorted(
        (_Likeness(identifier, _share(known, value, kind.shape)) for identifier, value in candidates.items()), key=lambda one: -one.share
    )
    best, rest = shares[:1], shares[1:2]
    return best[0].identifier if best and best[0].share > 0.5 and (not rest or rest[0].share < best[0].share) else None


def _share(known: Mapping[KeyedPath, Any], value: Any, shape: SchemaView) -> float:
    present = PresentIds(value, shape)
    found = [(located(value, present.path(path), shape), one) for path, one in known.items()]
    return sum(pointer is not None and same(at(value, pointer), one) for pointer, one in found) / len(known)
