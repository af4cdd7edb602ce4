"""What the rules of follow-up find, in the words that an author reads."""

from pathlib import Path

import pytest

from shipped_kinds import BRANCH, ENVELOPE, workspace_of

ACCOUNTS = BRANCH + """\
accounts:
  - {id: service, title: {en: Service}, contact_of: newcomers}
  - {id: consultant, title: {en: Consultant}}
"""
HEAD = "id: ID\ntitle: Title\nsummary: Summary.\n" + ENVELOPE
VISIT = "  - {{id: {id}, day: {day}, at: '10:00', who: Guide, send: {{mode: private, by: {by}}}, goal: Ask., talk: [{talk}]}}\n"
TWO = "{id: bought, situation: They bought, say: How is it?}, {id: looked, situation: They did not, say: Come again.}"
PLAN = HEAD.replace("ID", "visits") + "form: visits\naudience: Members\nstarts: bought\ncontact_rule: Everybody.\nstop_when: [{id: asked, text: They ask.}]\nvisits:\n"


def visit(name: str, day: int, by: str = "service", talk: str = TWO) -> str:
    return VISIT.format(id=name, day=day, by=by, talk=talk)


def found(root: Path, playbook: str) -> list[str]:
    """Return what is said of a plan of visits."""
    found = workspace_of(root, ("follow-up", "wecom"), {"follow-up/visits": playbook}, ACCOUNTS).diagnostics
    return [one.message for one in found if one.path.endswith("visits.yaml")]


def test_a_plan_as_it_should_be_has_no_finding(tmp_path: Path) -> None:
    assert found(tmp_path, PLAN + visit("first", 1) + visit("second", 7)) == []


@pytest.mark.parametrize(
    ("visits", "said"),
    [
        (visit("first", 4), "The first visit comes on day 4, when they have forgotten who we are."),
        (visit("first", 3) + visit("second", 3), "second comes on day 3, no later than the visit above it."),
        (visit("first", 3) + visit("second", 4), "second comes one day after the visit above it."),
        (visit("first", 1, talk="{id: all, situation: Everybody, say: How is it?}"), "first has one thing to say for everybody."),
        (visit("first", 1, by="consultant"), "Consultant is nobody's contact on day 1, so this cannot be sent."),
        (visit("first", 1, talk=TWO.replace("Come again.", "A" * 4001)), "A private message by hand takes 4,000 bytes; this has 4,001."),
    ],
)
def test_a_plan_that_would_not_work(visits: str, said: str, tmp_path: Path) -> None:
    assert found(tmp_path, PLAN + visits) == [said]


def test_an_industry_says_what_its_buyers_are_like(tmp_path: Path) -> None:
    assert found(tmp_path, (PLAN + visit("first", 4)).replace("form: visits", "form: industry")) == ["After-sales of an industry needs industry and profile."]


def test_a_situation_may_be_one_in_which_nothing_is_sent(tmp_path: Path) -> None:
    assert found(tmp_path, PLAN + visit("first", 1, talk="{id: bought, situation: They bought, say: How is it?}, {id: stock, situation: Has enough, then: Send nothing.}")) == []
