"""What can be sent, and from which account: the right counterparts of the SEND examples, and what a company has yet to fill in."""

from pathlib import Path
from typing import TypeAlias

import pytest
import yaml

from end_to_end.running import sopbook
from example_workspaces import EXAMPLES, lay_out, written, wrong
from sopbook.branches.translation.strings import digest
from unit import workspaces

MODES = (EXAMPLES / "invalid" / "SEND003" / "schema" / "wecom" / "modes.yaml").read_text("utf-8")
HQ = (EXAMPLES / "base" / "playbooks" / "hq" / "branch.yaml").read_text("utf-8")
ACCOUNTS = """\
accounts:
  - {id: xiaowan, title: {en: Xiaowan}, contact_of: newcomers}
  - {id: consultant, title: {en: The consultant}, after: {message: "note/meet#/say"}}
"""
TALK = """{
  "type": "object",
  "properties": {
    "messages": {
      "type": "array", "x-key": "id",
      "items": {
        "type": "object",
        "x-send": {"text": "/text", "mode": "/send/mode", "by": "/send/by", "day": "/day"},
        "properties": {
          "id": {"type": "string"}, "day": {"type": "integer"},
          "send": {"$ref": "../vocabulary.json#/$defs/send"}, "text": {"$ref": "../vocabulary.json#/$defs/message"}
        }
      }
    }
  }
}"""
TEXT_OF_3001 = "x" * 3001


Files: TypeAlias = dict[str, str | bytes]


def note(body: str, name: str = "sent") -> Files:
    """Return a note that says something."""
    return {f"playbooks/hq/note/{name}.yaml": workspaces.note(name, body)}


def findings(root: Path, *files: Files) -> list[str]:
    """Return what is wrong with a workspace that has send modes."""
    return [written(found) for found in wrong(lay_out(root, {"schema/wecom/modes.yaml": MODES}, *files))]


@pytest.mark.parametrize("body", [
    f"say: {TEXT_OF_3001}\n",
    f"send: {{mode: group-hand}}\nsay: {TEXT_OF_3001}\n",
    f"send: {{mode: mass-group}}\nsay: Look!\nattachments: [{{id: list, type: link, title: {'x' * 100}, url: 'https://shop.example/'}}]\n",
    "send: {mode: group-welcome}\nsay: Hello %NICKNAME%, welcome!\n",
    "send: {mode: mass-group}\nsay: Look!\nattachments: [{id: winners, type: image, title: The winners, on_the_day: true}]\n",
], ids=["by hand, since nothing is said", "by hand", "a link's title of 100 bytes", "the nickname in a welcome", "a picture made on the day"])
def test_what_can_be_sent(body: str, tmp_path: Path) -> None:
    assert findings(tmp_path, note(body)) == []


def test_without_modes_nothing_is_said_about_sending(tmp_path: Path) -> None:
    root = lay_out(tmp_path, note(f"send: {{mode: no-such-mode}}\nsay: {TEXT_OF_3001}\n"))
    assert wrong(root) == ()


def test_a_limit_changed_in_the_file_changes_the_verdict(tmp_path: Path) -> None:
    body = note(f"send: {{mode: group-welcome}}\nsay: {TEXT_OF_3001}\n")
    assert findings(tmp_path / "a", body)
    assert findings(tmp_path / "b", body, {"schema/wecom/modes.yaml": MODES.replace("bytes: 3000", "bytes: 3001")}) == []


def test_a_coupon_is_no_type_of_attachment(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, note("say: Look!\nattachments: [{id: card, type: coupon, title: A coupon}]\n"))
    assert found.splitlines() == [
        'playbooks/hq/note/sent.yaml:11:32-11:38 error SCHEMA004 type is "coupon"; it must be one of image, file, link, mini-program, video.',
        "    Choose one of: image, file, link, mini-program, video.",
    ]


def test_an_account_can_write_from_the_day_after_it_was_added(tmp_path: Path) -> None:
    kind: Files = {"schema/talk/kind.yaml": "kind: talk\ntitle: {en: Talk}\nplural: {en: Talks}\nenvelope: false\n", "schema/talk/schema.json": TALK}
    talk: Files = {"playbooks/hq/talk/month.yaml": """\
messages:
  - {id: meet, day: 1, send: {mode: private, by: xiaowan}, text: Add her card.}
  - {id: early, day: 1, send: {mode: private, by: consultant}, text: Hello!}
  - {id: later, day: 2, send: {mode: private, by: consultant}, text: Hello!}
"""}
    accounts = ACCOUNTS.replace("note/meet#/say", "talk/month#/messages/{meet}")
    (found,) = findings(tmp_path, kind, talk, {"playbooks/hq/branch.yaml": HQ + accounts})
    assert found.splitlines() == [
        "playbooks/hq/talk/month.yaml:3:51-3:61 error SEND006 The consultant is nobody's contact on day 1, so this cannot be sent.",
        "    Send it by xiaowan, or first the message in which members add consultant.",
    ]


def test_an_account_added_in_another_script_can_write_at_once(tmp_path: Path) -> None:
    files = note("say: Add her card.\n", "meet") | note("send: {mode: private, by: consultant}\nsay: Hello!\n")
    assert findings(tmp_path, files, {"playbooks/hq/branch.yaml": HQ + ACCOUNTS}) == []


def test_a_branch_inherits_accounts_and_gives_another_title(tmp_path: Path) -> None:
    east: Files = {
        "playbooks/east/branch.yaml": "name: {en: East}\nparent: hq\nlocales: [en]\n",
        "playbooks/east/note/mine.yaml": note("send: {mode: private, by: xiaowan}\nsay: Hello!\n", "mine")["playbooks/hq/note/mine.yaml"],
    }
    assert findings(tmp_path, note("say: Add her card.\n", "meet"), {"playbooks/hq/branch.yaml": HQ + ACCOUNTS}, east) == []


def test_a_kind_without_a_usual_way_asks_how_a_text_goes_out(tmp_path: Path) -> None:
    kind: Files = {"schema/talk/kind.yaml": "kind: talk\ntitle: {en: Talk}\nplural: {en: Talks}\nenvelope: false\n", "schema/talk/schema.json": TALK}
    assert findings(tmp_path, kind, {"playbooks/hq/talk/month.yaml": "messages:\n  - {id: meet, text: Add her card.}\n"}) == [
        "playbooks/hq/talk/month.yaml:2:5-2:36 warning SEND001 It is not said how this goes out.\n"
        "    Write send: {mode: group-hand} if somebody pastes it.",
    ]


TAKING = HQ.replace("words:\n", "words:\n  packs: [passing, personal-data]\n")
CHINESE = TAKING.replace("locales: [en]", "locales: [zh]")


def of_code(code: str, found: list[str]) -> list[str]:
    """Return the first lines of the findings with a code. A small kind has no Chinese labels, which is another finding."""
    return [one.splitlines()[0] for one in found if f" {code} " in one]


@pytest.mark.parametrize(("body", "told"), [
    ("send: {mode: group-hand, window: {from: '09:00', until: '21:00'}}\nsay: 昨天新一季开始了。\n", [
        "playbooks/hq/note/sent.yaml:11:6-11:8 warning SEND011 “昨天” may be wrong by the time it is read: this goes out at any time from 09:00 to 21:00.",
    ]),
    ("send: {mode: group-hand, window: {from: '22:00', until: '01:30'}}\nsay: 昨天新一季开始了。\n", []),
    ("at: '20:00'\nsend: {mode: group-hand}\nsay: 昨天新一季开始了。\n", []),
    ("send: {mode: group-hand}\nsay: 刚刚进群的朋友，你好！\n", []),
    ("send: {mode: group-hand, window: {from: '09:00', until: '21:00'}}\nsay: 大小刚刚好。\n", []),
], ids=["a long window", "a short one over midnight", "a fixed hour", "just joined", "another word"])
def test_what_holds_only_for_a_while_is_reported_where_nobody_knows_the_hour(body: str, told: list[str], tmp_path: Path) -> None:
    assert of_code("SEND011", findings(tmp_path, note(body), {"playbooks/hq/branch.yaml": CHINESE})) == told


DATA = "personal_data: {purpose: To advise., consent: They are asked., kept_days: 30, reads: The consultant}\n"


@pytest.mark.parametrize(("body", "told"), [
    ("say: 你有没有什么旧伤？\n", ["playbooks/hq/note/sent.yaml:10:7-10:14 warning LAW008 “有没有…旧伤” asks for personal data, and the playbook does not say what becomes of it."]),
    (f"say: 你有没有什么旧伤？\n{DATA}", []),
    ("say: 请不要在群里发卡号。\n", []),
], ids=["nothing is said of it", "it is said", "it asks not to"])
def test_who_asks_for_personal_data_says_what_for(body: str, told: list[str], tmp_path: Path) -> None:
    assert of_code("LAW008", findings(tmp_path, note(body), {"playbooks/hq/branch.yaml": CHINESE})) == told


CARD = "say: Look!\nattachments: [{id: coupon, type: mini-program, title: A coupon, appid: '${appid}', page: '${page}'}]\n"


def test_what_is_not_filled_in_is_listed_and_is_no_finding(tmp_path: Path) -> None:
    branch = HQ.replace("params: {hours: 09:00–21:00}", "params:\n  hours: 09:00–21:00\n  appid: ''\n  page: ''")
    root = lay_out(tmp_path, {"schema/wecom/modes.yaml": MODES, "playbooks/hq/branch.yaml": branch}, note(CARD), note(CARD, "again"))

    run = sopbook("check", "-C", root)

    assert run.exit_code == 0, run.output
    assert run.stdout.splitlines() == [
        "No problems in 3 playbooks of 1 handbook.",
        "",
        "Yet to be filled in by the company, before what waits for it can be sent:",
        "  playbooks/hq/branch.yaml:5  appid: A coupon (note/again) and 1 more",
        "  playbooks/hq/branch.yaml:6  page: A coupon (note/again) and 1 more",
    ]


def test_what_is_not_filled_in_is_named_in_the_language_of_the_findings(tmp_path: Path) -> None:
    branch = HQ.replace("locales: [en]", "locales: [en, zh]").replace("params: {hours: 09:00–21:00}", "params: {hours: 09:00–21:00, appid: '', page: pages/coupon.html}")
    source = digest("A coupon")
    chinese: Files = {"playbooks/hq/note/sent.zh.yaml": f'translation: sent\ntexts:\n  "/attachments/{{coupon}}/title": {{from: {source}, text: 优惠券}}\n'}
    root = lay_out(tmp_path, {"schema/wecom/modes.yaml": MODES, "playbooks/hq/branch.yaml": branch}, note(CARD), chinese)

    assert "  playbooks/hq/branch.yaml:3  appid: 优惠券 (note/sent)" in sopbook("check", "--language", "zh", "-C", root).stdout.splitlines()
    assert "  playbooks/hq/branch.yaml:3  appid: A coupon (note/sent)" in sopbook("check", "--language", "en", "-C", root).stdout.splitlines()


def test_a_branch_that_fills_it_in_leaves_headquarters_to_its_own(tmp_path: Path) -> None:
    branch = HQ.replace("params: {hours: 09:00–21:00}", "params: {hours: 09:00–21:00, appid: wx0123456789abcdef, page: ''}")
    east: Files = {
        "playbooks/east/branch.yaml": "name: {en: East}\nparent: hq\nlocales: [en]\nparams: {page: pages/coupon.html}\n",
    }
    root = lay_out(tmp_path, {"schema/wecom/modes.yaml": MODES, "playbooks/hq/branch.yaml": branch}, note(CARD), east)
    sopbook("accept", "branch", "--all", "--branch", "east", "-C", root)

    run = sopbook("check", "-C", root)

    assert "playbooks/hq/branch.yaml:3  page: A coupon (note/sent)" in run.stdout
    assert "east" not in run.stdout


SHIPPED = {
    "group-hand": (4000, None, None), "group-welcome": (3000, None, 1), "contact-welcome": (4000, None, 9), "mass-group": (4000, None, 9),
    "mass-contact": (4000, None, 9), "keyword-reply": (None, 2000, 5), "announcement": (None, 1000, None), "moments-own": (4000, 2000, 9),
    "moments-company": (4000, 2000, 9), "private": (4000, None, None), "oa-mass": (None, None, None), "oa-template": (None, None, None),
    "mini-notice": (None, None, None), "sms": (None, 500, None), "phone": (None, None, None), "store": (None, None, None),
}
"""Bytes, characters and attachments, as WeCom's documentation has them on 2026-11-30."""


def test_the_shipped_modes_have_the_documented_limits() -> None:
    file = yaml.safe_load((EXAMPLES.parents[1] / "schema" / "wecom" / "modes.yaml").read_text("utf-8"))
    limits = {
        name: (mode.get("text", {}).get("bytes"), mode.get("text", {}).get("chars"), mode.get("attachments", {}).get("most"))
        for name, mode in file["modes"].items()
    }
    assert limits == SHIPPED
    assert file["attachments"]["link"]["bytes"] == {"title": 128, "description": 512, "url": 2048}
    assert file["attachments"]["mini-program"]["bytes"] == {"title": 64}


def test_where_a_text_goes_says_its_mode(tmp_path: Path) -> None:
    where = '"where": "/place", "modes": {"group": "group-hand", "moments": "moments-company", "ours": ""}'
    schema = TALK.replace('"mode": "/send/mode"', f'"mode": "/send/mode", {where}').replace('"id": {"type": "string"},', '"id": {"type": "string"}, "place": {"type": "string"},')
    long = "字" * 1400
    files: Files = {
        "schema/talk/schema.json": schema, "schema/talk/kind.yaml": "kind: talk\ntitle: {en: Talk}\nplural: {en: Talks}\nenvelope: false\n",
        "playbooks/hq/talk/day.yaml": (
            f"messages:\n- {{id: a, place: moments, text: {long}}}\n- {{id: b, place: ours, text: {long}}}\n- {{id: c, place: moments, send: {{mode: group-hand}}, text: Hello}}\n"
        ),
    }

    (found,) = findings(tmp_path, files)

    assert found.splitlines()[0].endswith("error SEND002 A company's post in Moments takes 4,000 bytes; this has 4,200.")
