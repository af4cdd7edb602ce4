"""Commands write a new file where its kind reads it, whatever folder kind.yaml names."""

from pathlib import Path

import pytest

from end_to_end.running import sopbook
from example_workspaces import EXAMPLES, checked, lay_out

BASE = EXAMPLES / "base"
GOOD = (BASE / "playbooks/hq/note/good.yaml").read_text("utf-8")
KIND = (BASE / "schema/note/kind.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("pattern", "folder"),
    [("note/*.yaml", "note"), ("*.yaml", ""), ("memos/*.yaml", "memos"), ("memos/**/*.yaml", "memos"), ("*/memos/*.yaml", "note/memos"), ("**/*.yaml", "note")],
)  # fmt: skip
def test_a_new_playbook_a_fork_and_a_translation_are_read(tmp_path: Path, pattern: str, folder: str) -> None:
    inside = f"{folder}/" if folder else ""
    root = lay_out(tmp_path, {
        **({} if folder == "note" else {"REMOVE": "playbooks/hq/note/good.yaml"}),
        "schema/note/kind.yaml": f'{KIND}files: ["{pattern}"]\n',
        f"playbooks/hq/{inside}good.yaml": GOOD,
        "playbooks/hq/branch.yaml": "name: {en: Headquarters}\nlocales: [en, zh]\nparams: {hours: 09:00–21:00}\nslots: {group.number: {title: {en: Group number}}}\n",
        "playbooks/south/branch.yaml": "name: {en: South}\nparent: hq\nlocales: [en]\n",
    })

    written = [
        sopbook(*command, "-C", root).stdout.split(":")[0].strip()
        for command in (("new", "note", "evening"), ("fork", "good", "--branch", "south"), ("translate", "good", "--locale", "zh"))
    ]

    assert written == [f"playbooks/hq/{inside}evening.yaml", f"playbooks/south/{inside}good.yaml", f"playbooks/hq/{inside}good.zh.yaml"]
    assert {d.code for d in checked(root).diagnostics if d.code.startswith("WORK")} == set()
    assert ("note", "evening") in checked(root).stocks["hq"].entries
