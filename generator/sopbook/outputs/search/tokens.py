"""What stands in an index for a text: single characters, pairs of characters, stems, and known names. The browser cuts a query in the same way."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from sopbook.outputs.search.vocabulary import stem

_RUN = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[\u3400-\u9fff]+")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("‘"): "'", ord("’"): "'"}
_HAN = "\u3400"


class Tokens:
    """Cuts texts into tokens. It knows the names of several words or of more than two characters that have a token of their own."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Take the names that mean the same as others."""
        self._han: defaultdict[str, set[str]] = defaultdict(set)
        self._latin: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        for name in names:
            parts = _runs(name)
            if len(parts) == 1 and parts[0] >= _HAN and len(parts[0]) > 2 and parts[0] == name:
                self._han[name[:2]].add(name)
            elif len(parts) > 1 and all(part < _HAN for part in parts):
                stems = tuple(map(stem, parts))
                self._latin[stems[0]].add(stems)

    def of(self, text: str, *, neighbours: bool = False) -> Iterator[str]:
        """Yield the tokens of a text, each as often as it stands there; if asked, also two neighbouring stems."""
        stems: list[str] = []
        for run in _runs(text):
            if run >= _HAN:
                yield from self._of_latin(stems, neighbours=neighbours)
                stems = []
                yield from self._of_han(run)
            else:
                stems.append(stem(run))
        yield from self._of_latin(stems, neighbours=neighbours)

    def _of_han(self, run: str) -> Iterator[str]:
        yield from run
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


def _runs(text: str) -> list[str]:
    """Return the runs of Chinese characters and the Latin words of a text; of "customer's" only the word."""
    return [run.partition("'")[0] for run in _RUN.findall(text.translate(_NARROW).lower())]
