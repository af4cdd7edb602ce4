"""Workbooks for Excel whose bytes depend on nothing but what is in them."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter

_CREATED = datetime(1980, 1, 1)
"""A moment without a meaning: the clock would give other bytes each time."""


def new_book(target: io.BytesIO) -> xlsxwriter.Workbook:
    """Return an empty workbook in which a text stays a text, whatever it begins with."""
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"created": _CREATED})
    return book


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its heading row, its rows, and how wide the columns are. `note` stands above the heading row."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    note: str = ""


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook with these sheets; every cell is a text."""
    target = io.BytesIO()
    book = new_book(target)
    # As text, what looks like a number or a date stays as it is when somebody edits the cell.
    text = book.add_format({"valign": "top", "text_wrap": True, "num_format": "@"})
    head = book.add_format({"valign": "top", "text_wrap": True, "num_format": "@", "bold": True})
    for one in sheets:
        sheet = book.add_worksheet(one.name)
        for column, width in enumerate(one.widths):
            sheet.set_column(column, column, width, text)
        first = 1 if one.note else 0
        if one.note:
            sheet.merge_range(0, 0, 0, len(one.heads) - 1, one.note, text)
            sheet.set_row(0, 60)
        for column, title in enumerate(one.heads):
            sheet.write_string(first, column, title, head)
        for number, row in enumerate(one.rows, first + 1):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, column, cell, text)
        sheet.freeze_panes(first + 1, 0)
    book.close()
    return target.getvalue()
