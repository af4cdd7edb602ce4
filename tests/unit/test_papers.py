"""Papers that are handed out: whole PDFs and Office files, and nothing that only looks like one."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from sopbook.source.paper import is_whole_paper


def pdf() -> bytes:
    writer, kept = PdfWriter(), io.BytesIO()
    writer.add_blank_page(72, 72)
    writer.write(kept)
    return kept.getvalue()


def office(folder: str, contents: str = "[Content_Types].xml", more: int = 0) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(contents, "<Types/>")
        packed.writestr(f"{folder}/main.xml", "<main>" + "text " * 200 + "</main>")
        if more:
            packed.writestr("filler.xml", b"\0" * more)
    return kept.getvalue()


PAPERS = {"pdf": pdf(), "docx": office("word"), "xlsx": office("xl"), "pptx": office("ppt")}


@pytest.mark.parametrize("ending", PAPERS)
def test_a_whole_paper_is_what_its_ending_says(ending: str) -> None:
    assert [name for name, content in PAPERS.items() if is_whole_paper(content, ending)] == [ending]


@pytest.mark.parametrize("ending", PAPERS)
def test_a_paper_that_was_cut_anywhere_is_found(ending: str) -> None:
    # The line break after the last line of a PDF may be missing.
    content = PAPERS[ending].rstrip(b"\n") if ending == "pdf" else PAPERS[ending]
    assert [length for length in range(len(content)) if is_whole_paper(content[:length], ending)] == []


@pytest.mark.parametrize("content", [
    b"<script>alert(1)</script>", b"%PDF-1.7\n<script>alert(1)</script>", office("note"), office("word", "other.xml"), b"PK\x03\x04rest",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100,  # a Word file of 1997, or one with a password
])
def test_what_only_begins_like_a_paper_is_none(content: bytes) -> None:
    assert [ending for ending in PAPERS if is_whole_paper(content, ending)] == []


def test_a_part_that_was_changed_is_found() -> None:
    content = bytearray(PAPERS["docx"])
    place = content.index(b"word/main.xml") + 40
    content[place] ^= 0xFF

    assert not is_whole_paper(bytes(content), "docx")


def test_a_small_file_that_unpacks_to_very_much_is_none() -> None:
    bomb = office("word", more=101_000_000)

    assert len(bomb) < 200_000
    assert not is_whole_paper(bomb, "docx")
    assert is_whole_paper(office("word", more=1_000_000), "docx")


@given(st.sampled_from(sorted(PAPERS)), st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=8), st.integers(0, 5000))
def test_whatever_is_in_the_bytes_nothing_is_raised(ending: str, changes: list[tuple[int, int]], length: int) -> None:
    mutated = bytearray(PAPERS[ending])
    for index, value in changes:
        mutated[index % len(mutated)] = value
    for content in (bytes(mutated), bytes(mutated[:length])):
        assert is_whole_paper(content, ending) in (True, False)
