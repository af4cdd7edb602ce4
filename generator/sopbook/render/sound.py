"""How Chinese words sound."""


def syllables(text: str) -> list[str]:
    """Return the syllables of a text in pinyin without tones, ü as v; what is not Chinese stays as it is.

    A phrase is read as a whole, so that 重 in 重庆 is chong and not zhong (pypinyin's dictionary of phrases).
    """
    # Here and not above: the dictionaries take longer to load than a command takes that needs none of them.
    from pypinyin import lazy_pinyin

    return [syllable.replace("ü", "v") for syllable in lazy_pinyin(text)]
