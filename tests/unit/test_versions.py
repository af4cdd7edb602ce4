"""Other wordings of a message: behind a switch on the page, and held to the limits of the sending that they may stand for."""

import json
from pathlib import Path

from example_workspaces import EXAMPLES, TODAY, checked, lay_out, written, wrong
from sopbook.handbook.edition import edition
from sopbook.outputs.html.handbook import render
from unit.workspaces import ENVELOPE

MODES = (EXAMPLES / "invalid" / "SEND003" / "schema" / "wecom" / "modes.yaml").read_text("utf-8")
SCHEMA = json.dumps({
    "type": "object",
    "properties": {
        "messages": {"type": "array", "x-key": "id", "items": {
            "type": "object",
            "x-send": {"text": "/text", "versions": ["/short", "/variants/*/text"], "mode": "/send/mode"},
            "properties": {
                "id": {"type": "string"}, "send": {"$ref": "../vocabulary.json#/$defs/send"}, "text": {"$ref": "../vocabulary.json#/$defs/message"},
                "short": {"$ref": "../vocabulary.json#/$defs/message", "title": "In short"}, "variants": {"$ref": "../vocabulary.json#/$defs/variants"},
            },
        }},
    },
})
PAGE = """\
{% from "parts.html.j2" import bubble, versions, sent with context %}
{% for item in page['messages'] %}{{ sent(item['send']) }}{{ bubble(item['text']) }}{{ versions(item['short'], item['variants']) }}{% endfor %}
"""
WELCOME = """\
messages:
  - id: hello
    send: {mode: group-welcome}
    text: Hello %NICKNAME%, here is all that we do.
    short: Hello %NICKNAME%!
    variants:
      - {id: warm, text: "%NICKNAME%, how good that you are here."}
  - {id: bye, send: {mode: group-hand, window: {from: "20:00", until: "22:00"}}, text: Good night.}
"""


def files(body: str) -> dict[str, str | bytes]:
    """Return a kind with messages that have other wordings, and one document of it."""
    return {
        "schema/wecom/modes.yaml": MODES, "schema/talk/schema.json": SCHEMA, "schema/talk/page.html.j2": PAGE,
        "schema/talk/kind.yaml": "kind: talk\ntitle: {en: Talk}\nplural: {en: Talks}\nenvelope: false\n",
        "playbooks/hq/talk/day.yaml": body, "playbooks/hq/note/other.yaml": f"id: other\n{ENVELOPE}",
    }


def test_other_wordings_stand_behind_a_switch_with_a_button_each(tmp_path: Path) -> None:
    made, found = render(edition(checked(lay_out(tmp_path, files(WELCOME)), TODAY), "hq"))
    page = made.pages["talk/day"].body

    assert found == []
    assert page.count('<details class="sop-versions"><summary>2 other wordings</summary>') == 1
    switch = page.partition('<details class="sop-versions">')[2].partition("</details>")[0]
    assert [words in switch for words in ("In short", "%NICKNAME%!", "how good that you are here", "here is all")] == [True, True, True, False]
    assert switch.count("data-sop-copy") == 2
    assert " · 20:00–22:00" in page


def test_other_wordings_are_held_to_the_limits_of_the_message(tmp_path: Path) -> None:
    long = WELCOME.replace("how good that you are here.", "x" * 3001).replace("Hello %NICKNAME%!", "Hello %nickname%!")
    assert [written(one).splitlines()[0].partition(" error ")[2] for one in wrong(lay_out(tmp_path, files(long)))] == [
        "SEND005 WeCom knows %NICKNAME% and not %nickname%; members would read %nickname%.", "SEND002 A group welcome takes 3,000 bytes; this has 3,013.",
    ]


def test_a_short_version_by_hand_may_be_as_long_as_by_hand(tmp_path: Path) -> None:
    assert wrong(lay_out(tmp_path, files(WELCOME.replace("text: Good night.", f"text: Good night., short: {'x' * 3500}")))) == ()
