"""Diagrams of what leads to what: boxes below each other with arrows between, as SVG made at build time.

A picture of one width for all screens: a phone shows it as it is. Its words are text, broken into lines by an
estimate of their widths, because nobody knows at build time what fonts a reader has.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from unicodedata import east_asian_width

from markupsafe import Markup

from sopbook import escape

WIDTH = 328
"""What a phone of 360 px has for it. All lengths are in these units."""
_EM, _LINE, _PADDING = 14, 20, 10
_ARROW, _GAP = 30, 16
"""Between two boxes of a chain, and between two chains."""
_ROOM = WIDTH - 2 * _PADDING - 12
"""For a line; one sign that may not begin the next one hangs over."""
_BLANK = "{span}"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may hold (W3C, Extensible Markup Language 1.0, 2.2)."""
_WORD = re.compile(r"\s+|[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]+")
_NEVER_FIRST = frozenset("，。、；：！？）」』”’》】…—%％,.;:!?)]")
"""Signs that do not begin a line."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a diagram, and the word beside the arrow that leads to it."""

    text: str
    arrow: str = ""
    language: str = ""


class Shown(Protocol):
    """What a diagram asks of a field."""

    @property
    def text(self) -> str:
        """Return the value as plain words."""

    @property
    def language(self) -> str:
        """Return the language of a text that is not in the edition's, or an empty text."""

    def __getitem__(self, step: str) -> "Shown":
        """Return a field of a record."""


def flow(items: Iterable[Shown], steps: Sequence[str], name: str, arrow: str | Sequence[str] = "", words: str = "") -> Markup:
    """Return the diagram of a list, called `name` for those who do not see it.

    With one step the items follow one another, in one chain with numbers. With several, each item is a chain of
    its own, from the first step to the last. The field or fields `arrow` of an item stand beside the arrow to its box,
    in `words` such as "within {span}".
    """
    fields, pattern = [arrow] if isinstance(arrow, str) else arrow, words or _BLANK
    if len(steps) == 1:
        shown = [(item, item[steps[0]]) for item in items]
        chains = [[Box(f"{place}. {one.text}", _beside(item, fields, pattern), one.language) for place, (item, one) in enumerate(shown, 1) if one.text]]
    else:
        chains = [
            [Box(item[step].text, _beside(item, fields, pattern) if place else "", item[step].language) for place, step in enumerate(steps) if item[step].text]
            for item in items
        ]
    return drawn([chain for chain in chains if chain], name)


def _beside(item: Shown, fields: Sequence[str], pattern: str) -> str:
    said = " · ".join(item[field].text for field in fields if field and item[field].text)
    return pattern.replace(_BLANK, said) if said else ""


def drawn(chains: Sequence[Sequence[Box]], name: str) -> Markup:
    """Return chains of boxes as SVG, one chain below the other; nothing where there is none."""
    parts: list[Markup] = []
    y = 1
    for chain in chains:
        for place, box in enumerate(chain):
            if place or box.arrow:
                parts.append(_arrow(y, box.arrow))
                y += _ARROW
            part, height = _box(box, y, last=place == len(chain) - 1 and place > 0)
            parts.append(part)
            y += height
        y += _GAP
    if not parts:
        return Markup("")
    return escape.element(
        '<svg class="sop-flow" role="img" aria-label="{}" viewBox="0 0 {} {}">{}</svg>', legal(name), WIDTH, y - _GAP + 1, Markup("").join(parts)
    )


def _box(box: Box, y: int, *, last: bool) -> tuple[Markup, int]:
    lines = broken(legal(box.text))
    height = len(lines) * _LINE + 2 * _PADDING - 4
    spans = Markup("").join(
        escape.element('<tspan x="{}" y="{}">{}</tspan>', _PADDING + 2, y + _PADDING + _LINE * place + 12, line)
        for place, line in enumerate(lines)
    )
    language = escape.element(' lang="{}"', box.language) if box.language else ""
    rect = escape.element(
        '<rect class="sop-flow__box{}" x="1" y="{}" width="{}" height="{}" rx="6"/>', " sop-flow__box--last" if last else "", y, WIDTH - 2, height
    )
    return rect + escape.element("<text{}>{}</text>", language, spans), height


def _arrow(y: int, word: str) -> Markup:
    shaft = escape.element('<path class="sop-flow__arrow" d="M24 {}v{}m-5 -6 5 6 5 -6"/>', y + 4, _ARROW - 8)
    if not word:
        return shaft
    return shaft + escape.element('<text class="sop-flow__word" x="38" y="{}">{}</text>', y + _ARROW // 2 + 5, legal(word))


def broken(text: str) -> list[str]:
    """Return a text as lines that fit a box: broken between words, between Chinese characters, in words too long."""
    lines, line = [], ""
    for word in _WORD.findall(text):
        if width(line + word.rstrip()) <= _ROOM or (word in _NEVER_FIRST and line and width(line) <= _ROOM):
            line += " " if word.isspace() else word
            continue
        if line.strip():
            lines.append(line.strip())
        line = ""
        for sign in word.strip():
            if line and width(line + sign) > _ROOM:
                lines.append(line)
                line = ""
            line += sign
    return [*lines, line.strip()] if line.strip() or not lines else lines


def width(text: str) -> float:
    """Return about how wide a text is: a Chinese character is one em, a Latin letter about half of one."""
    return sum(_EM * _share(sign) for sign in text)


def _share(sign: str) -> float:
    if east_asian_width(sign) in "WFA":
        return 1.0 if ord(sign) < 0x1F000 else 1.3  # pictures are wider than letters
    if sign in "iljtfrI.,:;'|!()[]- ":
        return 0.36
    return 0.92 if sign in "mwMW@%&" else 0.7 if sign.isupper() else 0.58


def legal(text: str) -> str:
    """Return a text without the characters that no XML may hold."""
    return _ILLEGAL.sub("", text)
