"""A handbook that is too long for one booklet: volumes of at most 100 pages, whose numbers run on."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from example_workspaces import checked, lay_out
from pdf_files import page_count, page_texts, reader, squeezed, tags
from sopbook.branches.playbook import Playbook
from sopbook.counters import counted
from sopbook.handbook.edition import Edition, edition
from sopbook.handbook.links import BOOKLET, print_path
from sopbook.outputs.html.handbook import render
from sopbook.outputs.pdf import typesetter
from sopbook.outputs.pdf.printed import booklet_links, print_files
from sopbook.outputs.pdf.volumes import MOST_PAGES, MOST_SHEETS, cut

PARAGRAPHS = "".join(f"Paragraph {number} of a long text.\n\n" for number in range(130))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The edition of the base workspace, with a second kind."""
    schema = '{"title": "Card", "type": "object", "properties": {"id": {"type": "string"}, "title": {"type": "string"}, "words": {"title": "Words", "type": "string", "x-text": "markdown"}}}'
    return edition(checked(lay_out(tmp_path_factory.mktemp("volumes"), {
        "schema/card/schema.json": schema,
        "schema/card/kind.yaml": "kind: card\ntitle: {en: Card}\nplural: {en: Cards}\norder: 9000\nenvelope: false\nsituations: [/words]\n",
        "playbooks/hq/card/first.yaml": "id: first\ntitle: The first card\nwords: A member complains.\n",
    })), "hq")


def named(playbook: Playbook, number: int, **values: str) -> Playbook:
    """Return a playbook of another id and title."""
    identifier = f"{playbook.id}-{number:03}"
    return replace(playbook, id=identifier, value={**playbook.value, "id": identifier, "title": f"Sheet number {number:03} of them", **values})


def of(shown: Edition, playbooks: list[Playbook]) -> Edition:
    """Return an edition of these playbooks."""
    return replace(shown, playbooks={one.key: one for one in playbooks})


@pytest.fixture(scope="module")
def long(base: Edition) -> Edition:
    """An edition of five notes that are long, and two cards."""
    note, card = base.playbooks["note", "good"], base.playbooks["card", "first"]
    notes = [named(note, number, prose=PARAGRAPHS * 8, aliases=["early bird"] if number % 2 else ["night owl"]) for number in range(5)]  # type: ignore[arg-type]
    return of(base, [*notes, named(card, 11), named(card, 12)])


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace in which sheets are kept."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def printed(long: Edition, root: Path) -> Mapping[str, bytes]:
    """Everything that is printed of it."""
    files, diagnostics = print_files(long, root)
    assert diagnostics == []
    return files


def starts(pdf: bytes) -> dict[str, int]:
    """Return on which page of a PDF, by its foot, each sheet begins, by its title."""
    found: dict[str, int] = {}
    for text in page_texts(pdf):
        number = re.search(r"Page (\d+)(?! of)\s", text + " ")
        title = re.search(r"Sheet number \d{3} of them", text)
        if number and title and "....." not in text:  # The page before a part lists its sheets.
            found.setdefault(title[0], int(number[1]))
    return found


def test_a_volume_holds_the_sheets_of_one_kind_and_at_most_a_hundred_pages(printed: Mapping[str, bytes]) -> None:
    volumes = [path for path in printed if path.count("/") == 1]

    assert volumes == ["print/handbook-01-note.pdf", "print/handbook-02-note.pdf", "print/handbook-03-card.pdf", BOOKLET]
    assert [path for path in volumes if page_count(printed[path]) > MOST_PAGES] == []


def test_its_pages_are_counted_on_from_the_volume_before(printed: Mapping[str, bytes]) -> None:
    numbers: list[int] = []
    for path in (path for path in printed if path.count("/") == 1):
        pages = [re.findall(r"Page (\d+)", text) for text in page_texts(printed[path])]
        assert [page for page in pages if len(page) > 1] == []
        if path == BOOKLET:
            assert pages.pop(0) == []  # The cover.
            numbers.append(numbers[-1] + 1)
        numbers += [int(page[0]) for page in pages]

    assert numbers == list(range(1, len(numbers) + 1))


def test_contents_and_indexes_name_the_pages_on_which_the_sheets_begin(long: Edition, printed: Mapping[str, bytes]) -> None:
    begins = {title: page for path in printed if path.startswith("print/handbook-") for title, page in starts(printed[path]).items()}
    words = squeezed("".join(page_texts(printed[BOOKLET])))
    titles = [playbook.title for playbook in long.playbooks.values()]

    assert sorted(begins) == sorted(set(titles))
    for title in begins:
        found = re.findall(re.escape(squeezed(title)) + r"\.*(\d+)", words)
        assert str(begins[title]) in [one[: len(str(begins[title]))] for one in found], title
    odd = [begins[f"Sheet number {number:03} of them"] for number in (1, 3)]
    assert squeezed(f"early bird {odd[0]}, {odd[1]}") in words
    assert "Amembercomplains." in words


def test_each_volume_is_a_whole_accessible_pdf_with_its_own_bookmarks(printed: Mapping[str, bytes]) -> None:
    for path, title in {"print/handbook-01-note.pdf": "Notes 1/2", "print/handbook-03-card.pdf": "Cards", BOOKLET: "Contents"}.items():
        pdf = reader(printed[path])
        assert re.search(r"pdfuaid:part(=\"|>)1", pdf.trailer["/Root"]["/Metadata"].get_data().decode())  # type: ignore[index]
        assert title in str(pdf.outline[0])
        assert {"/H1", "/P"} <= set(tags(printed[path]))


def test_the_home_page_leads_to_every_volume(long: Edition, printed: Mapping[str, bytes]) -> None:
    links = booklet_links(long, printed)
    home = render(long, links)[0].pages["index"].body

    assert [(link.href, link.title) for link in links] == [
        ("print/handbook-01-note.pdf", "Notes 1/2 as PDF"), ("print/handbook-02-note.pdf", "Notes 2/2 as PDF"),
        ("print/handbook-03-card.pdf", "Cards as PDF"), (BOOKLET, "Contents and indexes as PDF"),
    ]
    assert [f'href="{link.href}"' in home and link.title in home for link in links] == [True] * 4


def test_a_short_handbook_has_one_booklet_and_one_link(base: Edition) -> None:
    files, _ = print_files(base, None)

    assert sorted(files) == ["print/card/first.pdf", BOOKLET, "print/note/good.pdf"]
    assert [(link.href, link.title) for link in booklet_links(base, files)] == [(BOOKLET, "Whole handbook as PDF")]


def test_one_changed_sheet_sets_itself_its_volume_and_the_indexes(long: Edition, printed: Mapping[str, bytes], root: Path) -> None:
    key = ("note", "good-004")
    changed = replace(long, playbooks={**long.playbooks, key: replace(long.playbooks[key], value={**long.playbooks[key].value, "title": "Sheet number 004 of all"})})

    print_files(replace(long, siblings=()), root)  # As plain `mkdocs build` does: it knows no other edition, and deletes none.
    with counted() as hurried:  # As while somebody writes.
        files, _ = print_files(changed, root, hurried=True)
    assert hurried["PDFs typeset"] == 1
    assert sorted(path for path in files if files[path] != printed[path]) == ["print/note/good-004.pdf"]
    with counted() as again:
        assert print_files(long, root)[0] == printed  # Only the sheet is set again, because the cache holds one for each path.
    with counted() as counts:
        files, _ = print_files(changed, root)

    assert again["PDFs typeset"] == 1
    assert counts["PDFs typeset"] == 3
    assert sorted(path for path in files if files[path] != printed[path]) == ["print/handbook-02-note.pdf", BOOKLET, "print/note/good-004.pdf"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 130), max_size=150))
def test_volumes_hold_every_sheet_once_in_order_and_are_no_longer_than_one_sheet_makes_them(base: Edition, lengths: list[int]) -> None:
    note = base.playbooks["note", "good"]
    shown = of(base, [named(note, number) for number in range(len(lengths))])
    sheets = {print_path("note", f"good-{number:03}"): b"/Type/Page " * length for number, length in enumerate(lengths)}
    volumes = cut(shown, sheets)

    assert [playbook for volume in volumes for playbook in volume.playbooks] == list(shown.playbooks.values())
    assert len({volume.path for volume in volumes}) == len(volumes)
    for volume in volumes:
        pages = sum(typesetter.page_count(sheets[print_path("note", playbook.id)]) for playbook in volume.playbooks)
        assert pages + 1 <= MOST_PAGES or len(volume.playbooks) == 1
        assert len(volume.playbooks) <= MOST_SHEETS
    # None of two neighbours has room for what begins the other.
    for one, following in pairwise(volumes):
        together = sum(typesetter.page_count(sheets[print_path("note", p.id)]) for p in [*one.playbooks, following.playbooks[0]])
        assert together + 1 > MOST_PAGES or len(one.playbooks) == MOST_SHEETS
