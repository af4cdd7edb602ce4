"""The simplified character for a traditional one."""

from functools import cache

from opencc import OpenCC


@cache
def simplified(character: str) -> str:
    """Return the simplified form of one character, or the character itself. The table is that of OpenCC (TSCharacters)."""
    form: str = _converter().convert(character)
    return form


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
