"""A playbook as a sheet's template meets it: plain data, described in docs/authors/kinds.md under print.typ."""

from typing import Any

from sopbook.branches.playbook import Playbook
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import playbook_path
from sopbook.handbook.view.field import Field
from sopbook.handbook.view.text import plain
from sopbook.kinds.kind import COMMON, Kind, Labels, in_locale
from sopbook.outputs.html.playbook import fields_of, holidays, tags_of
from sopbook.outputs.pdf.code import square_code
from sopbook.outputs.pdf.prose import prose_blocks
from sopbook.outputs.pdf.spans import has_slots, spans


def page_data(playbook: Playbook, edition: Edition) -> dict[str, Any]:
    """Return a playbook as data: its fields, what it is, and what the generic layout shows in which order."""
    kind, branch, locale = playbook.kind, edition.branch, edition.locale
    fields = fields_of(playbook, edition, playbook_path(kind.name, playbook.id))
    own = fields if kind.envelope else fields["\0"]
    address = edition.address_of(f"{playbook_path(kind.name, playbook.id)}.html")
    labels = kind.labels.get(locale) or kind.labels.get("en") or Labels()
    root = field_data(fields)
    return {
        **(root if root["sort"] == "record" else {"sort": "record", "fields": {"": root}}),
        "title": plain(playbook.title, branch, locale),
        "summary": plain(playbook.summary, branch, locale),
        "facts": [field_data(fields.at(pointer)) for pointer in kind.facts],
        "rest": _rest(kind, fields) if root["sort"] == "record" else [""],
        "labels": dict(labels.texts),
        "holidays": {day.date: holidays(day.date, edition) for day in branch.holidays},
        "about": {
            "id": playbook.id,
            "label": playbook_path(kind.name, playbook.id),
            "kind": in_locale(kind.title, locale),
            "kind_name": kind.name,
            "branch": edition.title,
            "draft": own["status"].value == "draft",
            "address": address,
            "code": square_code(address) if address else "",
            "tags": list(tags_of(playbook)),
            **{name: own[name].text for name in ("version", "owner", "reviewed_on", "review_by")},
        },
    }


def field_data(field: Field) -> dict[str, Any]:
    """Return a field as data: `sort`, `name`, `title`, `text` and `value`, and what lies in it."""
    data: dict[str, Any] = {"sort": field.sort, "name": field.name, "title": field.title, "text": ""}
    if field.language:
        data["language"] = field.language
    match field.sort:
        case "missing":
            data |= {"value": None, "items": [], "fields": {}}
        case "record":
            data["fields"] = {one.name: field_data(one) for one in field}
        case "list" | "rows":
            data["items"] = [field_data(item) for item in field]
            data["points"] = field.is_points
            data["order"] = [column.name for column in field.columns]
            if all(item["sort"] not in ("record", "list", "rows") for item in data["items"]):
                data["text"] = field.text
        case "prose":
            data |= {"value": field.value, "blocks": prose_blocks(field.value, *field.place)}
        case _:
            data |= {"value": field.value, "text": field.text}
            found = spans(field.value.strip(), *field.place) if field.sort in ("text", "message") else []
            if has_slots(found):
                data["spans"] = found
    return data


def _rest(kind: Kind, fields: Field) -> list[str]:
    """Return the fields of the generic layout: without the common ones, and without the facts above."""
    hidden = set(COMMON) if kind.envelope else set()
    named = {p[0] for p in (kind.identity.id, kind.identity.title, kind.identity.summary) if p and len(p) == 1}
    return [one.name for one in fields if one.name not in hidden | named and one.pointer not in kind.facts]
