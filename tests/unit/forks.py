"""Forks for tests: a small kind, a parent and a fork as texts, and what comes of them."""

import json
from typing import Any

from sopbook.branches.fork.known import Known
from sopbook.branches.fork.merge import merge
from sopbook.branches.fork.override import ABSENT, Accepted, Override
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.document import Document
from sopbook.source.text import Source
from sopbook.source.yaml.parser import parse

SCHEMA: dict[str, Any] = {
    "title": "Note",
    "type": "object",
    "required": ["title"],
    "properties": {
        "title": {"type": "string"},
        "goal": {"type": "string"},
        "count": {"type": ["integer", "boolean"]},
        "notes": {"type": "array", "items": {"type": "string"}},
        "tags": {"type": "array", "x-merge": "set", "items": {"type": ["string", "integer"]}},
        "audience": {
            "type": "object",
            "required": ["group"],
            "properties": {"group": {"type": "string"}, "size": {"type": "integer"}, "at": {"properties": {"city": {}}}},
        },
        "params": {"type": "object"},
        "steps": {
            "type": "array",
            "x-key": "id",
            "items": {
                "type": "object",
                "required": ["id", "text"],
                "properties": {
                    "id": {"type": "string"},
                    "text": {"type": "string"},
                    "at": {"type": "string"},
                    "tags": {"type": "array", "x-merge": "set"},
                    "checks": {
                        "type": "array",
                        "x-key": "letter",
                        "items": {"properties": {"letter": {"type": "string"}, "say": {"type": "string"}}},
                    },
                },
            },
        },
    },
}
SHAPE = SchemaView((SCHEMA,), SCHEMA)

Laid = tuple[Document, tuple[Override, ...], list[Diagnostic]]


def document(text: str, branch: str = "hq") -> Document:
    """Return the document of a branch with this text, with which nothing is wrong."""
    made, found = parse(Source(f"playbooks/{branch}/note/a.yaml", text), branch)
    assert made is not None
    assert found == []
    return made


def unwritten(value: Any, branch: str = "hq") -> Document:
    """Return the document of a branch with this value, of which no file knows the places."""
    return Document(Source(f"playbooks/{branch}/note/a.yaml", ""), value, {}, branch=branch)


def value_of(text: str) -> Any:
    """Return the value that a text means."""
    return document(text).value


def lay(
    parent: str | Document, fork: str | Document, known: Known | None = None,
    branch: str = "south", above: str = "hq", shape: SchemaView = SHAPE,
) -> Laid:  # fmt: skip
    """Return a parent with a fork laid over it, what the fork overrides, and the findings."""
    theirs = document(parent) if isinstance(parent, str) else parent
    mine = document(fork, branch) if isinstance(fork, str) else fork
    return merge(theirs, mine, above, shape, known or Known())


def accepted_from(overrides: tuple[Override, ...]) -> Known:
    """Return what a branch remembers once it has accepted all of these."""
    entries = {one.path: Accepted(one.theirs, one.standing.beside, one.standing.stood) for one in overrides}
    return Known(entries, {path: rule for one in overrides for path, rule in one.merged})


def told(found: list[Diagnostic]) -> list[str]:
    """Return findings as `line:column CODE message`."""
    return [f"{d.span.line}:{d.span.column} {d.code} {d.message}" for d in found]


def exact(value: Any) -> str:
    """Return a value as JSON, by which true is not 1 and the order of fields means nothing."""
    return '"(absent)"' if value is ABSENT else json.dumps(value, ensure_ascii=False, sort_keys=True)


def same(one: Any, other: Any) -> bool:
    """Return whether two values are the same JSON: 1 is 1.0, and true is not 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)
