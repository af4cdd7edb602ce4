"""The groups of an index begin with what a playbook of another kind says of them."""

import re
from html import unescape
from pathlib import Path

from example_workspaces import TODAY, checked, lay_out
from sopbook.handbook.edition import edition
from sopbook.outputs.html.bundle import LEARN_STYLE
from sopbook.outputs.html.indexes import kind_indexes
from sopbook.outputs.html.page import Page

KIND = """kind: game
title: {en: Game}
plural: {en: Games}
envelope: false
group_by:
  - {field: /purpose, intro: {kind: guide, items: /entries, name: /name, text: /focus}}
  - /place
"""
GAME = '{"type": "object", "properties": {"title": {"type": "string"}, "purpose": {"title": "Purpose", "enum": ["talk", "sell"]}, "place": {"title": "Place", "enum": ["group"]}}}'
GUIDE = """{"type": "object", "properties": {"title": {"type": "string"}, "entries": {"type": "array", "x-key": "id", "items": {"type": "object", "properties": {
  "id": {"type": "string"}, "name": {"type": "string"}, "focus": {"type": "string"}}}}}}"""
FILES = {
    "schema/game/kind.yaml": KIND, "schema/game/schema.json": GAME,
    "schema/guide/kind.yaml": "kind: guide\ntitle: {en: Guide}\nplural: {en: Guides}\nenvelope: false\n", "schema/guide/schema.json": GUIDE,
    "playbooks/hq/game/dice.yaml": "title: Dice\npurpose: talk\nplace: group\n",
    "playbooks/hq/game/sale.yaml": "title: Sale\npurpose: sell\nplace: group\n",
    "playbooks/hq/guide/purposes.yaml": "title: Purposes\nentries:\n  - {id: talk, name: To get people talking, focus: Whoever only reads writes a first line & smiles.}\n",
}


def indexes(root: Path, **instead: str) -> list[Page]:
    """Return the indexes of the games."""
    hq = edition(checked(lay_out(root, {**FILES, **instead}), TODAY), "hq")
    return kind_indexes(hq.kind("game"), hq)


def text(page: Page) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", page.body).split()))


def test_a_group_begins_with_its_line_and_the_way_to_more(tmp_path: Path) -> None:
    by_purpose, by_place = indexes(tmp_path)

    assert "talk Whoever only reads writes a first line & smiles. About To get people talking Dice sell Sale" in text(by_purpose)
    assert '<a href="../guide/purposes.html#entries-talk">' in by_purpose.body
    assert by_purpose.styles == (LEARN_STYLE,)
    assert "first line" not in text(by_place)
    assert by_place.styles == ()


def test_without_the_kind_that_introduces_there_are_titles_only(tmp_path: Path) -> None:
    files = {name: content for name, content in FILES.items() if "/guide/" not in name}
    hq = edition(checked(lay_out(tmp_path, dict(files)), TODAY), "hq")

    assert "talk Dice sell Sale" in text(kind_indexes(hq.kind("game"), hq)[0])
