"""A built site as its readers have it: what pages say, where their links lead, what a browser loads with them."""

from pathlib import Path

from comparison.fact import Fact
from comparison.file_facts import SEARCH, search_facts
from comparison.html_facts import page_facts
from end_to_end.site_links import Links


class Site:
    """A folder with a built edition."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def text(self, path: str) -> str:
        """Return a file as it is."""
        return (self.folder / path).read_text("utf-8")

    def says(self, page: str, aspect: str = "text") -> list[str]:
        """Return what a page says: its lines, or its links, its title and so on."""
        return [fact.text for fact in page_facts(page, self.text(page)) if fact.aspect == aspect]

    def loads(self, page: str) -> list[str]:
        """Return the addresses, from the root of the site, of all that a browser loads with a page."""
        base = (self.folder / page).parent
        return [
            address if "//" in address else (base / address).resolve().relative_to(self.folder.resolve()).as_posix()
            for address in Links(self.folder / page).loaded if not address.startswith("data:")
        ]

    def pages(self) -> list[str]:
        """Return the paths of all pages but the one that says that there is none."""
        return sorted(p for file in self.folder.rglob("*.html") for p in [file.relative_to(self.folder).as_posix()] if not p.endswith("404.html"))

    def searched(self) -> list[Fact]:
        """Return what the search looks through."""
        return search_facts({file.name: file.read_bytes() for file in (self.folder / SEARCH).iterdir()})
