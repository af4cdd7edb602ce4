"""Plain scalars mean what the YAML 1.2 core schema says, not what YAML 1.1 made of them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unit.documents import document, read, said


def value(text: str) -> Any:
    return document(f"a: {text}\nb: behind\n").value["a"]


@pytest.mark.parametrize("text", ["20:30", "1:20:30", "08:05", "no", "yes", "on", "off", "y", "N", "No", "ON"])
def test_what_yaml_1_1_called_a_time_or_a_truth_is_a_text(text: str) -> None:
    assert value(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-01", "2026-12", "2026-12-01 20:30:00", "12/01", "1_000", "1,000", "1.2.3", "3 people", "50%",
        "0b11", "0o8", "0xG", "-0x1F", "1e", "e3", "+", ".", "-.", "1e3.5", "0x", "0o", "--1", "1-",
        "２０", "١٢", "½", "tRUE", "nULL", "none", "nan", "inf", "Infinity", "=",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_number_or_a_word_is_a_text(text: str) -> None:
    assert value(text) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0), ("12", 12), ("+12", 12), ("-12", -12), ("014", 14), ("-0", 0), ("0o14", 12), ("0x1F", 31), ("0xfF", 255),
        ("9007199254740991", 2**53 - 1), ("-9007199254740991", 1 - 2**53),
    ],
)  # fmt: skip
def test_a_whole_number_is_decimal_unless_it_begins_with_0o_or_0x(text: str, number: int) -> None:
    assert value(text) == number
    assert type(value(text)) is int


@pytest.mark.parametrize(
    ("text", "number"),
    [("12.5", 12.5), (".5", 0.5), ("5.", 5.0), ("-.5", -0.5), ("+1.50", 1.5), ("1e3", 1000.0), ("1.5E-2", 0.015), ("0.0", 0.0)],
)
def test_a_number_with_a_point_or_an_exponent_is_a_fraction(text: str, number: float) -> None:
    assert value(text) == number
    assert type(value(text)) is float


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("true", True), ("True", True), ("TRUE", True), ("false", False), ("False", False), ("FALSE", False),
        ("null", None), ("Null", None), ("NULL", None), ("~", None), ("", None),
    ],
)  # fmt: skip
def test_true_false_and_null_have_three_spellings_each(text: str, word: bool | None) -> None:
    assert value(text) is word


@pytest.mark.parametrize("text", ["12", "true", "~", "", "0x1F", "2026-12-01", ".inf", "9007199254740992"])
def test_what_stands_in_quotes_is_always_a_text(text: str) -> None:
    assert value(f'"{text}"') == text
    assert value(f"'{text}'") == text


@pytest.mark.parametrize(
    "text",
    [
        "9007199254740992", "-9007199254740992", "1234567890123456789", "0x20000000000000", "0o400000000000000000",
        ".inf", "-.INF", "+.Inf", ".nan", ".NaN", "1e400", "-1.5e999",
    ],
)  # fmt: skip
def test_a_number_that_json_cannot_carry_is_refused_and_kept_as_it_is_written(text: str) -> None:
    made, found = read(f"a: {text}\nb: behind\n")

    assert said(found) == [
        f"1:4-1:{4 + len(text)} YAML015 {text} is a number that cannot be kept exactly."
        " | Put it in quotes if it is text, such as an account or phone number."
    ]
    assert made is not None
    assert made.value == {"a": text, "b": "behind"}


def test_a_number_of_five_thousand_digits_is_refused_in_a_short_sentence() -> None:
    made, found = read(f"a: {'9' * 5000}\n")

    assert said(found) == [
        f"1:4-1:5004 YAML015 {'9' * 23}… is a number that cannot be kept exactly."
        " | Put it in quotes if it is text, such as an account or phone number."
    ]
    assert made is not None
    assert made.value == {"a": "9" * 5000}


@given(st.integers(1 - 2**53, 2**53 - 1))
def test_every_whole_number_below_two_to_the_53rd_comes_back(number: int) -> None:
    assert value(str(number)) == number
    assert type(value(str(number))) is int


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_fraction_comes_back(number: float) -> None:
    assert value(repr(number)) == number
    assert type(value(repr(number))) is float


@given(st.integers(0, 2**53 - 1))
def test_octal_and_hexadecimal_numbers_come_back(number: int) -> None:
    assert value(oct(number)) == number
    assert value(hex(number)) == number
