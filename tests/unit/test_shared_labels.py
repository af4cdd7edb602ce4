"""Labels of what kinds share, written once: in the workspace's file for all kinds, else in that of sopbook."""

from pathlib import Path

import pytest

from example_workspaces import checked, lay_out, wrong
from sopbook.kinds.discover import discover
from sopbook.kinds.kind import Kind

TIP = """{
  "type": "object",
  "properties": {
    "status": {"$ref": "../envelope.json#/properties/status"},
    "steps": {"$ref": "../vocabulary.json#/$defs/points", "title": "Steps"},
    "files": {"$ref": "../vocabulary.json#/$defs/attachments"},
    "more": {"$ref": "../vocabulary.json#/$defs/points", "title": "More"}
  }
}
"""


def tip(root: Path) -> Kind:
    return discover(root, built_in=False)[0].usable["tip"]


def test_a_kind_without_labels_takes_those_of_sopbook(tmp_path: Path) -> None:
    labels = tip(lay_out(tmp_path / "plain", {"schema/tip/schema.json": TIP})).labels["zh"]

    assert labels.fields["/status"] == "状态"
    assert labels.fields["/steps/*/text"] == "内容"
    assert labels.values["type"]["link"] == "链接"
    assert "/more/*/text" not in labels.fields, "the first place of a part counts for all"


def test_the_workspace_s_own_file_goes_before_and_the_kind_s_before_that(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "own", {
        "schema/tip/schema.json": TIP,
        "schema/labels.zh.yaml": "envelope.json:\n  fields: {/status: 现状}\n  values: {status: {draft: 待审}}\nvocabulary.json:\n  fields: {/points/*/text: 要点}\n",
        "schema/tip/labels.zh.yaml": "fields: {/steps/*/text: 第几步}\nvalues: {status: {active: 在用}}\n",
    })
    labels = tip(root).labels["zh"]

    assert labels.fields["/status"] == "现状"
    assert labels.fields["/steps/*/text"] == "第几步"
    assert labels.values["status"] == {"draft": "待审", "active": "在用", "retired": "停用"}


def test_a_field_of_the_same_name_that_is_the_kind_s_own_takes_nothing(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "own", {"schema/tip/schema.json": '{"type": "object", "properties": {"status": {"title": "Status", "enum": ["draft", "sent"]}}}'})

    assert tip(root).labels == {}


@pytest.mark.parametrize("text", ["- a list\n", "envelope: {}\n", "envelope.json: {texts: {a: b}}\n", "envelope.json: {fields: {/id: 3}}\n", "a: [\n"])
def test_a_file_in_another_form_is_told_once_however_many_kinds_there_are(text: str, tmp_path: Path) -> None:
    root = lay_out(tmp_path / "form", {"schema/tip/schema.json": TIP, "schema/labels.zh.yaml": text})
    found = [one for one in wrong(root) if one.path == "schema/labels.zh.yaml"]

    assert len(found) == 1
    assert set(checked(root).kinds.usable) == {"note", "tip"}
