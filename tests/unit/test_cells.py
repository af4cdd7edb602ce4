"""Cells of a table and their places: the same cells as Python's csv module, and where each begins."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopbook.source.cells import OpenQuoteError, records


def cut(text: str) -> list[list[str]]:
    return [[cell.text for cell in cells] for cells in records(text)]


@pytest.mark.parametrize(("text", "rows"), [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2\r\n\r\n\r\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r1,2", [["a", "b"], ["1", "2"]]),
    ('a,b\n"1,234","two\nlines"\n', [["a", "b"], ["1,234", "two\nlines"]]),
    ('a\n"say ""hi"""\n', [["a"], ['say "hi"']]),
    ("a,b\n,\n1,\n", [["a", "b"], ["", ""], ["1", ""]]),
    (" a , b\n", [["a", "b"]]),
    ("", []),
], ids=["plain", "Windows and blank last lines", "old Mac", "quotes", "a quote inside", "empty cells", "blanks", "nothing"])
def test_a_text_is_cut_into_rows(text: str, rows: list[list[str]]) -> None:
    assert cut(text) == rows


def test_a_cell_stands_where_it_begins_after_a_line_break_in_quotes() -> None:
    text = 'a,b\n"x\ny",z\n'

    (_, (first, second)) = records(text)

    assert (text[first.start : first.end], text[second.start : second.end]) == ('"x\ny"', "z")


@pytest.mark.parametrize(("text", "place", "is_closed"), [('a\n"b\nc\n', 2, False), ('a\n"b"c\n', 5, True)])
def test_a_quote_that_goes_wrong_is_told_where_it_stands(text: str, place: int, is_closed: bool) -> None:
    with pytest.raises(OpenQuoteError) as caught:
        list(records(text))

    assert (caught.value.start, caught.value.is_closed) == (place, is_closed)


@given(st.lists(st.lists(st.text(st.sampled_from('ab,"\n\r 。'), max_size=5), min_size=2, max_size=4), max_size=5))
def test_what_csv_writes_is_read_back(rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)

    assert cut(text.getvalue()) == rows
