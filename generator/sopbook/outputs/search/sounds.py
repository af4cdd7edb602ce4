"""How Chinese sounds: what lets a query in pinyin, or with a wrong character of the same sound, find the right name."""

import re
from collections.abc import Iterable
from functools import cache
from typing import TypedDict

from sopbook.handbook.view.sound import syllables

_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_ROWS, _CELLS = range(0xB0, 0xF8), range(0xA1, 0xFF)
"""Both levels of GB 2312: the characters that an input method offers."""


class Sounds(TypedDict):
    """Characters by their sounds, and names that sound otherwise than their characters one by one."""

    characters: str
    names: list[tuple[str, str]]


def sounds(names: Iterable[str]) -> Sounds:
    """Return how characters sound, `a啊阿 ai哀挨`, and the runs of Chinese in some names that are read otherwise: 重庆 is chong qing.

    All without tones. The browser reads every other name by its characters.
    """
    runs = dict.fromkeys(run for name in names for run in _HAN.findall(name))
    others = [(run, " ".join(read)) for run in sorted(runs) if (read := syllables(run)) != [_by_character().get(one) for one in run]]
    heard: dict[str, list[str]] = {}
    for character, sound in _by_character().items():
        heard.setdefault(sound, []).append(character)
    return {"characters": " ".join(f"{sound}{''.join(listed)}" for sound, listed in sorted(heard.items())), "names": others}


@cache
def _by_character() -> dict[str, str]:
    characters = [bytes([row, cell]).decode("gb2312", "ignore") for row in _ROWS for cell in _CELLS]
    return {one: sound for one in characters if one and (sound := syllables(one)[0]).isascii()}
