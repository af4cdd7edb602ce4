"""What can go wrong with sending, case by case: each is shown by an example folder with its code, or by a test.

The list is that of the acceptance of the sending checks. `sopbook export wecom` has the fortieth, with its own tests.
"""

from pathlib import Path

import pytest

from example_workspaces import EXAMPLES, lay_out, wrong

TESTS = Path(__file__).parents[1]
WRONG = {
    "1 a group welcome with a picture and a mini-program": "SEND003",
    "2 a group welcome of 3,001 bytes": "SEND002",
    "4 a param that makes it too long": "SEND002-param",
    "5 a mini-program's title of 65 bytes": "SEND004-mini-program-title",
    "6 a mini-program without a page": "SEND004",
    "7 a link's title of 65 bytes in Moments": "SEND004-link-title-in-moments",
    "9 two pictures and a link in Moments": "SEND003-alone",
    "10 a mini-program in Moments": "SEND003-type",
    "11 ten attachments": "SEND003-tenth",
    "12 a webp picture": "SEND004-webp",
    "14 the nickname in a mass message": "SEND005",
    "15 the nickname in small letters": "SEND005-case",
    "16 a slot that nobody fills in": "SEND005-slot",
    "17 a private message by nobody's contact": "SEND006",
    "23 an SMS without its signature": "LAW009",
    "24 an SMS that sells at 21:30": "SEND008",
    "25 a personal account in a bank's group": "SEND009",
    "27 the thirtieth of February": "SEND010",
    "28 yesterday, between nine and nine": "SEND011",
    "29 Chinese texts, and only English words": "LOCALE013",
    "30 and 31 words in disguise": "TEXT004-disguised",
    "33 a banned word in a title": "TEXT004-title",
    "34 an allow of a text that has changed": "TEXT004-allow-ended",
    "35 a part that sells, and nobody has said so": "LAW002",
    "36 a draw without its organiser": "LAW003",
    "37 a prize of 50,001 yuan": "LAW004",
    "38 a released text that was changed": "LAW005-changed",
    "39 a branch that adds a second attachment": "SEND003-of-a-branch",
    "39 a translation that is too long": "SEND002-translation",
}
ELSEWHERE = {
    "3 the same text by hand": ("end_to_end/test_sending.py", "test_what_can_be_sent"),
    "8 a link's title of 100 bytes in a mass message": ("end_to_end/test_sending.py", "test_what_can_be_sent"),
    "13 a coupon": ("end_to_end/test_sending.py", "test_a_coupon_is_no_type_of_attachment"),
    "18 the day after the account was added": ("end_to_end/test_sending.py", "test_an_account_can_write_from_the_day_after_it_was_added"),
    "19 thirty-two mass messages in December": ("end_to_end/test_quotas.py", "test_of_thirty_two_messages_in_december_the_last_falls_out"),
    "20 sixteen and sixteen in two plans": ("end_to_end/test_quotas.py", "test_two_plans_for_one_group_count_together"),
    "21 two on a day where one is set": ("end_to_end/test_quotas.py", "test_one_message_that_may_go_out_once_a_day_only"),
    "22 fifty-six by hand": ("end_to_end/test_quotas.py", "test_what_is_pasted_by_hand_does_not_count"),
    "26 every Tuesday but on a holiday": ("unit/test_recurrence.py", "test_a_holiday_is_kept_left_out_or_moved_to_the_nearest_day_that_is_none"),
    "28 the same in Chinese": ("end_to_end/test_sending.py", "test_what_holds_only_for_a_while_is_reported_where_nobody_knows_the_hour"),
    "32 praise of no goods": ("unit/test_watched_words.py", "praise of no goods"),
    "38 a release that ends before the plan": ("end_to_end/test_quotas.py", "test_a_release_that_ends_before_a_plan_uses_the_texts"),
}


@pytest.mark.parametrize("example", WRONG.values(), ids=WRONG)
def test_a_case_is_an_example_of_its_code(example: str) -> None:
    assert f" {example.partition('-')[0]} " in (EXAMPLES / "invalid" / example / "expected.txt").read_text("utf-8")


@pytest.mark.parametrize(("file", "name"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_case_is_a_test(file: str, name: str) -> None:
    assert name in (TESTS / file).read_text("utf-8")


def test_a_prize_of_50_000_yuan_is_no_finding(tmp_path: Path) -> None:
    example = EXAMPLES / "invalid" / "LAW004"
    note = (example / "playbooks" / "hq" / "note" / "bad.yaml").read_text("utf-8")
    root = lay_out(tmp_path, example, {"playbooks/hq/note/bad.yaml": note.replace("50001", "50000")})
    (root / "expected.txt").unlink()

    assert "50000" in (root / "playbooks" / "hq" / "note" / "bad.yaml").read_text("utf-8")
    assert wrong(root) == ()
