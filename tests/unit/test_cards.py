"""A card: what an index, a list or a link knows of a playbook."""

import json
from datetime import date
from pathlib import Path

from example_workspaces import TODAY, checked, lay_out
from rotas import edition_of
from rotas import files as rota_files
from sopbook.handbook.card import Card
from sopbook.handbook.edition import edition

NOTE = "playbooks/hq/note/good.yaml"
TEXT = """\
id: good
title: A good note
summary: Everything in it is right.
version: "1.0"
owner: Operations desk
reviewed_on: 2026-11-01
review_by: 2027-11-01
tags: [sample]
status: active
level: low
say: We are here from ${hours} in group ${group.number}.
"""
KIND = "kind: memo\ntitle: {en: Memo}\nplural: {en: Memos}\nenvelope: false\nidentity: {id: $file}\nsituations: [/when]\n"
SCHEMA = json.dumps({"type": "object", "properties": {
    "title": {"type": "string", "x-text": "plain"}, "status": {"type": "string"}, "see": {"type": "string", "x-ref": "note"},
    "when": {"type": "array", "items": {"properties": {"id": {"type": "string"}, "sign": {"type": "string", "x-text": "plain"}}}},
}})


def cards(root: Path, files: dict[str, str | bytes]) -> dict[str, Card]:
    """Return the cards of headquarters' playbooks by their ids."""
    return {card.id: card for card in edition(checked(lay_out(root, files), TODAY), "hq").cards.values()}


def test_a_card_says_what_a_list_shows(tmp_path: Path) -> None:
    card = cards(tmp_path, {NOTE: TEXT + "see: other\naliases: [fine]\n", "playbooks/hq/note/other.yaml": TEXT.replace("id: good", "id: other")})["good"]

    assert (card.key, card.branch, card.title, card.summary) == (("note", "good"), "hq", "A good note", "Everything in it is right.")
    assert (card.tags, card.aliases, card.status, card.reviewed_on) == (("sample",), ("fine",), "active", date(2026, 11, 1))
    assert [(one.pointer, one.kind, one.id) for one in card.references] == [(("see",), "note", "other")]
    assert (card.situations, card.agenda, card.is_draft) == ((), None, False)


def test_what_only_looks_like_an_envelope_is_none(tmp_path: Path) -> None:
    memo = "title: A memo\nstatus: draft\nsee: good\nwhen:\n  - {id: rain, sign: \"It rains in ${group.number}.\"}\n  - {id: snow, sign: It snows.}\n"
    workspace = checked(lay_out(tmp_path, {"schema/memo/kind.yaml": KIND, "schema/memo/schema.json": SCHEMA, "playbooks/hq/memo/weather.yaml": memo}), TODAY)
    card = edition(workspace, "hq").cards["memo", "weather"]

    assert (card.key, card.status, card.is_draft, card.tags, card.reviewed_on) == (("memo", "weather"), "", False, (), None)
    assert card.situations == ("It rains in [Group number].", "It snows.")


def test_a_card_knows_between_which_days_a_playbook_plans(tmp_path: Path) -> None:
    found = edition_of(tmp_path, rota_files("days: [{date: 2026-12-31}, {date: 2026-12-24}]\n")).cards

    assert found["rota", "year-end"].agenda == (date(2026, 12, 24), date(2026, 12, 31))
    assert found["note", "good"].agenda is None


def test_the_digest_changes_with_what_others_see_and_with_nothing_else(tmp_path: Path) -> None:
    before, same, other = (
        cards(tmp_path / name, {NOTE: TEXT.replace(old, new)})["good"].digest
        for name, old, new in [("a", "", ""), ("b", "say: We are", "say: You are"), ("c", "title: A good", "title: A better")]
    )

    assert before == same != other
