"""The catalogue of codes: what each one means, with a wrong and a right example.

The texts live in codes/*.yaml, one file for each stage. They are our own files, so plain PyYAML
reads them; data of other people goes through sopbook.source.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources

import yaml

from sopbook.source.diagnostics.diagnostic import Severity


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """What `sopbook explain CODE` tells: a title, the reason, and an example of each sort."""

    code: str
    title: str
    severity: Severity
    why: str
    wrong: str
    right: str

    @property
    def stage(self) -> str:
        """Return the letters of the code, which name the stage that reports it."""
        return self.code.rstrip("0123456789")


def _read() -> Mapping[str, CodeEntry]:
    entries: dict[str, CodeEntry] = {}
    folder = resources.files(__package__) / "codes"
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        for code, texts in yaml.load(file.read_text("utf-8"), yaml.CSafeLoader).items():
            entries[code] = CodeEntry(
                code=code,
                title=texts["title"],
                severity=Severity(texts.get("severity", "error")),
                why=texts["why"].strip(),
                wrong=texts.get("wrong", "").rstrip(),
                right=texts.get("right", "").rstrip(),
            )
    return dict(sorted(entries.items()))


class _Catalogue(Mapping[str, CodeEntry]):
    """The entries by code, read when the first is asked for: a clean run needs none."""

    @cached_property
    def _entries(self) -> Mapping[str, CodeEntry]:
        return _read()

    def __getitem__(self, code: str) -> CodeEntry:
        return self._entries[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


CATALOGUE: Mapping[str, CodeEntry] = _Catalogue()
"""Every code, in order."""
