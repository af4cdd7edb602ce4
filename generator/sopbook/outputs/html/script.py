"""Our scripts as a site serves them: what they do, without what is said about it."""

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

_PIECE = re.compile(r"""((?:\s|//[^\n]*|/\*.*?\*/)+)|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^\s/"'`{}]+|.""", re.DOTALL)
"""A gap, which is its only group; a text in quotes; some code; or one of the characters that need a second look."""
_TEMPLATE = re.compile(r"[`}](?:\\.|\$(?!\{)|[^\\`$])*(?:`|\$\{)", re.DOTALL)
"""A template, or what goes on of it behind a value, up to its end or its next value."""
_PATTERN = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\[])+/\w*")
_VALUE = re.compile(r".*[\w$)\]}\"'`]", re.DOTALL)
_KEYWORD = re.compile(r"(?:.*[^\w$.])?(?:await|case|delete|do|else|in|instanceof|new|of|return|throw|typeof|void|yield)")
_TIGHT = frozenset("()[]{},;:=")


@cache
def script(name: str) -> str:
    """Return one of our scripts, outputs/html/assets/<name>, as it is served."""
    return bare((resources.files("sopbook.outputs.html") / "assets" / name).read_text("utf-8"))


def bare(source: str) -> str:
    """Return a script without comments and without needless space; what starts a line still starts one."""
    out: list[str] = []
    before = ""
    for text, is_gap in _pieces(source):
        if is_gap:
            out.append("\n" if "\n" in text else " ")
            continue
        if out[-1:] == [" "] and (text[0] in _TIGHT or before[-1:] in _TIGHT):
            out.pop()
        out.append(text)
        before = text
    return "".join(out).strip()


def _pieces(source: str) -> Iterator[tuple[str, bool]]:
    """Yield all of a script in pieces, and of each whether it is a gap: space and comments.

    A slash behind a value divides, and begins a pattern anywhere else; behind a closing bracket it is taken to divide.
    """
    braces: list[int] = []  # How many are open in each template that a value has interrupted.
    position, before = 0, ""
    while piece := _PIECE.match(source, position):
        text = piece[0]
        if text == "`" or (text == "}" and braces[-1:] == [0]):
            longer = _TEMPLATE.match(source, position)
            if text == "}":
                braces.pop()
            if longer and longer[0].endswith("${"):
                braces.append(0)
        elif text == "/" and (not _VALUE.fullmatch(before) or _KEYWORD.fullmatch(before)):
            longer = _PATTERN.match(source, position)
        else:
            longer = None
            if braces and text in "{}":
                braces[-1] += 1 if text == "{" else -1
        text = longer[0] if longer else text
        yield text, bool(piece[1])
        position += len(text)
        before = before if piece[1] else text
