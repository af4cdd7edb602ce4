"""What a schema says about a place: titles, references and units, through every way of combining schemas."""

from typing import Any

import pytest

from sopbook.kinds.schema_view import SchemaView, leaves
from sopbook.source.document import Pointer

SCHEMA: dict[str, Any] = {
    "title": "Plan",
    "required": ["weeks"],
    "properties": {
        "weeks": {"title": "Weeks", "items": {"$ref": "#/$defs/week"}},
        "costs": {"title": "Costs", "additionalProperties": {"title": "Cost", "x-unit": "CNY"}},
        "who": {"anyOf": [{"type": "string", "title": "One"}, {"items": {"x-ref": "activity"}}]},
        "pair": {"prefixItems": [{"title": "First"}, {"title": "Second"}]},
        "odd/name": {"title": "Odd"},
    },
    "allOf": [{"properties": {"late": {"title": "Late"}}, "required": ["late"]}],
    "oneOf": [{"properties": {"red": {"title": "Red"}}}, {"properties": {"blue": {"title": "Blue"}}}],
    "if": {"properties": {"never": {"title": "Only a condition"}}},
    "then": {"properties": {"so": {"title": "So"}}},
    "else": {"properties": {"or": {"title": "Or"}}},
    "$defs": {
        "week": {
            "title": "Week",
            "properties": {
                "days": {"items": {"title": "Day", "x-text": "message"}},
                "next": {"$ref": "#/$defs/week", "title": "Next week"},
                "odd": {"$ref": "#/properties/odd~1name"},
            },
        }
    },
}


def shape(schema: Any = None) -> SchemaView:
    schema = SCHEMA if schema is None else schema
    return SchemaView((schema,), schema)


@pytest.mark.parametrize(
    ("pointer", "title"),
    [
        ((), "Plan"),
        (("weeks",), "Weeks"),
        (("weeks", 0), "Week"),
        (("weeks", "*"), "Week"),
        (("weeks", 3, "days", 6), "Day"),
        (("weeks", 0, "next"), "Next week"),
        (("weeks", 0, "next", "next", "next", "days", 0), "Day"),
        (("weeks", 0, "odd"), "Odd"),
        (("costs", "tea"), "Cost"),
        (("costs", "*"), "Cost"),
        (("who",), "One"),
        (("pair", 0), "First"),
        (("late",), "Late"),
        (("red",), "Red"),
        (("blue",), "Blue"),
        (("so",), "So"),
        (("or",), "Or"),
        (("never",), None),
        (("nothing", "of", "this"), None),
    ],
)
def test_a_place_is_known_by_its_title(pointer: Pointer, title: str | None) -> None:
    assert shape().at(pointer).get("title") == title


def test_what_stands_beside_a_reference_comes_first() -> None:
    assert shape().at(("weeks", 0, "next")).get("title") == "Next week"
    assert shape().at(("weeks", 0, "next")).properties == ("days", "next", "odd")


def test_fields_come_in_the_order_of_the_schema_and_of_its_parts() -> None:
    assert shape().properties == ("weeks", "costs", "who", "pair", "odd/name", "late", "red", "blue", "so", "or")
    assert shape().required == {"weeks", "late"}


def test_a_place_of_which_no_schema_speaks_is_false() -> None:
    assert not shape().child("nothing")
    assert shape().child("who")
    assert shape().child("nothing").get("title", "–") == "–"


def test_the_second_of_a_pair_is_not_the_first() -> None:
    assert shape().at(("pair", 1)).get("title") == "Second"


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#"},
        {"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}},
        {"allOf": [{"$ref": "#"}], "anyOf": [{"$ref": "#/anyOf/0"}]},
        {"properties": {"x": {"$ref": "#/properties/x"}}},
        {"items": {"$ref": "#"}, "additionalProperties": {"$ref": "#"}},
    ],
)
def test_a_schema_that_refers_to_itself_ends(schema: dict[str, Any]) -> None:
    assert shape(schema).at(("x", 0, "x", 0)).get("title") is None


@pytest.mark.parametrize(
    "reference",
    ["#/$defs/no", "#/properties/0", "#/required/9", "#/required/x", "#/title/x", "https://a.example/x.json", "other.json", "#no"],
)
def test_a_reference_that_leads_nowhere_says_nothing(reference: str) -> None:
    schema = {"title": "T", "required": ["a"], "properties": {"a": {"$ref": reference}}}

    assert shape(schema).child("a").get("title") is None


@pytest.mark.parametrize("schema", [True, False, {"properties": {"a": True}}, {"items": False}, {"additionalProperties": False}])
def test_a_schema_may_be_true_or_false(schema: Any) -> None:
    assert shape(schema).child("a").properties == ()
    assert shape(schema).child(0).get("title") is None


def test_the_leaves_of_a_document_come_with_their_places_containers_first() -> None:
    value = {"weeks": [{"days": ["早安"]}], "costs": {"tea": 5}, "unknown": {"x": None}}

    found = [(pointer, item, part.get("title")) for pointer, item, part in leaves(value, shape())]

    assert found == [
        ((), value, "Plan"),
        (("weeks",), [{"days": ["早安"]}], "Weeks"),
        (("weeks", 0), {"days": ["早安"]}, "Week"),
        (("weeks", 0, "days"), ["早安"], None),
        (("weeks", 0, "days", 0), "早安", "Day"),
        (("costs",), {"tea": 5}, "Costs"),
        (("costs", "tea"), 5, "Cost"),
        (("unknown",), {"x": None}, None),
        (("unknown", "x"), None, None),
    ]


def test_a_table_whose_keys_are_digits_keeps_their_own_schema() -> None:
    schema = {"properties": {"2026": {"title": "This year"}}, "additionalProperties": {"title": "Another year"}}

    assert shape(schema).child("2026").get("title") == "This year"
    assert shape(schema).child("2027").get("title") == "Another year"


def test_a_field_by_a_pattern_has_the_schema_of_the_pattern() -> None:
    schema = {"patternProperties": {"^x-": {"title": "Extension"}}}

    assert shape(schema).child("x-a").get("title") == "Extension"
    assert shape(schema).child("a").get("title") is None


def test_a_reference_by_anchor_leads_to_what_carries_it() -> None:
    schema = {"title": "T", "properties": {"a": {"$ref": "#line"}}, "$defs": {"l": {"$anchor": "line", "x-text": "plain"}}}

    assert shape(schema).child("a").get("x-text") == "plain"
    assert shape(schema).child("a").get("title") is None
