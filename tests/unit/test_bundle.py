"""A schema and all that it refers to, in one piece: within the pack, and never from anywhere else."""

from typing import Any

import pytest

from sopbook.kinds.bundle import bundle
from sopbook.source.schema.validator import SchemaValidator


def bundled(schema: dict[str, Any], files: dict[str, Any]) -> dict[str, Any]:
    """Return the bundle of a schema that lies in poll/, with which nothing is wrong."""
    made, unresolved = bundle(schema, "poll", files.get)
    assert unresolved == []
    return made


def a_is(reference: str) -> dict[str, Any]:
    return {"type": "object", "properties": {"a": {"$ref": reference}}}


def test_a_schema_without_references_stays_as_it_is() -> None:
    schema = {"type": "object", "properties": {"a": {"enum": ["b"]}}}

    assert bundled(schema, {}) == schema


def test_what_lies_in_another_file_is_copied_under_defs() -> None:
    shared = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": {"day": {"type": "string"}}}

    assert bundled(a_is("../shared.json#/$defs/day"), {"shared.json": shared}) == {
        "type": "object",
        "properties": {"a": {"$ref": "#/$defs/shared.json/$defs/day"}},
        "$defs": {"shared.json": {"$defs": {"day": {"type": "string"}}}},
    }


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        (a_is("#/$defs/n") | {"$defs": {"n": {"type": "integer"}}}, {}),
        (a_is("../n.json"), {"n.json": {"type": "integer"}}),
        (a_is("../n.json#"), {"n.json": {"type": "integer"}}),
        (a_is("own.json"), {"poll/own.json": {"type": "integer"}}),
        (a_is("../poll/../n.json#/$defs/a~1b"), {"n.json": {"$defs": {"a/b": {"type": "integer"}}}}),
        (a_is("../m.json"), {"m.json": {"$ref": "n.json#/$defs/x"}, "n.json": {"$defs": {"x": {"$ref": "#/$defs/y"}, "y": {"type": "integer"}}}}),
        (a_is("../n.json#/$defs/x"), {"n.json": {"$defs": {"x": {"$ref": "poll/schema.json#/$defs/y"}}}}),
        (a_is("#y"), {}),
        (a_is("../n.json#x"), {"n.json": {"$defs": {"x": {"$anchor": "x", "type": "integer"}}}}),
        (a_is("#/$defs/%E6%95%B0"), {}),
        (a_is("../a%20b.json"), {"a b.json": {"type": "integer"}}),
    ],
)  # fmt: skip
def test_a_reference_means_what_it_leads_to(schema: dict[str, Any], files: dict[str, Any]) -> None:
    own = {"y": {"$anchor": "y", "type": "integer"}, "数": {"type": "integer"}}
    validator = SchemaValidator(bundled({**schema, "$defs": {**schema.get("$defs", {}), **own}}, files))

    assert [validator.accepts({"a": value}) for value in (1, "x")] == [True, False]
    assert [len(list(validator.errors({"a": value}))) for value in (1, "x")] == [0, 1]


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        (a_is("#"), {}),
        (a_is("#/properties/a"), {}),
        (a_is("../m.json"), {"m.json": {"$ref": "n.json"}, "n.json": {"$ref": "m.json"}}),
        (a_is("../m.json"), {"m.json": {"properties": {"a": {"$ref": "poll/schema.json"}}}}),
    ],
)
def test_a_circle_of_references_ends(schema: dict[str, Any], files: dict[str, Any]) -> None:
    validator = SchemaValidator(bundled(schema, files))

    assert validator.accepts({"b": {"a": {}}})


def test_data_that_looks_like_a_reference_is_data() -> None:
    schema = {"properties": {"a": {"const": {"$ref": "nowhere.json"}}}, "examples": [{"$ref": "nowhere.json"}]}

    assert bundled(schema, {}) == schema


@pytest.mark.parametrize("name", ["const", "default", "enum", "examples", "$ref"])
def test_a_field_called_like_a_keyword_for_data_is_a_field(name: str) -> None:
    schema = {"properties": {name: {"$ref": "../n.json"}}, "$defs": {name: {"$ref": "../n.json"}}}

    validator = SchemaValidator(bundled(schema, {"n.json": {"type": "integer"}}))

    assert [validator.accepts({name: value}) for value in (1, "x")] == [True, False]
    assert [len(list(validator.errors({name: value}))) for value in (1, "x")] == [0, 1]


@pytest.mark.parametrize(
    ("reference", "why"),
    [
        ("#/$defs/no", "nothing stands there"),
        ("../shared.json#/$defs/no", "nothing stands there"),
        ("../shred.json", "there is no schema shred.json"),
        ("own.json", "there is no schema poll/own.json"),
        ("../list.json", "there is no schema list.json"),
        ("../../out.json", "it leads out of the pack, and nothing is fetched"),
        ("../../../../../../../../etc/hostname", "it leads out of the pack, and nothing is fetched"),
        ("/etc/hostname", "it leads out of the pack, and nothing is fetched"),
        ("file:///etc/hostname", "it leads out of the pack, and nothing is fetched"),
        ("//a.example/x.json", "it leads out of the pack, and nothing is fetched"),
        ("http://a.example/x.json", "it leads out of the pack, and nothing is fetched"),
        ("HTTPS://a.example/x.json", "it leads out of the pack, and nothing is fetched"),
        ("urn:a:b", "it leads out of the pack, and nothing is fetched"),
    ],
)
def test_a_reference_that_leads_nowhere_is_told_with_its_place(reference: str, why: str) -> None:
    asked = []

    def read(path: str) -> Any:
        asked.append(path)
        return {"shared.json": {"$defs": {}}, "list.json": []}.get(path)

    _, unresolved = bundle(a_is(reference), "poll", read)

    assert [(u.pointer, u.reference, u.why) for u in unresolved] == [(("properties", "a", "$ref"), reference, why)]
    assert not any(path.startswith(("/", "..")) or ":" in path for path in asked)
