"""A small workspace that plans: the kind rota keeps an agenda, the kind show has a run sheet."""

import json
from pathlib import Path
from typing import Any

from example_workspaces import TODAY, checked, lay_out
from sopbook.handbook.agenda import plan_of
from sopbook.handbook.agenda_entry import Plan
from sopbook.handbook.edition import Edition, edition
from unit.workspaces import ENVELOPE

_ENVELOPE = ("id", "title", "summary", "version", "owner", "reviewed_on", "review_by", "tags", "status", "params")


def _schema(title: str, **fields: Any) -> str:
    common = {name: {"$ref": f"../envelope.json#/properties/{name}"} for name in _ENVELOPE}
    return json.dumps({"title": title, "type": "object", "properties": {**common, **fields}})


def _items(**fields: Any) -> dict[str, Any]:
    return {"type": "array", "x-key": "id", "items": {"type": "object", "properties": {"id": {"type": "string"}, **fields}}}


LINE = {"type": "string", "x-text": "plain"}
MESSAGE = {"type": "string", "x-text": "message", "x-translatable": True}
DAY = {"type": "string", "format": "date"}
SEND = {"$ref": "../vocabulary.json#/$defs/send"}
RELEASE = {"$ref": "../vocabulary.json#/$defs/release"}
SENT = {"text": "/say", "mode": "/send/mode", "by": "/send/by", "quota": "/send/settings/quota", "single": "/only_in", "default": "group-hand"}

ROTA = """\
kind: rota
title: {en: Rota}
plural: {en: Rotas}
agenda:
  days: /days/*
  date: /date
  quiet: /quiet
  entries: /turns/*
  time: /at
  minutes: /lasts
  title: /what
  who: /who
  where: /where
  message: /say
  runs: /show
  step: /step
  see: [/note]
  groups: /groups
  repeats: {items: /repeats/*, every: /every, by_date: /by_date}
  phases: {each: /phases/*, start: /from, end: /to, focus: /about}
"""
SHOW = """\
kind: show
title: {en: Show}
plural: {en: Shows}
run_sheet:
  start: /start
  minutes: /lasts
  steps: /sheet/*
  at: /minute
  weekdays: /only
  title: /what
  who: /who
  message: /say
"""
QUIZ = """\
params: {start: "23:30"}
start: ${start}
lasts: 60
sheet:
  - {id: invite, minute: -1440, who: Deputy, what: Invite them, say: Tomorrow we play.}
  - {id: open, minute: 0, who: Host, what: Open, say: "Welcome, this is ${group.number}."}
  - {id: sundays, minute: 5, only: [sunday], who: Host, what: Only on Sundays}
  - {id: midnight, minute: 30, who: Host, what: Count down}
  - {id: close, minute: 60, who: Deputy, what: Close, say: Good night.}
"""
YEAR_END = """\
groups: [good]
phases: {last: {from: 2026-12-30, to: 2026-12-31, about: Thank everybody.}}
days:
  - date: 2026-12-30
    turns:
      - {id: lunch, at: "12:15", what: Lunch post, who: Owner, where: group, say: "Line one\\n=1+1"}
      - {id: tease, at: "18:00", what: Say what comes, who: Owner, show: quiz, step: invite}
      - {id: look, what: Look through the list, who: Owner, note: good}
  - date: 2026-12-31
    turns:
      - {id: party, at: "23:30", what: The quiz of the year, who: Owner, where: group, show: quiz}
  - date: 2027-01-01
    quiet: Everybody sleeps.
"""
"""The quiz runs over midnight and over the year's end."""


def files(rota: str = YEAR_END, quiz: str = QUIZ, **more: str) -> dict[str, str]:
    """Return the files of the workspace, to be laid over the base example."""
    turns = _items(
        at=LINE, lasts={"type": "integer"}, what=LINE, who=LINE, where={"enum": ["group", "private-chat"]}, say=MESSAGE, send=SEND,
        show={"type": "string", "x-ref": "show"}, step={"type": "string"}, note={"type": "string", "x-ref": "note"},
        replaces={"type": "string", "x-item": {"list": "/repeats"}},
        only_in={"type": "array", "x-merge": "set", "items": {"type": "string", "x-item": {"kind": "club", "list": "/opened"}}},
    )
    turns["items"]["x-send"] = SENT
    by_date = {**_items(date=DAY, at=LINE, what=LINE, say=MESSAGE), "x-key": "date"}
    repeats = _items(every={"$ref": "../vocabulary.json#/$defs/every"}, at=LINE, what=LINE, who=LINE, say=MESSAGE, send=SEND, by_date=by_date)
    days = _items(date=DAY, quiet=LINE, turns=turns)
    sheet = _items(
        minute={"type": "integer"}, only={"type": "array", "x-merge": "set", "items": {"type": "string"}}, what=LINE, who=LINE, say=MESSAGE, send=SEND,
    )
    sheet["items"]["x-send"] = SENT
    phase = {"type": "object", "properties": {"from": DAY, "to": DAY, "about": LINE}}
    return {
        "schema/rota/kind.yaml": ROTA,
        "schema/rota/schema.json": _schema(
            "Rota", days={**days, "x-key": "date"}, phases={"type": "object", "properties": {"last": {**phase, "title": "Last days"}}},
            groups={"type": "array", "x-merge": "set", "items": {"type": "string", "x-ref": "note"}}, release=RELEASE, repeats=repeats,
        ),
        "schema/show/kind.yaml": SHOW,
        "schema/show/schema.json": _schema("Show", start=LINE, lasts={"type": "integer"}, sheet=sheet, release=RELEASE),
        "playbooks/hq/rota/year-end.yaml": f"id: year-end\n{ENVELOPE}{rota}",
        "playbooks/hq/show/quiz.yaml": f"id: quiz\n{ENVELOPE}{quiz}",
        **more,
    }


def edition_of(root: Path, given: dict[str, str]) -> Edition:
    """Return headquarters' edition of the base example with these files over it, in which nothing is wrong."""
    workspace = checked(lay_out(root, dict(given)), TODAY)
    assert [d.message for d in workspace.diagnostics] == []
    return edition(workspace, "hq")


def plan_in(root: Path, given: dict[str, str]) -> Plan:
    """Return the plan for the year's end."""
    found = edition_of(root, given)
    plan = plan_of(found.playbooks["rota", "year-end"], found)
    assert plan is not None
    return plan
