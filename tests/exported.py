"""An export for WeCom of a small workspace: its files, and tables read back."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl

from example_workspaces import EXAMPLES, TODAY, lay_out
from sopbook.branches.workspace import find_workspace
from sopbook.outputs.wecom.export import PARTS, wecom_files
from sopbook.outputs.wecom.made import Made
from sopbook.publication.opened import opened

MODES = (EXAMPLES.parents[1] / "schema" / "wecom" / "modes.yaml").read_text("utf-8")
BRANCH = """\
name: {en: Headquarters, zh: 总部}
locales: [zh]
params: {coupon: ""}
slots:
  group.name: {title: {en: Group name, zh: 群名}}
  member.nickname: {title: {en: Nickname, zh: 昵称}, token: "%NICKNAME%"}
accounts:
  - {id: desk, title: {en: Service desk, zh: 客服号}, contact_of: newcomers}
"""
_ENVELOPE = {name: {"$ref": f"../envelope.json#/properties/{name}"} for name in (
    "id", "title", "summary", "aliases", "version", "owner", "reviewed_on", "review_by", "tags", "status",
)}
TALK = {
    "type": "object", "additionalProperties": False,
    "properties": {
        **_ENVELOPE,
        "groups": {"type": "array", "title": "Groups", "items": {"type": "string", "x-ref": "circle"}},
        "marks": {
            "type": "array", "title": "Marks", "x-key": "id",
            "items": {
                "type": "object", "x-tags": {"group": "/name", "tags": "/values"}, "required": ["id"],
                "properties": {"id": {"type": "string"}, "name": {"type": "string", "x-text": "plain"}, "values": {"type": "array", "items": {"type": "string", "x-text": "plain"}}},
            },
        },
        "messages": {
            "type": "array", "title": "Messages", "x-key": "id", "x-merge": "by-id",
            "items": {
                "type": "object", "additionalProperties": False, "required": ["id", "what", "text"],
                "x-send": {
                    "text": "/text", "attachments": "/attachments", "mode": "/send/mode", "by": "/send/by", "day": "/day", "at": "/at", "minutes": "/minutes",
                    "weekdays": "/weekdays", "only_if": "/only_if", "label": "/label", "keywords": "/keywords", "groups": "/groups", "default": "group-hand",
                },
                "properties": {
                    "id": {"type": "string"}, "label": {"$ref": "../vocabulary.json#/$defs/label"}, "what": {"$ref": "../vocabulary.json#/$defs/line", "title": "What"},
                    "send": {"$ref": "../vocabulary.json#/$defs/send"}, "day": {"type": "integer"}, "at": {"$ref": "../vocabulary.json#/$defs/clock"},
                    "minutes": {"type": "integer"}, "weekdays": {"type": "array", "items": {"type": "string"}}, "keywords": {"type": "array", "items": {"type": "string"}},
                    "groups": {"type": "array", "title": "Only for", "items": {"type": "string", "x-ref": "circle"}},
                    "only_if": {"$ref": "../vocabulary.json#/$defs/line", "title": "Only if"}, "text": {"$ref": "../vocabulary.json#/$defs/message", "title": "Text"},
                    "attachments": {"$ref": "../vocabulary.json#/$defs/attachments", "title": "Attachments"},
                },
            },
        },
    },
}
CIRCLE = {
    "type": "object", "additionalProperties": False, "x-group": {"base": "/base"},
    "properties": {**_ENVELOPE, "base": {"type": "string", "title": "Base", "x-text": "plain"}},
}
_HEAD = 'version: "1.2"\nowner: Desk\nreviewed_on: 2026-11-01\nreview_by: 2027-11-01\ntags: [sample]\nstatus: active\nsummary: Small.\n'
_LABELS = {
    "talk": "fields: {/groups: 群, /marks: 标签, /messages: 消息, /messages/*/what: 目的, /messages/*/only_if: 条件, /messages/*/groups: 仅限, /messages/*/text: 话术, /messages/*/attachments: 附件}\n",
    "circle": "fields: {/base: 前缀}\n",
}

Files = dict[str, str | bytes]


def playbook(kind: str, identifier: str, body: str, title: str = "欢迎新人") -> Files:
    """Return a playbook of one of the two kinds here."""
    return {f"playbooks/hq/{kind}/{identifier}.yaml": f"id: {identifier}\ntitle: {title}\n{_HEAD}{body}"}


def talk(*messages: str, more: str = "") -> Files:
    """Return a playbook with these messages, each the inside of a YAML table."""
    lines = "".join(f"  - {{{message}}}\n" for message in messages)
    return playbook("talk", "welcome", f"{more}messages:\n{lines}" if messages else more)


def workspace(root: Path, *files: Files) -> Path:
    """Return a workspace with send modes and the two kinds."""
    kinds: Files = {"playbooks/hq/branch.yaml": BRANCH, "schema/wecom/modes.yaml": MODES, "REMOVE": "playbooks/hq/note/good.yaml\nschema/note\n"}
    for name, schema in (("talk", TALK), ("circle", CIRCLE)):
        kinds |= {
            f"schema/{name}/schema.json": json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name.title(), **schema}),
            f"schema/{name}/kind.yaml": f"kind: {name}\ntitle: {{en: {name.title()}, zh: 剧本}}\nplural: {{en: {name.title()}s, zh: 剧本}}\n",
            f"schema/{name}/labels.zh.yaml": _LABELS[name],
        }
    return lay_out(root, kinds, *files)


def export(root: Path, *only: str) -> Made:
    """Return what an export of the first edition makes; the workspace has no errors."""
    found = opened(find_workspace(root), TODAY, tries_templates=False)
    assert not [one for one in found.findings if one.severity == "error"], found.findings
    return wecom_files(next(iter(found.publications.values())).edition, root, only or PARTS)


def bodies(made: Made, path: str) -> list[dict[str, Any]]:
    """Return the bodies of a file."""
    return [one["body"] for one in json.loads(made.files[path])["requests"]]


def rows(content: bytes, sheet: str | int = 0) -> list[list[str]]:
    """Return the cells of a sheet as another program reads them, empty ones as empty texts."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = book.worksheets[sheet] if isinstance(sheet, int) else book[sheet]
    return [["" if cell is None else str(cell) for cell in row] for row in found.iter_rows(values_only=True)]
