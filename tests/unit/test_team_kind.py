"""The private messages of a day, as a team's page has them: which account, at what hour, how many at the most."""

from pathlib import Path
from typing import Any

from shipped_kinds import BRANCH, ENVELOPE, workspace_of
from sopbook.handbook.check.workspace import CheckedWorkspace

ACCOUNTS = BRANCH + """\
accounts:
  - {id: contact, title: {en: Service contact}, contact_of: newcomers}
  - {id: consultant, title: {en: Consultant}, contact_of: newcomers}
"""
HEAD = "title: Ours\nsummary: Ours.\n" + ENVELOPE
WELCOME = f"""\
id: newcomers
{HEAD}trigger: joins-group
audience: Newcomers
goal: They stay.
first_benefit: {{what: A sample, how: By parcel, limit: Once}}
messages:
  - {{id: hello, phase: arrival, delay_minutes: 0, send: {{mode: group-welcome, by: contact}}, purpose: Greet, text: Welcome}}
  - {{id: now, phase: arrival, delay_minutes: 0, send: {{mode: private, by: contact}}, purpose: Say hello, text: Hello}}
  - {{id: ask, phase: arrival, delay_minutes: 20, send: {{mode: private, by: contact}}, purpose: Ask, text: One question}}
  - {{id: late, phase: arrival, delay_minutes: 120, send: {{mode: private, by: contact}}, purpose: Remind, text: One more}}
  - {{id: tip, phase: first-week, day: 2, at: "12:30", send: {{mode: private, by: contact}}, purpose: Help, text: One tip}}
  - {{id: shade, phase: first-week, day: 3, at: "10:30", send: {{mode: private, by: consultant}}, purpose: Advise, text: A shade}}
  - {{id: month, phase: first-month, day: 30, at: "10:30", send: {{mode: private, by: contact}}, purpose: Thank, text: Thanks}}
rules_on_entry: [{{id: kind, text: Be kind.}}]
no_answer: [{{id: silent, after_hours: 24, do: Wait.}}]
hand_over: {{when: [{{id: ill, text: A rash}}], to: Desk, within_minutes: 10, say: A colleague answers.}}
"""
VISITS = f"""\
id: visits
{HEAD}form: visits
audience: Whoever came by
starts: added-contact
contact_rule: Whoever says yes.
stop_when: [{{id: told, text: They say so.}}]
visits:
  - {{id: third, day: 3, at: "12:30", who: Desk, send: {{mode: private, by: contact}}, goal: See, talk: [{{id: bought, situation: Bought, say: How is it?}}, {{id: not, situation: Did not buy, then: Nothing is sent.}}]}}
"""
TEAM = f"""\
id: team
{HEAD}roles:
  - {{id: host, name: Host, duties: Writes, shifts: [{{id: day, when: All day}}], accounts: [%s]}}
private_scripts:
  - {{id: newcomers, script: welcome/newcomers, starts_a_day: 2}}
  - {{id: visits, script: follow-up/visits, starts_a_day: 1.5}}
"""


def laid_out(root: Path, accounts: str = "contact, consultant") -> CheckedWorkspace:
    playbooks = {"welcome/newcomers": WELCOME, "follow-up/visits": VISITS, "team/team": TEAM % accounts}
    return workspace_of(root, ("welcome", "follow-up", "team"), playbooks, ACCOUNTS)


def rows(account: dict[str, Any]) -> list[str]:
    """Return the messages of an account as the page shows them: hour or minutes, day, which, how many, together."""
    return [f"{one.get('at') or one['after']} day {one['day']} {one['script']}#{one['message']}: {one['most']}, {one['together']}" for one in account["sends"]]


def test_private_messages_stand_by_account_and_clock_and_are_added_up(tmp_path: Path) -> None:
    workspace = laid_out(tmp_path)

    assert [one.message for one in workspace.diagnostics] == []
    contact, consultant = workspace.of_branch("hq").playbooks["team", "team"].value["private_sends"]
    assert (contact["account"], contact["a_day"]) == ("contact", 11.5)
    assert rows(contact) == [
        "10:30 day 30 welcome/newcomers#month: 2, 2", "12:30 day 2 welcome/newcomers#tip: 2, 4", "12:30 day 3 follow-up/visits#third: 1.5, 5.5",
        "0 day 1 welcome/newcomers#now: 2, 7.5", "20 day 1 welcome/newcomers#ask: 2, 9.5", "120 day 1 welcome/newcomers#late: 2, 11.5",
    ]  # The welcome of the group is none; what has no hour comes last, by how long after.
    assert (consultant["a_day"], rows(consultant)) == (2, ["10:30 day 3 welcome/newcomers#shade: 2, 2"])


def test_a_script_that_nobody_of_the_team_can_send_is_told(tmp_path: Path) -> None:
    found = [one.message for one in laid_out(tmp_path, "consultant").diagnostics]

    assert found == ["No role here writes from an account that follow-up/visits uses in private."]
