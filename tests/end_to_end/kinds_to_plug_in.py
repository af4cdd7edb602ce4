"""Kinds that no engine has ever heard of, as files."""

import json

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ENVELOPE = ("id", "title", "summary", "version", "owner", "reviewed_on", "review_by", "tags", "status")
COMMON = """\
title: {title}
summary: What it is for.
version: "1.0"
owner: Operations desk
reviewed_on: 2026-11-01
review_by: 2027-11-01
tags: [sample]
status: active
"""


def schema(title: str, properties: dict[str, object], required: tuple[str, ...] = (), envelope: bool = True) -> str:
    """Return the schema.json of a kind."""
    own = {name: {"$ref": f"../envelope.json#/properties/{name}"} for name in ENVELOPE} if envelope else {}
    return json.dumps({
        "$schema": DIALECT, "title": title, "type": "object", "additionalProperties": False,
        "required": [*own, *required], "properties": {**own, **properties},
    }, indent=2)


def playbook(identifier: str, title: str, fields: str) -> str:
    """Return a playbook with the fields that every one carries, and its own."""
    return f"id: {identifier}\n{COMMON.format(title=title)}{fields}"


POSTER = {
    "schema/poster/kind.yaml": """\
kind: poster
title: {en: Poster}
plural: {en: Posters}
need: {en: Print a poster}
columns: [/paper]
rules:
  - rule: self.copies <= 100
    at: /copies
    message: {en: "{/copies} posters are more than the printer takes."}
    hint: {en: Order them outside.}
""",
    "schema/poster/schema.json": schema("Poster", {
        "paper": {"title": "Paper", "enum": ["a3", "a4"]},
        "copies": {"title": "Copies", "type": "integer"},
        "see": {"title": "See", "type": "string", "x-ref": "note"},
    }, ("paper", "copies")),
    "schema/poster/labels.en.yaml": "fields: {/copies: How many}\nvalues: {paper: {a3: Large paper, a4: Small paper}}\ntexts: {order: Print it now}\n",
    "schema/poster/page.html.j2": (
        '<p class="own-look">{{ page.label("order") }}: {{ page["copies"].title }} = {{ page["copies"].text }}'
        ' on {{ page["paper"].html }}, see {{ page["see"].html }}</p>\n'
    ),
    "playbooks/hq/poster/spring.yaml": playbook("spring", "Spring poster", "paper: a3\ncopies: 12\nsee: good\n"),
}
"""A folder of schema/ with everything that a kind can have."""

SHIFT = {
    "schema/shift/schema.json": schema("Shift", {
        "hours": {
            "title": "Hours", "type": "object", "required": ["from"],
            "properties": {"from": {"title": "From", "type": "string"}, "to": {"title": "To", "type": "string"}},
        },
        "people": {
            "title": "People", "type": "array",
            "items": {"type": "object", "properties": {"name": {"title": "Name", "type": "string"}, "desk": {"title": "Desk", "type": "integer"}}},
        },
        "greeting": {"title": "Greeting", "type": "string", "x-text": "message"},
    }),
    "playbooks/hq/shift/early.yaml": playbook("early", "Early shift", """\
hours: {from: "09:00", to: "15:00"}
people:
  - {name: Xiaowan, desk: 4}
  - {name: Lin, desk: 7}
greeting: |-
  Good morning & welcome,
  we are here from ${hours}.
"""),
}
"""schema.json and nothing else."""

INCIDENT = {
    "schema/incident/kind.yaml": """\
kind: incident
title: {en: Incident plan}
plural: {en: Incident plans}
envelope: false
files: ["response-plans/*.yaml"]
identity: {id: /info/name, title: /info/heading, summary: /info/about}
columns: [/urgency]
""",
    "schema/incident/schema.json": schema("Incident plan", {
        "info": {"type": "object", "required": ["name", "heading"], "properties": {
            "name": {"type": "string"}, "heading": {"type": "string"}, "about": {"type": "string"}}},
        "urgency": {"title": "Urgency", "type": "string"},
        "steps": {"title": "Steps", "type": "array", "items": {"type": "object", "properties": {
            "action": {"title": "Action", "type": "string"}, "note": {"title": "Note", "type": "string", "x-ref": "note"}}}},
    }, ("info",), envelope=False),
    "playbooks/hq/response-plans/RP-1.yaml": """\
info: {name: phishing-mail, heading: A phishing mail arrived, about: Somebody clicked.}
urgency: high
steps:
  - {action: Take the computer off the network}
  - {action: Tell everybody, note: good}
""",
}
"""Documents of somebody else's shape, described by a kind.yaml."""
