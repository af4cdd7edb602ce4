"""The files beside the playbooks, damaged: settings, branches, kinds, labels, schemas, synonyms, locks, translations.

Each is either right or diagnosed, and never an exception; every finding stands inside of its file.
"""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from end_to_end.damage import assert_inside, damaged, rearranged
from example_workspaces import TODAY, wrong
from sopbook.authoring.schemas import derived_schemas
from sopbook.branches.fork.lockfile import value_digest
from sopbook.branches.translation.strings import digest
from sopbook.branches.workspace import find_workspace, names_plugin, site_inputs
from sopbook.outputs.findings import FORMATS, run_of
from sopbook.publication.opened import opened
from sopbook.source.diagnostics import CATALOGUE
from sopbook.source.diagnostics.faults import readable

SCHEMA = """{
  "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Card", "type": "object",
  "required": ["title"], "additionalProperties": false,
  "properties": {
    "title": {"title": "Title", "type": "string", "x-translatable": true, "minLength": 2, "pattern": "^[A-Z\\\\p{Han}]"},
    "say": {"title": "Say", "x-text": "message", "type": "string", "x-max-bytes": 100, "x-translatable": true},
    "level": {"title": "Level", "enum": ["low", "high"]},
    "steps": {"title": "Steps", "type": "array", "x-key": "id", "items": {"$ref": "#/$defs/step"}},
    "see": {"title": "See", "type": "string", "x-ref": "card"},
    "sum": {"title": "Sum", "type": "number", "readOnly": true},
    "more": {"title": "More", "patternProperties": {"^x-": {"type": "integer"}}, "anyOf": [{"type": "object"}, {"type": "null"}]}
  },
  "$defs": {"step": {"type": "object", "required": ["id"], "properties": {
    "id": {"title": "Id", "type": "string"}, "text": {"title": "Text", "x-text": "markdown", "type": "string", "x-translatable": true},
    "inner": {"title": "Inner", "type": "array", "items": {"$ref": "#/$defs/step"}}
  }}}
}
"""
FILES = {
    "mkdocs.yml": "site_name: Cards\nsite_url: https://cards.example/\ndocs_dir: docs\nplugins:\n  - search\n  - sopbook:\n      branch: hq\n      built_in_kinds: false\nextra: {since: 2026-01-31, a: &a [1], b: *a}\ntheme: {name: material, custom_dir: look}\nhooks: [hook.py]\n",
    "playbooks/hq/branch.yaml": "name: {en: Headquarters, zh: 总部}\nlocales: [en, zh]\ntime_zone: Asia/Shanghai\nparams: {hours: 09:00–21:00, n: 5}\nslots:\n  group.number: {title: {en: Group number, zh: 群号}, example: B}\nwords:\n  banned: [{word: guaranteed, why: Nothing is.}, {word: 保本, unless: [确保本]}]\n  sensitive: [{word: refund}]\ntags: {a: {en: A}}\ncontacts: [{id: desk, role: {en: Desk}, phone: \"1\"}]\nholidays: [{date: 2026-12-31, name: {en: New Year}}]\n",
    "playbooks/hq/synonyms.yaml": "synonyms:\n  - [red packet, hongbao]\n  - [红包, 利是]\n",
    "playbooks/hq/card/one.yaml": "title: One card\nsay: Good morning, ${hours}\nlevel: low\nsteps: [{id: a, text: First}, {id: b, text: Then, inner: [{id: c}]}]\nsee: two\nmore: {x-1: 5}\n",
    "playbooks/hq/card/two.yaml": "title: Two\n",
    "playbooks/hq/card/one.zh.yaml": f"translation: one\ntexts:\n  /title: {{from: {digest('One card')}, was: One card, text: 一张卡}}\n  '/steps/{{a}}/text': {{from: {digest('First')}, text: 第一}}\n",
    "playbooks/south/branch.yaml": "name: {en: South, zh: 南方}\nparent: hq\nlocales: [zh]\nparams: {hours: 10:00–22:00}\n",
    "playbooks/south/card/one.yaml": "fork: one\nlevel: high\nsteps:\n  - {id: a, text: Zuerst, $why: So.}\n  - {id: d, $add: {after: a}, text: Neu}\n",
    "playbooks/south/forks.lock.yaml": f"# Written by sopbook accept.\nbranch:\n  /params/hours: {{digest: {value_digest('09:00–21:00')}, value: 09:00–21:00}}\nforks:\n  card/one:\n    /level: {{digest: {value_digest('low')}, value: low}}\n",
    "schema/card/kind.yaml": "kind: card\ntitle: {en: Card, zh: 卡}\nplural: {en: Cards, zh: 卡}\nneed: {en: Find a card, zh: 找卡}\nenvelope: false\nidentity: {title: /title, summary: /say}\nfacts: [/level]\ncolumns: [/see]\ngroup_by: [/level]\nsituations: [/steps]\nrules:\n  - {rule: size(self.title) > 1, at: /title, message: {en: 'Too short: {/title}'}, hint: {en: Longer.}}\nderive:\n  - {at: /sum, value: 'sum([1, 2])'}\n",
    "schema/card/labels.zh.yaml": "fields: {/title: 标题, /say: 话术, /level: 级别, /steps: 步骤, /see: 另见, /sum: 合计, /more: 更多, /steps/*/id: 号, /steps/*/text: 文, /steps/*/inner: 内}\nvalues: {level: {low: 低, high: 高}}\ntexts: {again: 再来}\n",
    "schema/card/schema.json": SCHEMA,
}
DAMAGED = [path for path in FILES if not path.startswith(("playbooks/hq/card/one.y", "playbooks/hq/card/two"))]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("beside")
    (folder / "docs").mkdir()
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def assert_told(root: Path, path: str, content: bytes) -> None:
    """Check a workspace in which a file has this content, as deep as `check`, the reports and the schemas for editors go."""
    (root / path).write_bytes(content)
    try:
        found = find_workspace(root)
        site_inputs(found.config)
        names_plugin(found.config)
        workspace = opened(found, TODAY)
        findings = workspace.findings
        derived_schemas(workspace.checked.kinds)
        for form in FORMATS.values():
            form(run_of(workspace.checked, findings)).encode()
        for d in findings:
            assert d.code in CATALOGUE
            file = root / d.path
            if file.is_file():
                assert_inside(d, file.read_bytes())
            else:  # A folder, a file that is missing, or the kinds of a package.
                assert (d.span.line, d.span.column, d.span.end_line, d.span.end_column) == (1, 1, 1, 1), d
            assert readable(d.path) == d.path
    finally:
        (root / path).write_text(FILES[path], "utf-8")


def test_undamaged_all_is_right_but_for_a_change_that_was_never_accepted(root: Path) -> None:
    found = wrong(root)

    assert [(d.path, d.code) for d in found] == [("playbooks/south/card/one.yaml", "DRIFT002")]  # The new step was never accepted.


@pytest.mark.parametrize("texts", ["  /title: &a {from: x, text: y}\n  /say: *a\n", "  /title: *a\n", "  /title: {from: *a, text: y}\n"])
def test_a_translation_with_anchors_is_diagnosed(root: Path, texts: str) -> None:
    assert_told(root, "playbooks/hq/card/one.zh.yaml", f"translation: one\ntexts:\n{texts}".encode())


@settings(max_examples=10, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
@pytest.mark.parametrize("path", DAMAGED)
def test_a_file_with_damaged_bytes_is_right_or_diagnosed(root: Path, path: str, data: st.DataObject) -> None:
    assert_told(root, path, damaged(FILES[path].encode(), data.draw))


@settings(max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
@pytest.mark.parametrize("path", DAMAGED)
def test_a_file_with_another_structure_is_right_or_diagnosed(root: Path, path: str, data: st.DataObject) -> None:
    value = rearranged(yaml.load(FILES[path], yaml.CSafeLoader), data.draw)
    if path.endswith(".json"):
        assert_told(root, path, json.dumps(value, default=str, skipkeys=True).encode())
    else:
        assert_told(root, path, yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False).encode())
