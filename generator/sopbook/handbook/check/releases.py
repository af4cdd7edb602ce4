"""Whether texts that somebody has to release are released, and are still those that were read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from sopbook.branches.interpolation import heard
from sopbook.branches.playbook import Playbook
from sopbook.branches.translation.strings import digest
from sopbook.branches.watch.word import RELEASE
from sopbook.handbook.check.walk import WalkedValue
from sopbook.handbook.check.watched import finding_at, reaches_members, with_source
from sopbook.kinds.schema_view import leaves
from sopbook.source.diagnostics import Diagnostic, joined, say
from sopbook.source.document import Pointer
from sopbook.source.pointer import at


@dataclass(frozen=True)
class ReleaseCheck:
    """LAW005: a playbook in force without a release, with one that has ended, or with texts that were changed since."""

    playbook: Playbook
    today: date
    keywords: ClassVar[tuple[str, ...]] = ("x-release",)

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield what is wrong with a release; that of a draft or of a retired playbook may be open."""
        release, playbook = value.filled, self.playbook
        if not isinstance(release, dict) or not isinstance(release.get("by"), str) or playbook.is_draft or playbook.is_retired:
            return
        if not release.get("on"):
            yield self._finding(
                value.pointer, say("{by} must release this, and it is in force already.", by=release["by"]), say("Write on, the day of the release; or status: draft until then."),
            )
            return
        if isinstance(until := release.get("until"), str) and until < self.today.isoformat():
            yield self._finding((*value.pointer, "until"), say("The release ended on {until}.", until=until), say("Ask {by} for a new one, or write status: draft.", by=release["by"]))
        yield from self._changed(value.pointer, release)

    def _changed(self, pointer: Pointer, release: dict[str, Any]) -> Iterator[Diagnostic]:
        document = self.playbook.document
        texts = list(_texts(self.playbook))
        now = digest("\n".join(text for _, text in texts))
        if release.get("digest") == now:
            return
        own = [place for place, _ in texts if document.origin(place).branch == self.playbook.branch.name]
        released_here = document.origin(pointer).branch == self.playbook.branch.name
        if released_here and "digest" not in release:
            yield self._finding(pointer, say("It is not said which texts were released."), say("Write digest: {now}, if {by} has read them as they are.", now=now, by=release["by"]))
        elif released_here or own:
            yield self._finding(
                (*pointer, "digest") if released_here else own[0], say("The texts were changed after they were released."),
                say("Have {by} read them again, then write digest: {now}.", by=release["by"], now=now) if released_here
                else say("Have {by} read them again, then write digest: {now} into a release of your own.", by=release["by"], now=now),
            )

    def _finding(self, pointer: Pointer, message: str, hint: str) -> Diagnostic:
        return self.playbook.document.diagnostic(pointer, "LAW005", message, hint)


@dataclass(frozen=True)
class BringingInCheck:
    """LAW007: a text for members that brings people in, in a playbook in force that nobody has released."""

    playbook: Playbook
    keywords: ClassVar[tuple[str, ...]] = ("x-text", "x-sent")

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield a finding at each word that asks for a release."""
        watched = self.playbook.branch.watched
        if not isinstance(value.written, str) or not reaches_members(value.shape) or self._may or value.pointer in self.playbook.document.guessed:
            return
        read = heard(value.written, self._params)
        for hit in watched.triggers.hits(read) if watched.may_hold(read) else ():
            word = hit.word
            if word.asks == RELEASE:
                hint = joined(" ", (word.why, say("Write release with by and on, or status: draft until then.")))
                yield finding_at(self.playbook, value.pointer, hit, "LAW007", say("“{word}” brings people in, and nobody has released it.", word=word.word), with_source(hint, word.source))

    @cached_property
    def _params(self) -> dict[str, object]:
        return self.playbook.params

    @cached_property
    def _may(self) -> bool:
        """Return whether the playbook is not in force, or a release of its texts has its day."""
        return self.playbook.is_draft or self.playbook.is_retired or is_released(self.playbook)


def is_released(playbook: Playbook) -> bool:
    """Return whether a release of a playbook's texts has its day."""
    shape, value = playbook.kind.shape, playbook.value
    return isinstance(value, dict) and any(shape.child(name).get("x-release") and at(one, ("on",)) for name, one in value.items())


def _texts(playbook: Playbook) -> Iterator[tuple[Pointer, str]]:
    """Yield the texts that reach members, as they are written."""
    for pointer, text, shape in leaves(playbook.document.value, playbook.kind.shape):
        if isinstance(text, str) and reaches_members(shape):
            yield pointer, text
