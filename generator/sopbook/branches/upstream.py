"""What has become of a forked playbook as a whole: retired, renamed or deleted by the branches above."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sopbook.branches.branch import Branch
from sopbook.branches.fork.drift import Drift, State
from sopbook.branches.fork.former import Renamed
from sopbook.branches.fork.override import Accepted, Override, same
from sopbook.branches.fork.path import WHOLE, KeyedPath
from sopbook.branches.renames import renamed_to
from sopbook.kinds.envelope import RETIRED, Envelope
from sopbook.kinds.kind import Kind
from sopbook.source.diagnostics import Diagnostic, in_each, inflected, joined, lower, say
from sopbook.source.document import Document
from sopbook.source.schema.wording import closest

_STATUS = KeyedPath(("status",))


def upstream(
    identifier: str, former: str, theirs: Envelope | None, overrides: Iterable[Override],
    accepted: Mapping[KeyedPath, Accepted], renamed: Iterable[Renamed],
) -> tuple[Drift, ...]:
    """Return what the branches above did to a forked playbook as a whole, and to the ids of its items.

    `theirs` is the parent's envelope, `former` the former id that the fork goes by, if it does. A retired status
    that the fork says nothing about can be accepted, like any value; a former id can only be replaced.
    """
    found: list[Drift] = []
    if former:
        found.append(Drift(Override(WHOLE, "set", ("fork",), identifier, former), None, State.RENAMED_UPSTREAM))
    if theirs and theirs.is_retired and not any(one.path == _STATUS for one in overrides):
        before = accepted.get(_STATUS)
        is_known = before is not None and same(before.value, RETIRED)
        found.append(Drift(Override(_STATUS, "set", ("fork",), RETIRED, RETIRED), before, State.CURRENT if is_known else State.RETIRED_UPSTREAM))
    items = {one.path: one for one in reversed(list(renamed))}
    found += [
        Drift(Override(path, "set", one.place, one.now, one.former), None, State.RENAMED_UPSTREAM) for path, one in reversed(items.items())
    ]
    return tuple(found)


def upstream_findings(branch: Branch, fork: Document, identifier: str, drifts: Iterable[Drift]) -> Iterator[Diagnostic]:
    """Yield DRIFT009 (retired) and DRIFT010 (renamed) for what `upstream` returns."""
    parent = branch.parent.name if branch.parent else ""
    for one in drifts:
        place = one.override.place
        if one.state is State.RETIRED_UPSTREAM:
            yield fork.diagnostic(
                place, "DRIFT009", say("{parent} has retired {identifier}, so the handbook of {name} has no page of it.", parent=parent, identifier=identifier, name=branch.name),
                say(
                    "Delete the fork; or write status: active in it, to keep the playbook in force here; or run "
                    "sopbook accept {identifier} /status --branch {name}, to leave the fork for later.",
                    identifier=identifier, name=branch.name,
                ),
            )
        elif one.state is State.RENAMED_UPSTREAM:
            yield fork.diagnostic(
                place, "DRIFT010", say("{mine} is called {theirs} in {parent} now.", mine=one.override.mine, theirs=one.override.theirs, parent=parent),
                say("Run sopbook rename {identifier} --branch {name}, which renames it here.", identifier=identifier, name=branch.name),
            )


def nothing_to_fork(
    branch: Branch, fork: Document, kind: Kind, identifier: str, candidates: Mapping[str, Any], accepted: Mapping[KeyedPath, Accepted]
) -> Diagnostic:
    """Return FORK001 for a fork of what the parent does not have: misspelt, or gone since the branch accepted it.

    `candidates` are the parent's playbooks of the kind by id: one that says what was accepted is the same, renamed.
    """
    parent = branch.parent.name if branch.parent else ""
    title = inflected(in_each(kind.title, kind.name), str.lower)
    meant = closest(identifier, candidates)
    if not accepted:
        return fork.diagnostic(
            ("fork",), "FORK001", say("{parent} has no {title} {identifier}, so there is nothing to fork.", parent=parent, title=title, identifier=identifier),
            say("Did you mean {meant}?", meant=meant) if meant else say("There are: {candidates}.", candidates=joined(", ", sorted(candidates)[:12]) or say("none")),
        )
    now = renamed_to(accepted, candidates, kind) or meant
    drop = say("Delete the fork; or keep a playbook of your own: write id: {identifier} in place of fork:, and everything that it needs.", identifier=identifier)
    return fork.diagnostic(
        ("fork",), "FORK001", say("{parent} no longer has the {title} {identifier}, so there is nothing to fork.", parent=parent, title=title, identifier=identifier),
        say(
            "If it is called {now} now, run sopbook rename {identifier} --to {now} --branch {name}. If it is gone: {drop}",
            now=now, identifier=identifier, name=branch.name, drop=lower(drop),
        ) if now else drop,
    )
