"""The traps that chat text sets in YAML: one run finds them all, and the rest of the file is still read."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unit.documents import codes, document, read, said

EVERY_TRAP = """\
id: evening
title: @所有人 八点见
mood: [微笑] 大家好
say: 今晚活动: 猜骰子
topic: 今日话题 #早安
prose: **先看** 这里
window:
\tfrom: "20:00"
quote: "新人" 专享价
level： low
block: | 大家好
  我们在
order: 1234567890123456789
when: *later
title: 晚上好
<<: {id: b}
3: three
open: "晚上好
last: fine
"""


def test_one_run_finds_every_trap_of_a_file() -> None:
    _, found = read(EVERY_TRAP)

    assert codes(found) == [
        (2, "YAML101"), (3, "YAML102"), (4, "YAML103"), (5, "YAML104"), (6, "YAML105"), (8, "YAML106"),
        (9, "YAML107"), (10, "YAML109"), (11, "YAML111"), (13, "YAML015"), (14, "YAML005"), (15, "YAML004"),
        (16, "YAML007"), (17, "YAML010"), (18, "YAML108"),
    ]  # fmt: skip


def test_what_is_right_between_the_traps_is_still_there() -> None:
    made, _ = read(EVERY_TRAP)

    assert made is not None
    right = {key: made.value[key] for key in ("id", "topic", "window", "level", "last")}
    assert right == {
        "id": "evening", "topic": "今日话题", "window": {"from": "20:00"}, "level": "low", "last": "fine",
    }  # fmt: skip


def test_a_text_that_had_to_be_guessed_is_known_as_such() -> None:
    made, _ = read("title: @所有人\nitems:\n  - say: a: b\n  - say: fine\n  - *later\n")

    assert made is not None
    assert made.guessed == {("title",), ("items", 0, "say"), ("items", 2)}
    assert made.value["items"][1] == {"say": "fine"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: @x\nb: @y\nc: `z`\n", [(1, "YAML101"), (2, "YAML101"), (3, "YAML101")]),
        ("- @x\n- b\n- **c**\n", [(1, "YAML101"), (3, "YAML105")]),
        ("a:\n\tb: 1\n\tc: 2\n", [(2, "YAML106"), (3, "YAML106")]),
        ("a:\n  -\tid: b\n    to: c\n", [(2, "YAML106")]),
        ("a: 1\na: 2\na: 3\n", [(2, "YAML004"), (3, "YAML004")]),
        ("a: x #y\nb: #z\n", [(1, "YAML104"), (2, "YAML104")]),
        ("a: &x 1\nb: !y 2\nc: *x\n", [(1, "YAML005"), (2, "YAML006"), (3, "YAML005")]),
        ("a: @x\n---\nb: 1\n", [(1, "YAML101"), (2, "YAML008")]),
        ("\u3000a: 1\n\u00a0b: 2\n", [(1, "YAML110"), (2, "YAML110")]),
        ("[a]: 1\n{b: c}: 2\n? [d]\n: 3\ne: 4\n", [(1, "YAML010"), (2, "YAML010"), (3, "YAML010")]),
    ],
)
def test_a_trap_does_not_hide_the_next_one(text: str, found: list[tuple[int, str]]) -> None:
    assert codes(read(text)[1]) == found


@pytest.mark.parametrize(
    "text",
    [
        "say: it's nine o'clock\n",
        "say: 时间：20:30\n",
        "say: a:b, c:d\n",
        "say: https://a.example/b#c\n",
        "say: x # a comment\n",
        "say: 'x' #a comment behind a quoted text\n",
        "say: |\n  @所有人\n  [微笑] 活动: 早安 #早安\n  \tindented\n",
        "say: '[微笑] #早安: \"x\"'\n",
        "say: -5 degrees, ?, :x\n",
        "%YAML 1.2\n---\nsay: x\n...\n# the end\n",
    ],
)
def test_what_only_looks_like_a_trap_is_none(text: str) -> None:
    assert isinstance(document(text).value["say"], str)


@pytest.mark.parametrize("space", ["\u3000", "\u00a0"])
def test_a_key_in_quotes_may_begin_with_a_wide_space(space: str) -> None:
    assert document(f'"{space}a": 1\n').value == {f"{space}a": 1}


def test_sixty_four_levels_are_read_and_one_more_is_refused() -> None:
    assert document("[" * 64 + "]" * 64).value is not None

    made, found = read("[" * 65 + "]" * 65)

    assert made is None
    assert said(found) == [
        "1:65-1:66 YAML009 The values are nested more than 64 levels deep. | Flatten this part; no playbook needs that depth."
    ]


@pytest.mark.parametrize("text", ["[" * 20_000, "{a: " * 20_000, "- " * 20_000, "? " * 20_000, "[[" * 200 + "]: a"])
def test_a_bomb_of_brackets_is_refused(text: str) -> None:
    assert read(text)[1] != []


def test_a_file_may_hold_every_private_character_and_a_line_separator() -> None:
    private = "".join(map(chr, range(0xE000, 0xF900)))

    assert len(document(f"a: {private}\u2028\u2029\u0085.\n").value["a"]) == len(private) + 4


def test_aliases_are_never_unfolded() -> None:
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 20))

    made, found = read(f"l0: &l0 [lol]\n{levels}\n")

    assert {code for _, code in codes(found)} == {"YAML005"}
    assert made is not None
    assert made.value["l19"] == ["*l18"] * 9


_PIECES = st.sampled_from(
    ["a", "b: ", "- ", "  ", "\n", "\r\n", "\r", "\t", "|\n", "> x", "[微笑] ", "[", "]", "{", "}", ", ", ": ", "：", "'", '"',
     "# c", " #早", "&a ", "*a", "!t ", "---\n", "...\n", "%YAML 1.2\n", "<<: ", "? ", "@x", "\u3000", "a:b", "\\z",
     "\u2028", "\u0085", "\x07", "\ufeff", "\ue000", "👋", "0x1F", ".inf", "~"]
)  # fmt: skip


def _every_finding_lies_inside(text: str) -> None:
    made, found = read(text)
    lines = re.split("\r\n|\r|\n", text.removeprefix("\ufeff"))
    for finding in found:
        s = finding.span
        assert (1, 1) <= (s.line, s.column) <= (s.end_line, s.end_column)
        assert s.column <= len(lines[s.line - 1]) + 1
        assert s.end_column <= len(lines[s.end_line - 1]) + 1
    assert made is not None or found != []


@given(st.text(max_size=80))
def test_any_text_at_all_is_read_or_refused_inside_its_lines(text: str) -> None:
    _every_finding_lies_inside(text)


@settings(max_examples=2000)
@given(st.lists(_PIECES, max_size=30).map("".join))
def test_any_heap_of_yaml_signs_is_read_or_refused_inside_its_lines(text: str) -> None:
    _every_finding_lies_inside(text)
