"""The pages of an edition, each made when somebody first asks for it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from threading import RLock

from sopbook.counters import count
from sopbook.outputs.html.control_names import distinct
from sopbook.outputs.html.page import Page


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A page that is not made yet: its path without ending, its title, and what makes it."""

    path: str
    title: str
    make: Callable[[], Page]


class Pages(Mapping[str, Page]):
    """Pages by path, in the order in which they were planned. Asking for one makes it; which there are is known before."""

    def __init__(self) -> None:
        self._planned: dict[str, PlannedPage] = {}
        self._made: dict[str, Page] = {}
        self._lock = RLock()  # A server asks for several at once, and what they share is worked out once.

    def plan(self, *pages: PlannedPage) -> None:
        """Add pages."""
        self._planned |= {page.path: page for page in pages}

    def title(self, path: str) -> str:
        """Return the title of a page, made or not. Raises KeyError where there is none."""
        return self._planned[path].title

    def __getitem__(self, path: str) -> Page:
        """Return a page, and make it if this is the first time. Raises KeyError where there is none."""
        with self._lock:
            if path not in self._made:
                page = self._planned[path].make()
                count("pages rendered")
                self._made[path] = replace(page, body=distinct(page.body))
            return self._made[path]

    def __contains__(self, path: object) -> bool:
        """Return whether there is such a page; nothing is made."""
        return path in self._planned

    def __iter__(self) -> Iterator[str]:
        """Return the paths; nothing is made."""
        return iter(self._planned)

    def __len__(self) -> int:
        """Return how many pages there are."""
        return len(self._planned)
