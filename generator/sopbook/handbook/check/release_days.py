"""Whether a release still holds on the days on which plans use the texts."""

from collections.abc import Iterator, Mapping
from datetime import date

from sopbook.branches.branch import Branch
from sopbook.branches.branch_files import Key
from sopbook.branches.playbook import Playbook
from sopbook.branches.tree import BranchTree
from sopbook.handbook.check.check import Checked
from sopbook.handbook.check.schedule import Scheduled, scheduled
from sopbook.kinds.references import named_key
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Pointer
from sopbook.source.pointer import at


def check_release_days(family: BranchTree, editions: Mapping[tuple[str, str], Checked]) -> Iterator[Diagnostic]:
    """Yield LAW005 for each release that ends before the last day on which a plan in force uses the texts, at its end, or at the plan's line where a branch has added that."""
    for branch in family.own():
        checked = editions.get((branch.name, branch.language))
        for (key, _), (playbook, until, uses) in (_outlived(checked.playbooks) if checked else {}).items():
            place = _place(branch, playbook, until, uses)
            if place is not None:
                document, pointer = place
                last = max(use.moment.date() for use in uses)
                first = min(use.moment.date() for use in uses)
                days = say("on {first}", first=first) if first == last else say("from {first} to {last}", first=first, last=last)
                yield document.document.diagnostic(
                    pointer, "LAW005", say(
                        "The release of {playbook} ends on {until}, and {plan} uses it {days}.",
                        playbook="/".join(key), until=at(playbook.value, until), plan=f"{uses[0].plan.kind.name}/{uses[0].plan.id}", days=days,
                    ),
                    say("Ask {by} for a longer one, or take it out of these days.", by=at(playbook.value, (*until[:-1], "by"))),
                )


def _outlived(playbooks: Mapping[Key, Playbook]) -> dict[tuple[Key, Key], tuple[Playbook, Pointer, list[Scheduled]]]:
    """Return the uses of each playbook after the end of its release, by it and the plan: where the end stands, and each use in order."""
    found: dict[tuple[Key, Key], tuple[Playbook, Pointer, list[Scheduled]]] = {}
    for use in scheduled(playbooks) if any(map(_until, playbooks.values())) else ():
        for key in _used(use) if use.is_entry else ():
            playbook = playbooks.get(key)
            until = _until(playbook) if playbook is not None else None
            if playbook is not None and until is not None and _ends(playbook, until) < use.moment.date():
                found.setdefault((key, use.plan.key), (playbook, until, []))[2].append(use)
    return found


def _used(use: Scheduled) -> list[Key]:
    """Return the playbooks whose texts an entry uses: its plan, what it runs, and what it names besides."""
    plan, fields = use.plan, use.plan.kind.agenda
    places = [(*use.entry, *below) for below in (fields.runs, *fields.see) if below] if fields else []
    keys = [named_key(plan.kind.shape.at(place), at(plan.value, place)) for place in places]
    return [plan.key, *(key for key in dict.fromkeys(keys) if key)]


def _until(playbook: Playbook) -> Pointer | None:
    shape = playbook.kind.shape
    places = ((name, "until") for name in shape.properties if shape.child(name).get("x-release"))
    return next((place for place in places if isinstance(at(playbook.value, place), str)), None)


def _ends(playbook: Playbook, until: Pointer) -> date:
    try:
        return date.fromisoformat(at(playbook.value, until))
    except ValueError:
        return date.max


def _place(branch: Branch, playbook: Playbook, until: Pointer, uses: list[Scheduled]) -> tuple[Playbook, Pointer] | None:
    """Return where a branch hears of it: where it wrote the end, else where it wrote a use; None where branches above wrote both."""
    if playbook.document.origin(until).branch == branch.name:
        return playbook, until
    own = next((use for use in uses if use.plan.document.origin(use.entry).branch == branch.name), None)
    return (own.plan, own.entry) if own is not None else None
