"""What the rules of research find, in the words that an author reads, and what is worked out."""

from pathlib import Path
from typing import Any

import pytest

from shipped_kinds import BRANCH, ENVELOPE, workspace_of
from sopbook.handbook.check.workspace import CheckedWorkspace

ACCOUNTS = BRANCH + """\
accounts: [{id: service, title: {en: Service}, contact_of: newcomers}]
"""
HEAD = "title: Title\nsummary: Summary.\n" + ENVELOPE
REGISTER = f"""\
id: ours
{HEAD}metrics:
  - {{id: answers, name: Answers, definition: Who answers, formula: Answers / members × 100, unit: percent, better: higher, source: Counted, counted: Once}}
"""
COMMON = f"id: asked\n{HEAD}every: Once\nsample: {{who: Members}}\nuse: [{{id: changed, text: It changes.}}]\npersonal_data: {{purpose: To learn, consent: They answer, kept_days: 90, reads: The desk}}\n"
MESSAGES = "messages: [{id: survey, when: Wednesday, purpose: Ask, send: {mode: group-hand, by: service}, with_questions: true, text: A few questions.}]\n"
CHOICE = "{id: stay, text: How long?, type: single, block: need, options: [{letter: A, text: Short}, {letter: B, text: Long}]}"
OPEN = "{id: say, text: What else?, type: open, block: suggestion}"
ASKED = "ask_before: [{id: game, before: A game, days_before: DAYS, send: {mode: private, by: service}, say: Would you like it?}]\n"
SELECT = "select: [{id: words, criterion: They answer others, from: Twice a month}]\n"


def laid_out(root: Path, fields: str) -> CheckedWorkspace:
    """Return a workspace with this research, checked."""
    return workspace_of(root, ("research", "metric", "wecom"), {"research/asked": COMMON + fields, "metric/ours": REGISTER}, ACCOUNTS)


def found(root: Path, fields: str) -> list[str]:
    """Return what is said of it."""
    return [f"{one.severity} {one.message}" for one in laid_out(root, fields).diagnostics]


def questionnaire(closed: int, *more: str) -> str:
    """Return a questionnaire with so many closed questions, and these."""
    listed = "".join(f"  - {one}\n" for one in (*(CHOICE.replace("stay", f"stay-{n}") for n in range(closed)), *more))
    return f"form: questionnaire\n{MESSAGES}questions:\n{listed}"


def interview(*minutes: int) -> str:
    """Return an interview whose parts take these minutes."""
    return "form: interview\nguide:\n" + "".join(f"  - {{id: part-{n}, ask: What happened?, listen_for: A case, minutes: {one}}}\n" for n, one in enumerate(minutes))


@pytest.mark.parametrize("fields", [
    questionnaire(4, OPEN), questionnaire(11, OPEN), interview(5, 20),
    "form: observation\nobserve: [{id: calm, what: Who answers, when: daily, note: The name}]\n",
    f"form: panel\n{SELECT}{ASKED.replace('DAYS', '3')}", f"form: panel\n{SELECT}{ASKED.replace('DAYS', '7')}",
    questionnaire(4, OPEN) + "metrics: [{id: a, metric: Answers, means: answers, target: 30, unit: percent, how: Counted}]\n",
])
def test_research_as_it_should_be_has_no_finding(fields: str, tmp_path: Path) -> None:
    assert found(tmp_path, fields) == []


@pytest.mark.parametrize(("fields", "said"), [
    ("form: questionnaire\n", "error A questionnaire needs questions, and a message with which they go out."),
    (questionnaire(4, OPEN).replace(" with_questions: true,", ""), "error A questionnaire needs questions, and a message with which they go out."),
    ("form: interview\n", "error An interview needs a guide."),
    ("form: observation\n", "error A log needs what is watched."),
    (f"form: panel\n{SELECT}", "error A panel needs select and ask_before."),
    (f"form: panel\n{ASKED.replace('DAYS', '5')}", "error A panel needs select and ask_before."),
    (questionnaire(3, OPEN), "warning Few people finish a questionnaire of more than 12 questions, and fewer than 5 say little."),
    (questionnaire(12, OPEN), "warning Few people finish a questionnaire of more than 12 questions, and fewer than 5 say little."),
    (questionnaire(5), "warning Nobody can say what we have not thought of."),
    (questionnaire(4, OPEN, CHOICE.replace("single", "scale")), "error stay is answered by scale, which does not fit its options."),
    (questionnaire(4, OPEN, OPEN.replace("id: say", "id: many").replace("type: open", "type: many")), "error many is answered by many, which does not fit its options."),
    (f"form: panel\n{SELECT}{ASKED.replace('DAYS', '2')}", "warning game asks 2 days before."),
    (f"form: panel\n{SELECT}{ASKED.replace('DAYS', '8')}", "warning game asks 8 days before."),
    (questionnaire(4, OPEN) + "metrics: [{id: a, metric: Answers, means: answers, target: 30, unit: people, how: Counted}]\n", "error answers is not counted in people."),
])
def test_research_that_would_not_work(fields: str, said: str, tmp_path: Path) -> None:
    assert found(tmp_path, fields) == [said]


def test_messages_name_how_many_questions_there_are(tmp_path: Path) -> None:
    fields = questionnaire(4, OPEN).replace("A few questions.", "'${question_count} questions.'")

    value: Any = laid_out(tmp_path, fields).of_branch("hq").playbooks["research", "asked"].value

    assert value["messages"][0]["text"] == "5 questions."


def test_an_interview_takes_as_long_as_its_parts(tmp_path: Path) -> None:
    assert laid_out(tmp_path, interview(5, 20, 15)).of_branch("hq").playbooks["research", "asked"].value["minutes"] == 40
