"""Words about goods count where something is sold, and what reaches members is more than messages."""

import json
from pathlib import Path

import pytest

from unit.workspaces import FOREIGN, found_in

TEXT = {"type": "string", "x-text": "message"}
SCHEMA = {
    "type": "object",
    "properties": {
        "say": TEXT, "advert": {"type": "boolean"}, "button": {"type": "string", "x-sent": True}, "do": {"type": "string", "x-text": "plain"},
        "offer": {"type": "object", "x-advert": True, "properties": {"say": TEXT}},
    },
}  # fmt: skip
HQ = """\
name: {en: Headquarters}
locales: [en]
params: {price: 59元, hours: 09:00–21:00}
slots:
  shop.link: {title: {en: Link}, sells: true}
  group.number: {title: {en: Number}}
words:
  banned: [{word: cheapest, about: goods}, {word: 最便宜, about: goods}]
"""
SELLS = {
    "a price": "say: cheapest, 59元",
    "a price in full width": "say: cheapest, ￥５９",
    "a price that a param brings in": "say: 'cheapest: ${price}'",
    "a link": "say: cheapest, https://example.com",
    "the slot of the shop": "say: 'cheapest: ${shop.link}'",
    "the mark of an advert": "say: 【广告】cheapest",
    "a field that says so": "advert: true\nsay: cheapest",
    "a part that sells by nature": "offer: {say: cheapest}",
    "a button": "button: The cheapest",
}
SELLS_NOT = {
    "a message": "say: the cheapest joke of the day",
    "a number": "say: cheapest, 59 people",
    "another slot": "say: 'cheapest: ${group.number}'",
    "a field that denies it": "advert: false\nsay: cheapest",
    "an instruction": "do: Find the cheapest, 59元",
}


def codes(root: Path, fields: str) -> list[str]:
    """Return the codes about a visit with these fields."""
    files = {
        "schema/visit/kind.yaml": f"kind: visit\n{FOREIGN}", "schema/visit/schema.json": json.dumps(SCHEMA),
        "playbooks/hq/branch.yaml": HQ, "playbooks/hq/visit/one.yaml": f"{fields}\n",
    }  # fmt: skip
    return [d.code for d in found_in(root, files) if d.path.endswith("one.yaml")]


@pytest.mark.parametrize("fields", SELLS.values(), ids=SELLS)
def test_it_counts_where_something_is_sold(fields: str, tmp_path: Path) -> None:
    assert codes(tmp_path, fields) == ["TEXT004"]


@pytest.mark.parametrize("fields", SELLS_NOT.values(), ids=SELLS_NOT)
def test_it_counts_nowhere_else(fields: str, tmp_path: Path) -> None:
    assert codes(tmp_path, fields) == []
