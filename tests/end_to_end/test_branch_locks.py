"""Ways round the locks of branch.yaml, and round its banned words, each refused at its file and line."""

from pathlib import Path

import pytest

from end_to_end.locked_workspaces import CITY, EAST, HQ, LOAN, checked, errors, lay_out
from end_to_end.running import sopbook
from sopbook.branches.fork.drift import State

FORK = "fork: loan\n"


def locked(path: str, mode: str = "fixed") -> str:
    """Return the branch.yaml of headquarters with a lock in its last line."""
    return f'{HQ}locks:\n  - {{path: "{path}", mode: {mode}, why: The law.}}\n'


def refused(path: str, *, verb: str = "change", at: str = "east/branch.yaml:4") -> list[str]:
    """Return the finding about a lock on an entry."""
    return [f"{at} LOCK001 {path} is locked by hq, so this branch cannot {verb} it."]


ENTRIES = {
    "a param": ("/params/desk", "params: {desk: nobody}", "/params/desk"),
    "a param in one language": ("/params/{bank}", "params: {bank: {en: the bank, zh: 某人}}", "/params/bank"),
    "a slot": ("/slots/{operator.name}", "slots: {operator.name: {title: {en: Your name, zh: 你的名字}, token: '%NAME%'}}", "/slots/operator.name"),
    "the name of a tag": ("/tags/loan", "tags: {loan: {en: Gift, zh: 贷款}}", "/tags/loan"),
    "a contact": ("/contacts/{duty}", "contacts: [{id: duty, role: {en: Duty manager, zh: 值班主管}, phone: extension 2}]", "/contacts/{duty}"),
    "a contact in one language": ("/contacts/{duty}", "contacts: [{id: duty, role: {en: Duty manager, zh: 某人}, phone: extension 1}]", "/contacts/{duty}"),
    "a contact that loses its number": ("/contacts/{duty}", "contacts: [{id: duty, role: {en: Duty manager, zh: 值班主管}}]", "/contacts/{duty}"),
    "a holiday": ("/holidays/{2027-02-06}", 'holidays: [{date: "2027-02-06", name: {en: A day, zh: 春节}}]', "/holidays/{2027-02-06}"),
    "the time zone": ("/time_zone", "time_zone: Asia/Urumqi", "/time_zone"),
    "what to say instead of a word": ("/words/{guaranteed}", "words: {banned: [{word: GUARANTEED, why: The law forbids it., instead: safe}]}", "/words/{guaranteed}"),
    "a banned word made sensitive": ("/words/{Guaranteed}", "words: {sensitive: [{word: guaranteed, why: The law forbids it., instead: what is printed}]}", "/words/{guaranteed}"),
    "an entry of a part that is locked as a whole": ("/tags", "tags: {bank: {en: Shop, zh: 银行}}", "/tags/bank"),
}  # fmt: skip


@pytest.mark.parametrize(("path", "entry", "named"), ENTRIES.values(), ids=ENTRIES)
def test_an_entry_cannot_be_changed(path: str, entry: str, named: str, tmp_path: Path) -> None:
    root = lay_out(tmp_path, "", {"hq/branch.yaml": locked(path), "east/branch.yaml": f"{EAST}{entry}\n"})

    assert errors(root) == refused(named)


def test_a_part_that_is_fixed_gains_no_entry_and_one_that_is_add_only_does(tmp_path: Path) -> None:
    changed: dict[str, str | bytes] = {"east/branch.yaml": f"{EAST}tags: {{east: {{en: East}}, loan: {{en: Gift}}}}\n"}

    fixed = lay_out(tmp_path / "fixed", "", {"hq/branch.yaml": locked("/tags"), **changed})
    add_only = lay_out(tmp_path / "add-only", "", {"hq/branch.yaml": locked("/tags", "add-only"), **changed})

    assert errors(fixed) == refused("/tags/east", verb="add") + refused("/tags/loan")
    assert errors(add_only) == refused("/tags/loan")


def test_a_lock_holds_below_the_branch_between_and_adds_to_those_above(tmp_path: Path) -> None:
    root = lay_out(tmp_path, "", {
        "hq/branch.yaml": locked("/params/desk"),
        "east/branch.yaml": f"{EAST}locks: [{{path: /tags/loan}}]\n",
        "city/branch.yaml": f"{CITY}params: {{desk: nobody}}\ntags: {{loan: {{en: Gift}}}}\n",
    })  # fmt: skip

    assert errors(root) == [
        *refused("/params/desk", at="city/branch.yaml:4"),
        "city/branch.yaml:5 LOCK001 /tags/loan is locked by east, so this branch cannot change it.",
    ]


def test_a_branch_between_cannot_change_it_for_a_language_that_only_the_branch_below_has(tmp_path: Path) -> None:
    root = lay_out(tmp_path, "", {
        "hq/branch.yaml": locked("/params/bank"),
        "east/branch.yaml": EAST.replace("[en, zh]", "[en]") + "params: {bank: {en: the bank, zh: 某人}}\n",
    })  # fmt: skip

    assert errors(root) == refused("/params/bank")


HIDING: dict[str, tuple[str, str, int]] = {
    "a fork": ("east/terms/loan.yaml", f"{FORK}params: {{desk: nobody}}\n", 2),
    "a fork that writes all params anew": ("east/terms/loan.yaml", f"{FORK}params: {{$replace: {{rate: '3', term: a year, desk: nobody}}}}\n", 2),
    "a playbook of its own": ("east/terms/mine.yaml", LOAN.replace("id: loan", "id: mine").replace("params: {", "params: {desk: nobody, "), 5),
}


@pytest.mark.parametrize(("file", "text", "line"), HIDING.values(), ids=HIDING)
def test_no_param_of_a_playbook_hides_a_locked_one(file: str, text: str, line: int, tmp_path: Path) -> None:
    root = lay_out(tmp_path, "", {"hq/branch.yaml": locked("/params/desk"), file: text})

    assert errors(root) == [f"{file}:{line} LOCK001 The param desk is locked by hq, and this one would hide it."]


SENSITIVE = "words: {sensitive: [{word: GUARANTEED}]}\n"


def test_what_is_banned_stays_banned_without_a_lock(tmp_path: Path) -> None:
    root = lay_out(tmp_path, "", {"east/branch.yaml": EAST + SENSITIVE, "east/terms/loan.yaml": f"{FORK}risk: It is guaranteed.\n"})

    assert errors(root) == [
        "east/branch.yaml:4 LOCK004 “GUARANTEED” is banned above this branch, which cannot make it merely sensitive.",
        "east/terms/loan.yaml:2 TEXT004 The message says “GUARANTEED”, which no message may say.",
    ]


def test_what_the_branch_between_allows_stays_banned_below_it(tmp_path: Path) -> None:
    root = lay_out(tmp_path, "", {"east/branch.yaml": EAST + SENSITIVE, "city/terms/loan.yaml": f"{FORK}risk: It is guaranteed.\n"})

    assert [line.partition(" The")[0] for line in errors(root) if "TEXT" in line] == ["city/terms/loan.yaml:2 TEXT004"]


HARMLESS = {
    "the same param in another form": ("/params/desk", "params: {desk: {en: the desk, zh: the desk}}"),
    "another param": ("/params/desk", "params: {bank: us}"),
    "the same slot": ("/slots/{member.name}", "slots: {member.name: {title: {en: The member, zh: 成员}, keep: true}}"),
    "the same contact": ("/contacts/{duty}", "contacts: [{id: duty, role: {zh: 值班主管, en: Duty manager}, phone: extension 1}]"),
    "another contact": ("/contacts/{duty}", "contacts: [{id: boss, role: {en: Boss}}]"),
    "the same time zone": ("/time_zone", "time_zone: Asia/Shanghai"),
    "one more banned word": ("/words", "words: {banned: [{word: safe}]}"),
    "another reason for a word that is not locked": ("/params/desk", "words: {banned: [{word: guaranteed, why: It is not.}]}"),
    "one more sensitive word": ("/params/desk", "words: {sensitive: [{word: refund}]}"),
}


@pytest.mark.parametrize(("path", "entry"), HARMLESS.values(), ids=HARMLESS)
def test_what_no_lock_forbids_passes(path: str, entry: str, tmp_path: Path) -> None:
    root = lay_out(tmp_path, "", {"hq/branch.yaml": locked(path, "add-only"), "east/branch.yaml": f"{EAST}{entry}\n"})

    assert errors(root) == []


@pytest.mark.parametrize("path", ["/params/desks", "/slots/{operator}", "/contacts/duties", "/words/{guarantee}", "/tags/{lone}", "/holidays/{2027-02-07}"])
def test_a_lock_on_nothing_is_told(path: str, tmp_path: Path) -> None:
    line = len(HQ.splitlines()) + 2

    assert errors(lay_out(tmp_path, "", {"hq/branch.yaml": locked(path)})) == [
        f'hq/branch.yaml:{line} LOCK002 There is nothing at "{path}", so the lock protects nothing.',
    ]


def test_a_change_that_breaks_a_lock_cannot_be_accepted(tmp_path: Path) -> None:
    root = lay_out(tmp_path, "", {"hq/branch.yaml": locked("/params/desk"), "east/branch.yaml": f"{EAST}params: {{desk: nobody, bank: us}}\n"})

    states = {drift.override.path: drift.state for drift in checked(root).stocks["east"].branch_drifts}
    assert states == {("params", "desk"): State.NEWLY_LOCKED, ("params", "bank"): State.UNACCEPTED}


def test_the_commands_about_drift_know_the_lock(tmp_path: Path) -> None:
    root = lay_out(tmp_path, "", {"hq/branch.yaml": locked("/params/desk"), "east/branch.yaml": f"{EAST}params: {{desk: nobody}}\n"})
    (root / "mkdocs.yml").write_text("plugins: [{sopbook: {built_in_kinds: false}}]\n", "utf-8")

    drift = sopbook("drift", "--branch", "east", "-C", root)
    accept = sopbook("accept", "branch", "--all", "--branch", "east", "-C", root)

    assert "east/branch /params/desk: newly-locked" in drift.output
    assert (drift.exit_code, accept.exit_code) == (1, 1)
    assert "[LOCK001]" in accept.output
    assert not (root / "playbooks" / "east" / "forks.lock.yaml").exists()
