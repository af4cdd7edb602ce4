"""What a syntax error means in plain words: the traps that chat text sets in YAML.

PyYAML says "found character that cannot start any token"; an author has to hear that a text
beginning with @ needs quotes. Every trap names its stretch of text and, where it can, another
text of the same length with which reading goes on, so that one run finds the next trap too.
"""

import re
from dataclasses import dataclass

import yaml

from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.text import Source
from sopbook.source.yaml.misreadings import QUOTE_HINT, colon_in_text, no_space, wide_colon, wide_indent

_LINE = re.compile(
    r"""[ ]*(?:-[ ]+)*(?:(?P<key>"[^"\n]*"|'[^'\n]*'|[^\s"'\#:\-?][^\n:]*?):[ ]+)?(?P<value>\S.*)?"""
)
_TEXT_AFTER_BRACKET = re.compile(r"(\[[^\[\]]*\]|\{[^{}]*\})[ \t]*(?![ \t\r\n#,\]}]|$)")


@dataclass(frozen=True, slots=True)
class Trap:
    """A recognised mistake; `patch` (start, text of the same length) lets reading go on."""

    diagnostic: Diagnostic
    patch: tuple[int, str] | None = None


def recognise(source: Source, text: str, error: yaml.MarkedYAMLError, long_quote: int | None = None) -> Trap:
    """Return what a syntax error means.

    `long_quote` is where the last text in quotes begins, if it goes over several lines: the quote was
    probably forgotten there, and another one closed it. `text` is what the parser saw: the source's text with some places patched, of equal length.
    """
    problem = error.problem or ""
    mark = error.problem_mark or error.context_mark
    index = min(mark.index, len(text)) if mark else 0
    context = min(error.context_mark.index, len(text)) if error.context_mark else index
    if "quoted scalar" in (error.context or "") and "escape" not in problem:
        return _unclosed_quote(source, text, context)
    if "expected key" in problem and long_quote is not None:
        return _unclosed_quote(source, text, long_quote)
    if "':'" in problem:
        index = context
    for trap in (_wide_indent, _tab, _block_indicator, _by_first_character, _wide_colon, _no_space, _colon_in_text):
        found = trap(source, text, index, problem)
        if found:
            return found
    return Trap(_generic(source, text, index, context, problem))


def _value_on_line(source: Source, text: str, index: int) -> tuple[int, int]:
    """Return (start, end) of the value on the line around a place, behind its key."""
    start, end = source.line_bounds(index)
    match = _LINE.match(text, start, end)
    value = match.start("value") if match and match["value"] is not None else start
    return value, max(value, end - (len(text[value:end]) - len(text[value:end].rstrip())))


def _blank(start: int, end: int) -> tuple[int, str]:
    return start, "x" * (end - start)


def _wide_indent(source: Source, text: str, index: int, _problem: str) -> Trap | None:
    line_start, _ = source.line_bounds(index)
    for place in (index, max(0, line_start - 1)):
        start, end = source.line_bounds(place)
        match = re.match(r"[ ]*(?P<wide>[\u3000\u00a0]+)", text[start:end])
        if match:
            begin, stop = start + match.start("wide"), start + match.end("wide")
            return Trap(wide_indent(source, begin, stop), (begin, " " * (stop - begin)))
    return None


def _tab(source: Source, text: str, index: int, _problem: str) -> Trap | None:
    start, end = source.line_bounds(index)
    indent = re.match(r"[ \t]*(?:-[ \t]+)*", text[start:end])
    width = indent.end() if indent else 0
    tab = text.find("\t", start, start + width)
    if tab < 0:
        return None
    return Trap(
        source.diagnostic(
            tab, start + width, "YAML106",
            say("The line is indented with a tab."),
            say("Use spaces: two for each level. Most editors can be told to do so by themselves."),
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
            say("Text stands on the same line as the {sign} that opens a block.", sign=text[start]),
            say("Begin the text on the next line, indented; only the {sign} stays behind the colon.", sign=text[start]),
        ),
        (start + match.end(), " " * (end - start - match.end())),
    )


def _by_first_character(source: Source, text: str, index: int, problem: str) -> Trap | None:
    start, end = _value_on_line(source, text, index)
    if text[start : start + 1] in ("[", "{") and index > start and text[index : index + 1] in ("@", "`", "%"):
        item = re.match(r"[^,\]}\n]*", text[index:end])
        stop = index + len(item[0].rstrip()) if item else end
        return Trap(
            source.diagnostic(
                index, stop, "YAML101", say("A text that begins with {first} needs quotes.", first=text[index]),
                say("Put the whole text in quotes."),
            ),
            _blank(index, stop),
        )
    if start >= end or index < start:
        return None
    value, first = text[start:end], text[start]
    if first in "@`%":
        return _quote_it(source, start, end, "YAML101", say("A text that begins with {first} needs quotes.", first=first))
    if first in "*&!":
        meaning = {"*": say("a reference"), "&": say("an anchor"), "!": say("a tag")}[first]
        return _quote_it(
            source, start, end, "YAML105",
            say("A text that begins with {first} needs quotes: YAML takes it for {meaning}.", first=first, meaning=meaning),
        )
    if first in "[{" and _TEXT_AFTER_BRACKET.match(value):
        return _quote_it(
            source, start, end, "YAML102",
            say("A text that begins with {first} needs quotes: YAML takes the part in brackets for a list or a table.", first=first),
        )
    if first in "\"'":
        closing = re.match(r'"(?:[^"\\]|\\.)*"' if first == '"' else r"'(?:[^']|'')*'", value)
        if closing and value[closing.end() :].strip() and "escape" not in problem:
            behind = start + closing.end() + len(value[closing.end() :]) - len(value[closing.end() :].lstrip())
            return Trap(
                source.diagnostic(
                    behind, end, "YAML107",
                    say("The text goes on behind its closing {first}.", first=first),
                    say("Use the other sort of quotes around the text, or write it as a block: a | after the colon, the text indented below."),
                ),
                _blank(start, end),
            )
    return None


def _quote_it(source: Source, start: int, end: int, code: str, message: str) -> Trap:
    return Trap(source.diagnostic(start, end, code, message, QUOTE_HINT), _blank(start, end))


def _unclosed_quote(source: Source, text: str, start: int) -> Trap:
    _, end = source.line_bounds(start)
    return Trap(
        source.diagnostic(
            start, end, "YAML108",
            say("The quote {sign} that opens here is never closed.", sign=text[start : start + 1]),
            say("Close it at the end of the text. A text that begins with a quotation mark of its own needs the other sort of quotes around it."),
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
                wide_colon(source, colon),
                _as_key(text, colon, end, match["space"]),
            )
    return None


def whole_text(source: Source, text: str) -> Trap | None:
    """Return the trap of a file that is one text, because every colon in it is full-width or lacks its space."""
    for match in re.finditer(r"^[^\r\n]+", text, re.MULTILINE):
        found = _wide_colon(source, text, match.start(), "':'") or _no_space(source, text, match.start(), "':'")
        if found and found.patch:
            return found
    return None


def _as_key(text: str, colon: int, end: int, space: str) -> tuple[int, str] | None:
    """Return the patch that makes a plain colon and a space, at the cost of the value's first character."""
    if space:
        return colon, ":"
    stop = colon + len(text[colon:end].rstrip())
    return (colon, ": " + "x" * (stop - colon - 2)) if stop - colon >= 3 else None


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
                no_space(source, colon),
                _as_key(text, colon, end, ""),
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
        colon_in_text(source, start, end),
        _blank(start, end),
    )


_PLAIN_WORDS: tuple[tuple[str, str, str], ...] = (
    ("<document start>", say("This does not fit the lines above it: a key was expected here."),
     say("Check the indentation (the same number of spaces as the lines it belongs to), and quotes or brackets above it.")),
    ("did not find expected key", say("This does not fit the lines above it: a key was expected here."),
     say("Check the indentation (the same number of spaces as the lines it belongs to), and quotes or brackets above it.")),
    ("did not find expected '-'", say("A list item was expected here, because the lines above begin with a hyphen."),
     say("Begin the line with a hyphen and a space, or indent it to belong to the item above.")),
    ("mapping values are not allowed", say("A key with a value cannot stand here."),
     say("Check the indentation of this line and of the line above it.")),
    ("could not find expected ':'", say("A line here has no colon: a key needs one, with a space behind it."),
     say("Write key: value, or indent the line so that it belongs to the text above.")),
    ("block sequence entries", say("A list item cannot stand here."),
     say("Put the hyphen on a line of its own below the key, indented by two spaces.")),
    ("',' or ']'", say("The list that was opened with [ is not closed here."), say("Add the ] or the comma that is missing.")),
    ("',' or '}'", say("The table that was opened with {{ is not closed here."), say("Add the }} or the comma that is missing.")),
    ("unknown escape", say("A backslash in double quotes is followed by a character that has no meaning there."),
     say("Write two backslashes, or use single quotes around the text.")),
    ("expected node content", say("A value was expected here, and something else stands here."),
     say("Put the text in quotes if it begins with one of , ] }} or a similar sign.")),
    ("cannot start any token", say("A text cannot begin with the character that stands here."),
     say("Put the whole text in quotes.")),
    ("hexdecimal", say("A backslash code in double quotes is not complete."),
     say("Write two backslashes, or use single quotes around the text.")),
    ("Unicode character escape", say("A backslash code in double quotes names no character."),
     say("Write the character itself.")),
)


def _generic(source: Source, text: str, index: int, context: int, problem: str) -> Diagnostic:
    known = (words for words in _PLAIN_WORDS if words[0] in problem)
    unknown = ("", say("YAML cannot read on from here: {problem}.", problem=problem), QUOTE_HINT)
    _, message, hint = next(known, unknown)
    line_start, end = source.line_bounds(index)
    if "',' or" in problem and source.position(context)[0] != source.position(index)[0]:
        what = {"[": say("list"), "{": say("table")}.get(text[context : context + 1], say("part"))
        message = say("The {what} that opens here with {sign} is never closed.", what=what, sign=text[context : context + 1])
        index, end = context, source.line_bounds(context)[1]
    elif "mapping values" in problem:
        indent = len(text[line_start:index]) - len(text[line_start:index].lstrip(" "))
        index = line_start + indent
    elif "escape" in problem:
        end = min(end, index + 2)
    return source.diagnostic(index, end, "YAML003", message, hint)
