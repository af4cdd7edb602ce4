"""What the search offers somebody who finds nothing: the list for emergencies, Today, and whom to call."""

from typing import TypedDict

from sopbook.handbook.agenda import has_today
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import HOME, index_path
from sopbook.kinds.kind import in_locale


class Call(TypedDict):
    """Somebody to call, at these hours."""

    role: str
    number: str
    dial: str
    hours: str


class Help(TypedDict):
    """Pages as [path, title], and those on duty in the order in which to call them."""

    pages: list[tuple[str, str]]
    calls: list[Call]
    zone: str


def search_help(edition: Edition) -> Help:
    """Return what stands below a search that finds nothing, or little."""
    locale = edition.locale
    pages = [(f"{index_path(kind.name)}.html", in_locale(kind.need or kind.plural, locale)) for kind in edition.shown_kinds if kind.urgent]
    if has_today(edition):
        pages.append((f"{HOME}.html", edition.labels("today.title")))
    first = next((chain for one in edition.branch.contacts.values() if (chain := [*one.chain(locale)])), [])
    return {
        "pages": pages, "zone": edition.branch.time_zone,
        "calls": [{"role": in_locale(one.role, locale), "number": one.number(locale), "dial": one.dialled(locale), "hours": one.hours} for one in first],
    }
