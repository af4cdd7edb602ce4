"""Watched words in the texts of a playbook: in what reaches members, and in what operators are told to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from sopbook.branches.fork.path import named, write_path
from sopbook.branches.interpolation import heard, heard_at
from sopbook.branches.playbook import Playbook
from sopbook.branches.translation.strings import digest
from sopbook.branches.watch.search import Hit
from sopbook.branches.watch.word import GOODS, Allow
from sopbook.handbook.check.sells import sells
from sopbook.handbook.check.walk import WalkedValue
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.diagnostics import Diagnostic, joined, say
from sopbook.source.document import Pointer
from sopbook.source.pointer import at
from sopbook.source.schema.wording import name_of
from sopbook.source.written import written_at


def reaches_members(shape: SchemaView) -> bool:
    """Return whether a text is read by members: a message, or what goes out beside one."""
    return shape.get("x-text") == "message" or bool(shape.get("x-sent"))


@dataclass(frozen=True)
class WordCheck:
    """The words that a playbook's branch watches for, in its texts."""

    playbook: Playbook
    keywords: ClassVar[tuple[str, ...]] = ("x-text", "x-sent")

    @cached_property
    def _params(self) -> dict[str, object]:
        return self.playbook.params

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield TEXT004 and TEXT005 for a text that reaches members, TEXT007 for an instruction."""
        pointer, text, shape, watched = value.pointer, value.written, value.shape, self.playbook.branch.watched
        if not isinstance(text, str) or pointer in self.playbook.document.guessed:
            return
        read = heard(text, self._params)
        if not watched.may_hold(read):
            return
        to_members = reaches_members(shape)
        for hit in (watched.members if to_members else watched.operator).hits(read):
            if hit.word.about == GOODS and not self._sells(pointer, read, shape):
                continue
            allows = [allow for allow in hit.word.allow if allow.where == self._name(pointer)] if hit.word.allow else []
            if all(allow.digest != digest(text) for allow in allows):
                yield self._finding(pointer, text, hit, allows, shape)

    def _name(self, pointer: Pointer) -> str:
        """Return what `allow` calls a text: activity/flash-sale#/messages/{rules}/say."""
        playbook = self.playbook
        return f"{playbook.kind.name}/{playbook.id}#{write_path(named(playbook.document.value, pointer, playbook.kind.shape))}"

    def _sells(self, pointer: Pointer, read: str, shape: SchemaView) -> bool:
        """Return whether a text is an advert, names a price, or leads to something to buy. A title or a name always counts: it has no room for either."""
        return shape.get("x-text") != "message" or sells(self.playbook, pointer, read)

    def _finding(self, pointer: Pointer, text: str, hit: Hit, allows: list[Allow], shape: SchemaView) -> Diagnostic:
        word = hit.word
        if not reaches_members(shape):
            code, message = "TEXT007", say("The instruction says “{word}”, which nobody can do.", word=word.word)
        else:
            what = say("message") if shape.get("x-text") == "message" else name_of(pointer)
            code = "TEXT004" if word.banned else "TEXT005"
            message = (
                say("The {what} says “{word}”, which no message may say.", what=what, word=word.word) if word.banned
                else say("The {what} says “{word}”, which needs care.", what=what, word=word.word)
            )
        hint = joined(" ", filter(None, (
            *(_ended(allow, text) for allow in allows), word.why, say("Say instead: {instead}.", instead=word.instead) if word.instead else "",
            say("Source: {source}.", source=word.source) if word.source else "",
        )))  # fmt: skip
        return finding_at(self.playbook, pointer, hit, code, message, hint or say("Find another word."))


def with_source(hint: str, source: str) -> str:
    """Return a hint with the law or the rule behind it, where a word names one."""
    return joined(" ", (hint, say("Source: {source}.", source=source))) if source else hint


def finding_at(playbook: Playbook, pointer: Pointer, hit: Hit, code: str, message: str, hint: str) -> Diagnostic:
    """Return a finding at the signs of a text that are a watched word."""
    text, origin = str(at(playbook.document.value, pointer)), playbook.document.origin(pointer)
    document, home = origin.document, origin.pointer
    start, end = heard_at(text, playbook.params, hit.start, hit.end)
    place = written_at(document, home, text, start, end)
    if place is None:
        return document.diagnostic(home, code, message, hint)
    return document.source.diagnostic(*place, code, message, hint)


def _ended(allow: Allow, text: str) -> str:
    """Return why an `allow` for a text does not count for it."""
    place = f"{allow.document.path}:{allow.document.span(allow.pointer).line}"
    if not allow.digest:
        return say("The allow at {place} names no text yet: if the word is right here, write text: {digest} there.", place=place, digest=digest(text))
    return say(
        "The allow at {place} has ended, because the text has changed: if the word is still right here, write text: {digest} there.",
        place=place, digest=digest(text),
    )
