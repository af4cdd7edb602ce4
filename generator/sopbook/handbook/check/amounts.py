"""Amounts that stand once (`x-once`), and texts of other playbooks that type them all the same."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from sopbook.branches.branch_files import Key
from sopbook.branches.fork.path import named, write_path
from sopbook.branches.playbook import Playbook, Resolved
from sopbook.handbook.check.references import references
from sopbook.handbook.check.walk import WalkedValue
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, expand
from sopbook.source.written import written_at

_TYPED = re.compile(r"[¥￥]\s?(?P<before>\d+(?:\.\d{1,2})?)(?![\d.]*\d)|(?<![\d.])(?P<after>\d+(?:\.\d{1,2})?)\s?(?:元|yuan\b|RMB\b|CNY\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount, and where it stands."""

    playbook: Playbook
    path: str


Amounts = Mapping[float, tuple[Amount, ...]]
"""By the amount."""


def amounts_of(playbooks: Iterable[tuple[Playbook, Any]]) -> Amounts:
    """Return the amounts of playbooks in force that stand once; each comes with its computed values."""
    found: dict[float, list[Amount]] = {}
    for playbook, value in playbooks:
        if playbook.is_draft or playbook.is_retired:
            continue
        for pattern in playbook.kind.once_fields:
            for place in expand(value, pattern):
                amount = at(value, place)
                if isinstance(amount, int | float) and not isinstance(amount, bool):
                    path = write_path(named(value, place, playbook.kind.shape))
                    found.setdefault(round(float(amount), 2), []).append(Amount(playbook, path))
    return {amount: tuple(places) for amount, places in found.items()}


@dataclass(frozen=True)
class AmountCheck:
    """TEXT010: a text types an amount that stands in another playbook with which its own has something to do.

    Equal figures mean nothing by themselves: a red packet of 20 yuan is no coupon. So only texts about the same things count: of
    playbooks that name the other one or are named by it, and of those that name a playbook that it names, too, such as a group.
    """

    playbook: Playbook
    resolved: Resolved
    amounts: Amounts
    keywords: ClassVar[tuple[str, ...]] = ("x-text",)

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield a finding at each amount that is typed."""
        text, document = value.written, self.playbook.document
        if not self.amounts or not isinstance(text, str) or not value.shape.takes_names or self.playbook.kind.once_fields or value.pointer in document.guessed:
            return
        for found in _TYPED.finditer(text):
            amount = next((one for one in self.amounts.get(float(found["before"] or found["after"]), ()) if self._is_about_the_same(one.playbook)), None)
            if amount is not None:
                yield self._finding(value.pointer, text, found, amount)

    def _finding(self, pointer: Pointer, text: str, found: re.Match[str], amount: Amount) -> Diagnostic:
        origin, where = self.playbook.document.origin(pointer), "/".join(amount.playbook.key)
        message = say("The text types {found}, and that amount stands in {where}.", found=found[0], where=where)
        hint = say(
            'Read it there: params_from: {{name: "{where}#{path}"}}, and ${{name}} in the text. If it means something else, make it a param of its own.',
            where=where, path=amount.path,
        )
        place = written_at(origin.document, origin.pointer, text, found.start(), found.end())
        if place is None:
            return origin.document.diagnostic(origin.pointer, "TEXT010", message, hint)
        return origin.document.source.diagnostic(*place, "TEXT010", message, hint)

    def _is_about_the_same(self, other: Playbook) -> bool:
        theirs = {one.key for one in references(other)}
        return self.playbook.key in theirs or not self._named.isdisjoint({other.key, *theirs})

    @cached_property
    def _named(self) -> frozenset[Key]:
        return frozenset(one.key for one in references(self.playbook))
