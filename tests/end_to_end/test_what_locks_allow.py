"""What locks leave to branches: everything that nobody has locked, and what comes out as it was."""

from pathlib import Path

import pytest

from end_to_end.locked_workspaces import (
    CITY_FORK,
    EAST,
    EAST_FORK,
    EAST_ZH,
    FORK,
    OTHER_PNG,
    errors,
    lay_out,
    locks,
    translation,
)

HARMLESS: dict[str, tuple[str, dict[str, str | bytes]]] = {
    "a text beside the locked one": (locks("/steps/{risk}"), {EAST_FORK: f"{FORK}steps: [{{id: greet, text: Hello.}}]\n"}),
    "an item beside a fixed one": (locks("/steps/{risk}"), {EAST_FORK: f"{FORK}steps: [{{id: no, $add: {{before: risk}}, text: Hello.}}]\n"}),
    "a fixed item is moved": (locks("/steps/{risk}"), {EAST_FORK: f"{FORK}steps: [{{id: risk, $move: last}}]\n"}),
    "the words of items whose order is locked": (locks("/steps", mode="order"), {EAST_FORK: f"{FORK}steps: [{{id: risk, text: You may lose.}}]\n"}),
    "an item after those whose order is locked": (
        locks("/steps", mode="order"), {EAST_FORK: f"{FORK}steps: [{{id: bye, $add: last, text: Bye.}}]\n", CITY_FORK: f"{FORK}steps: [{{id: so, $add: {{before: bye}}, text: So.}}]\n"},
    ),
    "an item far from the one whose place is locked": (
        locks("/steps/{greet}", mode="order"), {EAST_FORK: f"{FORK}steps: [{{id: bye, $add: last, text: Bye.}}]\n"},
    ),
    "an item added to what is add-only, with its translation": (
        locks("/steps", mode="add-only"),
        {EAST_FORK: f"{FORK}steps: [{{id: bye, $add: last, text: Bye.}}]\n", EAST_ZH: translation({"/steps/{bye}/text": ("Bye.", "再见。")})},
    ),
    "what the branch between has added to what is add-only": (
        locks("/steps", "/notes", "/fees", mode="add-only"),
        {
            EAST_FORK: f"{FORK}steps: [{{id: bye, $add: last, text: Bye.}}]\nnotes: {{$replace: [Read the contract., Bye., 'Ask ${{desk}}.']}}\nfees: {{lost: 5}}\n",
            CITY_FORK: f"{FORK}steps: [{{id: bye, $delete: true}}]\nnotes: {{$replace: [Read the contract., 'Ask ${{desk}}.']}}\nfees: {{lost: 6}}\n",
        },
    ),
    "a locked text repeated word for word where nobody has translated it": (
        locks("/notes"), {EAST_FORK: f"{FORK}notes: {{$replace: [Read the contract., 'Ask ${{desk}}.']}}\n"},
    ),
    "a param written again in another form": (locks("/notes"), {"east/branch.yaml": f"{EAST}params: {{desk: {{en: the desk, zh: the desk}}}}\n"}),
    "a slot written again": (
        locks("/risk"), {"east/branch.yaml": f"{EAST}slots: {{operator.name: {{title: {{en: Your name, zh: 你的名字}}, example: {{en: Wan, zh: 小丸}}, keep: true}}}}\n"},
    ),
    "a slot that no locked text shows": (locks("/steps"), {"east/branch.yaml": f"{EAST}slots: {{operator.name: {{title: {{en: Nobody}}}}}}\n"}),
    "a param that no locked text uses": (locks("/risk"), {EAST_FORK: f"{FORK}params: {{term: a day}}\n"}),
    "the path of a locked file written again": (
        locks("/steps/{risk}/picture"), {EAST_FORK: f"{FORK}steps: [{{id: risk, picture: files/risk.png}}]\n"},
    ),
    "a file of the same name that nothing names": (locks("/steps/{risk}"), {"east/files/risk.png": OTHER_PNG}),
    "the name of a tag that is not locked": (locks("/risk"), {"east/branch.yaml": f"{EAST}tags: {{loan: {{en: Credit}}}}\n"}),
    "costs that make up no locked value": (locks("/risk"), {EAST_FORK: f"{FORK}costs: [{{id: paper, yuan: 1}}]\n"}),
    "the title of a playbook with locks": (locks("/risk"), {EAST_FORK: f"{FORK}title: Loans here\n"}),
}  # fmt: skip


@pytest.mark.parametrize(("locked", "changed"), HARMLESS.values(), ids=HARMLESS)
def test_what_no_lock_forbids_passes(locked: str, changed: dict[str, str | bytes], tmp_path: Path) -> None:
    assert errors(lay_out(tmp_path, locked, changed)) == []
