"""Values and places from libyaml's events, and everything on the way that is refused."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml

from sopbook.diagnostics import Diagnostic
from sopbook.load.document import Place, Pointer
from sopbook.load.reader import CONTROL
from sopbook.load.scalars import NotANumberError, scalar
from sopbook.load.source import Source

DEEPEST = 64
_LOST_TAIL = re.compile(r"[ \t]+(#[^\s#][^\r\n]*)")
_WIDE_SPACES = "\u3000\u00a0"
_PROPERTY = re.compile(r"([&!][^\s,\[\]{}]*)\s*")
"""An anchor or a tag in front of a value."""


@dataclass
class _Frame:
    """A container being filled; `key` is the mapping key that waits for its value."""

    value: Any
    pointer: Pointer
    start: int
    flow: bool
    key: tuple[str, int, int] | None = None
    own_key: tuple[str, int, int] | None = None
    repeated: int = 0


@dataclass
class Builder:
    """Fills in a document from events; what it refuses is in `diagnostics`, and reading goes on."""

    source: Source
    text: str
    stand_ins: dict[str, str]
    root: Any = None
    finished: bool = False
    places: dict[Pointer, Place] = field(default_factory=dict)
    guessed: set[Pointer] = field(default_factory=set)
    refused: set[Pointer] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _stack: list[_Frame] = field(default_factory=list)

    def run(self, events: Iterable[yaml.Event]) -> None:
        """Fill `root`, `places` and `diagnostics`. Raises yaml.MarkedYAMLError on bad syntax."""
        documents = 0
        skipping = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    self._report(
                        event, "YAML008", "A second document begins here (---); a file holds one.",
                        "Move it to a file of its own, or delete the line of hyphens.",
                    )
                    self.finished = True
                    return
            elif isinstance(event, yaml.CollectionStartEvent):
                if skipping or self._expects_key():
                    if not skipping:
                        self._report(
                            event, "YAML010", "A list or a table stands where a key is expected.",
                            "A key is a plain text. A text that begins with a bracket needs quotes.",
                        )
                    skipping += 1
                elif len(self._stack) >= DEEPEST:
                    self._report(
                        event, "YAML009", f"The values are nested more than {DEEPEST} levels deep.",
                        "Flatten this part; no playbook needs that depth.",
                    )
                    return
                else:
                    self._open(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                if skipping:
                    skipping -= 1
                    if not skipping:
                        self._key_was_refused(event)
                else:
                    self._close(event)
            elif isinstance(event, yaml.NodeEvent) and not skipping:
                self._leaf(event)
        if documents == 0 or (self.root is None and not self.diagnostics):
            self.diagnostics.append(
                self.source.diagnostic(
                    0, 0, "YAML013", "The file is empty.",
                    "Fill it in, or delete it. `sopbook new` writes a file with every field that is needed.",
                )
            )
            return
        self.finished = True

    def _expects_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].value, dict) and self._stack[-1].key is None

    def _key_was_refused(self, event: yaml.Event) -> None:
        frame = self._stack[-1]
        frame.repeated += 1
        frame.key = (f"\u0000{frame.repeated}", _start(event), _end(event))

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        self._no_properties(event)
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        pointer, own_key = self._attach(value)
        start = _start(event)
        self._stack.append(_Frame(value, pointer, start, bool(event.flow_style), own_key=own_key))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        frame = self._stack.pop()
        end = _end(event)
        for key in [key for key in frame.value if isinstance(key, str) and key.startswith("\u0000")]:
            del frame.value[key]
        self._place(frame.pointer, frame.start, end, frame.own_key, frame.flow)

    def _leaf(self, event: yaml.NodeEvent) -> None:
        start, end = _start(event), _end(event)
        self._no_properties(event)
        if isinstance(event, yaml.AliasEvent):
            self._report(
                event, "YAML005", f"*{event.anchor} refers to another place of the file, which is not allowed.",
                "Write the value out. If it is chat text, put it in quotes.",
            )
            value: Any = f"*{event.anchor}"
        else:
            value = self._scalar(event) if isinstance(event, yaml.ScalarEvent) else None
        if self._expects_key():
            self._key(value, event)
            return
        pointer, own_key = self._attach(value)
        if isinstance(event, yaml.AliasEvent):
            self.guessed.add(pointer)
        self._place(pointer, start, end, own_key, flow=False)

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        text = event.value
        for stand_in, character in self.stand_ins.items():
            text = text.replace(stand_in, character)
        if event.style:
            self._no_hidden_control(event, text)
            return text
        lost = _LOST_TAIL.match(self.text, _end(event))
        if lost:
            self.diagnostics.append(
                self.source.diagnostic(
                    lost.start(1), lost.end(1), "YAML104",
                    f"Everything from {_shorten(lost[1])} on is lost: a # after a space begins a comment.",
                    "Put the whole text in quotes. If it is meant as a comment, put a space behind the #.",
                )
            )
        try:
            return scalar(text)
        except NotANumberError:
            self._report(
                event, "YAML015", f"{_shorten(text)} is a number that cannot be kept exactly.",
                "Put it in quotes if it is text, such as an account or phone number.",
            )
            return text

    def _no_hidden_control(self, event: yaml.ScalarEvent, text: str) -> None:
        bad = CONTROL.search(text)
        if bad:
            self._report(
                event, "YAML002", f"A backslash code in the text makes a control character (U+{ord(bad[0]):04X}).",
                "Delete it, or write two backslashes.",
            )

    def _key(self, value: Any, event: yaml.NodeEvent) -> None:
        frame = self._stack[-1]
        start, end = _start(event), _end(event)
        if not isinstance(value, str):
            self._report(
                event, "YAML010", f"The key {self.text[start:end] or 'null'} is not a text.",
                "Put it in quotes.",
            )
            value = self.text[start:end] or f"\u0000null{start}"
        elif value == "<<" and not getattr(event, "style", None):
            self._report(
                event, "YAML007", "The merge key << is not allowed.",
                "Write the fields out.",
            )
            value = f"\u0000{start}"
            self.refused.add(frame.pointer)
        elif value and value[0] in _WIDE_SPACES and not getattr(event, "style", None):
            wide = len(value) - len(value.lstrip(_WIDE_SPACES))
            self._report_at(
                start, start + wide, "YAML110", "The line is indented with a full-width or non-breaking space.",
                "Use plain spaces: two for each level.",
            )
            value = value.lstrip(_WIDE_SPACES)
        if value in frame.value and not value.startswith("\u0000"):
            first = self.places[(*frame.pointer, value)].key_start or 0
            line, _ = self.source.position(first)
            self._report(
                event, "YAML004", f"The key {value} stands here a second time; the first is on line {line}.",
                "Keep one of them.",
            )
            frame.repeated += 1
            value = f"\u0000{frame.repeated}"
        frame.key = (value, start, end)

    def _attach(self, value: Any) -> tuple[Pointer, tuple[str, int, int] | None]:
        if not self._stack:
            self.root = value
            return (), None
        frame = self._stack[-1]
        if isinstance(frame.value, dict):
            own_key = frame.key
            frame.key = None
            name = own_key[0] if own_key else ""
            frame.value[name] = value
            return (*frame.pointer, name), own_key
        frame.value.append(value)
        return (*frame.pointer, len(frame.value) - 1), None

    def _place(
        self, pointer: Pointer, start: int, end: int, key: tuple[str, int, int] | None, flow: bool
    ) -> None:
        if key:
            self.places[pointer] = Place(start, end, key[1], key[2], flow)
        else:
            self.places[pointer] = Place(start, end, flow=flow)

    def _no_properties(self, event: yaml.NodeEvent) -> None:
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            return
        start = _start(event)
        for match in _PROPERTY.finditer(self.text, start, max(_end(event), start + 1)):
            if match.start() != start:
                break
            shown, start = match[1], match.end()
            if shown.startswith("&"):
                self._report_at(
                    match.start(1), match.end(1), "YAML005",
                    f"{shown} names this place for use elsewhere, which is not allowed.",
                    "Delete it. If it is chat text, put the text in quotes.",
                )
            else:
                self._report_at(
                    match.start(1), match.end(1), "YAML006", f"The tag {shown} is not allowed.",
                    "Delete it. If it is chat text, put the text in quotes.",
                )

    def _report_at(self, start: int, end: int, code: str, message: str, hint: str) -> None:
        self.diagnostics.append(self.source.diagnostic(start, end, code, message, hint))

    def _report(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        start = _start(event)
        _, line_end = self.source.line_bounds(start)
        end = min(max(_end(event), start), line_end)
        self.diagnostics.append(self.source.diagnostic(start, end, code, message, hint))


def _start(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _end(event: yaml.Event) -> int:
    return event.end_mark.index if event.end_mark else 0


def _shorten(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:23]}…"
