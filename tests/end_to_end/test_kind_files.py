"""`sopbook kinds new` and `sopbook kinds labels`: what somebody who makes kinds need not type."""

from pathlib import Path

import pytest

from end_to_end.running import contents, sopbook
from example_workspaces import lay_out

CHINESE: dict[str, str | bytes] = {
    "playbooks/hq/branch.yaml": "name: {en: Headquarters, zh: 总部}\nlocales: [en, zh]\n",
    "schema/note/kind.yaml": "kind: note\ntitle: {en: Note, zh: 便签}\nplural: {en: Notes}\n",
}
LABELLED = """\
# Written by Lin.
fields:
  /level: 级别  # as in the card
  /first: 首日
  /last: 末日
  /at: 时间

values:
  level: {low: 低, high: 高}
"""


def test_a_new_kind_passes_check_in_all_languages_of_the_branches(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "chinese", {**CHINESE, "schema/note/labels.zh.yaml": ""})
    before = sopbook("check", "-C", root).stdout
    run = sopbook("kinds", "-C", root, "new", "house-rules", "--title", "en=House rules", "--title", "zh=群规")

    assert run.stdout.splitlines() == ["schema/house-rules/schema.json", "schema/house-rules/kind.yaml", "schema/house-rules/labels.zh.yaml"]
    assert (root / "schema/house-rules/kind.yaml").read_text("utf-8") == (
        'kind: house-rules\ntitle: {en: "House rules", zh: "群规"}\nplural: {en: "House rules", zh: "群规"}\n'
    )
    assert sopbook("check", "-C", root).stdout == before


def test_a_playbook_of_a_new_kind_has_a_page(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "plain")
    sopbook("kinds", "-C", root, "new", "house-rules")
    sopbook("new", "-C", root, "house-rules", "adverts")
    waiting = sopbook("check", "-C", root, "--format", "concise").stdout

    assert "playbooks/hq/house-rules/adverts.yaml" in waiting
    assert "schema/" not in waiting


@pytest.mark.parametrize(("given", "said"), [
    (["new", "House"], "Error: House is no name of a kind: use lower-case letters, digits and single hyphens, such as house-rules.\n"),
    (["new", "note"], "Error: schema/note exists already.\n"),
    (["new", "rules", "--title", "eo=Reguloj"], "Error: eo is no title in a language. Write it like zh=群规; the languages are en, zh.\n"),
    (["labels", "note", "--locale", "eo"], "Error: The interface does not speak eo. It speaks en, zh.\n"),
    (["labels", "note", "--locale", "en"], "Error: English labels are the titles of the schema itself.\n"),
    (["labels", "nota", "--locale", "zh"], "Error: There is no kind nota. Did you mean note?\n"),
])
def test_what_cannot_be_written_is_said_and_nothing_is(given: list[str], said: str, tmp_path: Path) -> None:
    root = lay_out(tmp_path / "plain")
    before = contents(root)
    run = sopbook("kinds", "-C", root, *given)

    assert (run.exit_code, run.stderr, contents(root)) == (2, said, before)


def test_missing_labels_are_written_beside_the_english_words(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "labels", {**CHINESE, "schema/note/labels.zh.yaml": LABELLED})
    run = sopbook("kinds", "-C", root, "labels", "note", "--locale", "zh")

    assert run.stdout.splitlines() == [
        "schema/note/labels.zh.yaml: 25 labels wait for a word",
        "schema/note/kind.yaml: write plural, lead in zh, too",
    ]
    assert (root / "schema/note/labels.zh.yaml").read_text("utf-8") == """\
# Written by Lin.
fields:
  /level: 级别  # as in the card
  /first: 首日
  /last: 末日
  /at: 时间
  /say:  # Say
  /attachments:  # Attachments
  /send:  # How it goes out
  /day:  # Day
  /accounts:  # Accounts
  /regulated:  # Regulated
  /pitch:  # Pitch
  /pitch/advert:  # Advert
  /pitch/say:  # Say
  /draw:  # Draw
  /release:  # Release
  /personal_data:  # Personal data
  /signature:  # Signature
  /prose:  # Prose
  /short:  # Short
  /count:  # Count
  /urgent:  # Urgent
  /who:  # Who
  /window:  # Window
  /see:  # See
  /items:  # Items
  /items/*/id:  # Id
  /items/*/price:  # Price
  /cost:  # Cost

values:
  level:
    low: 低
    high: 高
    medium:  # medium
"""


def test_a_second_run_writes_nothing_and_empty_labels_are_still_missing(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "labels", {**CHINESE, "schema/note/labels.zh.yaml": LABELLED})
    sopbook("kinds", "-C", root, "labels", "note", "--locale", "zh")
    before = contents(root)
    sopbook("kinds", "-C", root, "labels", "note", "--locale", "zh")

    assert contents(root) == before
    assert "The kind note lacks 27 labels in zh: plural in kind.yaml; lead in kind.yaml; fields: /say;" in sopbook("check", "-C", root).stdout


def test_what_kinds_share_is_written_into_the_file_of_all_kinds(tmp_path: Path) -> None:
    shared = '{"properties": {"title": {"title": "Title", "type": "string", "x-text": "plain"}, "audience": {"title": "For whom", "enum": ["members"]}}}'
    fields = '{"title": {"$ref": "../envelope.json#/properties/title"}, "audience": {"$ref": "../envelope.json#/properties/audience"}}'
    root = lay_out(tmp_path / "shared", {
        **CHINESE, "REMOVE": "schema/note\nplaybooks/hq/note\n", "schema/envelope.json": shared,
        "schema/tip/schema.json": f'{{"type": "object", "properties": {fields}}}',
    })
    run = sopbook("kinds", "-C", root, "labels", "tip", "--locale", "zh")

    assert run.stdout.splitlines()[0] == "schema/labels.zh.yaml: 2 labels wait for a word"
    assert (root / "schema/labels.zh.yaml").read_text("utf-8") == (
        "envelope.json:\n  fields:\n    /audience:  # For whom\n  values:\n    audience:\n      members:  # members\n"
    )


def test_a_dry_run_says_what_would_be_written(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "labels", CHINESE)
    before = contents(root)

    assert sopbook("kinds", "-C", root, "labels", "note", "--locale", "zh", "--dry-run").stdout.startswith("schema/note/labels.zh.yaml: 31 labels")
    assert sopbook("kinds", "-C", root, "new", "tip", "--dry-run").stdout.startswith("schema/tip/schema.json\n")
    assert contents(root) == before
