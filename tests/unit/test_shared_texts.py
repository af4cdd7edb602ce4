"""Shared texts and computed params: what stands once, and is read wherever it is named."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from end_to_end.running import sopbook
from example_workspaces import checked, lay_out
from sopbook.branches.interpolation import SharedText, fill, heard
from sopbook.handbook.check.workspace import CheckedWorkspace
from sopbook.handbook.edition import edition
from sopbook.outputs.html.handbook import render
from sopbook.source.document import Document
from sopbook.source.text import Source

ENVELOPE = """title: {title}
summary: Words.
version: "1.0"
owner: Desk
reviewed_on: 2026-11-01
review_by: 2027-11-01
tags: [sample]
status: active
"""
COMMON = ", ".join(
    f'"{name}": {{"$ref": "../envelope.json#/properties/{name}"}}'
    for name in ("id", "title", "summary", "version", "owner", "reviewed_on", "review_by", "tags", "status", "params", "params_from", "locks")
)
RULES = """kind: rules
title: {en: Rules, zh: 规则}
plural: {en: Rules, zh: 规则}
shared: {items: /messages, text: /text}
derive:
  - param: price
    value: lookup("prices", "december").mask
"""
FILES: dict[str, str | bytes] = {
    "playbooks/hq/branch.yaml": "name: {en: Headquarters}\nlocales: [en]\nparams: {minutes: 5}\nslots: {group.number: {title: {en: Group}, example: B}}\n",
    "schema/rules/kind.yaml": RULES,
    "schema/rules/schema.json": f'{{"type": "object", "properties": {{{COMMON}, "messages": {{"$ref": "../vocabulary.json#/$defs/points", "title": "Messages"}}}}}}',
    "schema/prices/schema.json": '{"type": "object", "properties": {"mask": {"type": "number"}}}',
    "playbooks/hq/prices/december.yaml": "mask: 64.0\n",
    "playbooks/hq/rules/house.yaml": "id: house\n" + ENVELOPE.format(title="House rules") + "params: {minutes: 10}\nmessages:\n"
    "  - {id: adverts, text: 'No adverts in group ${group.number}; we answer within ${minutes} minutes.'}\n  - {id: price, text: 'A mask is ${price} yuan, $${price} is not.'}\n",
    "playbooks/hq/note/good.yaml": "id: good\n" + ENVELOPE.format(title="Good") + "say: |-\n  ${minutes} minutes. ${text.adverts}\n  ${text.house/price}\n",
}


def built(root: Path, *more: dict[str, str | bytes]) -> CheckedWorkspace:
    return checked(lay_out(root / "w", FILES, *more))


def said(workspace: CheckedWorkspace, branch: str = "hq", locale: str = "en") -> Any:
    return workspace.editions[branch, locale].playbooks["note", "good"].value["say"]


def test_a_shared_text_is_read_with_the_params_of_its_own_playbook_and_keeps_its_slots(tmp_path: Path) -> None:
    workspace = built(tmp_path)

    assert [one.message for one in workspace.diagnostics] == []
    assert said(workspace) == "5 minutes. No adverts in group ${group.number}; we answer within 10 minutes.\nA mask is 64 yuan, $${price} is not."


def test_a_branch_reads_its_own_fork_of_the_source_and_its_own_price(tmp_path: Path) -> None:
    south: dict[str, str | bytes] = {
        "playbooks/south/branch.yaml": "name: {en: South}\nparent: hq\nlocales: [en]\n",
        "playbooks/south/rules/house.yaml": "fork: house\nparams: {minutes: 30}\n",
        "playbooks/south/prices/december.yaml": "fork: december\nmask: 70\n",
    }
    workspace = built(tmp_path, south)

    assert said(workspace, "south") == "5 minutes. No adverts in group ${group.number}; we answer within 30 minutes.\nA mask is 70 yuan, $${price} is not."
    above = workspace.editions["south", "en"].playbooks["note", "good"].above
    assert above is not None
    assert "within 10 minutes" in above.value["say"], "the page marks what reads otherwise than in the parent"


def test_a_shared_text_is_that_of_the_same_language(tmp_path: Path) -> None:
    chinese: dict[str, str | bytes] = {
        "playbooks/hq/branch.yaml": str(FILES["playbooks/hq/branch.yaml"]).replace("[en]", "[en, zh]"),
    }
    root = lay_out(tmp_path / "w", FILES, chinese)

    sopbook("translate", "house", "--locale", "zh", "-C", root)
    file = root / "playbooks/hq/rules/house.zh.yaml"
    lines = file.read_text("utf-8").splitlines()
    at_adverts = next(i for i, line in enumerate(lines) if "adverts" in line)
    following = next(i for i in range(at_adverts, len(lines)) if lines[i].strip().startswith("text:"))
    lines[following] = lines[following].partition("text:")[0] + "text: ${group.number}群不发广告，${minutes}分钟内回复。"
    file.write_text("\n".join(lines) + "\n", "utf-8")

    assert "${group.number}群不发广告，10分钟内回复。" in said(checked(root), "hq", "zh")


def test_a_slot_of_that_name_is_a_slot(tmp_path: Path) -> None:
    slot: dict[str, str | bytes] = {
        "playbooks/hq/branch.yaml": str(FILES["playbooks/hq/branch.yaml"]).replace("slots: {", "slots: {text.adverts: {title: {en: Your rule}, example: x}, "),
    }

    assert said(built(tmp_path, slot)).startswith("5 minutes. ${text.adverts}\n")


@pytest.mark.parametrize(("mask", "shown"), [("64.0", "64"), ("64.5", "64.5"), ("0", "0")])
def test_a_computed_param_is_written_as_one_would(mask: str, shown: str, tmp_path: Path) -> None:
    workspace = built(tmp_path, {"playbooks/hq/prices/december.yaml": f"mask: {mask}\n"})

    assert f"A mask is {shown} yuan" in said(workspace)
    assert f"A mask is {shown} yuan" in workspace.of_branch("hq").playbooks["rules", "house"].value["messages"][1]["text"]


def test_a_rule_sees_texts_with_computed_params(tmp_path: Path) -> None:
    rule = RULES + "rules:\n  - rule: self.messages.all(m, !m.text.contains('64 yuan'))\n    message: {en: Too dear.}\n"

    assert [one.message for one in built(tmp_path, {"schema/rules/kind.yaml": rule}).diagnostics] == ["Too dear."]


_TEXTS = st.text(st.sampled_from(["a", "$", "{", "}", "\n"]), max_size=8)


@given(_TEXTS, _TEXTS, _TEXTS)
def test_members_read_a_shared_text_between_other_words_as_it_is(before: str, shared: str, after: str) -> None:
    """Whatever signs meet at the seams, nothing becomes a name, and no sign is lost."""
    own, literal = before.replace("$", "").replace("{", ""), after.replace("${", "")
    text = SharedText(shared.replace("${", "$${"), ("rules", "house"), Document(Source("x", ""), {}, {}), ())

    filled = fill(f"{own}${{text.a}}{literal}", {"text.a": text})

    assert heard(filled, {}) == heard(f"{own}${{text.a}}{literal}", {"text.a": text}) == own + shared + literal


def test_who_takes_a_text_in_stands_below_it_and_among_the_effects_of_a_change(tmp_path: Path) -> None:
    yard: dict[str, str | bytes] = {
        "playbooks/hq/rules/yard.yaml": "id: yard\n" + ENVELOPE.format(title="The yard") + 'params_from: {yuan: "prices/december#/mask"}\nmessages: [{id: mask, text: "A mask is ${yuan} yuan."}]\n',
    }
    workspace = built(tmp_path, yard)
    made, _ = render(edition(workspace, "hq"))

    house, prices = (made.pages[name].body.partition('id="used-by"')[2] for name in ("rules/house", "prices/december"))
    assert house.count('<a href="../note/good.html">Good</a>') == 1
    assert prices.count('<a href="../rules/yard.html">The yard</a>') == 1
    root = tmp_path / "w"
    assert sopbook("impact", "playbooks/hq/rules/house.yaml", "/messages/{adverts}/text", "-C", root).output == "hq  playbooks/hq/note/good.yaml  refers to the playbook: /say\n"
    assert sopbook("impact", "playbooks/hq/prices/december.yaml", "/mask", "-C", root).output == "hq  playbooks/hq/rules/yard.yaml  refers to the playbook: /params_from/yuan\n"
