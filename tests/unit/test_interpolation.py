"""Names inside texts: ${name} is a param or a slot, $${ is a literal ${."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sopbook.branches.interpolation import fill, fill_all, parts
from sopbook.kinds.schema_view import SchemaView


def shown(text: str) -> list[str]:
    """Return the parts of a text: words as they are, <names>, and <?> for a name that is not closed."""
    return [f"<{'?' if part.name is None else part.name}>" if part.is_name else part.text for part in parts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("早安", ["早安"]),
        ("from ${hours} on", ["from ", "<hours>", " on"]),
        ("${a}${b}", ["<a>", "<b>"]),
        ("${ hours }", ["<hours>"]),
        ("${group.number}", ["<group.number>"]),
        ("${}", ["<>"]),
        ("a $${b} c", ["a ${b} c"]),
        ("$$${a}", ["$${a}"]),
        ("$${${a}", ["${", "<a>"]),
        ("costs $5, {a} and $ {b}", ["costs $5, {a} and $ {b}"]),
        ("${a", ["<?>", "a"]),
        ("${a\n}", ["<?>", "a\n}"]),
        ("${a ${b}", ["<?>", "a ", "<b>"]),
        ("${a{b}}", ["<?>", "a{b}}"]),
        ("${${a}}", ["<?>", "<a>", "}"]),
        ("{{ a }} {% b %} %(c)s", ["{{ a }} {% b %} %(c)s"]),
    ],
)
def test_a_text_is_cut_at_its_names(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_every_part_knows_where_it_begins() -> None:
    assert [(part.start, part.text) for part in parts("早 ${a} $${b} ${c")] == [
        (0, "早 "), (2, "${a}"), (6, " ${b} "), (13, "${"), (15, "c"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("from ${hours} on", "from 09:00–21:00 on"),
        ("${ hours }", "09:00–21:00"),
        ("${hours}${hours}", "09:00–21:0009:00–21:00"),
        ("${count} of ${price}", "3 of 19.9"),
        ("${group.number}", "${group.number}"),
        ("$${hours}", "$${hours}"),
        ("${hours", "${hours"),
        ("${Hours}", "${Hours}"),
        ("$hours {hours}", "$hours {hours}"),
    ],
)
def test_only_params_are_filled_in(text: str, filled: str) -> None:
    assert fill(text, {"hours": "09:00–21:00", "count": 3, "price": 19.9}) == filled


def test_a_value_is_never_filled_in_again() -> None:
    params = {"a": "${b}", "b": "${a} and ${group.number}", "c": "$${b}"}

    assert shown(fill("${a}|${b}|${c}", params)) == ["${b}|${a} and ${group.number}|$${b}"]


@pytest.mark.parametrize(
    ("text", "params", "expected"),
    [
        ("${sign}{amount}", {"sign": "$"}, ["${amount}"]),
        ("${a}${b}", {"a": "$", "b": "{c}"}, ["${c}"]),
    ],
)
def test_a_value_makes_no_name_with_what_stands_beside_it(text: str, params: dict[str, str], expected: list[str]) -> None:
    assert "".join(shown(fill(text, params))) == "".join(expected)


@given(st.text().filter(lambda text: "${" not in text), st.dictionaries(st.text(max_size=5), st.text(max_size=5)))
def test_a_text_without_a_name_stays_as_it_is(text: str, params: dict[str, str]) -> None:
    assert fill(text, params) == text
    assert shown(text) == ([text] if text else [])


@given(st.text(alphabet="ab ${}\n"))
def test_no_letter_of_a_text_is_lost(text: str) -> None:
    written = [part.text if part.is_name else part.text.replace("${", "$${") for part in parts(text)]

    assert "".join(written) == text


VALUES = st.text("ab${} \n").filter(lambda value: not value.endswith("$"))


@given(st.lists(st.sampled_from(["a", " ", "{", "}", "$${", "${x}", "${y}", "${slot}"])).map("".join), VALUES, VALUES)
@example("${x}{a}", "a$a", "")
def test_a_filled_text_reads_like_its_parts_with_the_values_put_in(text: str, x: str, y: str) -> None:
    values = {"x": x, "y": y}
    expected = [values.get(part.name or "", f"<{part.name}>") if part.is_name else part.text for part in parts(text)]

    assert "".join(shown(fill(text, values))) == "".join(expected)


def test_only_the_fields_that_are_texts_are_filled_in() -> None:
    schema: dict[str, Any] = {
        "properties": {
            "id": {"type": "string"},
            "say": {"type": "string", "x-text": "message"},
            "steps": {"items": {"properties": {"do": {"x-text": "plain"}, "at": {"type": "integer"}}}},
        }
    }
    value = {"id": "${a}", "say": "${a}", "steps": [{"do": "${a} ${b}", "at": 5}, {"do": None}], "unknown": "${a}"}

    assert fill_all(value, SchemaView((schema,), schema), {"a": "早安"}) == {
        "id": "${a}", "say": "早安", "steps": [{"do": "早安 ${b}", "at": 5}, {"do": None}], "unknown": "${a}",
    }  # fmt: skip
    assert value["say"] == "${a}"
