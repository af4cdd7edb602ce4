"""Mass messages to single groups of one card, and to newcomers: those of a script among those of the plans."""

import json
from pathlib import Path
from typing import Any

from end_to_end.test_quotas import HQ, MODES
from example_workspaces import TODAY, lay_out, written, wrong
from rotas import QUIZ, SEND, files
from unit.workspaces import ENVELOPE

MASS = MODES + MODES[MODES.index("  mass-group:"):].replace("mass-group", "mass-contact").replace("per: group", "per: client")
FOREIGN = "envelope: false\nplural: {en: Many}\ntitle: {en: "
CLUB = {"type": "object", "x-group": {}, "properties": {"title": {"type": "string"}, "opened": {"type": "array", "x-key": "id", "items": {"type": "object", "properties": {"id": {"type": "string"}}}}}}
HELLO: dict[str, Any] = {"type": "object", "properties": {
    "groups": {"type": "array", "items": {"type": "string", "x-ref": "club"}},
    "messages": {"type": "array", "x-key": "id", "items": {
        "type": "object", "x-send": {"text": "/say", "mode": "/send/mode", "day": "/day", "at": "/at", "minutes": "/minutes", "quota": "/send/settings/quota"},
        "properties": {"id": {"type": "string"}, "say": {"type": "string", "x-text": "message"}, "send": SEND, "day": {"type": "integer"}, "at": {"type": "string"}, "minutes": {"type": "integer"}},
    }},
}}
DAILY = "wecom: {quota: day-1}\n"


def findings(root: Path, rota: str, hello: str = "", branch: str = "", **more: str) -> list[str]:
    """Return what is wrong where a club has two groups, a plan is for it, and a script for its newcomers."""
    given = files(rota, QUIZ)
    schema = json.loads(given["schema/rota/schema.json"])
    schema["properties"]["groups"]["items"] = {"type": "string", "x-ref": "club"}
    given |= {
        "schema/rota/schema.json": json.dumps(schema), "schema/wecom/modes.yaml": MASS, "playbooks/hq/branch.yaml": HQ + branch,
        "schema/club/schema.json": json.dumps(CLUB), "schema/club/kind.yaml": f"kind: club\n{FOREIGN}Club}}\n",
        "playbooks/hq/club/tea.yaml": "title: The tea club\nopened: [{id: tea-a}, {id: tea-b}]\n",
        "schema/hello/schema.json": json.dumps(HELLO), "schema/hello/kind.yaml": f"kind: hello\n{FOREIGN}Hello}}\n",
    }
    if hello:
        given["playbooks/hq/hello/hello.yaml"] = hello
    found = [written(one).splitlines()[0] for one in wrong(lay_out(root, {**given, **more}), TODAY)]
    return [one.partition("playbooks/")[2] for one in found]


def rota(*turns: str, day: str = "2026-12-03") -> str:
    """Return a plan of one day for the club."""
    return f"groups: [tea]\ndays:\n  - date: {day}\n    turns:\n" + "".join(
        f'      - {{id: turn-{number}, at: "{9 + number:02}:00", what: Post, say: Hello!, {turn}}}\n' for number, turn in enumerate(turns)
    )


def script(*messages: str) -> str:
    """Return a script of mass messages to whoever has joined the club."""
    return "groups: [tea]\nmessages:\n" + "".join(f"  - {{id: m-{number}, say: Welcome!, send: {{mode: mass-contact}}, {one}}}\n" for number, one in enumerate(messages))


def test_each_group_of_a_card_is_counted_by_itself(tmp_path: Path) -> None:
    apart = rota("send: {mode: mass-group}, only_in: [tea-a]", "send: {mode: mass-group}, only_in: [tea-b]")
    assert findings(tmp_path / "apart", apart, branch=DAILY) == []
    twice = rota("send: {mode: mass-group}, only_in: [tea-a]", "send: {mode: mass-group}, only_in: [tea-b]", "send: {mode: mass-group}, only_in: [tea-b]")
    assert findings(tmp_path / "twice", twice, branch=DAILY) == [
        "hq/rota/year-end.yaml:16:73-16:83 error SEND007 tea-b of The tea club would get 2 mass messages on 2026-12-03; WeCom delivers 1, and this is the first that falls out.",
    ]


def test_what_goes_to_all_groups_counts_for_each(tmp_path: Path) -> None:
    both = rota("send: {mode: mass-group}", "send: {mode: mass-group}, only_in: [tea-a]")
    assert [one.partition("SEND007 ")[2].partition(";")[0] for one in findings(tmp_path / "one", both, branch=DAILY)] == ["tea-a of The tea club would get 2 mass messages on 2026-12-03"]
    all_of_them = rota("send: {mode: mass-group}", "send: {mode: mass-group}", "send: {mode: mass-group}, only_in: [tea-a]")
    assert [one.partition("SEND007 ")[2].partition(";")[0] for one in findings(tmp_path / "all", all_of_them, branch=DAILY)] == ["The tea club would get 2 mass messages on 2026-12-03"]


def test_a_script_that_sends_a_newcomer_too_much_whenever_they_join(tmp_path: Path) -> None:
    assert findings(tmp_path / "two", rota("who: Owner"), script("minutes: 5", 'day: 2, at: "10:00"'), branch=DAILY) == []
    assert findings(tmp_path / "three", rota("who: Owner"), script("minutes: 5", 'day: 2, at: "10:00"', 'day: 2, at: "20:00"'), branch=DAILY) == [
        "hq/hello/hello.yaml:5:43-5:55 error SEND007 A newcomer of The tea club would get 2 mass messages on one day; WeCom delivers 1, and this is the first that falls out.",
    ]
    eight = script(*(f'day: {day}, at: "10:00"' for day in range(1, 8)), 'day: 7, at: "20:00"')
    assert [one.partition("SEND007 ")[2].partition(";")[0] for one in findings(tmp_path / "week", rota("who: Owner"), eight, branch="wecom: {quota: week-7}\n")] == [
        "A newcomer of The tea club would get 8 mass messages in one week",
    ]


def test_a_script_and_a_plan_together_are_too_much_for_somebody(tmp_path: Path) -> None:
    plan = rota("send: {mode: mass-contact}")
    assert findings(tmp_path / "plan", plan, branch=DAILY) == []
    assert findings(tmp_path / "both", plan, script("minutes: 5", 'day: 2, at: "10:00"'), branch=DAILY) == [
        "hq/hello/hello.yaml:4:43-4:55 error SEND007 A newcomer of The tea club who joins on 2026-12-02 would get 2 mass messages on 2026-12-03; WeCom delivers 1, and this is the first that falls out.",
    ]
    # A message by hand is no mass message, nor is one to a group one to each client.
    assert findings(tmp_path / "hand", rota("send: {mode: group-hand}"), script("minutes: 5"), branch=DAILY) == []
    assert findings(tmp_path / "group", rota("send: {mode: mass-group}"), script("minutes: 5"), branch=DAILY) == []


def test_a_branch_hears_of_its_own_script_only(tmp_path: Path) -> None:
    east = {"playbooks/east/branch.yaml": "name: {en: East}\nparent: hq\nlocales: [en]\n", "playbooks/east/rota/mine.yaml": f"id: mine\n{ENVELOPE}{rota('who: Owner')}"}
    twice = script("minutes: 5", "minutes: 9")
    assert len(findings(tmp_path, rota("who: Owner"), twice, DAILY, **east)) == 1
