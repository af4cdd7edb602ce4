"""What introduces the groups of an index: a line of a playbook of another kind, and the way to all that it says."""

from dataclasses import dataclass

from markupsafe import Markup

from sopbook.branches.items import items_in
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import playbook_path, relative
from sopbook.handbook.view.field import Field, Place, view_behind
from sopbook.handbook.view.view import view_of
from sopbook.kinds.kind import Kind
from sopbook.source.document import Pointer


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a group is about: a line, and where there is more of it."""

    text: Markup
    name: str
    href: str


def introductions(edition: Edition, kind: Kind, field: Pointer, page: str) -> dict[str, Introduction]:
    """Return what introduces the groups of a kind's index by a field, by their values. Where several playbooks say it, the first counts."""
    said = kind.introductions.get(field)
    found: dict[str, Introduction] = {}
    for playbook in edition.playbooks.values() if said else ():
        if said is None or playbook.kind.name != said.kind:
            continue
        fields = Field(view_of(playbook, edition), Place(page))
        for name, pointer in items_in(playbook.value, playbook.kind.shape, said.items):
            item = fields.at(pointer)
            text, title = item.at(said.text), item.at(said.name)
            if text and title:
                href = f"{relative(f'{playbook_path(*playbook.key)}.html', page)}#{item.anchor}"
                found.setdefault(name, Introduction(text.html, view_behind(title).text, href))
    return found
