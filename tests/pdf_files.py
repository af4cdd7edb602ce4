"""What tests ask of a PDF: its words, its fonts, its tags, its pictures."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

_MM = 72 / 25.4
_HALF_EMPTY = "，。、；：！？）》」』】”’"
"""Signs whose right half is empty: at the end of a line it hangs over the margin, and nothing is drawn there."""


def reader(pdf: Path | bytes) -> PdfReader:
    """Return a PDF, opened."""
    return PdfReader(BytesIO(pdf) if isinstance(pdf, bytes) else str(pdf))


def page_texts(pdf: Path | bytes) -> list[str]:
    """Return the words of each page, as they are copied out of it; a hyphen at the end of a line is one."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded().replace("\x02", "-") for page in document]


def squeezed(text: str) -> str:
    """Return a text without white space: where lines break is up to the typesetter."""
    return re.sub(r"\s+", "", text)


def page_count(pdf: Path | bytes) -> int:
    """Return how many pages there are."""
    return len(pypdfium2.PdfDocument(pdf))


def outside(pdf: Path | bytes, margin: float) -> list[tuple[int, str]]:
    """Return the pages, from 1, and the characters in the margins at the sides, which are in millimetres, or off the paper.

    Head and foot stand in the margins above and below; what is closer to the edge than 5 mm, most printers cut off.
    """
    side, height = margin * _MM - 1, 5 * _MM - 1
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf), 1):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            sign = text.get_text_range(index, 1)
            if sign in _HALF_EMPTY:
                right = (left + right) / 2
            if right > left and sign.strip() and (left < side or right > page.get_width() - side or bottom < height or top > page.get_height() - height):
                found.append((number, sign))
    return found


class Sizes:
    """The words of a PDF with the size of each character, asked for by how they begin."""

    def __init__(self, signs: list[tuple[str, float]]) -> None:
        self._words = "".join(sign for sign, _ in signs)
        self._sizes = [size for _, size in signs]

    def __getitem__(self, words: str) -> float:
        """Return the size in points of words without white space. Raises ValueError where they are not there."""
        return self._sizes[self._words.index(words)]


def sizes(pdf: Path | bytes) -> Sizes:
    """Return how large the words of a PDF are."""
    texts = [page.get_textpage() for page in pypdfium2.PdfDocument(pdf)]
    signs = [(text.get_text_range(index, 1), pypdfium2.raw.FPDFText_GetFontSize(text, index)) for text in texts for index in range(text.count_chars())]
    return Sizes([(sign, size) for sign, size in signs if sign.strip()])


def last_page_used(pdf: Path | bytes) -> float:
    """Return the share of the last page, between head and foot, down to the lowest thing that is drawn there."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[len(document) - 1]
    top, bottom = page.get_height() - 19 * _MM, 24 * _MM
    drawn = [bounds for one in page.get_objects() for bounds in [one.get_bounds()] if bottom - 6 <= bounds[1] and bounds[3] <= top + 2]
    used: float = (top - min((bounds[1] for bounds in drawn), default=top)) / (top - bottom)
    return used


def picture(pdf: Path | bytes, page: int = 0, dpi: int = 80) -> Image.Image:
    """Return a page in shades of grey."""
    bitmap = pypdfium2.PdfDocument(pdf)[page].render(scale=dpi / 72, grayscale=True)
    made: Image.Image = bitmap.to_pil().convert("L")
    return made


def fonts(pdf: Path | bytes) -> dict[str, bool]:
    """Return the fonts of all pages by name, and whether each is embedded."""
    found: dict[str, bool] = {}
    for page in reader(pdf).pages:
        resources = page["/Resources"].get_object()
        for font in resources.get("/Font", DictionaryObject()).get_object().values():  # type: ignore[union-attr]
            font = font.get_object()
            parts = [one.get_object() for one in font.get("/DescendantFonts", [font])]
            for part in parts:
                descriptor = part["/FontDescriptor"].get_object()
                found[str(part["/BaseFont"])] = any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))
    return found


def tags(pdf: Path | bytes) -> Iterator[str]:
    """Yield the tags of the document's structure, in reading order."""
    root = reader(pdf).trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    yield from _tags(root)


def _tags(node: Any) -> Iterator[str]:
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, ArrayObject):
        for one in node:
            yield from _tags(one)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield str(node["/S"])
        if "/K" in node:
            yield from _tags(node["/K"])
