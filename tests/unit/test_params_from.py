"""Params from other playbooks: a value that stands once, and the texts that read it."""

from pathlib import Path
from typing import Any

from example_workspaces import checked, lay_out
from sopbook.handbook.check.workspace import CheckedWorkspace

EXAMPLE = Path(__file__).parents[1] / "examples/invalid/REF007"
OFFER = """id: masks
title: Masks
summary: Their price stands in a list.
version: "1.0"
owner: Operations desk
reviewed_on: 2026-11-01
review_by: 2027-11-01
tags: [sample]
status: active
"""
TAKEN = "prices: december\nparams_from: {usual_yuan: 'prices#/items/{masks}/usual'}\nsay: They cost ${usual_yuan} yuan.\n"
LIST = "items:\n  - {id: masks, usual: 79.0}\n"


def built(root: Path, offer: str = TAKEN, **more: str) -> CheckedWorkspace:
    files: dict[str, str | bytes] = {
        "playbooks/hq/list/december.yaml": LIST, "playbooks/hq/offer/masks.yaml": OFFER + offer,
    }
    return checked(lay_out(root / "w", EXAMPLE, files, {name.replace("__", "/") + ".yaml": text for name, text in more.items()}))


def said(workspace: CheckedWorkspace, branch: str = "hq") -> Any:
    return workspace.editions[branch, "en"].playbooks["offer", "masks"].value["say"]


def findings(workspace: CheckedWorkspace) -> list[str]:
    return [f"{one.path}:{one.span.line} {one.code} {one.message}" for one in workspace.diagnostics]


def test_texts_read_the_value_where_it_stands(tmp_path: Path) -> None:
    workspace = built(tmp_path)

    assert findings(workspace) == []
    assert said(workspace) == "They cost 79 yuan."


def test_a_branch_reads_its_own_list(tmp_path: Path) -> None:
    workspace = built(
        tmp_path, playbooks__south__branch="name: {en: South}\nparent: hq\nlocales: [en]\n",
        playbooks__south__list__december="fork: december\nitems:\n  - {id: masks, usual: 85}\n",
    )

    assert said(workspace) == "They cost 79 yuan."
    assert said(workspace, "south") == "They cost 85 yuan."


def test_what_is_taken_is_not_typed_as_well(tmp_path: Path) -> None:
    workspace = built(
        tmp_path, "params: {usual_yuan: 80}\n" + TAKEN, playbooks__south__branch="name: {en: South}\nparent: hq\nlocales: [en]\n",
    )

    assert findings(workspace) == [
        "playbooks/hq/offer/masks.yaml:10 SCHEMA014 The param usual_yuan comes from prices#/items/{masks}/usual and must not be typed.",
    ]


def test_a_fork_changes_what_it_comes_from_and_not_the_param(tmp_path: Path) -> None:
    workspace = built(
        tmp_path, playbooks__south__branch="name: {en: South}\nparent: hq\nlocales: [en]\n",
        playbooks__south__offer__masks="fork: masks\nparams: {usual_yuan: 85}\n",
    )

    assert "playbooks/south/offer/masks.yaml:2 FORK017 The param usual_yuan comes from prices#/items/{masks}/usual, so a fork cannot set it." in findings(workspace)


def test_what_waits_for_a_list_that_does_not_fit_its_schema_has_no_finding_of_its_own(tmp_path: Path) -> None:
    workspace = built(tmp_path, playbooks__hq__list__december="items:\n  - {id: masks, usual: much}\n")

    assert [one.code for one in workspace.diagnostics] == ["SCHEMA003"]
