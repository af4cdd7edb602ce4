"""What texts may say: names that exist, lengths that WeCom takes, words that the law forbids."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from sopbook.branches.interpolation import parts
from sopbook.branches.params_from import params_from
from sopbook.branches.playbook import Playbook, Resolved
from sopbook.branches.shared_texts import PREFIX, all_shared, is_shared, sources
from sopbook.handbook.check.walk import WalkedValue
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.diagnostics import Diagnostic, joined, say
from sopbook.source.document import Document, Pointer
from sopbook.source.schema.wording import closest, subject

_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
SAFE_SCHEMES = ("http", "https", "mailto")


@dataclass(frozen=True)
class TextCheck:
    """Every TEXT finding: fields that the schema marks as texts."""

    playbook: Playbook
    resolved: Resolved
    keywords: ClassVar[tuple[str, ...]] = ("x-text",)

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield what is wrong with a text."""
        playbook, pointer = self.playbook, value.pointer
        if not isinstance(value.written, str) or pointer in playbook.document.guessed:
            return
        if value.shape.takes_names:
            yield from self._names(pointer, value.written)
        yield from _length(playbook.document, pointer, value.filled, value.shape)
        if value.shape.get("x-text") == "markdown":
            yield from _links(playbook.document, pointer, value.filled)

    @cached_property
    def _known(self) -> Collection[str]:
        return {**self.playbook.params, **dict.fromkeys((*self.playbook.kind.computed_params, *params_from(self.playbook))), **self.playbook.branch.slots}

    def _names(self, pointer: Pointer, text: str) -> Iterator[Diagnostic]:
        names = [part for part in parts(text) if part.is_name]
        document, takes_no_other = self.playbook.document, is_shared(self.playbook.kind, pointer)
        if all(part.name in self._known and not (takes_no_other and part.name in self.playbook.shared) for part in names):
            return
        source, place = document.origin(pointer).document.source, document.place(pointer)
        search = place.start
        for part in names:
            begin = source.text.find(part.text, search, place.end)
            begin = place.start if begin < 0 else begin
            search = begin + len(part.text)
            found = self._about(part.name, takes_no_other=takes_no_other)
            if found:
                yield source.diagnostic(begin, search, *found)

    def _about(self, name: str | None, *, takes_no_other: bool) -> tuple[str, str, str] | None:
        """Return the code, the message and the hint about a name in a text, or None where it is right."""
        if name is None:
            hint = say("Close it with }} behind the name, or write $${{ if you mean the two signs themselves.")
            return "TEXT002", say("A ${{ opens here and is never closed."), hint
        if name.startswith(PREFIX) and name not in self.playbook.branch.slots:
            return _about_shared(name, self.resolved, takes_no_other=takes_no_other)
        if name in self._known or not self.playbook.branch.sound:
            return None
        meant = closest(name, self._known)
        hint = joined(" ", (_listed(self._known), say("Params stand in the playbook or in branch.yaml, slots in branch.yaml.")))
        return "TEXT001", say("Nothing is called ${{{name}}}, so the reader would see it as it stands.", name=name), say("Did you mean ${{{meant}}}?", meant=meant) if meant else hint


def _about_shared(name: str, resolved: Resolved, *, takes_no_other: bool) -> tuple[str, str, str] | None:
    identifier, places = name.removeprefix(PREFIX), sources(name, resolved.playbooks)
    if takes_no_other:
        return "TEXT008", say("A shared text cannot take in another one."), say("Write the words themselves here; others take them in from here.")
    if len(places) == 1:
        return None
    if places:
        where = [f"{kind}/{playbook}" for (kind, playbook), _ in places]
        hint = say("Say whose it is: ${{{name}}}.", name=f"{PREFIX}{places[0][0][1]}/{identifier.rpartition('/')[2]}")
        return "TEXT008", say("There are {count} shared texts {identifier}, in {where}.", count=len(places), identifier=identifier, where=joined(" and ", where)), hint
    known = list(dict.fromkeys(item for _, item, _ in all_shared(resolved.playbooks)))
    meant = closest(identifier, known)
    hint = (
        say("Did you mean ${{{meant}}}?", meant=f"{PREFIX}{meant}") if meant
        else say("There are: {known}.", known=joined(", ", known)) if known else say("No playbook here shares texts; its kind says which (shared in kind.yaml).")
    )
    return "TEXT008", say("There is no shared text {identifier}.", identifier=identifier), hint


def _listed(known: Iterable[str]) -> str:
    return say("Known names: {known}.", known=joined(", ", sorted(known))) if known else say("No names are known here yet.")


def _length(document: Document, pointer: Pointer, text: str, shape: SchemaView) -> Iterator[Diagnostic]:
    most = shape.get("x-max-bytes")
    size = len(text.encode("utf-8"))
    if most and size > most:
        yield document.diagnostic(
            pointer, "TEXT003", say("{name} has {size} bytes; at most {most} can be sent.", name=subject(pointer), size=size, most=most),
            say("Shorten it by {over} bytes (a Chinese character has 3), or split it into two messages.", over=size - most),
        )


def _links(document: Document, pointer: Pointer, text: str) -> Iterator[Diagnostic]:
    for match in _LINK.finditer(text):
        scheme = _SCHEME.match(match[1])
        if scheme and scheme[1].lower() not in SAFE_SCHEMES:
            yield from _at_word(
                document, pointer, match[1], "TEXT006", say("The link {address} leads to no web page.", address=match[1]),
                say("Links may begin with https://, http:// or mailto:, or be relative."),
            )


def _at_word(
    document: Document, pointer: Pointer, word: str, code: str, message: str, hint: str
) -> Iterator[Diagnostic]:
    """Yield a finding at every place where a text has a word, or at the text where a param brings it in."""
    source, place = document.origin(pointer).document.source, document.place(pointer)
    found = [m.span() for m in re.compile(re.escape(word), re.IGNORECASE).finditer(source.text, place.start, place.end)]
    for start, end in found:
        yield source.diagnostic(start, end, code, message, hint)
    if not found:
        yield document.diagnostic(pointer, code, message, hint)
