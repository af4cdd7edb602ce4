"""What a syntax error means in plain words: the traps that chat text sets in YAML.

PyYAML says "found character that cannot start any token"; an author has to hear that a text
beginning with @ needs quotes. Every trap names its stretch of text and, where it can, another
text of the same length with which reading goes on, so that one run finds the next trap too.
"""

import re
from dataclasses import dataclass

import yaml

from sopbook.diagnostics import Diagnostic
from sopbook.load.source import Source

_LINE = re.compile(
    r"""[ ]*(?:-[ ]+)*(?:(?P<key>"[^"\n]*"|'[^'\n]*'|[^\s"'\#:\-?][^\n:]*?):[ ]+)?(?P<value>\S.*)?"""
)
_QUOTE_HINT = "Put the whole text in quotes, or write it as a block: a | after the colon, the text indented below."
_TEXT_AFTER_BRACKET = re.compile(r"(\[[^\[\]]*\]|\{[^{}]*\})[ \t]*(?![ \t\r\n#,\]}]|$)")


@dataclass(frozen=True, slots=True)
class Trap:
    """A recognised mistake; `patch` (start, text of the same length) lets reading go on."""

    diagnostic: Diagnostic
    patch: tuple[int, str] | None = None


def recognise(source: Source, text: str, error: yaml.MarkedYAMLError) -> Trap:
    """Return what a syntax error means.

    `text` is what the parser saw: the source's text with some places patched, of equal length.
    """
    problem = error.problem or ""
    mark = error.problem_mark or error.context_mark
    index = min(mark.index, len(text)) if mark else 0
    if "quoted scalar" in (error.context or "") and "escape" not in problem and error.context_mark:
        return _unclosed_quote(source, text, error.context_mark.index)
    for trap in (_tab, _block_indicator, _by_first_character, _wide_colon, _no_space, _colon_in_text):
        found = trap(source, text, index, problem)
        if found:
            return found
    return Trap(_generic(source, index, problem))


def _value_on_line(source: Source, text: str, index: int) -> tuple[int, int]:
    """Return (start, end) of the value on the line around a place, behind its key."""
    start, end = source.line_bounds(index)
    match = _LINE.match(text, start, end)
    value = match.start("value") if match and match["value"] is not None else start
    return value, max(value, end - (len(text[value:end]) - len(text[value:end].rstrip())))


def _blank(start: int, end: int) -> tuple[int, str]:
    return start, "x" * (end - start)


def _tab(source: Source, text: str, index: int, _problem: str) -> Trap | None:
    start, end = source.line_bounds(index)
    indent = re.match(r"[ \t]*", text[start:end])
    width = indent.end() if indent else 0
    tab = text.find("\t", start, start + width)
    if tab < 0:
        return None
    return Trap(
        source.diagnostic(
            tab, start + width, "YAML106",
            "The line is indented with a tab.",
            "Use spaces: two for each level. Most editors can be told to do so by themselves.",
        ),
        (start, text[start : start + width].replace("\t", " ")),
    )


def _block_indicator(source: Source, text: str, index: int, problem: str) -> Trap | None:
    start, end = _value_on_line(source, text, index)
    match = re.match(r"[|>][-+0-9]*[ \t]*", text[start:end])
    if not match or "comment or line break" not in problem:
        return None
    return Trap(
        source.diagnostic(
            start + match.end(), end, "YAML111",
            f"Text stands on the same line as the {text[start]} that opens a block.",
            f"Begin the text on the next line, indented; only the {text[start]} stays behind the colon.",
        ),
        (start + match.end(), " " * (end - start - match.end())),
    )


def _by_first_character(source: Source, text: str, index: int, problem: str) -> Trap | None:
    start, end = _value_on_line(source, text, index)
    if start >= end or index < start:
        return None
    value, first = text[start:end], text[start]
    if first in "@`%":
        return _quote_it(source, start, end, "YAML101", f"A text that begins with {first} needs quotes.")
    if first in "*&!":
        meaning = {"*": "a reference", "&": "an anchor", "!": "a tag"}[first]
        return _quote_it(
            source, start, end, "YAML105",
            f"A text that begins with {first} needs quotes: YAML takes it for {meaning}.",
        )
    if first in "[{" and _TEXT_AFTER_BRACKET.match(value):
        return _quote_it(
            source, start, end, "YAML102",
            f"A text that begins with {first} needs quotes: YAML takes the part in brackets for a list or a table.",
        )
    if first in "\"'":
        closing = re.match(r'"(?:[^"\\]|\\.)*"' if first == '"' else r"'(?:[^']|'')*'", value)
        if closing and value[closing.end() :].strip() and "escape" not in problem:
            return Trap(
                source.diagnostic(
                    start + closing.end(), end, "YAML107",
                    f"The text goes on behind its closing {first}.",
                    "Use the other sort of quotes around the text, or write it as a block: a | after the colon, "
                    "the text indented below.",
                ),
                _blank(start, end),
            )
    return None


def _quote_it(source: Source, start: int, end: int, code: str, message: str) -> Trap:
    return Trap(source.diagnostic(start, end, code, message, _QUOTE_HINT), _blank(start, end))


def _unclosed_quote(source: Source, text: str, start: int) -> Trap:
    _, end = source.line_bounds(start)
    return Trap(
        source.diagnostic(
            start, end, "YAML108",
            f"The quote {text[start : start + 1]} that opens here is never closed.",
            "Close it at the end of the text. A text that begins with a quotation mark of its own needs the "
            "other sort of quotes around it.",
        ),
        _blank(start, len(text[:end].rstrip())) if end > start else None,
    )


def _wide_colon(source: Source, text: str, index: int, problem: str) -> Trap | None:
    if "mapping values" not in problem and "':'" not in problem:
        return None
    line_start, _ = source.line_bounds(index)
    for place in (index, max(0, line_start - 1)):
        start, end = source.line_bounds(place)
        line = text[start:end]
        match = re.match(r"[ ]*(?:-[ ]+)*[A-Za-z_][\w-]*(?P<colon>\uff1a)(?P<space>[ ]?)", line)
        if match:
            colon = start + match.start("colon")
            return Trap(
                source.diagnostic(
                    colon, colon + 1, "YAML109",
                    "The colon behind the key is a full-width one (\uff1a).",
                    "Write a plain colon and a space: switch the input method to half-width for YAML's own signs.",
                ),
                (colon, ":") if match["space"] else None,
            )
    return None


def _no_space(source: Source, text: str, index: int, problem: str) -> Trap | None:
    if "mapping values" not in problem and "':'" not in problem:
        return None
    line_start, _ = source.line_bounds(index)
    for place in (index, max(0, line_start - 1)):
        start, end = source.line_bounds(place)
        match = re.match(r"[ ]*(?:-[ ]+)*[A-Za-z_][\w-]*(?P<colon>:)[^\s:/]", text[start:end])
        if match:
            colon = start + match.start("colon")
            return Trap(
                source.diagnostic(
                    colon, colon + 1, "YAML112",
                    "There is no space behind the colon, so this is no key with a value.",
                    "Put a space behind the colon.",
                )
            )
    return None


def _colon_in_text(source: Source, text: str, index: int, problem: str) -> Trap | None:
    if "mapping values" not in problem:
        return None
    start, end = _value_on_line(source, text, index)
    if not start <= index < end or start == source.line_bounds(index)[0]:
        return None
    match = _LINE.match(text, source.line_bounds(index)[0], end)
    if not match or match["key"] is None:
        return None
    return Trap(
        source.diagnostic(
            start, end, "YAML103",
            "The text holds a colon followed by a space, which YAML takes for another key.",
            _QUOTE_HINT,
        ),
        _blank(start, end),
    )


_PLAIN_WORDS: tuple[tuple[str, str, str], ...] = (
    ("did not find expected key", "This does not fit the lines above it: a key was expected here.",
     "Check the indentation (the same number of spaces as the lines it belongs to), and quotes or brackets above it."),
    ("did not find expected '-'", "A list item was expected here, because the lines above begin with a hyphen.",
     "Begin the line with a hyphen and a space, or indent it to belong to the item above."),
    ("mapping values are not allowed", "A key with a value cannot stand here.",
     "Check the indentation of this line and of the line above it."),
    ("could not find expected ':'", "A line here has no colon: a key needs one, with a space behind it.",
     "Write key: value, or indent the line so that it belongs to the text above."),
    ("block sequence entries", "A list item cannot stand here.",
     "Put the hyphen on a line of its own below the key, indented by two spaces."),
    ("',' or ']'", "The list that was opened with [ is not closed here.", "Add the ] or the comma that is missing."),
    ("',' or '}'", "The table that was opened with { is not closed here.", "Add the } or the comma that is missing."),
    ("unknown escape", "A backslash in double quotes is followed by a character that has no meaning there.",
     "Write two backslashes, or use single quotes around the text."),
    ("expected node content", "A value was expected here, and something else stands here.",
     "Put the text in quotes if it begins with one of , ] } or a similar sign."),
    ("cannot start any token", "A text cannot begin with the character that stands here.",
     "Put the whole text in quotes."),
    ("hexdecimal", "A backslash code in double quotes is not complete.",
     "Write two backslashes, or use single quotes around the text."),
    ("Unicode character escape", "A backslash code in double quotes names no character.",
     "Write the character itself."),
)


def _generic(source: Source, index: int, problem: str) -> Diagnostic:
    known = (words for words in _PLAIN_WORDS if words[0] in problem)
    unknown = ("", f"YAML cannot read on from here: {problem}.", _QUOTE_HINT)
    _, message, hint = next(known, unknown)
    _, end = source.line_bounds(index)
    return source.diagnostic(index, end, "YAML003", message, hint)
