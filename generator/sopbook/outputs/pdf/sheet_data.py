"""A playbook as a sheet's template meets it: plain data, described in docs/authors/kinds.md under print.typ."""

from typing import Any

from sopbook.branches.playbook import Playbook
from sopbook.handbook.beat_words import beat_answer, beat_title, option_letter
from sopbook.handbook.beats import Beat, beats_of
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import playbook_path
from sopbook.handbook.signature import signed_digest
from sopbook.handbook.view.rest import rest
from sopbook.handbook.view.text import plain, whole_lines
from sopbook.handbook.view.view import View, view_of
from sopbook.handbook.words import labels_of
from sopbook.kinds.kind import HEADQUARTERS, in_locale
from sopbook.outputs.html.body import holidays, shown_above
from sopbook.outputs.html.parts.values import empty_words
from sopbook.outputs.html.playbook import days_words, tags_of
from sopbook.outputs.pdf.code import square_code
from sopbook.outputs.pdf.left_out import undrawn
from sopbook.outputs.pdf.prose import prose_blocks
from sopbook.outputs.pdf.spans import has_slots, spans
from sopbook.source.pointer import write_pointer


def page_data(playbook: Playbook, edition: Edition) -> dict[str, Any]:
    """Return a playbook as data: its fields, what it is, and what the generic layout shows in which order."""
    kind, branch, locale = playbook.kind, edition.branch, edition.locale
    whole = view_of(playbook, edition)
    own = whole if kind.envelope else whole.child("\0")
    address = edition.address_of(f"{playbook_path(kind.name, playbook.id)}.html")
    labels = labels_of(kind, locale)
    root, parts = field_data(whole), [one for one in _parts(rest(whole, {*shown_above(kind), *kind.facts})) if one.is_printed]
    return {
        **(root if root["sort"] == "record" else {"sort": "record", "fields": {"": root}}),
        "title": plain(playbook.title, branch, locale),
        "summary": plain(playbook.summary, branch, locale),
        "facts": [field_data(one) for one in map(whole.at, kind.facts) if one.is_printed],
        "rest": [one.name for one in parts],
        "shortened": {one.name: field_data(one) for one in parts if one is not whole and one is not whole.child(one.name)},
        "more": [field_data(one) for one in _parts(undrawn(whole, kind)) if one.is_printed] if kind.print_template else [],
        "labels": dict(labels.texts),
        "beats": [_beat_data(beat, playbook, whole) for beat in beats_of(kind, playbook.value) if whole.at(beat.step).is_printed],
        "holidays": {day.date: holidays(day.date, edition) for day in branch.holidays},
        "about": {
            "id": playbook.id,
            "label": playbook_path(kind.name, playbook.id),
            "kind": in_locale(kind.title, locale),
            "kind_name": kind.name,
            "branch": f"{edition.labels('audience.headquarters')} · {edition.title}" if edition.audience == HEADQUARTERS and kind.hides else edition.title,
            "draft": own.child("status").value == "draft",
            "address": address,
            "code": square_code(address) if address else "",
            "digest": signed_digest(playbook),
            "tags": list(tags_of(playbook)),
            "holds": days_words(edition.labels, own.child("effective_from").text, own.child("valid_until").text),
            **{name: own.child(name).text for name in ("version", "owner", "reviewed_on", "review_by")},
        },
    }


def _beat_data(beat: Beat, playbook: Playbook, whole: View) -> dict[str, Any]:
    """Return a beat of a run sheet as data: its words, and the fields that it shows."""
    nothing = whole.child("\0")
    return {
        "id": beat.id, "minute": beat.minute, "type": beat.type, "is_step": beat.is_step, "from": write_pointer(beat.item),
        "title": beat_title(beat, playbook, whole.context.edition.labels), "answer": beat_answer(beat, playbook),
        "step": field_data(whole.at(beat.step)), "item": field_data(whole.at(beat.item)),
        "message": field_data(whole.at(beat.message) if beat.message else nothing),
        "options": [[option_letter(letter, playbook), field_data(whole.at(text))] for letter, text in beat.options],
        "attachments": field_data(whole.at(beat.attachments) if beat.attachments else nothing),
    }


def field_data(view: View) -> dict[str, Any]:
    """Return a field as data: `sort`, `name`, `title`, `text` and `value`, and what lies in it; one that is not printed as a missing one."""
    data: dict[str, Any] = {"sort": view.sort if view.is_printed else "missing", "name": view.name, "title": view.title, "text": ""}
    if view.language:
        data["language"] = view.language
    if not view.is_titled:
        data["titled"] = False
    place = (view.context.edition.branch, view.context.edition.locale)
    match data["sort"]:
        case "missing":
            data |= {"value": None, "items": [], "fields": {}}
        case "empty":
            data |= {"value": view.value, "empty": empty_words(view), "items": [], "fields": {}}
        case "remainder":
            data["items"] = [{**field_data(item), "number": int(item.name) + 1} for item in view.items if item.is_printed]
        case "record":
            data["fields"] = {one.name: field_data(one) for one in view.items if one.is_printed}
        case "list" | "rows":
            data["items"] = [field_data(item) for item in view.items if item.is_printed]
            data["points"] = view.is_points
            data["order"] = [column.name for column in view.columns]
            if all(item["sort"] not in ("record", "list", "rows") for item in data["items"]):
                data["text"] = view.text
        case "contact":
            data |= {"value": view.value, "text": view.text, "calls": _calls(view)}
        case "prose":
            data |= {"value": view.value, "blocks": prose_blocks(view.value, *place)}
        case _:
            data |= {"value": view.value, "text": view.item.numbered if view.item else view.text}
            found = spans(whole_lines(view.value), *place) if view.shape.takes_names and view.sort in ("text", "message") and "${" in view.value else []
            if has_slots(found):
                data["spans"] = found
    return data


def _calls(view: View) -> list[dict[str, Any]]:
    """Return whom to call for a contact, in order."""
    edition = view.context.edition
    return [
        {
            "role": in_locale(one.role, edition.locale), "number": one.number(edition.locale), "hours": one.hours,
            "own": one.branch == edition.branch.title,
        }
        for one in view.contacts
    ]


def _parts(left: View | None) -> tuple[View, ...]:
    """Return the fields of what is left of a playbook, or the whole where it has no fields."""
    if left is None:
        return ()
    return left.items if left.sort == "record" else (left,)
