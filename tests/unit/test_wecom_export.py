"""`sopbook export wecom`: what each file holds, on small workspaces."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import exported
from example_workspaces import EXAMPLES
from exported import bodies, export, playbook, rows, talk, workspace
from sopbook.handbook.words import whole_lines
from sopbook.outputs.wecom.titles import LONGEST, cut
from sopbook.outputs.wecom.words import units

LINKWECHAT = yaml.safe_load((Path(__file__).parents[1] / "fixtures" / "linkwechat.yaml").read_text("utf-8"))
_CARD = "attachments: [{id: card, type: mini-program, title: 新人券, appid: wx0123456789abcdef, page: pages/a.html}]"


def imported(content: bytes) -> tuple[list[tuple[str, str]], list[int]]:
    """Return what LinkWechat takes over from a workbook of texts, and the rows in which it finds an error: by its published rules alone."""
    rules = LINKWECHAT["text_material"]
    table = rows(content, rules["sheet"])
    heads = table[rules["heading_rows"] - 1]
    title, text = (heads.index(name) for name in rules["columns"])
    taken, errors = [], []
    for number, row in enumerate(table[rules["heading_rows"] :], rules["heading_rows"] + 1):
        if any(not row[heads.index(name)].strip() for name in rules["not_blank"]) or units(row[title]) > rules["title_at_most"] or units(row[text]) > rules["content_at_most"]:
            errors.append(number)
        else:
            taken.append((row[title], row[text]))
    return taken, errors


def test_scripts_have_titles_by_playbook_and_item_and_slots_as_titles(tmp_path: Path) -> None:
    root = workspace(tmp_path, talk(
        'id: hello, what: 打个招呼。再看看, text: "欢迎来${group.name}！"', 'id: named, label: 打卡提醒, what: 提醒, text: "打卡啦"', 'id: again, what: 打个招呼, text: "又见面了"',
    ))

    taken, errors = imported(export(root, "scripts").files["话术库.xlsx"])

    assert errors == []
    assert taken == [("欢迎新人·打个招呼", "欢迎来【群名】！"), ("打卡提醒", "打卡啦"), ("欢迎新人·打个招呼 2", "又见面了")]
    sources = rows(export(root, "scripts").files["话术库.xlsx"], "来源")
    assert sources[1] == ["欢迎新人·打个招呼", "talk/welcome", "1.2", "/messages/{hello}", "群里手动发"]


def test_what_a_playbook_says_twice_is_one_script(tmp_path: Path) -> None:
    root = workspace(tmp_path, talk('id: monday, what: 周一, text: "打卡啦"', 'id: tuesday, what: 周二, text: "打卡啦"'))

    assert imported(export(root, "scripts").files["话术库.xlsx"])[0] == [("欢迎新人·周一", "打卡啦")]


def test_what_wecom_sends_by_itself_is_no_script(tmp_path: Path) -> None:
    root = workspace(tmp_path, talk('id: auto, what: 欢迎, send: {mode: group-welcome}, text: "你好"', 'id: sms, what: 短信, send: {mode: sms}, text: "【店】到货。拒收请回复R"'))

    assert "话术库.xlsx" not in export(root, "scripts").files


def test_a_text_that_waits_for_the_company_is_left_out_and_told(tmp_path: Path) -> None:
    root = workspace(tmp_path, talk('id: gift, what: 送券, text: "领券：${coupon}"', 'id: hello, what: 招呼, text: "你好"'))

    made = export(root, "scripts")

    assert [title for title, _ in imported(made.files["话术库.xlsx"])[0]] == ["欢迎新人·招呼"]
    assert [(one.where, one.why) for one in made.left_out] == [("talk/welcome#/messages/{gift}", "coupon")]
    assert "talk/welcome#/messages/{gift}\tcoupon" in made.files["说明.txt"].decode("utf-8-sig")


@pytest.mark.parametrize(("text", "findings"), [("字" * 1000, 0), ("字" * 1001, 1), ("😀" * 500, 0), ("😀" * 500 + "a", 1)], ids=["1,000", "1,001", "500 emoji", "and one more"])
def test_a_script_has_at_most_a_thousand_units(text: str, findings: int, tmp_path: Path) -> None:
    made = export(workspace(tmp_path, talk(f'id: long, what: 长, text: "{text}"')), "scripts")

    assert [one.code for one in made.findings] == ["EXPORT002"] * findings


def test_a_draft_is_left_out_and_told(tmp_path: Path) -> None:
    files = talk('id: hello, what: 招呼, text: "你好"')
    root = workspace(tmp_path, {name: str(text).replace("status: active", "status: draft") for name, text in files.items()})

    made = export(root)

    assert set(made.files) <= {"说明.txt", "敏感词.json"}
    assert ("talk/welcome", "草稿") in [(one.where, one.why) for one in made.left_out]


def test_the_plan_counts_days_as_linkwechat_does(tmp_path: Path) -> None:
    root = workspace(
        tmp_path, playbook("circle", "beauty", "base: 福利社\n", "福利群"), playbook("circle", "club", "base: 会员社\n", "会员社"),
        talk(
            'id: now, what: 招呼, minutes: 20, send: {mode: group-hand, by: desk}, text: "你好"',
            'id: later, what: 问问, day: 8, at: "23:50", only_if: 没回复, send: {mode: group-hand, by: desk}, text: "一周啦"',
            'id: some, what: 会员, day: 3, at: "12:00", groups: [club], text: "会员日"',
            'id: weekly, what: 清单, weekdays: [monday, sunday], at: "09:00", text: "本周清单"',
            'id: alone, what: 私聊, day: 2, at: "10:30", send: {mode: private, by: desk}, text: "第2天"',
            'id: any, what: 随时, text: "没有时间的不进计划"',
            more="groups: [beauty]\n",
        ),
    )

    content = export(root, "sop").files["群SOP.xlsx"]
    groups, contacts, first_day = (rows(content, sheet)[1:] for sheet in ("群SOP", "客户SOP", "当天"))

    times = LINKWECHAT["push_time"]
    assert [row[1:9] for row in groups] == [
        ["福利群", str(times["after_joining"]), "7", "23:50", "23:59", "没回复", "欢迎新人·问问", "一周啦"],
        ["会员社", str(times["after_joining"]), "2", "12:00", "12:30", "", "欢迎新人·会员", "会员日"],
        ["福利群", str(times["weekday"]), "1", "09:00", "09:30", "", "欢迎新人·清单", "本周清单"],
        ["福利群", str(times["weekday"]), "7", "09:00", "09:30", "", "欢迎新人·清单", "本周清单"],
    ]
    assert [row[2:6] for row in contacts] == [["3", "1", "10:30", "11:00"]]
    assert [row[2:6] for row in first_day] == [["", "20", "", ""]]
    assert groups[0][10:] == ["客服号", "", "talk/welcome#/messages/{later}", "1.2"]


def test_a_group_welcome_is_a_body_with_its_card(tmp_path: Path) -> None:
    root = workspace(tmp_path, talk(f'id: auto, what: 欢迎, minutes: 0, send: {{mode: group-welcome, by: desk}}, text: "${{member.nickname}}，欢迎来${{group.name}}", {_CARD}'))

    (request,) = json.loads(export(root, "group-welcomes").files["群欢迎语.json"])["requests"]

    assert request == {
        "playbook": "talk/welcome#/messages/{auto}", "version": "1.2", "minutes": 0, "by": "desk", "fill": ["【群名】"],
        "body": {
            "text": {"content": "%NICKNAME%，欢迎来【群名】"},
            "miniprogram": {"title": "新人券", "pic_media_id": "TODO:cover", "appid": "wx0123456789abcdef", "page": "pages/a.html"},
        },
    }


def test_bodies_of_every_sort_name_nobody(tmp_path: Path) -> None:
    link = "attachments: [{id: list, type: link, title: 清单, description: 本周, url: 'https://shop.example/'}]"
    root = workspace(tmp_path, talk(
        f'id: new, what: 欢迎, send: {{mode: contact-welcome}}, text: "你好", {link}', f'id: all, what: 群发, send: {{mode: mass-group}}, text: "清单来了", {link}',
        'id: each, what: 群发, send: {mode: mass-contact}, text: "你好"', f'id: post, what: 朋友圈, send: {{mode: moments-company}}, text: "周末", {link}',
    ))

    made = export(root, "contact-welcomes", "mass", "moments")

    one = {"title": "清单", "desc": "本周", "url": "https://shop.example/"}
    assert bodies(made, "新客户欢迎语.json") == [{"welcome_code": "TODO:welcome_code", "text": {"content": "你好"}, "attachments": [{"msgtype": "link", "link": one}]}]
    assert bodies(made, "群发/welcome-all.json") == [
        {"chat_type": "group", "sender": "TODO:owner", "chat_id_list": ["TODO:group"], "text": {"content": "清单来了"}, "attachments": [{"msgtype": "link", "link": one}]},
    ]
    assert bodies(made, "群发/welcome-each.json") == [{"chat_type": "single", "sender": "TODO:owner", "external_userid": ["TODO:contacts"], "text": {"content": "你好"}}]
    assert bodies(made, "朋友圈/welcome-post.json") == [{
        "text": {"content": "周末"}, "visible_range": {"sender_list": {"user_list": ["TODO:owner"]}},
        "attachments": [{"msgtype": "link", "link": {"title": "清单", "media_id": "TODO:cover", "url": "https://shop.example/"}}],
    }]
    assert made.counts == {"新客户欢迎语.json": 1, "群发/": 2, "朋友圈/": 1}


def test_a_file_goes_along_and_what_is_made_on_the_day_does_not(tmp_path: Path) -> None:
    picture = (EXAMPLES / "invalid" / "SEND003" / "playbooks" / "hq" / "files" / "card.png").read_bytes()
    root = workspace(tmp_path, {"playbooks/hq/files/card.png": picture}, talk(
        'id: post, what: 朋友圈, send: {mode: moments-own}, text: "看图", attachments: [{id: a, type: image, title: 卡, file: files/card.png}, {id: b, type: image, title: 今日截图, on_the_day: true}]',
    ))

    made = export(root, "moments")

    assert bodies(made, "朋友圈/welcome-post.json")[0]["attachments"] == [{"msgtype": "image", "image": {"media_id": "file:card.png"}}]
    assert made.files["附件/card.png"].startswith(b"\x89PNG")
    assert [(one.where, one.why) for one in made.left_out] == [("talk/welcome#/messages/{post}: 今日截图", "当天现做")]


def test_words_are_split_into_rules_and_never_cut(tmp_path: Path) -> None:
    own = "".join(f"    - {{word: 词{number}}}\n" for number in range(301))
    branch = exported.BRANCH + (
        "words:\n  packs: [medical]\n  banned:\n" + own
        + "    - {word: 拉人, allow: [{in: \"talk/welcome#/messages/{a}/text\", why: 群规里要写}]}\n  sensitive:\n    - {word: 退…款}\n    - {word: 退款}\n"
    )
    root = workspace(tmp_path, {"playbooks/hq/branch.yaml": branch})

    made = export(root, "words")
    rules = {one["rule_name"]: one for one in bodies(made, "敏感词.json")}

    assert {name: (len(one["word_list"]), one["intercept_type"]) for name, one in rules.items() if "自定词" in name} == {
        "自定词·拦截 1": (300, 1), "自定词·拦截 2": (1, 1), "自定词·提醒": (2, 2),
    }
    assert rules["自定词·提醒"]["word_list"] == ["拉人", "退款"]
    assert any(name.startswith("医疗功效") for name in rules)
    assert [(one.where, one.why) for one in made.left_out] == [("敏感词.json: 退…款", "词里有间隔，企业微信查不了")]


def test_tags_ways_into_groups_and_replies(tmp_path: Path) -> None:
    root = workspace(
        tmp_path, playbook("circle", "beauty", "base: 福利社\n", "福利群"), playbook("circle", "bank", "", "权益群"),
        talk(
            'id: how, what: 怎么领, keywords: [领券, 优惠券], send: {mode: keyword-reply}, text: "点这里"', 'id: other, what: 别的, send: {mode: keyword-reply}, text: "看公告"',
            more="aliases: [公告]\nmarks: [{id: skin, name: 肤质, values: [干, 油]}]\n",
        ),
    )

    made = export(root, "tags", "join-ways", "keywords")

    assert bodies(made, "标签.json") == [{"group_name": "肤质", "tag": [{"name": "干"}, {"name": "油"}]}]
    assert bodies(made, "进群方式.json") == [
        {"scene": 2, "remark": "权益群", "auto_create_room": 0, "chat_id_list": ["TODO:group"], "state": "bank"},
        {"scene": 2, "remark": "福利群", "auto_create_room": 1, "room_base_name": "福利社", "room_base_id": 1, "chat_id_list": ["TODO:group"], "state": "beauty"},
    ]
    assert [row[:3] for row in rows(made.files["关键词回复.xlsx"])[1:]] == [["欢迎新人·怎么领", "领券,优惠券", "点这里"], ["欢迎新人·别的", "公告", "看公告"]]


def test_the_same_playbooks_give_the_same_bytes(tmp_path: Path) -> None:
    files = talk('id: hello, what: 招呼, day: 3, at: "10:00", text: "你好"', 'id: auto, what: 欢迎, send: {mode: group-welcome}, text: "欢迎"')

    assert export(workspace(tmp_path / "a", files)).files == export(workspace(tmp_path / "b", files)).files


_ANY = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=80).filter(lambda text: text.strip())


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=120), st.integers(2, LONGEST))
def test_a_title_is_cut_to_its_length_and_to_whole_characters(text: str, most: int) -> None:
    title = cut(text, most)

    assert units(title) <= most
    title.encode("utf-8")
    assert title == " ".join(text.split()) or title.endswith("…")


def test_random_texts_come_out_of_the_workbook_as_they_went_in(tmp_path: Path) -> None:
    drawn: list[str] = []

    @settings(max_examples=200, database=None)
    @given(_ANY)
    def draw(text: str) -> None:
        drawn.append(text)

    draw()
    drawn = list(dict.fromkeys(text.strip().replace("${", "$") for text in drawn))  # What a playbook says twice is one script.
    messages = [f"id: m{number}, what: 话术, text: {json.dumps(text, ensure_ascii=False)}" for number, text in enumerate(drawn)]
    root = workspace(tmp_path, talk(*messages))

    taken, errors = imported(export(root, "scripts").files["话术库.xlsx"])

    assert errors == []
    assert [text for _, text in taken] == [whole_lines(text) for text in drawn]
    assert len({title for title, _ in taken}) == len(taken)
