"""The entries of a plan as a table for task tools: .xlsx and .csv."""

import csv
import io
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import date, time

from xlsxwriter.utility import xl_rowcol_to_cell

from sopbook.handbook.agenda import plans
from sopbook.handbook.agenda_entry import Plan
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import calendar_path, playbook_path
from sopbook.handbook.moment import clock_time
from sopbook.handbook.words import plain
from sopbook.outputs.data.csv_cells import guarded
from sopbook.outputs.data.workbook import new_book

_COLUMNS = {"date": 12, "weekday": 12, "time": 8, "minutes": 9, "where": 16, "what": 60, "who": 22, "message": 70, "see": 36, "page": 44, "id": 28}
"""The columns, and how wide they are, in characters."""
_FIRST_DAY = date(1900, 1, 1)
"""Excel knows no day before."""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry of a plan, in the order of the columns."""

    date: date
    weekday: str
    time: time | None
    minutes: int | None
    where: str
    what: str
    who: str
    message: str
    see: str
    page: str
    id: str


def sheet_files(edition: Edition) -> dict[str, bytes]:
    """Return the tables of all plans by their paths."""
    files: dict[str, bytes] = {}
    for plan in plans(edition):
        rows = list(_rows(plan, edition))
        heads = [edition.labels(f"sheet.{name}") for name in _COLUMNS]
        files[f"{calendar_path(*plan.key)}.xlsx"] = _workbook(rows, heads)
        files[f"{calendar_path(*plan.key)}.csv"] = _csv(rows, heads)
    return files


def _rows(plan: Plan, edition: Edition) -> Iterator[Row]:
    labels = edition.labels
    for entry in plan.entries:
        named = [plain(edition.playbooks[key].title, edition.branch, edition.locale) for key in dict.fromkeys(entry.targets)]
        yield Row(
            entry.date, labels(f"time.weekday.{entry.date.isoweekday()}"), clock_time(entry.time), entry.minutes,
            entry.words("where"), entry.words("title"), entry.words("who"), entry.words("message"), labels("join").join(named),
            f"{edition.address}{playbook_path(*plan.key)}.html#{entry.item.anchor}", entry.id,
        )


def _csv(rows: list[Row], heads: list[str]) -> bytes:
    """Return the table as UTF-8 with a mark at its beginning, without which Excel takes Chinese for another encoding."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heads)
    for row in rows:
        writer.writerow([_cell(value) for value in astuple(row)])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    """Return a value as a spreadsheet reads it; a text stays a text."""
    return guarded(value) if isinstance(value, str) else "" if value is None else f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _workbook(rows: list[Row], heads: list[str]) -> bytes:
    target = io.BytesIO()
    book = new_book(target)
    top = {"valign": "top"}
    formats = {
        "date": book.add_format({**top, "num_format": "yyyy-mm-dd"}), "time": book.add_format({**top, "num_format": "hh:mm"}),
        # As text, what looks like a number stays as it is when somebody edits the cell.
        "text": book.add_format({**top, "text_wrap": True, "num_format": "@"}), "minutes": book.add_format(top),
    }
    sheet = book.add_worksheet()
    for column, (name, width) in enumerate(_COLUMNS.items()):
        sheet.set_column(column, column, width, formats.get(name, formats["text"]))
    sheet.add_table(0, 0, max(len(rows), 1), len(_COLUMNS) - 1, {
        "data": [[_dated(value) for value in astuple(row)] for row in rows], "style": "Table Style Light 1",
        "columns": [{"header": head, "format": formats.get(name, formats["text"])} for name, head in zip(_COLUMNS, heads, strict=True)],
    })
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(max(len(rows), 1), len(_COLUMNS) - 1)}"})
    sheet.freeze_panes(1, 0)
    book.close()
    return target.getvalue()


def _dated(value: object) -> object:
    """Return a value of the table; a day that Excel does not know, as text."""
    return str(value) if isinstance(value, date) and value < _FIRST_DAY else value
