"""How much work is done, counted and not timed: a count is the same on every machine, whatever else runs there.

Nobody counts unless tests or a benchmark ask for it; until then `count` looks at one name and returns. Each stage counts
what it does once, in one line. What other processes do, such as those that build further editions, is not counted here.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, TypeAlias

Work: TypeAlias = Literal[
    "files read", "files digested", "files parsed", "files parsed with places", "positions asked for", "documents validated", "documents walked", "kinds discovered", "forks merged",
    "translations laid over", "expressions evaluated", "texts searched for words", "workspace checks", "views made", "bodies rendered", "pages rendered",
    "pages read back", "PDFs typeset", "PDFs set elsewhere", "editions built", "editions carried over", "files changed", "site engine runs",
]
"""Everything that is counted."""

_counts: Counter[Work] | None = None


def count(work: Work, number: int = 1) -> None:
    """Add to a count, if anybody counts."""
    if _counts is not None:
        _counts[work] += number


@contextmanager
def counted() -> Iterator[Counter[Work]]:
    """Give the counts of what happens inside the block, in all threads of this process. Blocks do not nest."""
    global _counts
    if _counts is not None:
        raise RuntimeError("Work is being counted already.")
    _counts = Counter()
    try:
        yield _counts
    finally:
        _counts = None
