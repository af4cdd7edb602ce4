"""Where things stand: lines and columns from 1, columns in code points, ends exclusive."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sopbook.source.diagnostics import Span
from sopbook.source.document import Pointer
from sopbook.source.files import decode
from sopbook.source.text import Source
from unit.documents import cut, document


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("X", (1, 1)),
        ("say: X", (1, 6)),
        ("早安 X", (1, 4)),
        ("👋 X", (1, 3)),
        ("👋🏽 X", (1, 4)),
        ("e\u0301X", (1, 3)),
        ("a\nX", (2, 1)),
        ("a\r\nX", (2, 1)),
        ("a\rX", (2, 1)),
        ("a\r\n\r\nX", (3, 1)),
        ("a\n\rX", (3, 1)),
        ("a\u2028X", (1, 3)),
        ("a\u2029X", (1, 3)),
        ("a\u0085X", (1, 3)),
        ("a\x0cX", (1, 3)),
    ],
)
def test_a_position_is_a_line_and_a_column_of_code_points(text: str, position: tuple[int, int]) -> None:
    assert Source("a.yaml", text).position(text.index("X")) == position


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
def test_a_line_ends_before_its_break(break_: str) -> None:
    text = break_.join(["id: a", "say: 早安", "", "end"])

    start, end = Source("a.yaml", text).line_bounds(text.index("早"))

    assert text[start:end] == "say: 早安"


def test_a_span_leaves_out_the_white_space_behind_it() -> None:
    source = Source("a.yaml", "say: hi \r\n\r\nnext: x")

    assert source.span(5, 12) == Span(1, 6, 1, 8)


def test_a_place_outside_the_text_is_its_end() -> None:
    assert Source("a.yaml", "ab\nc").span(3, 99) == Span(2, 1, 2, 2)


def test_a_byte_order_mark_takes_no_column() -> None:
    source, found = decode("a.yaml", b"\xef\xbb\xbfid: a\n")

    assert found == []
    assert source is not None
    assert source.text == "id: a\n"


@pytest.mark.parametrize(
    ("text", "pointer", "span"),
    [
        ("say: 早安 👋\n", ("say",), Span(1, 6, 1, 10)),
        ('say: "a\\nb"  # note\n', ("say",), Span(1, 6, 1, 12)),
        ("id: a\r\nsay: 早\r\n", ("say",), Span(2, 6, 2, 7)),
        ("id: a\rsay: 早\r", ("say",), Span(2, 6, 2, 7)),
        ("a: b\u2028c\nd: e\n", ("a",), Span(1, 4, 1, 7)),
        ("a: b\u2028c\nd: e\n", ("d",), Span(2, 4, 2, 5)),
        ('a: "b\u0085c"\nd: e\n', ("d",), Span(2, 4, 2, 5)),
        ("tags:\n  - a\n  - 早安\n", ("tags", 1), Span(3, 5, 3, 7)),
        ("tags: [a, 早安]\n", ("tags", 1), Span(1, 11, 1, 13)),
        ("window: {from: x, 至: y}\n", ("window", "至"), Span(1, 22, 1, 23)),
        ('{"id": "a", "n": 12}\n', ("n",), Span(1, 18, 1, 20)),
    ],
)
def test_a_value_is_pointed_at_itself(text: str, pointer: Pointer, span: Span) -> None:
    assert document(text).span(pointer) == span


@pytest.mark.parametrize(
    ("text", "pointer", "span"),
    [
        ("say: 早安\n", ("say",), Span(1, 1, 1, 4)),
        ("问候: 早安\n", ("问候",), Span(1, 1, 1, 3)),
        ('"a b": 早安\n', ("a b",), Span(1, 1, 1, 6)),
        ("items:\n  - price: 1\n", ("items", 0, "price"), Span(2, 5, 2, 10)),
        ("? long\n: x\n", ("long",), Span(1, 3, 1, 7)),
    ],
)
def test_a_key_is_pointed_at_without_its_colon(text: str, pointer: Pointer, span: Span) -> None:
    assert document(text).span(pointer, key=True) == span


@pytest.mark.parametrize(
    ("text", "pointer", "span"),
    [
        ("window:\n  from: x\n  until: y\n", ("window",), Span(1, 1, 1, 7)),
        ("tags:\n  - a\n  - b\n", ("tags",), Span(1, 1, 1, 5)),
        ("tags: [a, b]\n", ("tags",), Span(1, 7, 1, 13)),
        ("items:\n  - id: a\n    n: 1\n", ("items", 0), Span(2, 5, 2, 10)),
        ("level:\nid: a\n", ("level",), Span(1, 1, 1, 6)),
        ("say: |\n  早安\n  晚安\n", ("say",), Span(1, 6, 1, 7)),
        ("say: 早安\n  晚安\n", ("say",), Span(1, 6, 1, 8)),
        ("id: a\nsay: b\n", (), Span(1, 1, 1, 6)),
        ("window:\n  from: x\n", ("window", "until"), Span(1, 1, 1, 7)),
    ],
    ids=["table", "list", "flow list", "item", "empty", "block text", "folded text", "document", "missing"],
)
def test_what_has_several_lines_or_none_is_pointed_at_by_one(text: str, pointer: Pointer, span: Span) -> None:
    assert document(text).span(pointer) == span


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("say: |\n  早安\n\n  晚安\nid: a\n", "|\n  早安\n\n  晚安\n"),
        ("say: >-\r\n  早安\r\n  晚安\r\nid: a\r\n", ">-\r\n  早安\r\n  晚安\r\n"),
        ("say: 早安\n  晚安\nid: a\n", "早安\n  晚安"),
        ("say: '早安\n\n  晚安'\nid: a\n", "'早安\n\n  晚安'"),
    ],
)
def test_the_place_of_a_text_holds_all_its_lines(text: str, written: str) -> None:
    assert cut(document(text), ("say",)) == written


def _documents(beside: str, without: str = "") -> st.SearchStrategy[Any]:
    """Draw lists and tables of texts; `beside` are signs to try often, `without` are some to leave out."""
    letters = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters=f"\ufeff\ufffe\uffff{without}")
    texts = st.text(letters | st.sampled_from(f"\n\t'\"#:-[]{{}}|>&*!%@`,?\\{beside}"), max_size=30)
    keys = texts.filter(lambda key: key[:1] not in ("\u3000", "\u00a0"))
    return st.recursive(
        texts, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=8
    )


def _texts(value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    if isinstance(value, str):
        yield pointer, value
        return
    for step, item in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _texts(item, (*pointer, step))


def _comes_back(value: Any, written: str) -> None:
    made = document(written)
    assert made.value == value
    for pointer, text in _texts(value):
        assert document(cut(made, pointer)).value == text


# PyYAML writes YAML 1.1: there 0o7 is a text, and U+0085 and U+2028 end a line.
@settings(max_examples=300)
@given(_documents(beside=" ", without="0123456789\u0085\u2028\u2029"), st.sampled_from([None, "'", '"']), st.booleans())
def test_what_pyyaml_writes_comes_back_and_every_place_holds_its_text(value: Any, quote: str | None, flow: bool) -> None:
    _comes_back(value, yaml.safe_dump(value, allow_unicode=True, default_style=quote, default_flow_style=flow))


@settings(max_examples=300)
@given(_documents(beside="\u0085\u2028\u2029"), st.sampled_from([None, 1, 2]))
def test_what_json_writes_comes_back_and_every_place_holds_its_text(value: Any, indent: int | None) -> None:
    _comes_back(value, json.dumps(value, ensure_ascii=False, indent=indent))
