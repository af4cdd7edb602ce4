"""Texts of an author who is hostile: they break out of HTML, scripts, tables and calendars wherever somebody forgets to escape.

Each has a number, so that whatever breaks out says which text it was: number 17 runs `alert(17)`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from sopbook.branches.interpolation import parts
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.document import Pointer
from sopbook.source.pointer import write_pointer
from sopbook.source.schema.formats import FORMATS

BREAKER = "</title></script>\"'><img src=x onerror=alert({n})>"
"""Ends a title, a script and an attribute in either quotes, and runs."""
TIGHT = "\"'><img/src=x/onerror=alert({n})>"
"""The same without a blank, for texts that may not hold one."""
SHORT = "\"'><i/onclick=alert({n})>"
"""What fits into thirty characters: nothing happens before a click, but it is an element that nobody meant."""
ADDRESS = "https://foreign.example/\"'><img/src=x/onerror=alert({n})>"
"""The same where an address is asked for."""
FURTHER = (
    "&lt;b&gt;{n}", "' onmouseover='alert({n})", "<b>{n}</b>", "]]>", "</textarea></style></svg>", "<img src=//foreign.example/{n}.png>",
    "<a href=javascript:alert({n})>{n}</a>", "-->", "line\u2028paragraph\u2029end", "R&D &amp; more",
)  # fmt: skip
BRACES = ("{{{{7*7}}}}", "{{% raw %}}", "{{# note")
IN_MARKDOWN = (
    "<javascript:alert({n})>", "[x](java&#115;cript:alert({n}))", "[y][z{n}]", "![z](https://foreign.example/{n}.png)",
    "`<b>{n}</b>`", "\n\n[z{n}]: javascript:alert({n})", "\n\n```\n<b>{n}</b>\n```\n", "\n\n<b>{n}</b>\n",
)  # fmt: skip
OF_TABLES = ("=1+1", "@SUM(1+1)", "-2+3", "+1")
IN_CALENDAR = "\r\nATTENDEE:mailto:x@foreign.example\nBEGIN:VALARM"

NO_WORDS = {("kind.yaml", "rule"), ("kind.yaml", "value"), ("kind.yaml", "release_if"), ("kind.yaml", "files"), ("branch.yaml", "parent"), ("branch.yaml", "time_zone"), ("modes.yaml", "needs")}
"""What a schema lets be any text, and is none: expressions, patterns of files, the name of a branch, a time zone, names of fields."""
REASON = SchemaView(({"type": "string"},), None)
"""What `$why` of a fork may say; no schema of a kind speaks of it."""

_TIME = re.compile(r"[0-9]{2}:[0-9]{2}")
_ROOM = "x" * 60
"""As long as what stands for a name once it is filled in."""


class _Dumper(yaml.SafeDumper):
    """Writes every text in double quotes: only there does YAML keep each character."""


_Dumper.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def as_yaml(value: Any) -> str:
    """Return a value as YAML that reads back the same."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100_000)


@dataclass(frozen=True)
class Text:
    """A hostile text: its number, and the file and the pointer where it stands."""

    number: int
    file: str
    pointer: str
    words: str


@dataclass
class Hostile:
    """The workspace while it is made, and every text in it."""

    root: Path
    texts: list[Text] = field(default_factory=list)
    _fields: set[tuple[str, str, Pointer]] = field(default_factory=set)

    def written(self, file: str, value: Any, shape: SchemaView, *, braces: bool = True) -> Any:
        """Write a file with its free texts made hostile, and return its new value."""
        changed = self._hostile(value, shape, (), file, braces=braces)
        target = self.root / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(as_yaml(changed), "utf-8")
        return changed

    def words_at(self, file: str, pointer: str) -> str:
        """Return the hostile text at a place."""
        return next(text.words for text in self.texts if (text.file, text.pointer) == (file, pointer))

    def text(self, file: str, pointer: Pointer, given: str, shape: SchemaView, *, braces: bool = True) -> str:
        """Return the hostile text for a place: the longest that its schema allows; the given one where none is.

        The first item of each list gets all that may break out, so each field is tried with everything; further items get some of it
        in turn, because sheets take their time to lay out half a million characters.
        """
        number = len(self.texts) + 1
        names = [part.text for part in parts(given) if part.is_name]
        is_param = "params" in pointer
        if is_param and _TIME.fullmatch(given):
            return given
        is_first = self._is_first(file, pointer)
        for words in (TIGHT.format(n=number),) if is_param else _candidates(number, shape, braces=braces, whole=is_first):
            whole = " ".join((words, *names))
            if is_allowed(" ".join((words, *(_ROOM for _ in names))), shape) and (not names or is_allowed(whole, shape)):
                self.texts.append(Text(number, file, write_pointer(pointer), words))
                return whole
        return given

    def _is_first(self, file: str, pointer: Pointer) -> bool:
        """Return whether a field has a hostile text for the first time in the files of a sort: playbooks of a kind, its translations, labels."""
        path = Path(file)
        pattern = str(path.parent), path.suffixes[0], tuple("*" if isinstance(step, int) else step for step in pointer)
        is_new = pattern not in self._fields
        self._fields.add(pattern)
        return is_new

    def _hostile(self, value: Any, shape: SchemaView, pointer: Pointer, file: str, *, braces: bool) -> Any:
        if isinstance(value, dict):
            return {key: self._hostile(item, shape.child(key), (*pointer, key), file, braces=braces) for key, item in value.items()}
        if isinstance(value, list):
            return [self._hostile(item, shape.child(place), (*pointer, place), file, braces=braces) for place, item in enumerate(value)]
        shape = REASON if pointer[-1] == "$why" else shape
        if not isinstance(value, str) or not is_free(shape) or any((Path(file).name, step) in NO_WORDS for step in pointer):
            return value
        return self.text(file, pointer, value, shape, braces=braces)


def is_free(shape: SchemaView) -> bool:
    """Return whether a schema lets a text be written freely: no choice, no id of another playbook, a contact, a way to send or an account, no file or table, no date."""
    return bool(shape) and not any(shape.get(keyword) for keyword in ("enum", "const", "x-ref", "x-contact", "x-mode", "x-account", "x-regulated", "x-file", "x-table", "readOnly"))


def is_allowed(text: str, shape: SchemaView) -> bool:
    """Return whether a text passes the schema of its place."""
    most, most_bytes = shape.get("maxLength"), shape.get("x-max-bytes")
    pattern, form = shape.get("pattern"), shape.get("format")
    return (
        (most is None or len(text) <= most) and (most_bytes is None or len(text.encode()) <= most_bytes)
        and (pattern is None or re.search(pattern, text) is not None) and (form not in FORMATS or FORMATS[form](text))
    )


def _candidates(number: int, shape: SchemaView, *, braces: bool, whole: bool) -> Iterator[str]:
    markdown, message = shape.get("x-text") == "markdown", shape.get("x-text") == "message"
    rest = [*FURTHER, *(BRACES if braces else ()), *(IN_MARKDOWN if markdown else ()), *([IN_CALENDAR] if message else ())]
    start = "" if markdown else OF_TABLES[number % len(OF_TABLES)]
    everything = [" ".join([start, BREAKER, *rest])] if whole else []
    for words in (*everything, f"{start} {BREAKER} {rest[number % len(rest)]}", f"{start} {BREAKER} {rest[number % 5]}", f"{start}{BREAKER}", BREAKER, TIGHT, ADDRESS, SHORT):
        yield words.format(n=number).strip()
