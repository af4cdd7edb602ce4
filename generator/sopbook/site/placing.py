"""Where the pages of an edition stand among those that a workspace has itself."""

from collections.abc import Collection
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from sopbook.handbook.edition import Edition
from sopbook.outputs.html.handbook import Handbook
from sopbook.publication.own_files import AUTHORS
from sopbook.site.files import navigation

_FIRST_GUIDE = f"{AUTHORS}index.md"


def make_room(files: Files, shown: Edition, known: Collection[str], paths: Collection[str]) -> None:
    """Take away what the edition leaves out, and what stands where it has a file itself.

    Where that is `known`, it has a finding (FILE010), which a server passes over. Raises PluginError for what is not: a hook or
    another plugin has added it.
    """
    for file in list(files):
        if file.dest_uri.startswith(AUTHORS) and not shown.is_first:
            files.remove(file)
        elif file.dest_uri in paths and file.inclusion.is_included():  # type: ignore[no-untyped-call]
            if file.dest_uri not in known:
                raise PluginError(f"A plugin or hook adds {file.src_uri}. In the site this would be {file.dest_uri}, which is the handbook's own.")
            files.remove(file)


def navigation_with(handbook: Handbook, authors: str, files: Files, given: Any, *, whole: bool) -> list[Any]:
    """Return the navigation: the handbook's sections, the workspace's own pages, then the authors' part.

    If it is not `whole`, it names the index of each section: then pages inside of the theme do not grow with the handbook.
    """
    nav: list[Any] = navigation(handbook, authors)
    if not whole:
        nav = [next(iter(one.values()))[0] if isinstance(one, dict) and one is not nav[-1] else one for one in nav]
    own = given if given is not None else sorted(
        file.src_uri for file in files.documentation_pages()
        if file.generated_by is None and file.inclusion.is_in_nav()  # type: ignore[no-untyped-call]
    )
    guides = [entry for entry in own if isinstance(entry, str) and entry.startswith(AUTHORS)]
    reference = nav.pop()[authors]
    guides.sort(key=lambda path: (path != _FIRST_GUIDE, path))
    rest = [entry for entry in own if entry not in guides]
    return [*nav, *rest, *([{authors: guides + reference}] if guides or reference else [])]
