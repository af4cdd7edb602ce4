"""How Chinese words sound."""

import re

_CHINESE = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")


def syllables(text: str) -> list[str]:
    """Return the syllables of a text in pinyin without tones, ü as v; what is not Chinese stays as it is.

    A phrase is read as a whole, so that 重 in 重庆 is chong and not zhong (pypinyin's dictionary of phrases).
    """
    if not _CHINESE.search(text):
        return [text]
    # Here and not above: the dictionaries take longer to load than a command takes that needs none of them.
    from pypinyin import lazy_pinyin

    return [syllable.replace("ü", "v") for syllable in lazy_pinyin(text)]
