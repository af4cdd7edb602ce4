"""The colours of the handbook as variables of its stylesheet: one table for light, one for dark, and a workspace's own two."""

import re
from dataclasses import dataclass

LIGHT = {
    "ground": "#f4f6f5", "card": "#ffffff", "text": "#14201d", "quiet": "#51605b", "line": "#dce3e0", "tint": "#e4f0ee",
    "bubble": "#e6f5db", "bubble-line": "#b9dca6", "alarm": "#b01f1b", "alarm-tint": "#fdecea", "warn": "#7a4a00",
    "warn-tint": "#fff1d4", "own": "#5a3da6", "own-tint": "#efeafb", "on-alarm": "#ffffff", "shadow": "0 1px 2px #1420171a, 0 4px 16px #14201730",
}
DARK = {
    "ground": "#0f1514", "card": "#18201f", "text": "#e8efec", "quiet": "#a6b4af", "line": "#2c3836", "tint": "#16302c",
    "bubble": "#1b3423", "bubble-line": "#315c3d", "alarm": "#ff9b91", "alarm-tint": "#351c1a", "warn": "#ffcf85",
    "warn-tint": "#33280f", "own": "#cbb9ff", "own-tint": "#2a2242", "on-alarm": "#2d0603", "shadow": "0 1px 2px #0009, 0 4px 16px #000c",
}
OWN_LIGHT, OWN_DARK = "#0b5d57", "#7ed6ca"
NAMED = {
    "red": "#ef5552", "pink": "#e92063", "purple": "#ab47bd", "deep-purple": "#7e56c2", "indigo": "#4051b5", "blue": "#2094f3",
    "light-blue": "#02a6f2", "cyan": "#00bdd6", "teal": "#009485", "green": "#4cae4f", "light-green": "#8bc34b",
    "lime": "#cbdc38", "yellow": "#ffec3d", "amber": "#ffc105", "orange": "#ffa724", "deep-orange": "#ff6e42",
    "brown": "#795649", "grey": "#757575", "blue-grey": "#546d78", "black": "#000000", "white": "#ffffff",
}  # fmt: skip
"""What Material calls its colours (its guide, "Changing the colors")."""
CUSTOM = "custom"
"""A colour that the workspace's own stylesheet sets, in Material's variables."""
_ON_COLOURS = ("#ffffff", "#04211d")
_READABLE = 4.5
"""The contrast that a text needs on its ground (W3C, WCAG 2.2, 1.4.3)."""
_STEP = 0.04


@dataclass(frozen=True, slots=True)
class Palette:
    """The two colours that a workspace may choose, for light and for dark: a name of NAMED, CUSTOM, or empty for our own."""

    primary: str = ""
    accent: str = ""
    dark_primary: str = ""
    dark_accent: str = ""


def variables(palette: Palette) -> str:
    """Return the stylesheet's variables: light, dark where the system is or the reader wants it, and light on paper."""
    light = _block(LIGHT, palette.primary, palette.accent, OWN_LIGHT)
    dark = _block(DARK, palette.dark_primary, palette.dark_accent, OWN_DARK)
    wanted, chosen = ':root:not([data-sop-colours="light"])', ':root[data-sop-colours="dark"]'
    return (
        f":root {{ color-scheme: light; }} body {{ {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ {wanted} {{ color-scheme: dark; }} {wanted} body {{ {dark} }} }}\n"
        f"@media screen {{ {chosen} {{ color-scheme: dark; }} {chosen} body {{ {dark} }} }}\n"
    )


def main_colour(palette: Palette) -> str:
    """Return the colour by which a phone knows the handbook, as a hexadecimal number."""
    return readable(NAMED[palette.primary], LIGHT["card"]) if palette.primary in NAMED else OWN_LIGHT


def _block(table: dict[str, str], primary: str, accent: str, own: str) -> str:
    chosen = readable(NAMED[primary], table["card"]) if primary in NAMED else own
    on_primary = max(_ON_COLOURS, key=lambda one: contrast(one, chosen))
    values = table | {"primary": chosen, "on-primary": on_primary, "accent": "var(--sop-primary)", "focus": "var(--sop-accent)"}
    if primary == CUSTOM:
        values |= {"primary": f"var(--md-primary-fg-color, {own})", "on-primary": f"var(--md-primary-bg-color, {on_primary})"}
    if accent in NAMED:
        values["focus"] = readable(NAMED[accent], table["card"])
    elif accent == CUSTOM:
        values["focus"] = "var(--md-accent-fg-color, var(--sop-accent))"
    return " ".join(f"--sop-{name}: {value};" for name, value in values.items())


def readable(colour: str, ground: str) -> str:
    """Return the colour that is nearest to another one and can be read on a ground: darker on a light one, lighter on a dark one."""
    end = min(("#000000", "#ffffff"), key=lambda one: -contrast(one, ground))
    share = 0.0
    while contrast(_mixed(colour, end, share), ground) < _READABLE:
        share += _STEP
    return _mixed(colour, end, share)


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (one / 255 for one in _parts(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(colour: str, other: str, share: float) -> str:
    mixed = (round(a + (b - a) * min(share, 1)) for a, b in zip(_parts(colour), _parts(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _parts(colour: str) -> list[int]:
    return [int(part, 16) for part in re.findall("[0-9a-f]{2}", colour)]
