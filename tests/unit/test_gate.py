"""The fast gate (jsonschema-rs) and the authority (jsonschema) always give the same verdict."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopbook.kinds.discover import discover
from sopbook.source.document import Document, Pointer
from sopbook.source.files import read_source
from sopbook.source.pointer import at
from sopbook.source.schema.document import validate
from sopbook.source.schema.validator import SchemaValidator
from sopbook.source.text import Source
from sopbook.source.yaml.parser import parse

ROOT = Path(__file__).parents[2]
KINDS = discover(ROOT)[0].usable


def _playbooks(kind: str) -> list[Any]:
    found = []
    for file in sorted((ROOT / "playbooks/hq" / kind).glob("*.yaml")):
        source, _ = read_source(ROOT, file.relative_to(ROOT).as_posix())
        document, _ = parse(source) if source else (None, [])
        assert document is not None
        if "translation" not in document.value:
            found.append(document.value)
    return found


PLAYBOOKS = {name: _playbooks(name) for name in KINDS}

# What an author might write where something else belongs: near misses more than noise.
_TEXTS = st.sampled_from(
    ["", " ", "a", "A", "a-b", "a--b", "a\n", "dice-guess\n", "20:30", "20:30\n", "8:30", "２０:３０", "24:00", "2026-12-01",
     "2026-02-30", "2026-12-01\n", "20261201", "1.0", "1.0\n", "１.0", "${start}", "${Start}", "active", "Active",
     "https://a.example/", "https://", "http://[", "https://a.example/\n", "HTTPS://A.EXAMPLE", "ftp://a.example", "//a.example",
     "x" * 64, "x" * 65, "早" * 80, "早" * 81, "👋" * 400, "e\u0301" * 201, "\u2028", "\ufeff"]
) | st.text(max_size=8)  # fmt: skip
_NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
_NUMBERS |= st.sampled_from([0, -0.0, 1, 1.0, 1.5, 500, 501, 43200, 43201, 1e9, 1e9 + 1, 1e300])
_VALUES = st.recursive(
    st.none() | st.booleans() | _NUMBERS | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "text", "x"]), inner, max_size=3),
    max_leaves=4,
)


def _containers(value: Any, pointer: Pointer = ()) -> Iterator[Pointer]:
    if isinstance(value, dict | list) and value:
        yield pointer
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _containers(item, (*pointer, step))


def _change(document: Any, data: st.DataObject) -> None:
    """Change a document in one place: delete, replace, duplicate or add something."""
    places = list(_containers(document))
    container = at(document, data.draw(st.sampled_from(places))) if places else None
    if isinstance(container, dict):
        key = data.draw(st.sampled_from(sorted(container)))
        match data.draw(st.sampled_from(["delete", "replace", "rename", "add"])):
            case "delete":
                del container[key]
            case "replace":
                container[key] = data.draw(_VALUES)
            case "rename":
                container[data.draw(_TEXTS)] = container.pop(key)
            case _:
                container[data.draw(_TEXTS)] = data.draw(_VALUES)
    elif isinstance(container, list):
        index = data.draw(st.integers(0, len(container) - 1))
        match data.draw(st.sampled_from(["delete", "replace", "duplicate", "add"])):
            case "delete":
                del container[index]
            case "replace":
                container[index] = data.draw(_VALUES)
            case "duplicate":
                container.insert(index, copy.deepcopy(container[index]))
            case _:
                container.append(data.draw(_VALUES))


def _verdicts(validator: SchemaValidator, value: Any) -> tuple[bool, bool]:
    return validator.accepts(value), not list(validator.errors(value))


def test_the_kinds_and_their_playbooks_are_here() -> None:
    assert sorted(KINDS) == ["activity", "audience", "compliance", "content", "crisis", "follow-up", "guide", "journey", "merchandise", "metric", "moderation", "monthly-plan", "onboarding", "positioning", "research", "review", "roadmap", "scorecard", "task", "team", "touchpoint", "welcome"]
    assert all(PLAYBOOKS.values())


@pytest.mark.parametrize("name", sorted(KINDS))
def test_both_accept_the_playbooks_as_they_are(name: str) -> None:
    for value in PLAYBOOKS[name]:
        assert _verdicts(KINDS[name].validator, value) == (True, True)


@pytest.mark.parametrize("name", sorted(KINDS))
@settings(max_examples=100)
@given(st.data())
def test_both_give_the_same_verdict_on_a_changed_playbook_and_a_refusal_has_its_words(name: str, data: st.DataObject) -> None:
    value = copy.deepcopy(data.draw(st.sampled_from(PLAYBOOKS[name])))
    for _ in range(data.draw(st.integers(1, 3))):
        _change(value, data)

    gate, authority = _verdicts(KINDS[name].validator, value)
    found = validate(Document(Source("a.yaml", ""), value, {}), KINDS[name].validator)

    assert gate == authority == (found == [])
