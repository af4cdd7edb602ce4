"""Pieces of work that are worth a way to another machine, as bytes."""

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from sopbook.outputs.pdf.cache import SheetCache
from sopbook.outputs.pdf.typesetter import Order

MOST_SHEETS = 20
"""Sheets of a chunk: three seconds of work, which is what is lost with a worker. Starting the typesetter takes 0.3 s of them."""
LEAST_SHEETS = 2
"""Fewer are not worth a further worker: the start of its typesetter takes as long."""
_QUICK = 1
"""The level of zlib: half a second for the data of 100 sheets at the usual one, and a fifth less to send."""


@dataclass(frozen=True, slots=True)
class Common:
    """What all sheets of an edition are set with: it goes to each worker once."""

    templates: bytes
    """The print.typ of each kind, by its name, as JSON."""
    fonts: tuple[tuple[str, bytes], ...]
    """The font files of the workspace, in their order: name and content."""


@dataclass(frozen=True)
class Wanted:
    """A PDF that the store does not have: what it is made from, and where it will be kept."""

    path: str
    key: str
    order: Order


@dataclass(frozen=True)
class Chunk:
    """Some PDFs of one edition."""

    edition: str
    keys: dict[str, str]
    """The keys of what is wanted, by path."""
    common: Common
    content: bytes
    """What a worker gets: the orders as JSON, compressed."""
    cache: SheetCache
    """Where the edition's PDFs are kept."""

    @property
    def names(self) -> str:
        """Return what is in it, for people."""
        return f"{self.edition}: {', '.join(self.keys)}"


@dataclass(frozen=True, slots=True)
class Place:
    """An edition as chunks know it."""

    edition: str
    common: Common
    cache: SheetCache


def chunks(wanted: Sequence[Wanted], place: Place, threads: int) -> Iterator[Chunk]:
    """Yield PDFs in chunks of about equal work, as many as keep `threads` busy, but none that is not worth its way.

    Neighbours go into different ones: they are of one kind, and those of some kinds take six times as long as others.
    """
    parts = ceil(ceil(len(wanted) / MOST_SHEETS) / threads) * threads
    number = min(parts, ceil(len(wanted) / LEAST_SHEETS))
    for first in range(number):
        yield chunk(wanted[first::number], place)


def chunk(wanted: Sequence[Wanted], place: Place) -> Chunk:
    """Return PDFs of an edition as one chunk."""
    orders = [
        {"path": one.path, "key": one.key, "main": one.order.main, "given": one.order.given, "fitted": one.order.fitted, "numbered": one.order.numbered} for one in wanted
    ]
    content = zlib.compress(json.dumps(orders, ensure_ascii=False).encode(), _QUICK)
    return Chunk(place.edition, {one.path: one.key for one in wanted}, place.common, content, place.cache)


def orders_in(content: bytes) -> list[dict[str, Any]]:
    """Return the orders of a chunk."""
    orders: list[dict[str, Any]] = json.loads(zlib.decompress(content))
    return orders

