"""Values and places from libyaml's events, and everything on the way that is refused."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml

from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Extent, Pointer
from sopbook.source.files import CONTROL
from sopbook.source.text import Source
from sopbook.source.yaml.scalars import NotANumberError, scalar

DEEPEST = 64
_LOST_TAIL = re.compile(r"[ \t]+(#[^\s#][^\r\n]*)")
_LOST_LINE = re.compile(r"[ \t]*(?:\r\n|\r|\n)(?=[ ]*(#[^\s#!>][^\r\n]*))([ ]*)")  # #> is how `translate` quotes a source.
_WIDE_SPACES = "\u3000\u00a0"
_CONTROL_CODE = re.compile(r"(?<!\\)(?:\\\\)*(?P<code>\\(?:[0abefv]|x[0189][0-9a-fA-F]|x7[fF]|u00[0189][0-9a-fA-F]|u007[fF]|u[fF][eE][fF]{2}))")
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
    end: int = 0  # of the last value of a block container


@dataclass
class Builder:
    """Fills in a document from events; what it refuses is in `diagnostics`, and reading goes on."""

    source: Source
    text: str
    stand_ins: dict[str, str]
    root: Any = None
    finished: bool = False
    places: dict[Pointer, Extent] = field(default_factory=dict)
    guessed: set[Pointer] = field(default_factory=set)
    refused: set[Pointer] = field(default_factory=set)
    wide: list[tuple[int, int]] = field(default_factory=list)
    """Where lines are indented with wide spaces; read again with plain ones, they nest as they look."""
    long_quote: int | None = None
    """Where the last text in quotes begins, if it goes over several lines."""
    _lost: bool = False
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _stack: list[_Frame] = field(default_factory=list)

    def run(self, events: Iterable[yaml.Event]) -> None:
        """Fill `root`, `places` and `diagnostics`. Raises yaml.MarkedYAMLError on bad syntax."""
        documents = 0
        skipping = 0
        refused_at = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    self._report(
                        event, "YAML008", say("A second document begins here (---); a file holds one."),
                        say("Move it to a file of its own, or delete the line of hyphens."),
                    )
                    self.finished = True
                    return
            elif isinstance(event, yaml.CollectionStartEvent):
                if skipping or self._expects_key():
                    refused_at = refused_at if skipping else _start(event)
                    skipping += 1
                elif len(self._stack) >= DEEPEST:
                    self._report(
                        event, "YAML009", say("The values are nested more than {deepest} levels deep.", deepest=DEEPEST),
                        say("Flatten this part; no playbook needs that depth."),
                    )
                    return
                else:
                    self._open(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                if skipping:
                    skipping -= 1
                    if not skipping:
                        _, line_end = self.source.line_bounds(refused_at)
                        if not self._in_brackets():
                            self._report_at(
                                refused_at, min(_end(event), line_end), "YAML010", say("A list or a table stands where a key is expected."),
                                say("A key is a plain text. A text that begins with a bracket needs quotes."),
                            )
                        self._key_was_refused(event)
                else:
                    self._close(event)
            elif isinstance(event, yaml.NodeEvent) and not skipping:
                self._leaf(event)
        if documents == 0 or (self.root is None and not self.diagnostics):
            self.diagnostics.append(self.source.diagnostic(
                0, 0, "YAML013", say("The file is empty."),
                say("Fill it in, or delete it. `sopbook new` writes a file with every field that is needed."),
            ))
            return
        self.finished = True

    def _expects_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].value, dict) and self._stack[-1].key is None

    def _in_brackets(self) -> bool:
        """Return whether the whole value is {{name}}: a text that lost its quotes, told as such (YAML113)."""
        frame = self._stack[-1]
        return frame.flow and not frame.value and self.text.startswith("{{", frame.start)

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
        # libyaml ends a block collection at the next token, past comments: its last value is its end.
        end = _end(event) if frame.flow else max(frame.end, frame.start)
        if self._stack:
            self._stack[-1].end = end
        for key in [key for key in frame.value if isinstance(key, str) and key.startswith("\u0000")]:
            del frame.value[key]
        self._place(frame.pointer, frame.start, end, frame.own_key, frame.flow)

    def _leaf(self, event: yaml.NodeEvent) -> None:
        start, end = _start(event), _end(event)
        self._no_properties(event)
        if isinstance(event, yaml.AliasEvent):
            self._report(
                event, "YAML005", say("*{anchor} refers to another place of the file, which is not allowed.", anchor=event.anchor),
                say("Write the value out. If it is chat text, put it in quotes."),
            )
            value: Any = f"*{event.anchor}"
        else:
            value = self._scalar(event) if isinstance(event, yaml.ScalarEvent) else None
        if self._expects_key():
            self._key(value, event)
            return
        pointer, own_key = self._attach(value)
        if isinstance(event, yaml.AliasEvent) or self._lost:
            self.guessed.add(pointer)
            self._lost = False
        if self._stack:
            # An empty value stands wherever libyaml meets the next token; what counts is its key.
            self._stack[-1].end = end if end > start else own_key[2] if own_key else self._stack[-1].end
        self._place(pointer, start, end, own_key, flow=False)

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        text = event.value
        for stand_in, character in self.stand_ins.items():
            text = text.replace(stand_in, character)
        if event.style in ("'", '"'):
            over = "\n" in self.text[_start(event) : _end(event)]
            self.long_quote = _start(event) if over else None
        if event.style:
            self._no_hidden_control(event, text)
            return text
        lost = _LOST_TAIL.match(self.text, _end(event)) or self._lost_line(event)
        self._lost = bool(lost)
        if lost:
            self.diagnostics.append(
                self.source.diagnostic(
                    lost.start(1), lost.end(1), "YAML104",
                    say("Everything from {lost} on is lost: a # after a space begins a comment.", lost=_shorten(lost[1])),
                    say("Put the whole text in quotes. If it is meant as a comment, put a space behind the #."),
                )
            )
        try:
            return scalar(text)
        except NotANumberError:
            self._report(
                event, "YAML015", say("{text} is a number that cannot be kept exactly.", text=_shorten(text)),
                say("Put it in quotes if it is text, such as an account or phone number."),
            )
            return text

    def _lost_line(self, event: yaml.ScalarEvent) -> re.Match[str] | None:
        """Return a line that begins with a hashtag below a plain text, indented as if it went on."""
        match = _LOST_LINE.match(self.text, _end(event)) if event.value else None
        line_start, _ = self.source.line_bounds(_start(event))
        indent = len(self.text[line_start:]) - len(self.text[line_start:].lstrip(" "))
        return match if match and len(match[2]) > indent else None

    def _no_hidden_control(self, event: yaml.ScalarEvent, text: str) -> None:
        bad = CONTROL.search(text)
        if bad:
            start, end = _start(event), _end(event)
            code = _CONTROL_CODE.search(self.text, start, end)
            place = code.span("code") if code else (start, end)
            self._report_at(
                *place, "YAML002", say("A backslash code in the text makes a control character (U+{code:04X}).", code=ord(bad[0])),
                say("Delete it, or write two backslashes."),
            )

    def _key(self, value: Any, event: yaml.NodeEvent) -> None:
        frame = self._stack[-1]
        start, end = _start(event), _end(event)
        if not isinstance(value, str):
            self._report(
                event, "YAML010", say("The key {text} is not a text.", text=self.text[start:end] or "null"),
                say("Put it in quotes."),
            )
            value = self.text[start:end] or f"\u0000null{start}"
        elif value == "<<" and not getattr(event, "style", None):
            self._report(
                event, "YAML007", say("The merge key << is not allowed."),
                say("Write the fields out."),
            )
            value = f"\u0000{start}"
            self.refused.add(frame.pointer)
        elif value and value[0] in _WIDE_SPACES and not getattr(event, "style", None):
            self.wide.append((start, start + len(value) - len(value.lstrip(_WIDE_SPACES))))
            value = value.lstrip(_WIDE_SPACES)
        if value in frame.value and not value.startswith("\u0000"):
            first = self.places[(*frame.pointer, value)].key_start or 0
            line, _ = self.source.position(first)
            self._report(
                event, "YAML004", say("The key {value} stands here a second time; the first is on line {line}.", value=value, line=line),
                say("Keep one of them."),
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
            self.places[pointer] = Extent(start, end, key[1], key[2], flow)
        else:
            self.places[pointer] = Extent(start, end, flow=flow)

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
                    say("{shown} names this place for use elsewhere, which is not allowed.", shown=shown),
                    say("Delete it. If it is chat text, put the text in quotes."),
                )
            else:
                self._report_at(
                    match.start(1), match.end(1), "YAML006", say("The tag {shown} is not allowed.", shown=shown),
                    say("Delete it. If it is chat text, put the text in quotes."),
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
