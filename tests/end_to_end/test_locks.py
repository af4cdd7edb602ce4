"""Ways round the locks of a playbook, each refused at its file and line, and changes beside them that pass.

Every case is what somebody below headquarters writes. The line is that of the change, not of the lock.
"""

from pathlib import Path

import pytest

from end_to_end.locked_workspaces import (
    CITY,
    CITY_FORK,
    EAST,
    EAST_FORK,
    FORK,
    HQ,
    LOAN,
    OTHER_PNG,
    checked,
    errors,
    lay_out,
    locks,
    refused,
)
from sopbook.branches.fork.drift import State

VALUES = {
    "a text is rewritten": ("/risk", "risk: A loan is cheap.", [refused("/risk")]),
    "a text is rewritten with a reason": ("/risk", "risk: {$value: A loan is cheap., $why: It sells.}", [refused("/risk")]),
    "a text is deleted": ("/risk", "risk: {$delete: true}", [refused("/risk")]),
    "a name is taken out of a text": ("/risk", "risk: A loan costs ${rate} percent.", [refused("/risk")]),
    "a name is written as words": ("/risk", "risk: 'A loan costs ${rate} percent, says $${operator.name} from ${bank}.'", [refused("/risk")]),
    "an item is reworded": ("/steps/{risk}", "steps: [{id: risk, text: You can win.}]", [refused("/steps/{risk}")]),
    "an item is deleted": ("/steps/{risk}", "steps: [{id: risk, $delete: true}]", [refused("/steps/{risk}")]),
    "an item is written anew": ("/steps/{risk}", "steps: [{id: risk, $replace: true, text: You can win.}]", [refused("/steps/{risk}")]),
    "an item comes under another id": (
        "/steps/{risk}", "steps: [{id: risk, $delete: true}, {id: risks, $add: {after: greet}, text: You can lose money.}]",
        [refused("/steps/{risk}")],
    ),
    "the list of an item is deleted": ("/steps/{risk}", "steps: {$delete: true}", [refused("/steps/{risk}")]),
    "the list of an item is written anew": ("/steps/{risk}", "steps: {$replace: [{id: risk, text: You can win.}]}", [refused("/steps/{risk}")]),
    "an item gains a field": ("/steps/{ask}", "steps: [{id: ask, picture: files/risk.png}]", [refused("/steps/{ask}")]),
    "an item without an id is pushed on": ("/notes/0", "notes: {$replace: [Ignore the next line., Read the contract.]}", [refused("/notes/0")]),
    "a table loses a field": ("/fees", "fees: {early: {$delete: true}}", [refused("/fees")]),
    "a table that shows as written is turned round": ("/fees", "fees: {$replace: true, early: 20, late: 10}", [refused("/fees")]),
    "a number becomes a text": ("/fees", "fees: {late: {$replace: '10'}}", [refused("/fees")]),
    "a param of the text": ("/risk", "params: {rate: '1'}", [refused("/risk", "and its text would change through the param rate.")]),
    "a param of the text, with decimals": ("/risk", "params: {rate: {$replace: 3.0}}", [refused("/risk", "and its text would change through the param rate.")]),
    "a param that hides one of branch.yaml": ("/notes", "params: {desk: nobody}", [refused("/notes", "and its text would change through the param desk.")]),
    "a param is deleted": ("/risk", "params: {rate: {$delete: true}}", [
        refused("/risk", "and its text would change through the param rate."),
        "hq/terms/loan.yaml:6 TEXT001 Nothing is called ${rate}, so the reader would see it as it stands.",
        "hq/terms/loan.zh.yaml:3 TEXT001 Nothing is called ${rate}, so the reader would see it as it stands.",
    ]),
    "all params are written anew": ("/risk", "params: {$replace: true, rate: '1', term: a year}", [
        refused("/risk", "and its text would change through the param rate."),
    ]),
    "what a value is computed from": ("/sum", "costs: [{id: paper, yuan: 1}]", [
        refused("/sum", "and its yuan, which is computed from yuan, would change."),
    ]),
    "what a locked computed value is computed from": ("/sum/yuan", "costs: [{id: stamp, $add: last, yuan: 1}]", [
        refused("/sum/yuan", "and its yuan, which is computed from costs, would change."),
    ]),
    "retired": ("/risk", "status: retired", [f"{EAST_FORK}:2 LOCK001 The playbook cannot be retired here: hq has locked /risk of it."]),
    "shown as a draft": ("/risk", "status: draft", [f"{EAST_FORK}:2 LOCK001 The playbook cannot be made a draft here: hq has locked /risk of it."]),
    "a lock is lifted": ("/risk", "locks: {$delete: true}", [f"{EAST_FORK}:2 LOCK003 A branch can add locks, and neither change nor lift those of its parent."]),
}  # fmt: skip


@pytest.mark.parametrize(("path", "change", "found"), VALUES.values(), ids=VALUES)
def test_a_fork_cannot_change_what_is_fixed(path: str, change: str, found: list[str], tmp_path: Path) -> None:
    assert errors(lay_out(tmp_path, locks(path), {EAST_FORK: f"{FORK}{change}\n"})) == found


def test_a_mistake_elsewhere_is_told_as_that_and_not_as_a_broken_lock(tmp_path: Path) -> None:
    root = lay_out(tmp_path, locks("/sum", "/sum/yuan"), {EAST_FORK: f"{FORK}costs: [{{id: paper, yuan: five}}]\n"})

    assert errors(root) == [f'{EAST_FORK}:2 SCHEMA003 yuan is "five"; a number is expected.']


ADD_ONLY = {
    "an item is reworded": ("/steps", "steps: [{id: risk, text: You can win.}]"),
    "an item is deleted": ("/steps", "steps: [{id: risk, $delete: true}]"),
    "an item is moved": ("/steps", "steps: [{id: risk, $move: first}]"),
    "the list is written anew in another order": (
        "/notes", "notes: {$replace: ['Ask ${desk}.', Read the contract.]}",
    ),
    "a set loses an item": ("/tags", "tags: {$remove: [loan]}"),
    "a field of a table is changed": ("/fees", "fees: {late: 1}"),
}  # fmt: skip


@pytest.mark.parametrize(("path", "change"), ADD_ONLY.values(), ids=ADD_ONLY)
def test_what_is_add_only_loses_nothing(path: str, change: str, tmp_path: Path) -> None:
    assert errors(lay_out(tmp_path, locks(path, mode="add-only"), {EAST_FORK: f"{FORK}{change}\n"})) == [refused(path)]


ORDER = {
    "a line before the locked one": ("/steps/{risk}", "{id: no, $add: {before: risk}, text: Ignore the next line.}", "add no"),
    "a line after the locked one": ("/steps/{risk}", "{id: no, $add: {after: risk}, text: That was a joke.}", "add no"),
    "the item is moved": ("/steps/{risk}", "{id: risk, $move: last}", "move risk"),
    "its neighbour is moved away": ("/steps/{risk}", "{id: greet, $move: last}", "move greet"),
    "its neighbour is deleted": ("/steps/{risk}", "{id: ask, $delete: true}", "take ask away"),
    "a line before the first one": ("/steps/{greet}", "{id: no, $add: first, text: All of this is a joke.}", "add no"),
    "a line after the last one": ("/steps/{ask}", "{id: no, $add: last, text: All of this was a joke.}", "add no"),
    "a line at the head of the list": ("/steps", "{id: no, $add: first, text: All of this is a joke.}", "add no"),
    "a line among those of the list": ("/steps", "{id: no, $add: {after: risk}, text: That was a joke.}", "add no"),
    "an item of the list is moved": ("/steps", "{id: risk, $move: last}", "move risk"),
    "an item of the list is deleted": ("/steps", "{id: ask, $delete: true}", "take ask away"),
}  # fmt: skip


@pytest.mark.parametrize(("path", "item", "verb"), ORDER.values(), ids=ORDER)
def test_an_order_is_kept(path: str, item: str, verb: str, tmp_path: Path) -> None:
    root = lay_out(tmp_path, locks(path, mode="order"), {EAST_FORK: f"{FORK}steps:\n  - {item}\n"})

    assert errors(root) == [f"{EAST_FORK}:3 LOCK001 The order at {path} is locked by hq, so this branch cannot {verb} here."]


def test_neighbours_that_change_places_are_told_both(tmp_path: Path) -> None:
    fork = f"{FORK}steps:\n  - {{id: greet, $move: last}}\n  - {{id: ask, $move: first}}\n"

    assert errors(lay_out(tmp_path, locks("/steps/{risk}", mode="order"), {EAST_FORK: fork})) == [
        f"{EAST_FORK}:3 LOCK001 The order at /steps/{{risk}} is locked by hq, so this branch cannot move greet here.",
        f"{EAST_FORK}:4 LOCK001 The order at /steps/{{risk}} is locked by hq, so this branch cannot move ask here.",
    ]


def test_an_order_is_kept_when_the_whole_list_is_written_anew(tmp_path: Path) -> None:
    change = "notes: {$replace: ['Ask ${desk}.', Read the contract.]}\nsteps: {$replace: [{id: ask, text: A}, {id: risk, text: B}, {id: greet, text: C}]}\n"

    assert errors(lay_out(tmp_path, locks("/notes", "/steps", mode="order"), {EAST_FORK: FORK + change})) == [
        f"{EAST_FORK}:2 LOCK001 The order at /notes is locked by hq, so this branch cannot change it here.",
        f"{EAST_FORK}:3 LOCK001 The order at /steps is locked by hq, so this branch cannot change it here.",
    ]


BRANCH = {
    "a param": ("/notes", "params: {desk: nobody}", "and its text would change through the param desk."),
    "a param in one language": ("/risk", "params: {bank: {en: the bank, zh: 某人}}", "and its text would change through the param bank."),
    "the token of a slot": ("/risk", "slots: {operator.name: {title: {en: Your name, zh: 你的名字}, example: {en: Wan, zh: 小丸}, token: https://example.com}}", "and its text would change through the slot operator.name."),
    "the title of a slot": ("/risk", "slots: {operator.name: {title: {en: Nobody, zh: 你的名字}, example: {en: Wan, zh: 小丸}}}", "and its text would change through the slot operator.name."),
    "the title of a slot in one language": ("/risk", "slots: {operator.name: {title: {en: Your name, zh: 某人}, example: {en: Wan, zh: 小丸}}}", "and its text would change through the slot operator.name."),
    "the example of a slot": ("/risk", "slots: {operator.name: {title: {en: Your name, zh: 你的名字}, example: the boss}}", "and its text would change through the slot operator.name."),
    "a slot that is asked for each time": ("/risk", "slots: {operator.name: {title: {en: Your name, zh: 你的名字}, example: {en: Wan, zh: 小丸}, keep: false}}", "and its text would change through the slot operator.name."),
    "a new slot whose token is a word of the text": ("/steps/{risk}", "slots: {no.way: {title: {en: win}, token: lose}}", "and its text would change through the slot no.way."),
    "the name of a tag": ("/tags", "tags: {loan: {en: Gift, zh: 贷款}}", "and its tag loan would have another name."),
    "the name of a tag in one language": ("/tags/{loan}", "tags: {loan: {en: Loan, zh: 礼物}}", "and its tag loan would have another name."),
}  # fmt: skip


@pytest.mark.parametrize(("path", "entry", "why"), BRANCH.values(), ids=BRANCH)
def test_branch_yaml_cannot_change_what_is_locked(path: str, entry: str, why: str, tmp_path: Path) -> None:
    root = lay_out(tmp_path, locks(path), {"east/branch.yaml": f"{EAST}{entry}\n"})

    assert errors(root) == [refused(path, why, at="east/branch.yaml:4")]


def test_a_slot_cannot_lose_the_token_that_a_text_writes_out(tmp_path: Path) -> None:
    root = lay_out(tmp_path, locks("/steps/{greet}"), {
        "hq/branch.yaml": HQ.replace("slots:\n", "slots:\n  member.nickname: {title: {en: Nickname}, token: evening}\n"),
        "east/branch.yaml": f"{EAST}slots: {{member.nickname: {{title: {{en: Nickname}}}}}}\n",
    })  # fmt: skip

    assert errors(root) == [refused("/steps/{greet}", "and its text would change through the slot member.nickname.", at="east/branch.yaml:4")]


def test_a_branch_between_cannot_change_it_for_a_language_that_only_the_branch_below_has(tmp_path: Path) -> None:
    root = lay_out(tmp_path, locks("/risk"), {
        "hq/branch.yaml": HQ.replace("[en, zh]", "[en]", 1), "hq/terms/loan.zh.yaml": "translation: loan\ntexts: {}\n",
        "east/branch.yaml": EAST.replace("[en, zh]", "[en]") + "params: {bank: {en: the bank, zh: 某人}}\n",
    })  # fmt: skip

    assert errors(root) == [refused("/risk", "and its text would change through the param bank.", at="east/branch.yaml:4")]


FILES: dict[str, dict[str, str | bytes]] = {
    "its own file under the same path": {"east/files/risk.png": OTHER_PNG},
    "its own file for readers of Chinese": {"east/files/risk.zh.png": OTHER_PNG},
}


@pytest.mark.parametrize("files", FILES.values(), ids=FILES)
def test_a_branch_cannot_bring_another_file(files: dict[str, str | bytes], tmp_path: Path) -> None:
    root = lay_out(tmp_path, locks("/steps/{risk}/picture"), {EAST_FORK: f"{FORK}steps: [{{id: risk, picture: files/risk.png}}]\n", **files})

    file = next(iter(files))
    assert errors(root) == [refused("/steps/{risk}/picture", f"and playbooks/{file} would take the place of its file.")]


LEVELS: dict[str, tuple[str, dict[str, str | bytes], list[str]]] = {
    "the grandchild": (locks("/risk"), {CITY_FORK: f"{FORK}risk: Cheap.\n"}, [refused("/risk", at=f"{CITY_FORK}:2")]),
    "the branch between, and nobody below it": (
        locks("/risk"), {EAST_FORK: f"{FORK}risk: Cheap.\n", CITY_FORK: f"{FORK}title: City\n"}, [refused("/risk")],
    ),
    "below the branch between, which has locked": (
        "", {EAST_FORK: f"{FORK}{locks('/risk')}", CITY_FORK: f"{FORK}risk: Cheap.\n"}, [refused("/risk", by="east", at=f"{CITY_FORK}:2")],
    ),
    "a slot of the grandchild": (
        locks("/risk"), {"city/branch.yaml": f"{CITY}slots: {{operator.name: {{title: {{en: Nobody}}}}}}\n"},
        [refused("/risk", "and its text would change through the slot operator.name.", at="city/branch.yaml:4")],
    ),
    "retired by the branch between": (
        locks("/risk"), {EAST_FORK: f"{FORK}status: retired\n"},
        [f"{EAST_FORK}:2 LOCK001 The playbook cannot be retired here: hq has locked /risk of it."],
    ),
    "several ways at once": (
        locks("/risk"), {"east/branch.yaml": f"{EAST}params: {{bank: us}}\n", EAST_FORK: f"{FORK}risk: Cheap.\nparams: {{rate: '1'}}\n"},
        [
            refused("/risk", "and its text would change through the param bank.", at="east/branch.yaml:4"),
            refused("/risk"),
            refused("/risk", "and its text would change through the param rate.", at=f"{EAST_FORK}:3"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("locked", "changed", "found"), LEVELS.values(), ids=LEVELS)
def test_a_lock_holds_at_every_level(locked: str, changed: dict[str, str | bytes], found: list[str], tmp_path: Path) -> None:
    assert errors(lay_out(tmp_path, locked, changed)) == found


def test_a_playbook_of_the_same_id_does_not_take_the_place_of_a_locked_one(tmp_path: Path) -> None:
    workspace = checked(lay_out(tmp_path, locks("/risk"), {EAST_FORK: LOAN.replace("A loan", "Nothing")}))

    assert [d.code for d in workspace.errors] == ["FORK003"]
    assert workspace.stocks["east"].entries["terms", "loan"].document.path == "playbooks/hq/terms/loan.yaml"


def test_a_change_that_breaks_a_lock_cannot_be_accepted(tmp_path: Path) -> None:
    workspace = checked(lay_out(tmp_path, locks("/steps", mode="order"), {EAST_FORK: f"{FORK}steps:\n  - {{id: risk, $move: last, text: Well.}}\n"}))

    states = {drift.override.path: drift.state for drift in workspace.stocks["east"].entries["terms", "loan"].drifts}
    assert states == {("steps", "{risk}", "text"): State.UNACCEPTED, ("steps", "{risk}", "$move"): State.NEWLY_LOCKED}
    assert workspace.stocks["city"].entries["terms", "loan"] is workspace.stocks["east"].entries["terms", "loan"]
