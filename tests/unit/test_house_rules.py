"""What the rules of house rules find, in the words that an author reads."""

from pathlib import Path

import pytest

from shipped_kinds import ENVELOPE, workspace_of

HEAD = "id: rules\ntitle: Rules\nsummary: Rules of a group.\n" + ENVELOPE
STEP = "{id: out, removes: REMOVES, within_minutes: 2, who: The owner, do: Remove., mode: group-hand}"
LADDER = HEAD + f"form: discipline\nladders:\n  - {{id: member, title: Members, for: Members, members: MEMBERS, steps: [{STEP}]}}\n"
GROUP = HEAD + """\
form: group
rules: [{id: no-adverts, text: No adverts., ladder: member}]
messages: [{id: post, when: Monthly, send: {mode: group-hand}, text: No adverts.}]
keywords:
  - {id: coupon, words: [coupon], match: at-assistant, reply: It is on the card., then: nothing}
  - KEYWORD
watch:
  - WATCH
"""
FINE_WORD = "{id: parcel, words: [parcel], match: at-assistant, reply: Write to us., then: person, to: Service, within_minutes: 10, seen_by: person}"
FINE_WATCH = "{id: codes, words: [code], what: code, seen_by: wecom, do: warn, ladder: member}"


def found(root: Path, playbook: str) -> list[str]:
    """Return what is said of a playbook of house rules, in a workspace that has the ladder which it names."""
    playbooks = {"moderation/rules": playbook}
    if "ladder: member" in playbook:
        playbooks["moderation/ladders"] = LADDER.replace("id: rules", "id: ladders").replace("MEMBERS", "false").replace("REMOVES", "true")
    return [one.message for one in workspace_of(root, ("moderation", "wecom"), playbooks).errors]


def test_house_rules_as_they_should_be_have_no_finding(tmp_path: Path) -> None:
    assert found(tmp_path / "group", GROUP.replace("KEYWORD", FINE_WORD).replace("WATCH", FINE_WATCH)) == []
    assert found(tmp_path / "strangers", LADDER.replace("MEMBERS", "false").replace("REMOVES", "true")) == []
    assert found(tmp_path / "members", LADDER.replace("MEMBERS", "true").replace("REMOVES", "false")) == []


def test_members_are_not_removed_at_the_first_step(tmp_path: Path) -> None:
    playbook = LADDER.replace("MEMBERS", "true").replace("REMOVES", "true")
    assert found(tmp_path, playbook) == ["The ladder member begins with removal; only strangers are removed at once."]


@pytest.mark.parametrize(
    ("keyword", "said"),
    [
        (
            "{id: again, words: [parcel, coupon], match: at-assistant, reply: On the card., then: nothing}",
            "A word of again is answered by a reply above it already.",
        ),
        (
            "{id: parcel, words: [parcel], match: at-assistant, reply: Write to us., then: private-chat}",
            "parcel hands over, and nobody is named who takes over within how many minutes, and how they see it.",
        ),
        (FINE_WORD.replace("then: person", "then: nothing"), "parcel hands over to nobody, and yet it names who takes over."),
    ],
)
def test_a_reply_that_nobody_could_act_on(keyword: str, said: str, tmp_path: Path) -> None:
    assert found(tmp_path, GROUP.replace("KEYWORD", keyword).replace("WATCH", FINE_WATCH)) == [said]


def test_wecom_itself_alarms_nobody(tmp_path: Path) -> None:
    watch = FINE_WATCH.replace("do: warn", "do: alert")
    assert found(tmp_path, GROUP.replace("KEYWORD", FINE_WORD).replace("WATCH", watch)) == ["codes is seen by WeCom alone, which warns or removes and alarms nobody."]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("group", "The rules of a group need rules, messages, keywords and watch."),
        ("discipline", "Discipline needs ladders."),
        ("system", "A management system needs warning_signs."),
    ],
)
def test_each_form_needs_its_own_part(form: str, said: str, tmp_path: Path) -> None:
    assert found(tmp_path, f"{HEAD}form: {form}\n") == [said]
