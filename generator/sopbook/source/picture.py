"""Pictures that are handed out: decoded by Pillow to the last pixel, within limits, and freed of what is noted beside them."""

import io
import warnings
from dataclasses import dataclass, field
from functools import lru_cache

from PIL import Image, ImageFile
from PIL.ExifTags import Base
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from sopbook.source.picture_parts import published_parts

MOST_PIXELS = 25_000_000
"""Of a picture. A phone needs four bytes for each, and has to show the page as well."""
MOST_MOVING_PIXELS = 100_000_000
"""Of all frames of a moving picture together."""

_OPENERS: dict[str, type[ImageFile.ImageFile]] = {"PNG": PngImageFile, "JPEG": JpegImageFile, "GIF": GifImageFile, "WEBP": WebPImageFile}
_UPRIGHT = 1
_TURNED = frozenset({"JPEG", "PNG"})
"""The formats that browsers turn by Exif. Chromium shows WebP as it is stored, and GIF has no Exif."""
_LYING = frozenset({5, 6, 7, 8})
"""Orientations that swap width and height (Exif 2.32, tag 0x0112)."""


@dataclass(frozen=True)
class Picture:
    """A picture that can be handed out. `width` and `height` are pixels as a browser shows it, turned upright."""

    width: int
    height: int
    content: bytes = field(repr=False)
    """Its bytes with the same pixels, without place, camera, author, comments and previews."""
    is_for_press: bool = False
    """Whether its colours are those of printing (CMYK)."""


@dataclass(frozen=True)
class Oversized:
    """A picture with more pixels than are taken; width and height are 0 where only so much is known."""

    width: int = 0
    height: int = 0
    frames: int = 1


@lru_cache(maxsize=32)
def read_picture(content: bytes, form: str) -> Picture | Oversized | None:
    """Return a picture of a format (PNG, JPEG, GIF, WEBP), or None where the bytes are no whole picture of it.

    The header is looked at first, so that a picture of a few bytes and a billion pixels takes no memory. Kept for the next edition.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _read(content, form)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            return Oversized()
        except Exception:  # noqa: BLE001 - a decoder raises whatever it meets in damaged bytes; all of it means that they are damaged
            return None


def _read(content: bytes, form: str) -> Picture | Oversized | None:
    # The opener itself, not Image.open: that warns of large pictures before it says how large they are.
    with _OPENERS[form](io.BytesIO(content)) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            return Oversized(width, height)
        is_for_press = picture.mode == "CMYK"
        frames = 0
        while _has_frame(picture, frames):
            frames += 1
            size = picture.width * picture.height
            if size > MOST_PIXELS or size * frames > MOST_MOVING_PIXELS:
                return Oversized(picture.width, picture.height, frames)
            picture.load()
        turned = _orientation(picture) if form in _TURNED else _UPRIGHT
    parts = published_parts(content, form, turned)
    if parts is None:
        return None
    return Picture(*((height, width) if turned in _LYING else (width, height)), parts, is_for_press)


def _has_frame(picture: ImageFile.ImageFile, number: int) -> bool:
    try:
        picture.seek(number)
    except EOFError:
        return False
    return True


def _orientation(picture: ImageFile.ImageFile) -> int:
    """Return how a browser turns the picture: by its Exif, and by nothing else that Pillow knows. Damaged Exif turns nothing."""
    exif = Image.Exif()
    try:
        exif.load(picture.info.get("exif", b""))
        turned = exif.get(Base.Orientation, _UPRIGHT)
    except Exception:  # noqa: BLE001 - as above
        return _UPRIGHT
    return turned if isinstance(turned, int) and 1 <= turned <= 8 else _UPRIGHT
