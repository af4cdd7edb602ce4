"""What WeCom's interface takes: the schemas of schema/wecom/api/ beside the limits of its documentation."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from sopbook.outputs.wecom.interface import Interface, interface

_ROOT = Path(__file__).parents[2]
LIMITS = yaml.safe_load((_ROOT / "tests" / "fixtures" / "wecom-limits.yaml").read_text("utf-8"))
_LINK = {"title": "清单", "desc": "本周", "url": "https://shop.example/"}
_CARD = {"title": "券", "pic_media_id": "TODO:cover", "appid": "wx0123456789abcdef", "page": "pages/a.html"}
_PICTURE = {"msgtype": "image", "image": {"media_id": "file:a.png"}}
RIGHT: dict[str, list[dict[str, Any]]] = {
    "group-welcome": [{"text": {"content": "你好"}, "link": _LINK}, {"text": {"content": "你好"}, "miniprogram": _CARD}, {"text": {"content": "你好"}}],
    "contact-welcome": [{"welcome_code": "TODO:welcome_code", "text": {"content": "你好"}, "attachments": [{"msgtype": "link", "link": _LINK}]}],
    "mass-message": [
        {"chat_type": "group", "sender": "TODO:owner", "chat_id_list": ["TODO:group"], "text": {"content": "你好"}, "attachments": [{"msgtype": "miniprogram", "miniprogram": _CARD}]},
        {"chat_type": "single", "sender": "TODO:owner", "external_userid": ["TODO:contacts"], "text": {"content": "你好"}},
    ],
    "moment": [
        {"text": {"content": "你好"}, "attachments": [{"msgtype": "link", "link": {"title": "清单", "url": "https://shop.example/", "media_id": "TODO:cover"}}], "visible_range": {}},
        {"text": {"content": "你好"}, "attachments": [_PICTURE] * 9, "visible_range": {"sender_list": {"user_list": ["TODO:owner"]}}},
    ],
    "intercept-rule": [{"rule_name": "广告用语", "word_list": ["最佳"], "intercept_type": 2, "applicable_range": {"user_list": ["TODO:owner"]}}],
    "tag-group": [{"group_name": "肤质", "tag": [{"name": "干"}]}],
    "join-way": [{"scene": 2, "remark": "福利群", "auto_create_room": 1, "room_base_name": "福利社", "chat_id_list": ["TODO:group"], "state": "beauty"}],
}
WRONG: dict[str, tuple[str, dict[str, Any]]] = {
    "two things in a group welcome": ("group-welcome", {"text": {"content": "你好"}, "link": _LINK, "image": {"media_id": "a"}}),
    "a group welcome without a text": ("group-welcome", {"link": _LINK}),
    "a mini-program without its page": ("group-welcome", {"text": {"content": "你好"}, "miniprogram": {name: value for name, value in _CARD.items() if name != "page"}}),
    "a mass message to nobody": ("mass-message", {"chat_type": "single", "sender": "TODO:owner", "text": {"content": "你好"}}),
    "a mini-program in Moments": ("moment", {"text": {"content": "你好"}, "attachments": [{"msgtype": "miniprogram", "miniprogram": _CARD}], "visible_range": {}}),
    "a link beside a picture in Moments": ("moment", {"text": {"content": "你好"}, "attachments": [_PICTURE, {"msgtype": "link", "link": {"url": "https://a.example/", "media_id": "b"}}], "visible_range": {}}),
    "a rule for nobody": ("intercept-rule", {"rule_name": "词", "word_list": ["a"], "intercept_type": 1, "applicable_range": {}}),
    "a group of no tags": ("tag-group", {"group_name": "肤质", "tag": []}),
    "a field that WeCom does not know": ("join-way", {"scene": 2, "chat_id_list": ["a"], "colour": "red"}),
}


def form(name: str) -> Interface:
    """Return what WeCom takes."""
    found, problems = interface(_ROOT, name)
    assert found is not None, problems
    return found


def has(body: Any, place: list[str | int]) -> bool:
    """Return whether a body has a part."""
    try:
        for step in place:
            body = body[step]
    except (KeyError, IndexError):
        return False
    return True


@pytest.mark.parametrize(("name", "body"), [(name, body) for name, bodies in RIGHT.items() for body in bodies])
def test_a_right_body_is_taken(name: str, body: dict[str, Any]) -> None:
    assert list(form(name).faults(body)) == []


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_body_is_refused(case: str) -> None:
    name, body = WRONG[case]
    assert list(form(name).faults(body))


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: f"{limit['form']} {'.'.join(map(str, limit['at']))}")
def test_each_limit_is_where_the_documentation_has_it(limit: dict[str, Any]) -> None:
    *above, last = limit["at"]
    body = copy.deepcopy(next(one for one in RIGHT[limit["form"]] if has(one, limit["at"])))
    home = body
    for step in above:
        home = home[step]

    def of(size: int) -> Any:
        return "x" * size if "items" not in limit else [_PICTURE if last == "attachments" else f"{number}" for number in range(size)]

    most = limit.get("bytes") or limit.get("characters") or limit["items"]
    home[last] = of(most)
    assert list(form(limit["form"]).faults(body)) == []

    home[last] = of(most + 1)
    ((place, words),) = form(limit["form"]).faults(body)

    assert place == tuple(limit["at"])
    assert f"{most:,}" in words


def test_bytes_are_counted_and_not_characters() -> None:
    assert list(form("group-welcome").faults({"text": {"content": "字" * 1000}})) == []
    assert list(form("group-welcome").faults({"text": {"content": "字" * 1001}})) == [
        (("text", "content"), "text.content takes 3,000 bytes; this has 3,003."),
    ]
