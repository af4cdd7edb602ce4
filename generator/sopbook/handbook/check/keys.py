"""Lists whose items are known by a key, and fields that only the tool may fill."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sopbook.branches.fork.former import FORMERLY, former_ids
from sopbook.handbook.check.walk import WalkedValue
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document, Pointer
from sopbook.source.schema.wording import name_of, shown, subject


@dataclass(frozen=True)
class KeyCheck:
    """SCHEMA014 (a computed field is typed), SCHEMA015 (two items share their key), SCHEMA016 (a former id that is somebody's)."""

    document: Document
    filled: frozenset[Pointer] = frozenset()
    """The lists that are filled from elsewhere: from a table, or by what repeats."""
    keywords: ClassVar[tuple[str, ...]] = ("readOnly", "x-key")

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield what is wrong with a value."""
        if value.shape.get("readOnly") and not self._is_filled(value.pointer):
            yield self.document.diagnostic(
                value.pointer, "SCHEMA014", say("{name} is worked out by the tool and must not be typed.", name=subject(value.pointer)),
                say("Delete it."), key=True,
            )
        key = value.shape.get("x-key")
        if key and isinstance(value.written, list):
            yield from self._items(value.pointer, value.written, key)

    def _is_filled(self, pointer: Pointer) -> bool:
        """Return whether a list was filled from elsewhere: then nothing was written at its own place."""
        return pointer in self.filled and self.document.origin(pointer).pointer != pointer

    def _items(self, pointer: Pointer, items: list[Any], key: str) -> Iterator[Diagnostic]:
        first: dict[str, int] = {}
        for index, item in enumerate(items):
            name = item.get(key) if isinstance(item, dict) else None
            if not isinstance(name, str):
                continue
            if name in first:
                yield self.document.diagnostic(
                    (*pointer, index, key), "SCHEMA015",
                    say(
                        "The {key} {name} stands twice in {list}; the first is on line {line}.",
                        key=key, name=shown(name), list=name_of(pointer), line=self._line(pointer, first[name]),
                    ),
                    say("Every item of {list} needs its own {key}.", list=name_of(pointer), key=key),
                )
            first.setdefault(name, index)
        yield from self._former_ids(pointer, items, first, key)

    def _former_ids(self, pointer: Pointer, items: list[Any], names: Mapping[str, int], key: str) -> Iterator[Diagnostic]:
        claimed: dict[str, int] = {}
        for index, item in enumerate(items):
            for former in dict.fromkeys(former_ids(item)):
                other = claimed.setdefault(former, index)
                if former not in names and other == index:
                    continue
                if names.get(former) == index:
                    what = say("{former} is the {key} that the item has now.", former=former, key=key)
                elif former in names:
                    what = say(
                        "{former} is the {key} of another item of {list}, on line {line}.",
                        former=former, key=key, list=name_of(pointer), line=self._line(pointer, names[former]),
                    )
                else:
                    what = say(
                        "Another item of {list} was called {former}, too; it is on line {line}.",
                        list=name_of(pointer), former=former, line=self._line(pointer, other),
                    )
                yield self.document.diagnostic(
                    (*pointer, index, FORMERLY, item[FORMERLY].index(former)), "SCHEMA016", what, say("Delete it from {formerly}.", formerly=FORMERLY),
                )

    def _line(self, pointer: Pointer, index: int) -> int:
        return self.document.span((*pointer, index)).line
