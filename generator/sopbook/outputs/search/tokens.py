"""What stands in an index for a text: pairs of characters, stems, and known names. The browser cuts a query in the same way."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from sopbook.outputs.search.vocabulary import stem

_RUN = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[\u3400-\u9fff]+")
_GLUED = re.compile(r"(?=([\u3400-\u9fff][a-z0-9]+))|(?=((?<![a-z0-9])[a-z0-9]+[\u3400-\u9fff]))")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("‘"): "'", ord("’"): "'"}
_HAN = "\u3400"


class Tokens:
    """Cuts texts into tokens. It knows the names of several words or of more than two characters that have a token of their own."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Take the names that mean the same as others."""
        self._han: defaultdict[str, set[str]] = defaultdict(set)
        self._latin: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        for name in names:
            parts = _runs(fold(name))
            if len(parts) == 1 and parts[0] >= _HAN and len(parts[0]) > 2 and parts[0] == name:
                self._han[name[:2]].add(name)
            elif len(parts) > 1 and all(part < _HAN for part in parts):
                stems = tuple(map(stem, parts))
                self._latin[stems[0]].add(stems)

    def of(self, text: str, *, neighbours: bool = False) -> Iterator[str]:
        """Yield the tokens of a text, each as often as it stands there: also "满200" and "200人" of 满200人, and if asked two neighbouring stems."""
        stems: list[str] = []
        folded = fold(text)
        yield from (one or other for one, other in _GLUED.findall(folded))
        for run in _runs(folded):
            if run >= _HAN:
                yield from self._of_latin(stems, neighbours=neighbours)
                stems = []
                yield from self._of_han(run)
            else:
                stems.append(stem(run))
        yield from self._of_latin(stems, neighbours=neighbours)

    def _of_han(self, run: str) -> Iterator[str]:
        for at in range(len(run) - 1):
            pair = run[at : at + 2]
            yield pair
            yield from (name for name in self._han.get(pair, ()) if run.startswith(name, at))

    def _of_latin(self, stems: list[str], *, neighbours: bool) -> Iterator[str]:
        yield from stems
        for at, one in enumerate(stems):
            names = {name for name in self._latin.get(one, ()) if tuple(stems[at : at + len(name)]) == name}
            if neighbours and at + 1 < len(stems):
                names.add((one, stems[at + 1]))
            yield from map(" ".join, sorted(names))


def fold(text: str) -> str:
    """Return a text in small letters, narrow forms and plain quotes."""
    return text.translate(_NARROW).lower()


def name_key(name: str) -> str:
    """Return what a name is known by: in Latin letters its stems, so that "ads" and "ad" are one."""
    folded = fold(name)
    return folded if re.search("[\u3400-\u9fff]", folded) else " ".join(map(stem, _runs(folded)))


def _runs(folded: str) -> list[str]:
    """Return the runs of Chinese characters and the Latin words of a folded text; of "customer's" only the word."""
    return [run.partition("'")[0] for run in _RUN.findall(folded)]
