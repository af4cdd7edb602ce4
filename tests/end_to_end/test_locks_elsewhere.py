"""Ways round a lock through another playbook: a text that takes a price or a shared text from it is locked with what it says.

`loan` takes its rate from the list `rates` and its notice from the shared texts of `house`, which takes the fee from `rates` in turn.
"""

from pathlib import Path

import pytest

from example_workspaces import checked, lay_out
from sopbook.source.diagnostics import Severity

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
EAST = "name: {en: East}\nparent: hq\nlocales: [en]\n"
FILES: dict[str, str | bytes] = {
    "REMOVE": "playbooks/hq/note/good.yaml\n",
    "playbooks/hq/branch.yaml": "name: {en: Headquarters}\nlocales: [en]\nparams: {minutes: 5}\n",
    "playbooks/east/branch.yaml": EAST,
    "schema/rules/kind.yaml": """kind: rules
title: {en: Rules}
plural: {en: Rules}
shared: {items: /messages, text: /text}
derive:
  - param: days
    value: lookup("rates", "december").days
""",
    "schema/rules/schema.json": f'{{"type": "object", "properties": {{{COMMON}, "messages": {{"$ref": "../vocabulary.json#/$defs/points", "title": "Messages"}}}}}}',
    "schema/rates/kind.yaml": "kind: rates\ntitle: {en: Rates}\nplural: {en: Rates}\nenvelope: false\nderive:\n  - {at: /double, value: self.points * 2}\n",
    "schema/rates/schema.json": '{"type": "object", "properties": {"rate": {"type": "number"}, "fee": {"type": "number"}, "days": {"type": "integer"}, "points": {"type": "number"},'
    ' "double": {"type": "number", "readOnly": true}, "say": {"type": "string", "x-text": "plain"}}}',
    "playbooks/hq/rates/december.yaml": "rate: 3\nfee: 10\ndays: 7\npoints: 4\nsay: at ${minutes} minutes a day\n",
    "playbooks/hq/rules/house.yaml": "id: house\n" + ENVELOPE.format(title="House rules")
    + "params: {hours: 9}\nparams_from: {fee: 'rates/december#/fee'}\n"
    "messages:\n  - {id: late, text: 'Late costs ${fee} yuan after ${days} days.'}\n  - {id: open, text: 'We answer until ${hours}.'}\n",
    "schema/terms/kind.yaml": "kind: terms\ntitle: {en: Terms}\nplural: {en: Terms}\n",
    "schema/terms/schema.json": f'{{"type": "object", "properties": {{{COMMON}, "say": {{"type": "string", "x-text": "plain"}}}}}}',
    "playbooks/hq/terms/loan.yaml": "id: loan\n" + ENVELOPE.format(title="Loan")
    + "params_from: {rate: 'rates/december#/rate', double: 'rates/december#/double', time: 'rates/december#/say'}\n"
    "locks: [{path: /say, mode: fixed}]\nsay: '${rate} percent. ${text.late} ${text.open} Twice: ${double}, ${time}.'\n",
}  # fmt: skip

RATES, HOUSE = "playbooks/east/rates/december.yaml", "playbooks/east/rules/house.yaml"
WAYS = {
    "the price in the list": (RATES, "fork: december\nrate: 1\n", 2, "param rate"),
    "the price in the list, by a table": (RATES, "fork: december\nrate: {$value: 1, $why: It sells.}\n", 2, "param rate"),
    "a shared text": (HOUSE, "fork: house\nmessages: [{id: open, text: We always answer.}]\n", 2, "shared text open"),
    "a param of a shared text": (HOUSE, "fork: house\nparams: {hours: 24}\n", 2, "shared text open"),
    "the price that a shared text takes": (RATES, "fork: december\nfee: 1\n", 2, "shared text late"),
    "what a shared text computes": (RATES, "fork: december\ndays: 70\n", 1, "shared text late"),
    "what the list computes": (RATES, "fork: december\npoints: 5\n", 1, "param double"),
    "a text in the list, by a param of branch.yaml": ("playbooks/east/branch.yaml", EAST + "params: {minutes: 50}\n", 4, "param time"),
    "where the price is taken from": (
        "playbooks/east/terms/loan.yaml", "fork: loan\nparams_from: {rate: 'rates/december#/days'}\n", 2, "param rate",
    ),
}  # fmt: skip


def errors(root: Path) -> list[str]:
    """Return the errors of a workspace: file and line, code, message."""
    return [f"{d.path}:{d.span.line} {d.code} {d.message}" for d in checked(root).diagnostics if d.severity is Severity.ERROR]


def refused(file: str, line: int, through: str) -> str:
    return f"{file}:{line} LOCK001 /say is locked by hq, and its text would change through the {through}."


def said(root: Path, branch: str) -> str:
    return str(checked(root).editions[branch, "en"].playbooks["terms", "loan"].value["say"])


def test_the_parent_itself_keeps_the_lock(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", FILES)

    assert errors(root) == []
    assert said(root, "east") == "3 percent. Late costs 10 yuan after 7 days. We answer until 9. Twice: 8, at 5 minutes a day."


@pytest.mark.parametrize(("file", "text", "line", "through"), WAYS.values(), ids=WAYS)
def test_each_way_is_refused_where_it_is_written(file: str, text: str, line: int, through: str, tmp_path: Path) -> None:
    found = errors(lay_out(tmp_path / "w", FILES, {file: text}))

    assert refused(file, line, through) in found
    assert {one.partition(" is locked")[0] for one in found} == {f"{file}:{line} LOCK001 /say"}


def test_what_reaches_the_text_by_two_ways_is_told_of_both(tmp_path: Path) -> None:
    file = "playbooks/hq/terms/loan.yaml"
    root = lay_out(tmp_path / "w", FILES, {file: str(FILES[file]).replace("Twice:", "Again ${fee}:").replace("{rate:", "{fee: 'rates/december#/fee', rate:"), RATES: "fork: december\nfee: 1\n"})

    assert errors(root) == [refused(RATES, 2, "param fee"), refused(RATES, 2, "shared text late")]


def test_a_list_with_an_error_breaks_no_lock_before_it_is_mended(tmp_path: Path) -> None:
    assert errors(lay_out(tmp_path / "w", FILES, {RATES: "fork: december\nrate: high\nfee: 1\n"})) == [
        f'{RATES}:2 SCHEMA003 rate is "high"; a number is expected.',
    ]  # fmt: skip


HARMLESS = {
    "a price that no locked text takes": {RATES: "fork: december\ncolour: red\n"},
    "a shared text that is not in it": {HOUSE: "fork: house\nmessages: [{id: end, text: Good night., $add: {after: open}}]\n"},
    "the same price again": {RATES: "fork: december\nrate: 3\n"},
    "another text of the locked playbook": {"playbooks/east/terms/loan.yaml": "fork: loan\ntitle: Loans\n"},
}


@pytest.mark.parametrize("files", HARMLESS.values(), ids=HARMLESS)
def test_what_leaves_the_text_as_it_is_passes(files: dict[str, str | bytes], tmp_path: Path) -> None:
    assert [one for one in errors(lay_out(tmp_path / "w", FILES, files)) if "LOCK001" in one] == []
