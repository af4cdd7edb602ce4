"""Schema errors in plain words, at the key or value itself."""

from typing import Any

import pytest

from sopbook.source.schema.document import validate
from sopbook.source.schema.validator import SchemaValidator
from unit.documents import document, read, said

LIST_OF_TEXTS = {"type": "array", "items": {"type": "string"}}
OWNED = {
    "type": "object",
    "additionalProperties": False,
    "required": ["owner", "title"],
    "properties": {"owner": {"type": "string"}, "title": {"type": "string"}, "level": {"type": "string"}},
}


def findings(schema: Any, text: str) -> list[str]:
    return said(validate(document(text), SchemaValidator(schema)))


def about(schema: Any, written: str) -> list[str]:
    """Return the findings about a field `a` with this schema and this value."""
    return findings({"properties": {"a": schema}}, f"a: {written}\n")


@pytest.mark.parametrize(
    ("schema", "written", "message"),
    [
        ({"type": "string"}, "5", '1:4-1:5 SCHEMA003 a is 5; a text is expected. | Put it in quotes: "5".'),
        ({"type": "string"}, "true", '1:4-1:8 SCHEMA003 a is true; a text is expected. | Put it in quotes: "true".'),
        ({"type": "string"}, "5.10", '1:4-1:8 SCHEMA003 a is 5.10; a text is expected. | Put it in quotes: "5.10".'),
        ({"type": "string"}, "014", '1:4-1:7 SCHEMA003 a is 014; a text is expected. | Put it in quotes: "014".'),
        ({"type": "string"}, "1e3", '1:4-1:7 SCHEMA003 a is 1e3; a text is expected. | Put it in quotes: "1e3".'),
        ({"type": "string"}, "\n  - x", "1:1-1:2 SCHEMA003 a is a list; a text is expected. | Write a text."),
        ({"type": "string"}, "[微笑]", "1:4-1:8 YAML113 [微笑] is read as a list, because it stands in brackets."
         " | Put it in quotes to keep it as text: '[微笑]'."),
        ({"type": "integer"}, "'5'", '1:4-1:7 SCHEMA003 a is "5"; a whole number is expected.'
         " | Write the number alone, without quotes, unit or separators."),
        ({"type": "number"}, "1,000", '1:4-1:9 SCHEMA003 a is "1,000"; a number is expected.'
         " | Write the number alone, without quotes, unit or separators."),
        ({"type": "integer"}, "5.5", "1:4-1:7 SCHEMA003 a is 5.5; a whole number is expected. | Write a whole number."),
        ({"type": "boolean"}, "off", '1:4-1:7 SCHEMA003 a is "off"; true or false is expected. | Write false.'),
        ({"type": ["string", "number"]}, "true", '1:4-1:8 SCHEMA003 a is true; a text or a number is expected.'
         ' | Put it in quotes: "true".'),
        ({"enum": ["low", "high"]}, "hgih", '1:4-1:8 SCHEMA004 a is "hgih"; it must be one of low, high. | Did you mean high?'),
        ({"enum": [1, 2]}, "3", "1:4-1:5 SCHEMA004 a is 3; it must be one of 1, 2. | Choose one of: 1, 2."),
        ({"const": "all"}, "some", '1:4-1:8 SCHEMA004 a is "some"; it must be one of all. | Choose one of: all.'),
        ({"pattern": "^a$"}, "b", '1:4-1:5 SCHEMA005 a is "b", which does not have the right form. | It must have the form ^a$.'),
        ({"pattern": "^a$", "x-message": "Write a"}, "b", '1:4-1:5 SCHEMA005 a is "b", which does not have the right form.'
         " | Write a."),
        ({"format": "email"}, "x", '1:4-1:5 SCHEMA005 a is "x", which does not have the right form. | It must have the form of an email.'),
        ({"format": "date"}, "2026-02-30", '1:4-1:14 SCHEMA005 a is "2026-02-30", which does not have the right form.'
         " | It must have the form of a date."),
        ({"minLength": 1}, "''", "1:4-1:6 SCHEMA006 a is an empty text. | Fill it in."),
        ({"minLength": 2}, "早", "1:4-1:5 SCHEMA006 a has 1 character; at least 2 are needed. | Fill it in."),
        ({"maxLength": 3}, "早安早安", "1:4-1:8 SCHEMA007 a has 4 characters; at most 3 fit. | Shorten it, or split it in two."),
        ({"minimum": 1}, "0", "1:4-1:5 SCHEMA008 a is 0; it must be at least 1. | Check the number, and its unit."),
        ({"maximum": 10}, "10.5", "1:4-1:8 SCHEMA008 a is 10.5; it must be at most 10. | Check the number, and its unit."),
        ({"exclusiveMinimum": 0}, "0", "1:4-1:5 SCHEMA008 a is 0; it must be more than 0. | Check the number, and its unit."),
        ({"exclusiveMaximum": 1}, "1", "1:4-1:5 SCHEMA008 a is 1; it must be less than 1. | Check the number, and its unit."),
        ({"multipleOf": 5}, "7", "1:4-1:5 SCHEMA008 a is 7; it must be a multiple of 5. | Check the number, and its unit."),
        ({"minItems": 2}, "[x]", "1:4-1:7 SCHEMA009 a has 1 item; at least 2 items are needed. | Add what is missing."),
        ({"maxItems": 1}, "[x, y]", "1:4-1:10 SCHEMA009 a has 2 items; at most 1 item fits."
         " | Take some away, or split the playbook."),
        ({"minProperties": 1}, "{}", "1:4-1:6 SCHEMA009 a is empty; at least 1 field is needed. | Add what is missing."),
        ({"contains": {"const": 1}}, "[2]", "1:4-1:7 SCHEMA009 a lacks an item that it must contain. | See the kind's reference."),
        ({"uniqueItems": True}, "[x, y, x]", '1:11-1:12 SCHEMA010 "x" stands twice in a. | Keep one of them.'),
        ({"type": "string"}, "", "1:1-1:2 SCHEMA011 a is empty: nothing stands behind the colon."
         " | Fill it in, or delete the line if it is not needed."),
        ({"enum": ["low", "high"]}, "~", "1:1-1:2 SCHEMA011 a is empty: ~ stands for nothing."
         " | Fill it in (low, high), or delete the line if it is not needed."),
        ({"not": {"const": "x"}, "x-message": "Anything but x"}, "x",
         "1:4-1:5 SCHEMA013 a does not fit what its kind asks for. | Anything but x."),
        ({"dependentRequired": {"until": ["why"]}}, "{until: x}",
         "1:5-1:10 SCHEMA013 The field until needs the field why beside it. | Add it: why: …"),
        ({"if": {"const": 1}, "then": {"const": 2}}, "1", "1:4-1:5 SCHEMA004 a is 1; it must be one of 2. | Choose one of: 2."),
        (False, "1", "1:1-1:2 SCHEMA013 a is not allowed here. | Delete it."),
    ],
    ids=lambda part: "" if isinstance(part, str) else str(part)[:40],
)  # fmt: skip
def test_every_keyword_has_its_words(schema: Any, written: str, message: str) -> None:
    assert about(schema, written) == [message]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("ownr: x\ntitle: y\n", ["1:1-1:5 SCHEMA002 There is no field ownr, and owner is missing. | Did you mean owner?"]),
        ("Owner: x\ntitle: y\n", ["1:1-1:6 SCHEMA002 There is no field Owner, and owner is missing. | Did you mean owner?"]),
        ("ownr: x\ntitel: y\n", [
            "1:1-1:5 SCHEMA002 There is no field ownr, and owner is missing. | Did you mean owner?",
            "2:1-2:6 SCHEMA002 There is no field titel, and title is missing. | Did you mean title?"]),
        ("owner: x\ntitle: y\nlevle: z\n", ["3:1-3:6 SCHEMA002 There is no field levle. | Did you mean level?"]),
        ("owner: x\ntitle: y\n等级: z\n", ["3:1-3:3 SCHEMA002 There is no field 等级. | The fields here are: level, owner, title."]),
        ("owner: x\nwhere: z\n", [
            "2:1-2:6 SCHEMA002 There is no field where. | The fields here are: level, owner, title.",
            "1:1-1:9 SCHEMA001 The field title is missing. | Add it: title: …"]),
    ],
)  # fmt: skip
def test_a_missing_field_beside_a_misspelt_one_is_one_finding(text: str, messages: list[str]) -> None:
    assert findings(OWNED, text) == messages


def test_a_field_inside_a_list_is_told_with_its_item() -> None:
    text = "desks:\n  - {owner: x, title: y}\n  - ownr: x\n    title: y\n  - owner: x\n"

    assert findings({"properties": {"desks": {"items": OWNED}}}, text) == [
        "3:5-3:9 SCHEMA002 There is no field ownr in item 2 of desks, and owner is missing. | Did you mean owner?",
        "5:5-5:13 SCHEMA001 The field title is missing from item 3 of desks. | Add it: title: …",
    ]


def test_an_item_is_counted_from_one_at_every_level() -> None:
    assert about({"items": LIST_OF_TEXTS}, "[[x], [y, 5]]") == [
        '1:14-1:15 SCHEMA003 Item 2 of item 2 of a is 5; a text is expected. | Put it in quotes: "5".'
    ]


def test_an_empty_item_is_pointed_at_by_its_hyphen() -> None:
    assert about(LIST_OF_TEXTS, "\n  - x\n  -") == [
        "3:3-3:4 SCHEMA011 Item 2 of a is empty: nothing stands behind the hyphen."
        " | Fill it in, or delete the line if it is not needed."
    ]


@pytest.mark.parametrize(
    ("alternatives", "written", "message"),
    [
        ([{"type": "string"}, LIST_OF_TEXTS], "[x, 5]",
         '1:8-1:9 SCHEMA003 Item 2 of a is 5; a text is expected. | Put it in quotes: "5".'),
        ([{"type": "array", "maxItems": 1}, LIST_OF_TEXTS], "[x, 5]",
         '1:8-1:9 SCHEMA003 Item 2 of a is 5; a text is expected. | Put it in quotes: "5".'),
        ([{"type": "string", "maxLength": 2}, {"type": "array"}], "早安啊",
         "1:4-1:7 SCHEMA007 a has 3 characters; at most 2 fit. | Shorten it, or split it in two."),
        ([{"type": "integer"}, {"const": "all"}], "some",
         '1:4-1:8 SCHEMA004 a is "some"; it must be one of all. | Choose one of: all.'),
        ([{"type": "string"}, LIST_OF_TEXTS], "5",
         '1:4-1:5 SCHEMA012 a is 5; a list or a text is expected. | Put it in quotes: "5".'),
        ([{"required": ["b"]}, {"required": ["c"]}], "{d: 1}",
         "1:4-1:10 SCHEMA012 a fits none of the forms that it may have: the field b is missing."
         " | Choose one of the forms in the kind's reference."),
    ],
    ids=lambda part: "" if isinstance(part, str) else str(part)[:60],
)  # fmt: skip
def test_of_several_forms_the_nearest_one_is_explained(alternatives: list[Any], written: str, message: str) -> None:
    assert about({"anyOf": alternatives}, written) == [message]


def test_a_name_that_does_not_fit_is_pointed_at_by_itself() -> None:
    schema = {"propertyNames": {"pattern": "^[a-z]+$", "x-message": "A name is lower-case letters"}}

    assert about(schema, "{ok: 1, No: 2}") == [
        "1:12-1:14 SCHEMA005 The name No does not have the right form. | A name is lower-case letters."
    ]


def test_a_field_called_like_a_keyword_is_a_field() -> None:
    assert findings({"properties": {"propertyNames": {"type": "string"}}}, "propertyNames: 5\n") == [
        '1:16-1:17 SCHEMA003 propertyNames is 5; a text is expected. | Put it in quotes: "5".'
    ]


def test_names_by_a_pattern_are_fields_beside_the_named_ones() -> None:
    schema = {"properties": {"z": True}, "patternProperties": {"^x-": {"type": "string"}}, "additionalProperties": False}

    assert about(schema, "{x-a: 5, z: 1, y: b}") == [
        "1:19-1:20 SCHEMA002 There is no field y in a. | The fields here are: z.",
        '1:10-1:11 SCHEMA003 x-a is 5; a text is expected. | Put it in quotes: "5".',
    ]


@pytest.mark.parametrize("name", ["host", "host's", 'the "host"', "主\u3000人", "a\\b"])
def test_no_field_is_let_through_by_its_name(name: str) -> None:
    schema = {"allOf": [{"properties": {"say": {"type": "string"}}}], "unevaluatedProperties": False}

    found = validate(document(f"say: x\n? {name}\n: y\n"), SchemaValidator(schema))

    assert [(d.code, d.message) for d in found] == [("SCHEMA002", f"There is no field {name}.")]


def test_a_number_where_one_of_several_texts_is_meant_is_told_to_be_a_text() -> None:
    assert about({"enum": ["1", "2"]}, "1") == ['1:4-1:5 SCHEMA004 a is 1; it must be one of 1, 2. | Put it in quotes: "1".']


@pytest.mark.parametrize("written", ["https://a.example", "'C:\\\\x'", "at 20:30"])
def test_a_text_with_a_colon_where_a_table_is_meant_is_a_text(written: str) -> None:
    assert [line.split()[1] for line in about({"type": "object"}, written)] == ["SCHEMA003"]


def test_all_errors_come_at_once() -> None:
    found = findings({**OWNED, "minProperties": 9}, "owner: 5\ntitle:\nlevle: x\n")

    assert sorted(line.split()[1] for line in found) == ["SCHEMA002", "SCHEMA003", "SCHEMA009", "SCHEMA011"]


def test_a_text_that_could_not_be_read_as_written_is_not_judged_again() -> None:
    made, found = read("a: @所有人\nb: 5\n")
    assert made is not None

    schema = {"properties": {"a": {"enum": ["x"], "maxLength": 1}, "b": {"type": "string"}}}

    assert [d.code for d in found + validate(made, SchemaValidator(schema))] == ["YAML101", "SCHEMA003"]


@pytest.mark.parametrize(
    ("schema", "written"),
    [
        ({"propertyNames": False}, "{x: 1}"),
        ({"propertyNames": {"enum": ["x", "y"]}}, "{z: 1}"),
        ({"propertyNames": {"maxLength": 1}}, "{zz: 1}"),
        ({"oneOf": [{"required": ["b"]}, {"required": ["c"]}]}, "{b: 1, c: 2}"),
        ({"anyOf": [{"required": ["b"]}, {"additionalProperties": False}]}, "{d: 1}"),
        ({"prefixItems": [True], "items": False}, "[1, 2]"),
        ({"contains": {"const": 1}, "maxContains": 1}, "[1, 1]"),
        ({"const": None}, "x"),
        ({"enum": [None, True, ["x"], {"y": 1}]}, "z"),
        ({"dependentSchemas": {"b": {"required": ["c"]}}}, "{b: 1}"),
        ({"allOf": [False]}, "1"),
    ],
)  # fmt: skip
def test_nobody_is_shown_how_a_program_puts_it(schema: Any, written: str) -> None:
    found = about(schema, written)

    assert found != []
    for leak in ("None", "True", "False", "['", "{'", "is a required property", "were unexpected", "is not valid", " with ."):
        assert leak not in "".join(found)
