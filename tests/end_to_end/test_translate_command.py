"""`sopbook translate`: texts in every sort of list, texts that moved, and texts that are translated elsewhere."""

import json
from pathlib import Path

import pytest

from end_to_end.running import contents, sopbook
from example_workspaces import EXAMPLES
from sopbook.branches.translation.strings import digest

TEXT = {"type": "string", "x-text": "plain", "x-translatable": True}
SCHEMA = {
    "type": "object", "additionalProperties": False,
    "properties": {
        "title": TEXT,
        "notes": {"type": "array", "items": TEXT},
        "rows": {"type": "array", "items": {"type": "object", "properties": {"cells": {"type": "array", "items": TEXT}}}},
        "signals": {"type": "array", "x-key": "id", "items": {"type": "object", "properties": {"id": {"type": "string"}, "text": TEXT}}},
    },
}  # fmt: skip
FILES = {
    "mkdocs.yml": (EXAMPLES / "base/mkdocs.yml").read_text("utf-8"),
    "schema/tip/schema.json": json.dumps(SCHEMA),
    "schema/tip/kind.yaml": "kind: tip\ntitle: {en: Tip, zh: 提示}\nplural: {en: Tips, zh: 提示}\nenvelope: false\nidentity: {id: $file, title: /title}\n",
    "playbooks/hq/branch.yaml": "name: {en: HQ, zh: 总部}\nlocales: [zh, en]\n",
}
CARD = "playbooks/hq/tip/card.yaml"
ENGLISH = "playbooks/hq/tip/card.en.yaml"


def lay_out(root: Path, files: dict[str, str]) -> Path:
    for name, text in (FILES | files).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def entry(path: str, source: str, text: str) -> str:
    return f'  #> {source}\n  {json.dumps(path)}:\n    from: {digest(source)}\n    text: "{text}"\n'


def translated(root: Path, *options: str) -> str:
    run = sopbook("translate", "card", "--locale", "en", *options, "-C", root)
    assert run.exit_code == 0, run.output
    return run.stdout


@pytest.mark.parametrize(
    ("playbook", "path"),
    [
        ("notes: [先回一句]\n", "/notes/0"),
        ("rows: [{cells: ['1', 先回一句]}]\n", "/rows/0/cells/1"),
        ("signals: [{text: 先回一句}]\n", "/signals/0/text"),
        ("signals: [{id: a/b~c, text: 先回一句}]\n", "/signals/{a~1b~0c}/text"),
    ],
)  # fmt: skip
def test_a_text_in_any_list_is_asked_for_and_its_translation_is_shown(tmp_path: Path, playbook: str, path: str) -> None:
    root = lay_out(tmp_path, {CARD: playbook})

    assert translated(root) == f"{ENGLISH}: 1 text waits for a translator\n"
    file = root / ENGLISH
    assert f"{path}" in file.read_text("utf-8")
    assert "LOCALE" not in sopbook("check", "-C", root).stdout

    file.write_text(file.read_text("utf-8").replace('text: ""', 'text: "Answer first"'), "utf-8")

    assert sopbook("check", "-C", root).stdout == "No problems in 1 playbook of 2 handbooks.\nhq/en: 100 % of 2 texts.\n"
    data = sopbook("trace", root / ENGLISH, path, "-C", root)
    assert "Answer first" in data.stdout


def test_texts_of_a_list_without_ids_keep_their_translations_when_one_comes_before_them(tmp_path: Path) -> None:
    done = "translation: card\ntexts:\n" + entry("/notes/0", "一", "One") + entry("/notes/1", "二", "Two")
    root = lay_out(tmp_path, {CARD: "notes: [新, 一, 二]\n", ENGLISH: done})

    assert translated(root) == f"{ENGLISH}: 1 text waits for a translator; 2 moved along with their source\n"

    text = (root / ENGLISH).read_text("utf-8")
    assert entry("/notes/1", "一", "One").replace('"/notes/1"', "/notes/1") in text
    assert entry("/notes/2", "二", "Two").replace('"/notes/2"', "/notes/2") in text
    assert sopbook("check", "-C", root).stdout == "No problems in 1 playbook of 2 handbooks.\nhq/en: 75 % of 4 texts; 1 waits for a translation.\n"


def test_a_renamed_item_keeps_its_translation(tmp_path: Path) -> None:
    done = "translation: card\ntexts:\n" + entry("/signals/{photo}/text", "群里出现破损照片", "A broken parcel in the group")
    root = lay_out(tmp_path, {CARD: "signals: [{id: picture, text: 群里出现破损照片}]\n", ENGLISH: done})
    assert "sopbook translate card --locale en --branch hq moves it there." in sopbook("check", "-C", root).stdout

    assert translated(root) == f"{ENGLISH}: 0 texts wait for a translator; 1 moved along with its source\n"

    assert (root / ENGLISH).read_text("utf-8") == done.replace("{photo}", "{picture}")
    assert sopbook("check", "-C", root).stdout == "No problems in 1 playbook of 2 handbooks.\nhq/en: 100 % of 2 texts.\n"


def test_what_is_translated_elsewhere_is_filled_in_and_said_so(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {
        CARD: "title: 快递破损\nnotes: [先回一句, 新]\n",
        "playbooks/hq/tip/late.yaml": "notes: [先回一句]\n",
        "playbooks/hq/tip/late.en.yaml": "translation: late\ntexts:\n" + entry("/notes/0", "先回一句", "Answer first"),
        "playbooks/east/branch.yaml": "name: {en: East, zh: 东}\nparent: hq\nlocales: [zh, en]\n",
        "playbooks/east/tip/own.yaml": "notes: [快递破损]\n",
        "playbooks/east/tip/own.en.yaml": "translation: own\ntexts:\n" + entry("/notes/0", "快递破损", "East's word, not headquarters'"),
    })
    before = contents(root)

    looked = sopbook("translate", "all", "--locale", "en", "--dry-run", "-C", root).stdout
    assert f"{ENGLISH}: 2 texts wait for a translator; 1 filled in from other translations of the same source, to be looked at\n" in looked
    assert contents(root) == before
    translated(root)

    assert "  #< as in playbooks/hq/tip/late.en.yaml; delete this line once you have looked\n" in (root / ENGLISH).read_text("utf-8")
    assert "hq/en: 60 % of 5 texts; 2 wait for a translation." in sopbook("check", "-C", root).stdout


def test_two_items_with_one_id_are_asked_for_once(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {CARD: "signals: [{id: a, text: 一}, {id: a, text: 二}]\n"})

    translated(root)

    assert (root / ENGLISH).read_text("utf-8").count("/signals/{a}/text") == 1
