"""The list of what our own fonts draw says what the files themselves say."""

import hashlib

from fontTools.ttLib import TTFont

from sopbook.outputs.pdf.fonts.own import drawn_by_ours, font_files, fonts_digest


def test_the_list_names_just_the_characters_of_the_fonts() -> None:
    drawn = {chr(code) for file in font_files() for font in [TTFont(file)] for code in font.getBestCmap()}

    assert len(font_files()) == 4
    assert drawn_by_ours() == drawn


def test_the_list_is_that_of_these_fonts() -> None:
    digests = b"".join(hashlib.sha256(file.read_bytes()).digest() for file in font_files())

    assert fonts_digest() == hashlib.sha256(digests).hexdigest(), "make fonts writes the list anew"
