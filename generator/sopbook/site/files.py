"""The handbook as plain files, for any other site engine: Markdown with front matter, and a navigation."""

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from sopbook import escape
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import AWAY, CATALOGUE, GLOSSARY, HOME, KEEPING, TAGS
from sopbook.outputs.data.calendar import calendar_files
from sopbook.outputs.data.data import data_files
from sopbook.outputs.data.sheet import sheet_files
from sopbook.outputs.html.handbook import Handbook
from sopbook.outputs.html.page import Page
from sopbook.outputs.search.entry import handbook_entries
from sopbook.outputs.search.index import search_files
from sopbook.site.folder import replaced, write_files

NAVIGATION = "nav.yml"


def asset(name: str) -> bytes:
    """Return the content of one of the handbook's own assets."""
    return (resources.files("sopbook.outputs.html") / name).read_bytes()


def handbook_files(handbook: Handbook, edition: Edition, printed: Mapping[str, bytes]) -> dict[str, str | bytes]:
    """Return every file of a handbook by its path: pages as .md, nav.yml, what pages load, data, what is printed."""
    files: dict[str, str | bytes] = {f"{page.path}.md": as_markdown(page) for page in handbook.pages.values() if page.path != AWAY}  # No worker leads there.
    files |= files_beside(handbook, edition, printed)
    files |= search_files(handbook_entries(handbook), edition)
    files[NAVIGATION] = escape.front_matter({"nav": navigation(handbook, edition.labels("home.authors"))})
    return files


def files_beside(handbook: Handbook, edition: Edition, printed: Mapping[str, bytes]) -> dict[str, str | bytes]:
    """Return what an edition publishes beside its pages, by path: data, calendars, tables, stylesheet, scripts, sheets to print."""
    return {**data_files(edition), **calendar_files(edition), **sheet_files(edition), **handbook.files, **printed}


def as_markdown(page: Page) -> str:
    """Return a page as Markdown: front matter, then its HTML, which Markdown passes through and no template language reads."""
    matter = {"title": page.title, "description": page.description, "tags": list(page.tags)}
    return f"---\n{escape.front_matter({key: value for key, value in matter.items() if value})}---\n\n{escape.literal(page.body)}\n"


def navigation(handbook: Handbook, authors: str) -> list[object]:
    """Return the navigation in the form that mkdocs.yml has."""
    nav: list[object] = [f"{path}.md" for path in (HOME, CATALOGUE) if path in handbook.pages]
    nav += [{section.title: [f"{path}.md" for path in section.paths]} for section in handbook.sections]
    nav += [f"{path}.md" for path in (TAGS, GLOSSARY, KEEPING) if path in handbook.pages]
    return [*nav, {authors: [f"{path}.md" for path in handbook.authors]}]


def write_handbook(folder: Path, files: Mapping[str, str | bytes]) -> int:
    """Write the files of a handbook into a folder, which it replaces; return how many there are."""
    with replaced(folder) as beside:
        write_files(beside, files)
    return len(files)
