"""The booklet: all sheets of an edition in one PDF, with contents, page numbers and two indexes."""

from collections.abc import Collection, Iterator
from typing import Any

from sopbook.branches.playbook import Playbook
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import BOOKLET, HOME
from sopbook.handbook.view.sound import syllables
from sopbook.handbook.view.view import View, view_of
from sopbook.kinds.kind import in_locale
from sopbook.outputs.html.playbook import tags_of
from sopbook.outputs.pdf.code import square_code
from sopbook.outputs.pdf.job import Job
from sopbook.outputs.pdf.sheet_data import page_data
from sopbook.outputs.pdf.sheets import Press, interface_words

_MOST_PAGES = 8
"""A word of the index that stands on more sheets than that leads nowhere: it is a subject of the whole handbook."""


def booklet(press: Press) -> bytes:
    """Return the booklet of the press's edition."""
    return press.printed(booklet_job(press.edition)).content


def booklet_job(edition: Edition) -> Job:
    """Return what the booklet of an edition is made from."""
    return Job(BOOKLET, "booklet.typ", booklet_data(edition), edition.playbooks.values())


def booklet_data(edition: Edition, chosen: Collection[Playbook] | None = None) -> dict[str, Any]:
    """Return what the booklet is set from: every page in the order of the handbook, or the `chosen` ones, the cover, the indexes."""
    keys = {one.key for one in (edition.playbooks.values() if chosen is None else chosen)}
    parts = [(kind, listed) for kind in edition.kinds if (listed := [one for one in edition.of(kind) if one.key in keys])]
    playbooks = [playbook for _, listed in parts for playbook in listed]
    pages = {playbook.kind.name + "/" + playbook.id: page_data(playbook, edition) for playbook in playbooks}
    address = edition.address_of(f"{HOME}.html")
    return {
        **interface_words(edition),
        "pages": list(pages.values()),
        "sections": [
            {"title": in_locale(kind.plural, edition.locale), "pages": [f"{kind.name}/{p.id}" for p in listed]} for kind, listed in parts
        ],
        "branch": edition.title,
        "reviewed_on": max((page["about"]["reviewed_on"] for page in pages.values()), default=""),
        "address": address,
        "code": square_code(address) if address else "",
        "situations": [
            {"label": label, "title": page["title"], "signs": list(_signs(playbook, edition))}
            for (label, page), playbook in zip(pages.items(), playbooks, strict=True) if any(_signs(playbook, edition))
        ],
        "words": word_index(playbooks, edition),
    }


def _signs(playbook: Playbook, edition: Edition) -> Iterator[str]:
    """Yield the texts of the fields that kind.yaml calls situations: those of a list one by one, without its ids and what it refers to."""
    for pointer in playbook.kind.situations:
        yield from _texts(view_of(playbook, edition).at(pointer))


def _texts(view: View) -> Iterator[str]:
    for one in view.items:
        yield from _texts(one)
    if view.is_leaf and view.sort != "reference":
        yield view.text


def word_index(playbooks: list[Playbook], edition: Edition) -> list[dict[str, Any]]:
    """Return the other names and the tags of all playbooks, in the order of how they sound, each with its pages."""
    found: dict[str, list[str]] = {}
    for playbook in playbooks:
        if not playbook.kind.envelope:
            continue
        tags = (edition.branch.tag(tag, edition.locale) for tag in tags_of(playbook))
        for word in (*_texts(view_of(playbook, edition).child("aliases")), *tags):
            found.setdefault(word, []).append(f"{playbook.kind.name}/{playbook.id}")
    return [{"word": word, "pages": found[word]} for word in sorted(found, key=_sound) if len(found[word]) <= _MOST_PAGES]


def _sound(word: str) -> tuple[str, str]:
    return " ".join(syllables(word)).casefold(), word
