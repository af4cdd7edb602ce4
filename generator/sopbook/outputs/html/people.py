"""What is due for each person by days of their own: the messages of all such playbooks, for the list on Today."""

from collections.abc import Iterator
from typing import Any

from sopbook import escape
from sopbook.branches.playbook import Playbook
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import HOME, TODAY
from sopbook.handbook.view.field import Field, Place
from sopbook.handbook.view.text import plain
from sopbook.handbook.view.units import span
from sopbook.handbook.view.view import view_of
from sopbook.handbook.words import words_at
from sopbook.kinds.per_person import PerPersonFields
from sopbook.outputs.html.control_names import distinct
from sopbook.outputs.html.environment import render_template
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, expand

PEOPLE = f"{TODAY}/people.js"
"""The script that hands the messages to the list: loaded when there is somebody on it, or somebody is to be put there."""


def person_scripts(edition: Edition) -> list[tuple[str, str]]:
    """Return the playbooks that say what is due for a person: the key of each, and its title."""
    return [("/".join(one.key), plain(one.title, edition.branch, edition.locale)) for one in _playbooks(edition)]


def people_files(edition: Edition) -> dict[str, str]:
    """Return the script with all messages of such playbooks, by its path; none where there is none."""
    scripts = [
        {"key": "/".join(one.key), "title": plain(one.title, edition.branch, edition.locale), "messages": list(_messages(one, fields, edition))}
        for one in _playbooks(edition) if (fields := one.kind.per_person)
    ]
    return {PEOPLE: f"sopbook.takeScripts({escape.script(scripts)});\n"} if scripts else {}


def _playbooks(edition: Edition) -> Iterator[Playbook]:
    return (one for kind in edition.shown_kinds if kind.per_person for one in edition.of(kind) if not one.is_draft)


def _messages(playbook: Playbook, fields: PerPersonFields, edition: Edition) -> Iterator[dict[str, Any]]:
    """Yield what somebody has to send, in the order of days; what goes out by itself is passed over."""
    shown = Field(view_of(playbook, edition), Place(HOME))
    modes = edition.branch.modes.modes if edition.branch.modes else {}
    for pointer in expand(playbook.value, fields.messages):
        value = at(playbook.value, pointer)
        mode = modes.get(str(at(value, fields.mode))) if fields.mode else None
        reaches_many = mode is not None and mode.reaches_many
        if mode is not None and mode.automatic and not reaches_many:
            continue
        day = at(value, fields.day)
        parts = {name: shown.at((*pointer, *place)) for name, place in (("message", fields.message), ("only_if", fields.only_if), ("files", fields.attachments)) if place}
        yield {
            "id": value.get("id") if isinstance(value, dict) and isinstance(value.get("id"), str) else "-".join(map(str, pointer)),
            "day": day if isinstance(day, int) and day > 0 else 1,
            "time": words_at(playbook, (*pointer, *fields.time)) if fields.time else "",
            "after": _after(value, fields.minutes, edition),
            "title": words_at(playbook, (*pointer, *fields.title)),
            "mode": words_at(playbook, (*pointer, *fields.mode)) if fields.mode else "",
            "many": reaches_many,
            "html": distinct(render_template("person.html.j2", t=edition.labels, fields=fields, **{"only_if": None, "files": None, **parts})),
        }


def _after(value: object, minutes: Pointer | None, edition: Edition) -> str:
    """Return how long after the beginning something is due, in words; an empty text where that is at once."""
    found = at(value, minutes) if minutes else None
    return edition.labels("people.after", span=span(found, edition.labels)) if isinstance(found, int) and found > 0 else ""
