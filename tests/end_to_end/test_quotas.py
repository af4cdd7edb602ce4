"""How often a group is sent to in a month, a week and a day, over all plans in force and what they run; and releases that end before a plan does."""

from pathlib import Path

import pytest

from example_workspaces import EXAMPLES, TODAY, lay_out, written, wrong
from rotas import QUIZ, files
from unit.workspaces import ENVELOPE

MODES = (EXAMPLES / "invalid" / "SEND007" / "schema" / "wecom" / "modes.yaml").read_text("utf-8")
HQ = (EXAMPLES / "base" / "playbooks" / "hq" / "branch.yaml").read_text("utf-8")
SENT = "send: {mode: mass-group}"


def plan(first: int, last: int, turns: str = SENT, times: int = 1) -> str:
    """Return a plan that sends so often on each of these days of December."""
    days = "".join(
        f"  - date: 2026-12-{day:02}\n    turns:\n" + "".join(
            f'      - {{id: turn-{number}, at: "{9 + number:02}:00", what: Post, say: Hello!, {turns}}}\n' for number in range(times)
        ) for day in range(first, last + 1)
    )
    return f"groups: [good]\ndays:\n{days}"


def second(rota: str) -> dict[str, str]:
    """Return the file of a second plan."""
    return {"playbooks/hq/rota/second.yaml": f"id: second\n{ENVELOPE}{rota}"}


def findings(root: Path, rota: str, **more: str) -> list[str]:
    """Return what is wrong with a workspace with a plan, once its modes have a quota."""
    more = {"schema/wecom/modes.yaml": MODES, **more}
    return [written(found) for found in wrong(lay_out(root, dict(files(rota, more.pop("quiz", QUIZ), **more))), TODAY)]


def test_thirty_one_messages_in_december_are_delivered(tmp_path: Path) -> None:
    assert findings(tmp_path, plan(1, 31)) == []


def test_of_thirty_two_messages_in_december_the_last_falls_out(tmp_path: Path) -> None:
    rota = plan(1, 31) + '      - {id: late, at: "20:00", what: Post, say: Hello!, send: {mode: mass-group}}\n'
    assert findings(tmp_path, rota) == [
        "playbooks/hq/rota/year-end.yaml:105:71-105:81 error SEND007 A good note would get 32 mass messages in 2026-12; WeCom delivers 31, and this is the first that falls out.\n"
        "    Send it by hand, or take out one before it.",
    ]


def test_two_plans_for_one_group_count_together(tmp_path: Path) -> None:
    found = findings(tmp_path, plan(1, 16), **second(plan(15, 30)))
    assert [one.splitlines()[0] for one in found] == [
        "playbooks/hq/rota/second.yaml:59:73-59:83 error SEND007 A good note would get 32 mass messages in 2026-12; WeCom delivers 31, and this is the first that falls out.",
    ]


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_a_plan_that_is_not_in_force_does_not_count(status: str, tmp_path: Path) -> None:
    other = second(plan(1, 31))["playbooks/hq/rota/second.yaml"].replace("status: active", f"status: {status}")
    assert findings(tmp_path, plan(1, 16), **{"playbooks/hq/rota/second.yaml": other}) == []


def test_plans_for_two_groups_count_apart(tmp_path: Path) -> None:
    other = {"playbooks/hq/note/better.yaml": f"id: better\n{ENVELOPE}"}
    assert findings(tmp_path, plan(1, 31), **second(plan(1, 31).replace("[good]", "[better]")), **other) == []


def test_what_is_pasted_by_hand_does_not_count(tmp_path: Path) -> None:
    assert findings(tmp_path, plan(1, 28, "who: Owner", times=2)) == []


def test_one_message_that_may_go_out_once_a_day_only(tmp_path: Path) -> None:
    found = findings(tmp_path, plan(3, 3, "send: {mode: mass-group, settings: {quota: day-1}}", times=2))
    assert [one.splitlines()[0] for one in found] == [
        "playbooks/hq/rota/year-end.yaml:15:73-15:83 error SEND007 A good note would get 2 mass messages on 2026-12-03; WeCom delivers 1, and this is the first that falls out.",
    ]


def test_what_the_company_has_set_counts_for_all_messages_of_the_branch(tmp_path: Path) -> None:
    found = findings(tmp_path, plan(7, 14), **{"playbooks/hq/branch.yaml": f"{HQ}wecom: {{quota: week-7}}\n"})
    assert found == []
    found = findings(tmp_path / "eight", plan(7, 13) + '      - {id: late, at: "20:00", what: Post, say: Hello!, send: {mode: mass-group}}\n', **{"playbooks/hq/branch.yaml": f"{HQ}wecom: {{quota: week-7}}\n"})
    assert ["in the week of 2026-12-07; WeCom delivers 7" in one for one in found] == [True]


def test_a_client_gets_so_many_too(tmp_path: Path) -> None:
    modes = MODES + MODES[MODES.index("  mass-group:"):].replace("mass-group", "mass-contact").replace("per: group", "per: client")
    turns = "send: {mode: mass-contact, settings: {quota: day-1}}"
    (found,) = findings(tmp_path, plan(3, 3, turns, times=2), **{"schema/wecom/modes.yaml": modes})
    assert "A member of A good note would get 2 mass messages on 2026-12-03; WeCom delivers 1, and this is the first that falls out." in found


def test_a_quota_that_does_not_exist(tmp_path: Path) -> None:
    found = findings(tmp_path, plan(3, 3, "send: {mode: mass-group, settings: {quota: dya-1}}"), **{"playbooks/hq/branch.yaml": f"{HQ}wecom: {{quota: year-1}}\n"})
    assert found == [
        "playbooks/hq/branch.yaml:12:16-12:22 error SEND001 There is no quota year-1.\n    The choices are month-days, week-7, day-1.",
        "playbooks/hq/rota/year-end.yaml:14:103-14:108 error SEND001 There is no quota dya-1.\n    Did you mean day-1?",
    ]


def test_the_steps_of_what_a_plan_runs_count_too(tmp_path: Path) -> None:
    quiz = QUIZ.replace("what: Open, say", "what: Open, send: {mode: mass-group, settings: {quota: day-1}}, say").replace("what: Close, say", "what: Close, send: {mode: mass-group}, say")
    rota = 'groups: [good]\ndays:\n  - date: 2026-12-31\n    turns:\n      - {id: before, at: "10:00", what: Post, send: {mode: mass-group}, say: Hello!}\n      - {id: party, at: "23:30", what: The quiz, show: quiz}\n'
    (found,) = findings(tmp_path, rota, quiz=quiz)
    assert found.splitlines() == [
        "playbooks/hq/rota/year-end.yaml:15:56-15:60 error SEND007 A good note would get 2 mass messages on 2026-12-31; WeCom delivers 1, and this is the first that falls out.",
        "    It is the step open of show/quiz. Send it by hand, or take out one before it.",
    ]


def test_a_branch_hears_only_of_what_it_has_added(tmp_path: Path) -> None:
    east = {
        "playbooks/east/branch.yaml": "name: {en: East}\nparent: hq\nlocales: [en]\n",
        "playbooks/east/rota/mine.yaml": f"id: mine\n{ENVELOPE}{plan(2, 2)}",
    }
    found = findings(tmp_path, plan(1, 31), **east)
    assert [one.splitlines()[0] for one in found] == [
        "playbooks/east/rota/mine.yaml:14:73-14:83 error SEND007 A good note would get 32 mass messages in 2026-12; WeCom delivers 31, "
        "and the first that falls out is that of 2026-12-31 09:00.",
    ]


RELEASED = "release: {by: Legal counsel, on: 2026-11-20, until: 2026-12-10, digest: DIGEST}\n"


def test_a_release_that_ends_before_a_plan_uses_the_texts(tmp_path: Path) -> None:
    rota = 'groups: [good]\ndays:\n  - date: 2026-12-12\n    turns:\n      - {id: party, at: "20:00", what: The quiz, show: quiz}\n'
    digest = next(one for one in findings(tmp_path / "asked", rota, quiz=QUIZ + RELEASED.replace(", digest: DIGEST", ""))).rpartition("digest: ")[2].partition(",")[0]
    late = findings(tmp_path / "late", rota, quiz=QUIZ + RELEASED.replace("DIGEST", digest))
    assert late == [
        "playbooks/hq/show/quiz.yaml:19:53-19:63 warning LAW005 The release of show/quiz ends on 2026-12-10, and rota/year-end uses it on 2026-12-12.\n"
        "    Ask Legal counsel for a longer one, or take it out of these days.",
    ]
    edited = findings(tmp_path / "edited", rota, quiz=QUIZ.replace("Good night.", "Good night, all.") + RELEASED.replace("DIGEST", digest))
    assert [one.splitlines()[0].partition("LAW005 ")[2] for one in edited] == [
        "The release of show/quiz ends on 2026-12-10, and rota/year-end uses it on 2026-12-12.", "The texts were changed after they were released.",
    ]
    assert findings(tmp_path / "early", rota.replace("12-12", "12-10"), quiz=QUIZ + RELEASED.replace("DIGEST", digest)) == []


def test_a_kind_that_asks_for_a_release(tmp_path: Path) -> None:
    kind = {"schema/note/kind.yaml": (EXAMPLES / "base" / "schema" / "note" / "kind.yaml").read_text("utf-8") + "release_if: self.id == 'bold'\n"}
    bold = f"id: bold\n{ENVELOPE}say: Hello!\n"
    asked = findings(tmp_path / "asked", plan(1, 1), **kind, **{"playbooks/hq/note/bold.yaml": bold})
    assert asked == [
        "playbooks/hq/note/bold.yaml:1:1-1:9 warning LAW005 Its kind asks for a release, and nobody has released it.\n"
        "    Write release with by and on, or status: draft until then.",
    ]
    assert findings(tmp_path / "draft", plan(1, 1), **kind, **{"playbooks/hq/note/bold.yaml": bold.replace("status: active", "status: draft")}) == []
