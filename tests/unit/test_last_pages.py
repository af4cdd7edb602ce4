"""Sheets whose last page would be nearly empty: a little smaller they save it, a little larger they fill it, alone and in the booklet."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from example_workspaces import checked, lay_out
from pdf_files import last_page_used, page_count, page_texts, squeezed
from sopbook.handbook.edition import Edition, edition
from sopbook.outputs.pdf.booklet import booklet
from sopbook.outputs.pdf.sheets import Press, press_of

TEMPLATE = """#import "/library.typ": *
#let sheet(page) = framed(page, elsewhere: ("/level",), {
  section(at(page, "/say"))
  new-part()
  section(at(page, "/prose"))
})
"""


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    """A press for notes of the base workspace, whose template has two parts: a message, then prose on a page of its own."""
    found: Edition = edition(checked(lay_out(tmp_path_factory.mktemp("parts"), {"schema/note/print.typ": TEMPLATE})), "hq")
    with press_of(found, None) as opened:
        yield opened


def sheet(press: Press, identifier: str, paragraphs: int) -> bytes:
    """Return the sheet of a note with so many paragraphs, which becomes part of the edition that the press prints."""
    note = press.edition.playbooks["note", "good"]
    text = "".join(f"Paragraph {number}.\n\n" for number in range(paragraphs))
    made = replace(note, id=identifier, value={**note.value, "id": identifier, "title": identifier, "prose": text})
    press.edition = replace(press.edition, playbooks={**press.edition.playbooks, made.key: made})
    return press.sheet(made)


def test_whatever_its_length_a_sheet_ends_on_a_page_that_is_used(press: Press) -> None:
    made = [sheet(press, f"long-{number}", number) for number in range(30, 100, 6)]

    assert min(last_page_used(one) for one in made) >= 0.25
    pages = [page_count(one) for one in made]
    assert (pages, pages[0], pages[-1]) == (sorted(pages), 2, 3)
    assert min(press.scales.values()) < 1 < max(press.scales.values())


def test_the_booklet_has_each_sheet_as_it_is_alone(press: Press) -> None:
    alone = {name: page_count(sheet(press, name, number)) for name, number in (("saved", 42), ("filled", 50))}
    pages = [squeezed(text) for text in page_texts(booklet(press))]

    for name, count in alone.items():
        assert len([page for page in pages if page.startswith(f"{name}Headquarters")]) == count


def test_a_part_begins_on_a_page_of_its_own(press: Press) -> None:
    first, second = page_texts(sheet(press, "short", 3))

    assert ("Paragraph 0." in first, "Paragraph 0." in second) == (False, True)


def test_what_was_kept_keeps_its_size(tmp_path: Path) -> None:
    found = edition(checked(lay_out(tmp_path / "w")), "hq")
    scales = []
    for _ in range(2):
        with press_of(found, tmp_path / "w") as press:
            sheet(press, "kept", 90)
            scales.append(dict(press.scales))

    assert scales[0] == scales[1] != {}
