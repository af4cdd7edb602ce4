"""Links in finished PDFs: a tap on one leads to another page of the same file, and nowhere else."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from example_workspaces import checked, lay_out
from pdf_files import page_texts, reader, squeezed
from sopbook.handbook.edition import edition
from sopbook.outputs.pdf.booklet import booklet
from sopbook.outputs.pdf.sheets import press_of

HOSTILE = [
    "[tap](javascript:alert(1))", "[tap](JaVaScRiPt&colon;alert(1))", "[tap](data:text/html,<script>alert(1)</script>)", "[tap](file:///etc/passwd)",
    "[tap](https://evil.example/login)", "<https://evil.example/x>", "[tap]: javascript:alert(1)", "![tap](https://evil.example/pixel.png)",
    "<a href='javascript:alert(1)'>tap</a>", '#link("javascript:alert(1)")[tap]', "https://evil.example/bare", "javascript:alert(1)",
]
ACTIVE = {"/A", "/AA", "/OpenAction", "/JS", "/JavaScript", "/Launch", "/URI", "/SubmitForm", "/EmbeddedFiles", "/XFA", "/RichMedia"}
"""What may act by itself or lead out of the file (ISO 32000-1, 12.6)."""


def dictionaries(found: Any, seen: set[int]) -> Iterator[DictionaryObject]:
    """Yield every dictionary that can be reached in a PDF."""
    if isinstance(found, IndirectObject):
        if found.idnum in seen:
            return
        seen.add(found.idnum)
        found = found.get_object()
    if isinstance(found, DictionaryObject):
        yield found
        for value in found.values():
            yield from dictionaries(value, seen)
    elif isinstance(found, ArrayObject):
        for value in found:
            yield from dictionaries(value, seen)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A sheet and a booklet with such links in every text."""
    root = lay_out(tmp_path_factory.mktemp("papers"), {"mkdocs.yml": "site_name: T\nsite_url: https://handbook.example/\nplugins:\n  - sopbook: {built_in_kinds: false}\n"})
    found = edition(checked(root), "hq")
    note = found.playbooks["note", "good"]
    all_links = " ".join(HOSTILE)
    hostile = replace(note, value={**note.value, "title": all_links, "summary": all_links, "say": all_links, "owner": all_links, "aliases": HOSTILE, "prose": "\n\n".join(HOSTILE)})
    changed = replace(found, playbooks={("note", "good"): hostile})
    with press_of(changed, None) as press:
        return {"sheet": press.sheet(hostile), "booklet": booklet(press)}


@pytest.mark.parametrize("name", ["sheet", "booklet"])
def test_nothing_in_a_pdf_acts_or_leads_out_of_it(papers: dict[str, bytes], name: str) -> None:
    everything = list(dictionaries(reader(papers[name]).trailer["/Root"], set()))

    assert len(everything) > 50
    # In the tree of tags, A stands for attributes.
    assert {key for one in everything if one.get("/Type") != "/StructElem" for key in one if key in ACTIVE} == set()
    assert {one["/S"] for one in everything if one.get("/Type") == "/Action"} == set()


def test_the_links_of_the_booklet_lead_to_its_own_pages(papers: dict[str, bytes]) -> None:
    links = [one for one in dictionaries(reader(papers["booklet"]).trailer["/Root"], set()) if one.get("/Subtype") == "/Link"]

    assert len(links) >= 3
    assert [link for link in links if "/Dest" not in link] == []


def test_addresses_of_links_are_read_on_paper_and_others_are_not_given(papers: dict[str, bytes]) -> None:
    words = squeezed("".join(page_texts(papers["sheet"])))

    assert "tap(https://evil.example/login)" in words
    # Of links that are not allowed (TEXT006), the text as it stands.
    assert "(javascript:alert(1))" not in words.replace("[tap](javascript:alert(1))", "").replace('#link("javascript:alert(1)")', "")
