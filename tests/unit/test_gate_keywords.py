"""What the schemas of other kinds may ask: the fast gate and the authority read every keyword alike."""

import json
from typing import Any

import pytest

from sopbook.source.schema.validator import SchemaValidator

# Each schema with the values on which two readings of it could part.
KEYWORDS: list[tuple[dict[str, Any], list[Any]]] = [
    ({"pattern": "^(low|high)$"}, ["low", "low\n", "ｌｏｗ"]),
    ({"pattern": "^low$|^high$"}, ["low", "low\n", "high\n"]),
    ({"pattern": "^\\d{2}:\\d{2}$"}, ["20:30", "２０:３０", "20:30\n"]),
    ({"pattern": "^\\w+$"}, ["abc", "é", "早安", "a b"]),
    ({"pattern": "^\\S+$"}, ["a", "\ufeff", "\u0085", "\u3000", "a b"]),
    ({"pattern": "^[\\s]$"}, [" ", "\u3000", "\ufeff", "\u0085", "\u200b"]),
    ({"pattern": "^[^[\\]]*$"}, ["a", "[微笑]", "早 ["]),
    ({"pattern": "^.{2}$"}, ["ab", "👋👋", "a\n", "a\u2028"]),
    ({"pattern": "^[\\u4e00-\\u9fff]+$"}, ["早安", "a", "早安\n"]),
    ({"pattern": "\\$$"}, ["5$", "5$\n"]),
    ({"patternProperties": {"^a$": {"type": "string"}}, "additionalProperties": False}, [{"a": "x"}, {"a\n": "x"}]),
    ({"patternProperties": {"^\\d+$": False}}, [{"1": 1}, {"１": 1}]),
    ({"propertyNames": {"pattern": "^[a-z]+$"}}, [{"a": 1}, {"a\n": 1}, {"A": 1}]),
    ({"pattern": "^\\p{L}+$"}, ["abc", "张三", "a1", ""]),
    ({"pattern": "^[\\p{Lu}\\p{Script=Han}]\\P{N}*$"}, ["Abc", "张a", "abc", "张1"]),
    ({"pattern": "^\\u{1F600}|\\p{Emoji_Presentation}$"}, ["😀", "😁", "a"]),
    ({"pattern": "^(?<a>[ab])\\1$"}, ["aa", "ab"]),
    ({"pattern": "(?<!a)b"}, ["ab", "cb", "b"]),
    ({"patternProperties": {"^\\p{L}+$": {"type": "string"}}, "additionalProperties": False}, [{"张三": "x"}, {"张三": 1}, {"张3": "x"}]),
    ({"patternProperties": {"^\\p{L}+$": True}, "additionalProperties": {"type": "integer"}}, [{"张三": "x"}, {"1": "x"}, {"1": 1}]),
    ({"propertyNames": {"pattern": "^\\p{Ll}+$"}}, [{"a": 1}, {"é": 1}, {"A": 1}, {"a1": 1}]),
    ({"allOf": [{"patternProperties": {"^\\p{L}+$": True}}], "unevaluatedProperties": False}, [{"é": 1}, {"1": 1}, {}]),
    ({"$ref": "#/$defs/a", "unevaluatedProperties": False, "$defs": {"a": {"properties": {"x": True}, "$ref": "#/$defs/b"}, "b": {
        "dependentSchemas": {"x": {"properties": {"y": True}}}, "if": {"required": ["z"]}, "then": {"properties": {"z": True}}, "else": {"properties": {"w": True}},
    }}}, [{"x": 1, "y": 1}, {"y": 1}, {"z": 1}, {"w": 1}, {"z": 1, "w": 1}, {"x": 1, "w": 1}]),
    ({"anyOf": [{"properties": {"a": {"const": 1}}}, {"properties": {"b": True}, "required": ["b"]}], "unevaluatedProperties": {"type": "string"}},
     [{"a": 1}, {"a": 2, "b": 1}, {"a": "2", "b": 1}, {"b": 1, "c": "x"}, {"b": 1, "c": 2}]),
    ({"unevaluatedProperties": False, "additionalProperties": {"type": "integer"}}, [{"a": 1}, {"a": "x"}]),
    ({"properties": {"a": {"$ref": "#"}}, "additionalProperties": False}, [{"a": {"a": {}}}, {"a": {"a": {"b": 1}}}]),
    ({"$schema": "https://json-schema.org/draft/2019-09/schema", "allOf": [{"properties": {"a": True}}], "unevaluatedProperties": False}, [{"a": 1}, {"b": 1}]),
    ({"$schema": "http://json-schema.org/draft-07/schema#", "unevaluatedProperties": False}, [{"a": 1}]),
    ({"format": "date"}, ["2026-12-01", "2026-02-30", "２０２６-12-01", "2026-12-01\n", "20261201", 5]),
    ({"format": "uri"}, ["https://a.example/早", "https://[::1", "http://a b", "mailto:a@b.example", "https://@/", ""]),
    ({"format": "email"}, ["a@b.example", "a@b", "a b@c.example", "a@b.example\n"]),
    ({"format": "time"}, ["20:30:00Z", "20:30", "half past eight"]),
    ({"format": "uuid"}, ["no-uuid", "123e4567-e89b-12d3-a456-426614174000"]),
    ({"format": "regex"}, ["a", "("]),
    ({"format": "of-our-own"}, ["a", ""]),
    ({"multipleOf": 0.01}, [19.99, 4.35, 0.07, 19.999, 20]),
    ({"multipleOf": 0.5}, [1.5, 1.25, -2]),
    ({"multipleOf": 3}, [9, 10, 1e30, 1e300]),
    ({"type": "integer"}, [1, 1.0, 1.5, True, "1", -0.0, 1e300]),
    ({"enum": [1, "a", None, [1], {"a": 1}]}, [1, 1.0, True, "1", None, [1.0], [True], {"a": 1.0}, {"a": True}]),
    ({"const": False}, [False, 0, 0.0, ""]),
    ({"uniqueItems": True}, [[1, 1.0], [1, True], [0, False], [[1], [True]], [{"a": 1, "b": 2}, {"b": 2, "a": 1}]]),
    ({"minLength": 2, "maxLength": 2}, ["👋", "👋🏽", "e\u0301", "早安", "a"]),
    ({"maximum": 0.1}, [0.1, 0.10000000000000002, True, 1e300]),
    ({"contains": {"const": 1}, "minContains": 2}, [[1, 1.0], [1, True], [1]]),
    ({"dependentRequired": {"a": ["b"]}}, [{"a": 1}, {"a": 1, "b": 2}, {}]),
    ({"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": False}, [{"a": 1}, {"a": 1, "b": 1}, {}]),
    ({"allOf": [{"properties": {"a": True}}], "unevaluatedProperties": False}, [{"a": 1}, {"b": 1}]),
    ({"prefixItems": [{"type": "string"}], "items": False}, [["a"], ["a", 1], [1], []]),
    ({"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}, [{"a": 1}, {"a": 1, "b": 1}, {}]),
]


@pytest.mark.parametrize(("schema", "values"), KEYWORDS, ids=[json.dumps(schema)[1:61] for schema, _ in KEYWORDS])
def test_both_read_every_keyword_alike(schema: dict[str, Any], values: list[Any]) -> None:
    validator = SchemaValidator(schema)

    gate = [validator.accepts(value) for value in values]
    authority = [not list(validator.errors(value)) for value in values]

    assert dict(zip(map(repr, values), gate, strict=True)) == dict(zip(map(repr, values), authority, strict=True))


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(?=a)(a+)+$", "^(a|aa)+$", "^(?!b)(a*)*$", "(a+)+\\\\1$"])
def test_a_pattern_that_could_take_for_ever_is_decided_at_once_and_alike(pattern: str) -> None:
    schema = {"pattern": pattern, "propertyNames": {"pattern": pattern}, "patternProperties": {pattern: True}, "additionalProperties": False}
    validator = SchemaValidator(schema)

    for value in ("a" * 5000 + "!", {"a" * 5000 + "!": 1}):
        assert validator.accepts(value) is False
        assert list(validator.errors(value))


@pytest.mark.parametrize("digits", ["２０:３０", "٢٠:٣٠"])
def test_a_digit_of_a_pattern_is_a_plain_one(digits: str) -> None:
    validator = SchemaValidator({"pattern": "^\\d{2}:\\d{2}$"})

    assert [error.keyword for error in validator.errors(digits)] == ["pattern"]


@pytest.mark.parametrize(
    ("form", "right", "wrong"),
    [
        ("date", ["2026-12-31", "2028-02-29"], ["2026-02-29", "2026-13-01", "2026-1-1", "20261231", "２０２６-12-31", "2026-12-31\n", ""]),
        ("uri", ["https://a.example", "http://a.example:8080/早?b=c#d"], ["a.example", "//a.example", "https://", "ftp://a.example", "javascript:x",
         "https://a.example/b c", "https://a.example\n", "http://[", ""]),
        ("email", ["a@b.example", "早@b.example"], ["a", "a@b", "a b@c.example", "@b.example", "a@b.example\n", ""]),
    ],
)  # fmt: skip
def test_a_format_is_what_its_name_says(form: str, right: list[str], wrong: list[str]) -> None:
    validator = SchemaValidator({"format": form})

    assert [text for text in right + wrong if validator.accepts(text)] == right
    assert [text for text in right + wrong if not list(validator.errors(text))] == right
