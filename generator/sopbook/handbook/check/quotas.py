"""How often a group, or a client, is sent to: whether WeCom delivers all that plans and scripts in force want to send."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from sopbook.branches.branch import Branch
from sopbook.branches.playbook import Playbook
from sopbook.branches.sending.modes import Modes
from sopbook.branches.tree import BranchTree
from sopbook.handbook.check.check import Checked
from sopbook.handbook.check.newcomers import Newcomer, newcomers
from sopbook.handbook.check.quota_overflows import Overflow, overflows
from sopbook.handbook.check.quota_sends import Group, PlannedSends, QuotaSend, names_a_quota
from sopbook.handbook.check.sending import unknown_quota
from sopbook.source.diagnostics import Diagnostic, Severity, joined, say
from sopbook.source.pointer import at

Counted: TypeAlias = tuple[Group, str, str, date]
"""What a quota counts: the group, `group` or `client`, the choice, and the first day of the month, week or day."""


def check_quotas(family: BranchTree, editions: Mapping[tuple[str, str], Checked]) -> Iterator[Diagnostic]:
    """Yield SEND007 for each group, and each newcomer, that gets more than is delivered; what a branch above does is told there.

    Also yields SEND001 for a quota in branch.yaml that no mode has.
    """
    known: dict[str, tuple[Mapping[Counted, Overflow], Mapping[object, Newcomer]]] = {}
    for branch in family.own():
        checked = editions.get((branch.name, branch.language))
        if branch.modes is None or checked is None:
            continue
        yield from _unknown_choice(branch, branch.modes)
        known[branch.name] = groups, joining = _too_many(checked)
        of_groups, of_joining = known.get(branch.parent.name, ({}, {})) if branch.parent else ({}, {})
        for (group, per, *_), overflow in ((counted, one) for counted, one in groups.items() if counted not in of_groups):
            who = _called(group, checked)
            yield _told(branch, overflow, say("A member of {who}", who=who) if per == "client" else who)
        for one in (one for key, one in joining.items() if key not in of_joining):
            yield _told(branch, one.overflow, _newcomer(one, checked), say("in one month") if one.joins is None else "")


def _too_many(checked: Checked) -> tuple[dict[Counted, Overflow], dict[object, Newcomer]]:
    """Return what is not delivered: of plans, by what a quota counts, and to newcomers, by the script and the group."""
    if not names_a_quota(checked):
        return {}, {}
    planned = PlannedSends(checked).by_group()
    found: dict[Counted, Overflow] = {}
    for (group, per), sends in planned.items():
        for (choice, first), overflow in overflows(sends).items():
            if (Group(group.card), per, choice, first) not in found:
                found[group, per, choice, first] = overflow
    return found, {one.key: one for one in newcomers(checked, planned.items())}


def _called(group: Group, checked: Checked) -> str:
    card = checked.resolved.playbooks.get(group.card)
    title = card.title if card else group.card[1]
    return say("{single} of {title}", single=group.single, title=title) if group.single else title


def _newcomer(one: Newcomer, checked: Checked) -> str:
    who = say("A newcomer of {group}", group=_called(one.group, checked)) if one.per == "client" else say("{group} with one newcomer", group=_called(one.group, checked))
    return say("{who} who joins on {joins}", who=who, joins=one.joins) if one.joins else who


def _told(branch: Branch, overflow: Overflow, who: str, always: str = "") -> Diagnostic:
    """Return SEND007 for what is not delivered to somebody; `always` where it is so whenever they join."""
    falls_out = overflow.falls_out
    send = _written_by(branch, overflow)
    when = _span(overflow) if always else overflow.when
    is_first = (
        say("this is the first that falls out") if send is falls_out or falls_out.moment is None or always
        else say("the first that falls out is that of {moment:%Y-%m-%d %H:%M}", moment=falls_out.moment)
    )
    told = send.document.diagnostic(
        send.place, "SEND007", say(
            "{who} would get {count} {phrase} {when}; WeCom delivers {most}, and {is_first}.",
            who=who, count=len(overflow.sends), phrase=send.quota.phrase, when=when, most=overflow.most, is_first=is_first,
        ),
        joined(" ", filter(None, (_step(send), say("Send it by hand, or take out one before it.")))),
    )
    return told if send.sending.mode.is_sure else replace(told, severity=Severity.WARNING)


def _span(overflow: Overflow) -> str:
    named = {"day": say("on one day"), "week": say("in one week"), "month": say("in one month")}
    return named.get(overflow.allowance.period, overflow.allowance.period)


def _written_by(branch: Branch, overflow: Overflow) -> QuotaSend:
    """Return the sending at which a branch hears of it: the one that falls out, or the last that the branch wrote itself, where others wrote that."""
    own = [send for send in overflow.sends if send.document.origin(send.place).branch == branch.name]
    return overflow.falls_out if overflow.falls_out in own or not own else own[-1]


def _step(send: QuotaSend) -> str:
    """Return which step of a run sheet it is, as the beginning of a hint; an empty text for an entry of a plan and a message of a script."""
    if send.at is None or send.at.is_entry:
        return ""
    run: Playbook = send.at.playbook
    return say("It is the step {step} of {kind}/{id}.", step=at(run.value, (*send.at.pointer, "id")), kind=run.kind.name, id=run.id)


def _unknown_choice(branch: Branch, modes: Modes) -> Iterator[Diagnostic]:
    """Yield SEND001 for a quota of branch.yaml that is none of a mode's choices."""
    document, choices = branch.document, [name for mode in modes.modes.values() if mode.quota for name in mode.quota.choices]
    name = at(document.value, ("wecom", "quota")) if document is not None else None
    if document is not None and isinstance(name, str) and name not in choices:
        yield document.diagnostic(("wecom", "quota"), *unknown_quota(name, choices))
