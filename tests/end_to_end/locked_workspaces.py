"""A workspace of three branches with a locked playbook, for tests that try to get round its locks.

`hq` locks, `east` lies below it, `city` below that. A test says what it changes, and which errors that gives.
"""

import json
from io import BytesIO
from pathlib import Path

from PIL import Image

from example_workspaces import TODAY
from sopbook.branches.translation.strings import digest
from sopbook.branches.workspace import Settings, Workspace
from sopbook.handbook.check.workspace import CheckedWorkspace, check_workspace
from sopbook.source.diagnostics import Severity


def picture(grey: int) -> bytes:
    """Return a picture of one pixel, as a PNG."""
    written = BytesIO()
    Image.new("L", (1, 1), grey).save(written, "PNG")
    return written.getvalue()


PNG = picture(0)
"""What headquarters' playbook attaches."""
_TEXT = {"type": "string", "x-text": "message", "x-translatable": True}
_STEP = {"type": "object", "properties": {"id": {"type": "string"}, "text": _TEXT, "picture": {"type": "string", "x-file": True}}}
SCHEMA = {
    "properties": {
        **{name: {"type": "string"} for name in ("id", "title", "summary", "version", "owner", "reviewed_on", "review_by", "status")},
        "tags": {"type": "array", "x-merge": "set", "items": {"type": "string"}},
        "params": {"type": "object", "additionalProperties": {"x-text": "plain", "x-translatable": True}},
        "locks": {"type": "array"},
        "risk": _TEXT,
        "notes": {"type": "array", "items": _TEXT},
        "steps": {"type": "array", "x-key": "id", "x-merge": "by-id", "items": _STEP},
        "costs": {"type": "array", "x-key": "id", "items": {"type": "object", "properties": {"yuan": {"type": "number"}}}},
        "sum": {"type": "object", "properties": {"yuan": {"type": "number", "readOnly": True}, "text": _TEXT}},
        "fees": {"type": "object"},
    }
}  # fmt: skip
KIND = """\
kind: terms
title: {en: Terms, zh: 条款}
plural: {en: Terms, zh: 条款}
derive:
  - {at: /sum/yuan, value: "has(self.costs) ? sum(self.costs.map(c, c.yuan)) : 0"}
"""
LOAN = """\
id: loan
title: Loans
status: active
tags: [bank, loan]
params: {rate: "3", term: a year}
risk: A loan costs ${rate} percent, says ${operator.name} from ${bank}.
notes: [Read the contract., "Ask ${desk}."]
steps:
  - {id: greet, text: Good evening.}
  - {id: risk, text: You can lose money., picture: files/risk.png}
  - {id: ask, text: "Ask me after ${term}."}
costs:
  - {id: paper, yuan: 5}
sum: {text: All of it.}
fees: {late: 10, early: 20}
"""
"""The playbook of headquarters, without its locks."""
HQ = """\
name: {en: Headquarters, zh: 总部}
locales: [en, zh]
params:
  bank: {en: the bank, zh: 银行}
  desk: the desk
slots:
  operator.name: {title: {en: Your name, zh: 你的名字}, example: {en: Wan, zh: 小丸}}
  member.name: {title: {en: The member, zh: 成员}}
tags:
  loan: {en: Loan, zh: 贷款}
  bank: {en: Bank, zh: 银行}
contacts:
  - {id: duty, role: {en: Duty manager, zh: 值班主管}, phone: extension 1}
holidays:
  - {date: "2027-02-06", name: {en: Spring Festival, zh: 春节}}
words:
  banned:
    - {word: Guaranteed, why: The law forbids it., instead: what is printed}
    - {word: 保本, why: The law forbids it.}
"""
EAST = "name: {en: East, zh: 华东}\nparent: hq\nlocales: [en, zh]\n"
CITY = "name: {en: City, zh: 城市}\nparent: east\nlocales: [en, zh]\n"
RISK_ZH = "贷款的成本是${rate}%，${bank}的${operator.name}说。"
STEP_ZH = "您可能亏钱。"
"""What headquarters says in Chinese of /risk and of /steps/{risk}/text."""

FORK = "fork: loan\n"
EAST_FORK, CITY_FORK = "east/terms/loan.yaml", "city/terms/loan.yaml"
EAST_ZH = "east/terms/loan.zh.yaml"
RISK = "A loan costs ${rate} percent, says ${operator.name} from ${bank}."
STEP = "You can lose money."
OTHER_PNG = picture(255)
"""What branches below write, and where."""
CANNOT = "so this branch cannot change it."


def locks(*paths: str, mode: str = "fixed") -> str:
    """Return the locks of a playbook as its file writes them."""
    return "locks:\n" + "".join(f'  - {{path: "{path}", mode: {mode}}}\n' for path in paths)


def translation(texts: dict[str, tuple[str, str]]) -> str:
    """Return a translation of the playbook: for each path the source and what it becomes."""
    lines = [f'  "{path}": {{from: {digest(source)}, text: "{text}"}}\n' for path, (source, text) in texts.items()]
    return f"translation: loan\ntexts:\n{''.join(lines)}"


TRANSLATED = translation({
    "/risk": (RISK, RISK_ZH),
    "/steps/{risk}/text": (STEP, STEP_ZH),
    "/params/term": ("a year", "一年"),
})  # fmt: skip


def lay_out(root: Path, locked: str, changed: dict[str, str | bytes]) -> Path:
    """Return the workspace with its locks, and with some of its files changed or added; paths begin below playbooks/."""
    files: dict[str, str | bytes] = {
        "../schema/terms/kind.yaml": KIND, "../schema/terms/schema.json": json.dumps(SCHEMA),
        "hq/branch.yaml": HQ, "east/branch.yaml": EAST, "city/branch.yaml": CITY,
        "hq/terms/loan.yaml": LOAN + locked, "hq/terms/loan.zh.yaml": TRANSLATED, "hq/files/risk.png": PNG,
    }  # fmt: skip
    for name, content in {**files, **changed}.items():
        file = root / "playbooks" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def checked(root: Path) -> CheckedWorkspace:
    """Return a workspace checked on a fixed day."""
    return check_workspace(Workspace(root, Settings(built_in_kinds=False)), TODAY)


def errors(root: Path) -> list[str]:
    """Return the errors of a workspace: file and line, code, message."""
    return [
        f"{d.path.removeprefix('playbooks/')}:{d.span.line} {d.code} {d.message}" for d in checked(root).diagnostics if d.severity is Severity.ERROR
    ]


def refused(path: str, why: str = CANNOT, *, by: str = "hq", at: str = f"{EAST_FORK}:2") -> str:
    """Return the finding about a lock on a path."""
    return f"{at} LOCK001 {path} is locked by {by}, {why}"
