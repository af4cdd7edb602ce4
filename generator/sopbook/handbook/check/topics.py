"""Topics that no playbook of a branch answers."""

from collections.abc import Iterable, Iterator, Mapping

from sopbook.branches.tree import BranchTree
from sopbook.handbook.check.check import Checked
from sopbook.kinds.kind import Kind, Topic
from sopbook.source.diagnostics import Diagnostic, in_each, inflected, joined, say
from sopbook.source.pointer import at


def check_topics(family: BranchTree, editions: Mapping[tuple[str, str], Checked], kinds: Iterable[Kind]) -> Iterator[Diagnostic]:
    """Yield TOPIC001 for each branch and kind with topics that nobody answers, unless a reason is written; once, where the branch above lacks the same.

    A branch of which not all is checked, or whose parent is not, is passed over; so is a kind of which no playbook anywhere names
    a topic: whoever writes none of these cards need not hear of each.
    """
    with_topics = [kind for kind in kinds if kind.topics is not None and _is_in_use(kind, editions.values())]
    for branch in family.own() if with_topics else ():
        checked = editions.get((branch.name, branch.language))
        above = editions.get((branch.parent.name, branch.parent.language)) if branch.parent else None
        if checked is None or (branch.parent is not None and above is None and not branch.parent.cached):
            continue
        for kind in with_topics:
            known = {one.id for one in unanswered(kind, above)} if above else set()
            missing = [one for one in unanswered(kind, checked) if one.id not in known and not one.why]
            unread = any(name == kind.name for name, _ in checked.resolved.unreadable)  # It may answer what seems missing.
            if missing and kind.topics is not None and not unread:
                names = joined(", ", (one.id for one in missing))
                yield kind.topics.document.diagnostic(
                    (*missing[0].place, "id"), "TOPIC001", say("In {branch}, no {kind} answers {names}.", branch=branch.name, kind=inflected(in_each(kind.title, kind.name), str.lower), names=names),
                    say(
                        "Name it in {field} of one that does, write one, or say why there is none: why, with what to do until then.",
                        field=kind.topics.named_at[-1],
                    ),
                )


def _is_in_use(kind: Kind, editions: Iterable[Checked]) -> bool:
    return any(answers(kind, one.value) for checked in editions for one in checked.resolved.playbooks.values() if one.kind.name == kind.name)


def unanswered(kind: Kind, checked: Checked) -> list[Topic]:
    """Return the topics of a kind that no playbook in force of an edition answers."""
    topics = kind.topics
    if topics is None:
        return []
    of_kind = [one for one in checked.resolved.playbooks.values() if one.kind.name == kind.name and not one.is_retired]
    answered = {name for one in of_kind for name in answers(kind, one.value)}
    return [one for one in topics.topics if one.id not in answered]


def answers(kind: Kind, value: object) -> list[str]:
    """Return the topics that a playbook answers, by their ids."""
    named = at(value, kind.topics.named_at, []) if kind.topics else []
    return [one for one in named if isinstance(one, str)] if isinstance(named, list) else []
