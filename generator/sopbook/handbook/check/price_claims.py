"""Messages that hold a price against another one, and whether anything bears them out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from sopbook.branches.fork.path import located
from sopbook.branches.interpolation import heard, parts
from sopbook.branches.params_from import Source, params_from
from sopbook.branches.playbook import Playbook, Resolved
from sopbook.branches.watch.word import PRICE
from sopbook.handbook.check.walk import WalkedValue
from sopbook.handbook.check.watched import finding_at, reaches_members, with_source
from sopbook.kinds.schema_view import leaves
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.pointer import at


@dataclass(frozen=True)
class PriceClaimCheck:
    """LAW006: a text for members compares a price, and none of its figures comes from where that may be said (`x-claim`)."""

    playbook: Playbook
    resolved: Resolved
    claims: frozenset[str]
    """What figures may be compared with, in any kind of the workspace."""
    keywords: ClassVar[tuple[str, ...]] = ("x-text", "x-sent")

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield a finding at each word that claims what nothing bears out."""
        watched = self.playbook.branch.watched
        if not self.claims or not isinstance(value.written, str) or not reaches_members(value.shape) or value.pointer in self.playbook.document.guessed:
            return
        read = heard(value.written, self._params)
        if not watched.may_hold(read):
            return
        for hit in watched.triggers.hits(read):
            asks = hit.word.asks
            if (asks not in self.claims and asks != PRICE) or self._is_borne_out(value.written, asks):
                continue
            claim = say("whose claim is {asks}", asks=asks) if asks != PRICE else say("with a claim")
            hint = say("Read the price with params_from from an item of a price list {claim}, or compare with nothing.", claim=claim)
            yield finding_at(
                self.playbook, value.pointer, hit, "LAW006", say("“{word}” compares a price, and no price list bears it out.", word=hit.word.word),
                with_source(hint, hit.word.source),
            )

    @cached_property
    def _params(self) -> dict[str, object]:
        return self.playbook.params

    def _is_borne_out(self, text: str, asks: str) -> bool:
        sources = params_from(self.playbook)
        claimed = {claim for part in parts(text) if part.name and part.name in sources for claim in self._claims_at(sources[part.name])}
        return bool(claimed) if asks == PRICE else asks in claimed

    def _claims_at(self, source: Source) -> Iterator[str]:
        """Yield what may be said of a figure: the claims of the item of a list in which it stands."""
        target = self.resolved.playbooks.get(source.key) if source.key else None
        if target is None:
            return
        shape = target.kind.shape
        for length in range(len(source.path), 0, -1):  # A computed figure has no place in the document; its item has.
            place = located(target.value, type(source.path)(source.path[:length]), shape)
            if place is not None and isinstance(place[-1], int):
                for _, value, below in leaves(at(target.value, place), shape.at(place)):
                    if below.get("x-claim") and isinstance(value, str):
                        yield value
                return
