"""What branches show alike is laid over and filled in once, and what they show otherwise is not shared."""

from pathlib import Path

from example_workspaces import checked, lay_out
from sopbook.counters import counted

GOOD = """\
id: {id}
title: A note
summary: About notes
version: 1.0.0
owner: HQ
reviewed_on: 2026-11-01
review_by: 2027-11-01
tags: []
status: active
level: low
say: Open at ${{hours}}, ${{group.number}}!
"""
FILES: dict[str, str | bytes] = {
    "playbooks/hq/branch.yaml": "name: {en: HQ}\nlocales: [en]\nparams: {hours: nine, other: one}\nslots: {group.number: {title: {en: Group number}, example: B}}\n",
    "playbooks/hq/note/good.yaml": GOOD.format(id="good"),
    "playbooks/east/branch.yaml": "name: {en: East}\nparent: hq\nlocales: [en]\nparams: {other: two}\n",
    "playbooks/west/branch.yaml": "name: {en: West}\nparent: hq\nlocales: [en]\nparams: {hours: ten}\n",
    "playbooks/port/branch.yaml": "name: {en: Port}\nparent: west\nlocales: [en]\n",
}


def test_only_a_param_that_a_playbook_names_makes_another_value_of_it(tmp_path: Path) -> None:
    workspace = checked(lay_out(tmp_path, FILES))

    shown = {name: workspace.of_branch(name).resolved.playbooks["note", "good"].value for name in ("hq", "east", "west", "port")}

    assert {name: value["say"] for name, value in shown.items()} == {
        "hq": "Open at nine, ${group.number}!", "east": "Open at nine, ${group.number}!", "west": "Open at ten, ${group.number}!", "port": "Open at ten, ${group.number}!",
    }
    assert shown["hq"] is shown["east"]
    assert shown["west"] is shown["port"]


def test_a_translation_is_laid_over_once_for_all_branches_that_have_no_other(tmp_path: Path) -> None:
    languages: dict[str, str | bytes] = {path: text.replace("[en]", "[en, zh]") for path, text in FILES.items() if isinstance(text, str) and path.endswith("branch.yaml")}
    root = lay_out(tmp_path, FILES | languages)

    with counted() as counts:
        checked(root)

    assert counts["translations laid over"] == 1
