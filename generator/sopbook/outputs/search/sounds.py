"""How single Chinese characters sound: what lets a query with a wrong character of the same sound find the right one."""

from functools import cache

from sopbook.handbook.view.sound import syllables

_ROWS, _CELLS = range(0xB0, 0xF8), range(0xA1, 0xFF)
"""Both levels of GB 2312: the characters that an input method offers."""


@cache
def sounds() -> str:
    """Return all characters of GB 2312 by their sounds, without tones: `a啊阿 ai哀挨`."""
    heard: dict[str, list[str]] = {}
    for row in _ROWS:
        for cell in _CELLS:
            character = bytes([row, cell]).decode("gb2312", "ignore")
            for sound in syllables(character) if character else ():
                heard.setdefault(sound, []).append(character)
    return " ".join(f"{sound}{''.join(characters)}" for sound, characters in sorted(heard.items()) if sound.isascii())
