"""What one site lost, gained and changed against another."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fnmatch import fnmatchcase
from functools import partial

from comparison.fact import Fact

LOST, CHANGED, ADDED, MOVED = "lost", "changed", "added", "moved"
FILE = "file"
"""The aspect of a whole file that is gone or new."""
_SIMILAR = 0.5
"""From here on one of several new texts in the place of old ones counts as the same, changed."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that is not as it was: `old` is empty for what was added, `new` for what was lost."""

    path: str
    what: str
    """lost, changed, added or moved."""
    aspect: str
    old: str
    new: str
    place: str = ""

    @property
    def takes_away(self) -> bool:
        """Return whether something that was said before is not said any more."""
        return self.what in (LOST, CHANGED)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a change is meant to alter: files by a pattern of their paths, an aspect or *, a text that the old or new one holds."""

    paths: str
    aspect: str
    text: re.Pattern[str]
    line: int = 0

    def covers(self, difference: Difference) -> bool:
        """Return whether a difference is meant."""
        return (
            fnmatchcase(difference.path, self.paths)
            and self.aspect in ("*", difference.aspect)
            and any(self.text.search(text) for text in (difference.old, difference.new) if text)
        )


def allowances(text: str) -> list[Allowed]:
    """Return what a list allows: in each line a pattern of paths, an aspect, and perhaps a regular expression.

    An aspect of two words is written with a hyphen. Raises ValueError for a line that is none.
    """
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split(maxsplit=2)
        if len(parts) < 2:
            raise ValueError(f"Line {number} names a path but no aspect: {line.strip()}")
        found.append(Allowed(parts[0], parts[1].replace("-", " "), re.compile(parts[2] if len(parts) > 2 else ""), number))
    return found


def differences(before: Mapping[str, Sequence[Fact]], after: Mapping[str, Sequence[Fact]]) -> list[Difference]:
    """Return what differs between two sites, by path, in the order of the files."""
    found: list[Difference] = []
    for path in sorted({*before, *after}):
        if path not in after:
            found.append(Difference(path, LOST, FILE, f"{len(before[path])} facts", ""))
        elif path not in before:
            found.append(Difference(path, ADDED, FILE, "", f"{len(after[path])} facts"))
        elif list(before[path]) != list(after[path]):
            found += _in_file(path, before[path], after[path])
    return found


def _in_file(path: str, before: Sequence[Fact], after: Sequence[Fact]) -> Iterator[Difference]:
    """Yield the differences of a file: aspect by aspect, so that a new link in a text does not part the text."""
    for aspect in dict.fromkeys(fact.aspect for fact in (*before, *after)):
        yield from _in_aspect(path, [f for f in before if f.aspect == aspect], [f for f in after if f.aspect == aspect])


def _in_aspect(path: str, before: list[Fact], after: list[Fact]) -> Iterator[Difference]:
    gone, new = Counter(before), Counter(after)
    gone, new = gone - new, new - gone
    if not gone and not new and before != after:
        first = next(old for old, now in zip(before, after, strict=True) if old != now)
        yield Difference(path, MOVED, first.aspect, first.text, first.text, first.place)
    for _, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        lost, added = _taken(before[start:end], gone), _taken(after[new_start:new_end], new)
        for old in lost:
            meant = max(added, key=partial(_likeness, old), default=None)
            if meant is not None and (len(lost) == len(added) == 1 or _likeness(old, meant) >= _SIMILAR):
                added.remove(meant)
                yield Difference(path, CHANGED, old.aspect, old.text, meant.text, old.place)
            else:
                yield Difference(path, LOST, old.aspect, old.text, "", old.place)
        yield from (Difference(path, ADDED, fact.aspect, "", fact.text, fact.place) for fact in added)


def _taken(facts: Sequence[Fact], counts: Counter[Fact]) -> list[Fact]:
    """Return those facts that count says are really gone or new, and count them down: the others are elsewhere in the file."""
    found = []
    for fact in facts:
        if counts[fact] > 0:
            counts[fact] -= 1
            found.append(fact)
    return found


def _likeness(old: Fact, new: Fact) -> float:
    matcher = SequenceMatcher(None, old.text, new.text, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _SIMILAR and matcher.quick_ratio() >= _SIMILAR else 0.0
