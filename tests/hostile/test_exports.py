"""What a hostile workspace gives WeCom: an export that ends, with titles that fit, and tables in which nothing is a formula."""

import io

import openpyxl

from example_workspaces import TODAY, checked
from hostile.texts import Hostile
from sopbook.handbook.edition import edition
from sopbook.outputs.wecom.export import wecom_files
from sopbook.outputs.wecom.scripts import FILE
from sopbook.outputs.wecom.words import units


def test_every_script_has_a_title_of_its_own_that_fits(hostile: Hostile) -> None:
    made = wecom_files(edition(checked(hostile.root, TODAY), "hq"), hostile.root)
    rows = list(openpyxl.load_workbook(io.BytesIO(made.files[FILE]))["话术"].iter_rows(min_row=3, values_only=True))
    titles = [str(row[0]) for row in rows if row[0]]

    assert len(titles) > 50
    assert sorted(titles) == sorted({*titles})
    assert [title for title in titles if units(title) > 50] == []


def test_no_cell_is_a_formula(hostile: Hostile) -> None:
    made = wecom_files(edition(checked(hostile.root, TODAY), "hq"), hostile.root)
    books = {path: openpyxl.load_workbook(io.BytesIO(content)) for path, content in made.files.items() if path.endswith(".xlsx")}
    formulas = [
        f"{path} {cell.coordinate}: {cell.value}"
        for path, book in books.items() for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]

    assert len(books) > 2
    assert formulas == []
