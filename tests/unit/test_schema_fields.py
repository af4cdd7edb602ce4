"""The fields of a schema that refers to itself, or to one part from many places: each part is listed once."""

import json
from pathlib import Path
from typing import Any

import pytest

from example_workspaces import TODAY, checked, lay_out
from sopbook.authoring.skeleton import skeleton
from sopbook.handbook.edition import edition
from sopbook.handbook.labels import catalogue
from sopbook.handbook.view.view import view_of
from sopbook.kinds.fields import schema_fields
from sopbook.kinds.schema_view import SchemaView
from sopbook.outputs.html.reference import kind_reference
from sopbook.source.pointer import write_pointer

NAME = {"title": "Name", "type": "string"}


def listed(schema: dict[str, Any]) -> list[str]:
    """Return each field, and behind = where its own fields are listed instead."""
    return [
        write_pointer(field.pointer) + ("" if field.same_as is None else f" = {write_pointer(field.same_as) or 'top'}")
        for field in schema_fields(SchemaView((schema,), schema))
    ]


@pytest.mark.parametrize(
    ("schema", "fields"),
    [
        ({"properties": {"name": NAME, "next": {"$ref": "#"}}}, ["/name", "/next = top"]),
        ({"properties": {"name": NAME, "all": {"type": "array", "items": {"$ref": "#"}}}}, ["/name", "/all = top"]),
        ({"properties": {name: {"$ref": "#"} for name in "abcd"}}, ["/a = top", "/b = top", "/c = top", "/d = top"]),
        (
            {"properties": {"tree": {"$ref": "#/$defs/node"}}, "$defs": {"node": {"properties": {
                "name": NAME, "children": {"type": "array", "items": {"$ref": "#/$defs/node"}},
            }}}},
            ["/tree", "/tree/name", "/tree/children = /tree"],
        ),
        (
            {"properties": {"man": {"$ref": "#/$defs/man"}}, "$defs": {
                "man": {"properties": {"dog": {"$ref": "#/$defs/dog"}}}, "dog": {"properties": {"name": NAME, "owner": {"$ref": "#/$defs/man"}}},
            }},
            ["/man", "/man/dog", "/man/dog/name", "/man/dog/owner = /man"],
        ),
        (
            {"properties": {"tree": {"$ref": "#node"}}, "$defs": {"x": {"$anchor": "node", "properties": {"left": {"$ref": "#node"}, "right": {"$ref": "#node"}}}}},
            ["/tree", "/tree/left = /tree", "/tree/right = /tree"],
        ),
        (
            {"properties": {"a": {"allOf": [{"$ref": "#/$defs/base"}, {"properties": {"more": NAME}}]}}, "$defs": {
                "base": {"properties": {"name": NAME, "again": {"$ref": "#/properties/a"}}},
            }},
            ["/a", "/a/name", "/a/again = /a", "/a/more"],
        ),
        (
            {"properties": {"from": {"$ref": "#/$defs/place"}, "to": {"$ref": "#/$defs/place", "title": "To"}}, "$defs": {"place": {"properties": {"town": NAME}}}},
            ["/from", "/from/town", "/to = /from"],
        ),
        ({"properties": {"grid": {"type": "array", "items": {"type": "array", "items": {"properties": {"name": NAME}}}}}}, ["/grid", "/grid/*/*/name"]),
        ({"properties": {"deep": {"$ref": "#/$defs/list"}}, "$defs": {"list": {"type": "array", "items": {"$ref": "#/$defs/list"}}}}, ["/deep"]),
        ({"properties": {"one": {"anyOf": [{"properties": {"a": NAME}}, {"items": {"properties": {"b": NAME}}}]}}}, ["/one", "/one/a", "/one/*/b"]),
    ],
)  # fmt: skip
def test_each_part_of_a_schema_is_listed_once(schema: dict[str, Any], fields: list[str]) -> None:
    assert listed(schema) == fields


def many_paths(depth: int) -> dict[str, Any]:
    """Return a schema of a few lines with 4 ** depth ways through it."""
    levels = {f"level{n}": {"type": "object", "title": f"Level {n}", "properties": {name: {"$ref": f"#/$defs/level{n + 1}"} for name in "abcd"}} for n in range(depth)}
    return {"type": "object", "properties": {"start": {"$ref": "#/$defs/level0"}}, "$defs": {**levels, f"level{depth}": {"type": "string", "title": "End"}}}


def test_the_work_grows_with_the_schema_and_not_with_the_ways_through_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    start = SchemaView.__init__

    def counted(self: SchemaView, *given: Any, **named: Any) -> None:
        made.append(1)
        start(self, *given, **named)

    monkeypatch.setattr(SchemaView, "__init__", counted)

    def steps(depth: int) -> int:
        made.clear()
        schema = many_paths(depth)
        assert len(list(schema_fields(SchemaView((schema,), schema)))) == 1 + 4 * depth
        return len(made)

    assert steps(40) - steps(30) == steps(20) - steps(10)


RECURSIVE = {
    "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Tree", "type": "object", "additionalProperties": False,
    "required": ["name"],
    "properties": {
        "name": {"title": "Name", "type": "string"},
        **{side: {"title": side.capitalize(), "$ref": "#/$defs/branch"} for side in ("left", "right", "up", "down")},
    },
    "$defs": {"branch": {
        "type": "object", "required": ["fruit"],
        "properties": {"fruit": {"title": "Fruit", "type": "string"}, "on": {"title": "On", "type": "array", "items": {"$ref": "#/$defs/branch"}}, "root": {"$ref": "#"}},
    }},
}
FILES = {
    "schema/tree/kind.yaml": "kind: tree\ntitle: {en: Tree, zh: 树}\nplural: {en: Trees, zh: 树}\nenvelope: false\nidentity: {title: /name}\n",
    "schema/tree/schema.json": json.dumps(RECURSIVE),
    "playbooks/hq/tree/oak.yaml": "name: Oak\nleft:\n  fruit: acorn\n  on:\n    - fruit: leaf\n      on: [{fruit: 5}]\n",
}


def test_a_document_of_a_recursive_kind_is_checked_at_every_depth(tmp_path: Path) -> None:
    found = checked(lay_out(tmp_path / "tree", dict(FILES)), TODAY).diagnostics

    assert [(d.path, d.code, d.message) for d in found if "tree" in d.path] == [
        ("playbooks/hq/tree/oak.yaml", "SCHEMA003", "fruit is 5; a text is expected."),
    ]


def test_labels_of_a_recursive_kind_are_asked_for_once(tmp_path: Path) -> None:
    branch = {"playbooks/hq/branch.yaml": "name: {en: Headquarters, zh: 总部}\nlocales: [en, zh]\n"}
    found = checked(lay_out(tmp_path / "tree", {**FILES, **branch}), TODAY).diagnostics

    # /name, /left, /left/fruit, /left/on, /left/root (titled Tree, as the whole), /right, /up, /down
    assert [d.message for d in found if d.path == "schema/tree/labels.zh.yaml"] == [
        "The kind tree lacks 8 labels in zh: fields: /name; fields: /left; fields: /left/fruit; fields: /left/on and 4 more.",
    ]


def test_a_label_counts_wherever_the_schema_refers_to_the_same_part(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {**FILES, "schema/tree/labels.en.yaml": "fields: {/left: Left arm, /left/fruit: What grows there, /right/fruit: On the right}\n"}
    files["playbooks/hq/tree/oak.yaml"] = "name: Oak\nleft: {fruit: acorn}\nright: {fruit: nut}\nup: {fruit: cone}\n"
    shown = edition(checked(lay_out(tmp_path / "tree", files), TODAY), "hq")
    oak = shown.playbooks["tree", "oak"]
    page = view_of(oak, shown)

    assert [page.at(pointer).title for pointer in ("/left", "/left/fruit", "/right/fruit", "/up/fruit", "/up")] == [
        "Left arm", "What grows there", "On the right", "What grows there", "Up",
    ]


def test_the_reference_lists_each_part_once_and_links_to_it(tmp_path: Path) -> None:
    kind = checked(lay_out(tmp_path / "tree", dict(FILES)), TODAY).kinds.usable["tree"]

    body = str(kind_reference(kind, catalogue("en"), "en").body)

    assert body.count("/fruit</code>") == 1
    assert '<tr id="field/left">' in body
    assert body.count('<a href="#field/left">its fields are those of /left</a>') == 4  # /left/on, /right, /up and /down
    assert body.count("its fields are those of the whole playbook") == 1


def test_a_new_document_of_a_recursive_kind_ends(tmp_path: Path) -> None:
    schema = {**RECURSIVE, "required": ["name", "left"], "$defs": {"branch": {**RECURSIVE["$defs"]["branch"], "required": ["fruit", "on", "root"]}}}  # type: ignore[index]
    root = lay_out(tmp_path / "tree", {**FILES, "schema/tree/schema.json": json.dumps(schema)})
    kind = checked(root, TODAY).kinds.usable["tree"]

    lines = skeleton(kind, "elm", "playbooks/hq/tree/elm.yaml", TODAY, TODAY).splitlines()[1:]

    assert lines == [
        "name:  # Name", "left:  # Left", "  fruit:  # Fruit", "  on:  # On", "    -", "  root:  # Tree", "# Optional: right, up, down",
    ]
