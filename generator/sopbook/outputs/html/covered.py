"""The page that shows what the handbook covers, and says in words what is still missing."""

from collections.abc import Iterable, Iterator

from sopbook.branches.branch_files import Key
from sopbook.handbook.covered import Covered
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import COVERS, playbook_path, print_path
from sopbook.handbook.view.language import language_name
from sopbook.kinds.kind import in_locale
from sopbook.outputs.html.environment import render_template
from sopbook.outputs.html.page import Page
from sopbook.outputs.html.playbook import Link
from sopbook.outputs.html.switcher import switcher_html


def covered_pages(edition: Edition) -> list[Page]:
    """Return the page of what is covered, or none in a workspace without a table of coverage."""
    if not edition.covered:
        return []
    open_, met = ([_row(one, edition) for one in edition.covered if one.is_met == is_met] for is_met in (False, True))
    html = render_template("covered.html.j2", t=edition.labels, open=open_, met=met)
    return [Page(COVERS, edition.labels("covered.title"), html, edition.labels("covered.lead"), switcher=switcher_html(edition, COVERS))]


def _row(one: Covered, edition: Edition) -> dict[str, object]:
    labels, locale = edition.labels, edition.locale
    return {
        "number": one.row.number,
        "title": in_locale(one.row.title, locale),
        "asks": in_locale(one.row.asks, locale),
        "kinds": labels("join").join(in_locale(kind.title, locale) for kind in edition.kinds if kind.name in one.row.kinds),
        "titles": _titles(one.playbooks, edition),
        "playbooks": [
            {"page": _link(key, edition), "sheet": print_path(*key) if one.row.pdf and key in edition.cards else ""} for key in one.playbooks
        ],
        "languages": labels("join").join(language_name(locale, edition) for locale, waiting in one.waiting.items() if one.playbooks and not waiting),
        "hidden": labels("covered.hidden", count=one.hidden) if one.hidden else "",
        "branches": labels("join").join(_branch(name, edition) for name in one.forked_by),
        "gaps": list(_gaps(one, edition)),
    }


def _gaps(one: Covered, edition: Edition) -> Iterator[str]:
    """Yield in words what a row still lacks."""
    labels = edition.labels
    if one.unwritten:
        yield labels("covered.unwritten", count=len(one.unwritten))
    if one.new_kinds:
        yield labels("covered.no_kind", count=len(one.new_kinds))
    if one.unnamed:
        yield labels("covered.unnamed", playbooks=_titles(one.unnamed, edition))
    if not one.playbooks and not one.hidden and not one.row.due:
        yield labels("covered.nothing")
    if one.drafts:
        yield labels("covered.draft", playbooks=_titles(one.drafts, edition))
    for locale, waiting in one.waiting.items():
        if waiting:
            yield labels("covered.waiting", count=waiting, language=language_name(locale, edition))


def _branch(name: str, edition: Edition) -> str:
    known = next((one.branch for one in edition.siblings if one.branch.name == name), None)
    return in_locale(known.title, edition.locale) if known else name


def _link(key: Key, edition: Edition) -> Link:
    card = edition.cards.get(key)
    return Link(f"{playbook_path(*key)}.html", card.title if card else key[1])


def _titles(keys: Iterable[Key], edition: Edition) -> str:
    return edition.labels("join").join(_link(key, edition).title for key in keys)
