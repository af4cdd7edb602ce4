"""Pictures that are handed out: whole, within limits, with the same pixels, and without what a camera notes."""

import io
import resource
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageSequence, PngImagePlugin

from sopbook.source.picture import MOST_PIXELS, Oversized, Picture, read_picture

PLACE, SECRET = 0x8825, b"Elm Street 12"


def drawn(mode: str = "RGB", size: tuple[int, int] = (37, 21)) -> Image.Image:
    made = Image.radial_gradient("L").resize(size).convert("RGB")
    made.paste((0, 0, 255), (0, 0, size[0] // 2, size[1]))
    return made.convert(mode)


def saved(form: str, image: Image.Image | None = None, **options: Any) -> bytes:
    kept = io.BytesIO()
    (image or drawn()).save(kept, form, **options)
    return kept.getvalue()


def noted(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F], exif[0x013B] = "Camera", SECRET.decode()
    exif.get_ifd(PLACE).update({1: "N", 2: (31.0, 14.0, 0.0), 3: "E", 4: (121.0, 28.0, 0.0)})
    return exif


def texts() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", SECRET)
    info.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET.decode()}</x>", zip=False)
    return info


MOVING: dict[str, Any] = {"save_all": True, "append_images": [drawn().rotate(180)], "duration": 100, "loop": 0}
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
SAMPLES = {
    "png": ("PNG", saved("PNG")),
    "png-noted": ("PNG", saved("PNG", exif=noted(), pnginfo=texts())),
    "png-palette": ("PNG", saved("PNG", drawn("P"), transparency=0)),
    "png-alpha": ("PNG", saved("PNG", drawn("RGBA"), dpi=(72, 72), exif=noted())),
    "png-moving": ("PNG", saved("PNG", **MOVING, exif=noted())),
    "jpeg": ("JPEG", saved("JPEG")),
    "jpeg-noted": ("JPEG", saved("JPEG", exif=noted(), comment=SECRET, xmp=XMP, icc_profile=b"profile" * 20)),
    "jpeg-progressive": ("JPEG", saved("JPEG", progressive=True, exif=noted())),
    "jpeg-grey": ("JPEG", saved("JPEG", drawn("L"), exif=noted())),
    "jpeg-restarts": ("JPEG", saved("JPEG", restart_marker_blocks=1, exif=noted())),
    "jpeg-several": ("JPEG", saved("MPO", save_all=True, append_images=[drawn()], exif=noted()) + SECRET),
    "jpeg-bad-exif": ("JPEG", saved("JPEG", exif=b"Exif\0\0" + b"\xff" * 300)),
    "gif": ("GIF", saved("GIF", comment=SECRET)),
    "gif-moving": ("GIF", saved("GIF", **MOVING, comment=SECRET)),
    "webp": ("WEBP", saved("WEBP")),
    "webp-lossless": ("WEBP", saved("WEBP", lossless=True)),
    "webp-noted": ("WEBP", saved("WEBP", drawn("RGBA"), exif=noted(), xmp=XMP, icc_profile=b"profile" * 3)),
    "webp-moving": ("WEBP", saved("WEBP", **MOVING, exif=noted())),
}


def frames(content: bytes) -> Iterator[tuple[bytes, object, object]]:
    with Image.open(io.BytesIO(content)) as image:
        for frame in ImageSequence.Iterator(image):
            yield frame.convert("RGBA").tobytes(), frame.info.get("duration"), frame.info.get("icc_profile")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_picture_is_published_with_its_pixels_and_without_notes(name: str) -> None:
    form, content = SAMPLES[name]
    read = read_picture(content, form)

    assert isinstance(read, Picture)
    assert (read.width, read.height, read.is_for_press) == (37, 21, False)
    shown = list(frames(content))
    assert list(frames(read.content)) == (shown[:1] if name == "jpeg-several" else shown)  # The second is one that a browser never shows.
    assert SECRET not in read.content
    with Image.open(io.BytesIO(read.content)) as image:
        assert dict(image.getexif()) == {}
        assert {"comment", "xmp", "exif", "Author", "XML:com.adobe.xmp", "mp"} & set(image.info) == set()
    assert read_picture(read.content, form) == read


def test_exif_does_not_turn_webp() -> None:
    # Neither does Chromium: tests/browser/test_turned_photos.py.
    read = read_picture(saved("WEBP", exif=noted(6)), "WEBP")

    assert isinstance(read, Picture)
    assert (read.width, read.height) == (37, 21)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_turned_photo_stays_turned_and_has_the_size_that_is_shown(form: str, orientation: int) -> None:
    read = read_picture(saved(form, exif=noted(orientation)), form)

    assert isinstance(read, Picture)
    assert (read.width, read.height) == ((21, 37) if orientation > 4 else (37, 21))
    with Image.open(io.BytesIO(read.content)) as image:
        assert dict(image.getexif()) == {0x0112: orientation}


def test_the_colours_of_printing_are_told() -> None:
    read = read_picture(saved("JPEG", Image.new("CMYK", (20, 10), (0, 255, 255, 0))), "JPEG")

    assert isinstance(read, Picture)
    assert read.is_for_press


def _chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)


def _png(width: int, height: int) -> bytes:
    packer = zlib.compressobj(9)
    row = b"\0" * (1 + (width + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = width.to_bytes(4) + height.to_bytes(4) + b"\x01\0\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _gif(width: int, height: int) -> bytes:
    size = width.to_bytes(2, "little") + height.to_bytes(2, "little")
    frame = b"\x2c" + b"\0" * 4 + size + b"\0\x02\x02\x44\x01\0"
    return b"GIF89a" + size + b"\x80\0\0" + b"\0\0\0\xff\xff\xff" + frame + b"\x3b"


def _webp(side: int) -> bytes:
    large = (side - 1).to_bytes(3, "little") * 2
    small = saved("WEBP", drawn(size=(8, 8)), lossless=True)[12:]
    frame = b"\0" * 6 + (7).to_bytes(3, "little") * 2 + b"\x64\0\0\0" + small
    body = b"".join(name + len(data).to_bytes(4, "little") + data for name, data in ((b"VP8X", b"\x02\0\0\0" + large), (b"ANIM", b"\0" * 6), (b"ANMF", frame)))
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body


def _jpeg(width: int, height: int) -> bytes:
    content = saved("JPEG")
    place = content.index(b"\xff\xc0") + 5
    return content[:place] + height.to_bytes(2) + width.to_bytes(2) + content[place + 4 :]


@pytest.mark.parametrize(("form", "made", "found"), [
    ("PNG", lambda: _png(30_000, 30_000), Oversized(30_000, 30_000)),
    ("GIF", lambda: _gif(60_000, 60_000), Oversized(60_000, 60_000)),
    ("JPEG", lambda: _jpeg(65_000, 65_000), Oversized(65_000, 65_000)),
    ("WEBP", lambda: _webp(13_000), Oversized(13_000, 13_000)),
    ("WEBP", lambda: _webp(16_383), Oversized()),
])
def test_a_small_file_with_a_billion_pixels_takes_no_memory(form: str, made: Callable[[], bytes], found: Oversized) -> None:
    content = made()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert read_picture(content, form) == found
    assert len(content) < 1_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
def test_a_moving_picture_is_counted_with_all_its_frames(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    first, *others = (drawn(size=(50, 20)).rotate(angle) for angle in range(0, 60, 10))
    content = saved(form, first, save_all=True, append_images=others, duration=100)
    monkeypatch.setattr("sopbook.source.picture.MOST_MOVING_PIXELS", 5 * 50 * 20)

    assert read_picture(content, form) == Oversized(50, 20, 6)
    monkeypatch.setattr("sopbook.source.picture.MOST_MOVING_PIXELS", 6 * 50 * 20)
    read_picture.cache_clear()
    assert isinstance(read_picture(content, form), Picture)


def test_the_largest_picture_that_is_taken() -> None:
    assert MOST_PIXELS == 5_000 * 5_000
    read = read_picture(_png(5_000, 5_000), "PNG")
    assert isinstance(read, Picture)
    assert read_picture(_png(5_000, 5_001), "PNG") == Oversized(5_000, 5_001)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_picture_that_was_cut_anywhere_is_found(name: str) -> None:
    form, content = SAMPLES[name]
    end = content.index(SECRET) if content.endswith(SECRET) else len(content)
    for length in sorted({*range(0, end - 1, max(1, end // 60)), end - 1}):
        if name == "jpeg-several" and isinstance(read_picture(content[:length], form), Picture):
            continue  # Only the second picture is cut, and it is not handed out.
        assert read_picture(content[:length], form) is None, length


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=8), st.integers(0, 5000), st.binary(max_size=8))
def test_whatever_is_in_the_bytes_nothing_is_raised(name: str, changes: list[tuple[int, int]], place: int, inserted: bytes) -> None:
    form, content = SAMPLES[name]
    mutated = bytearray(content)
    for index, value in changes:
        mutated[index % len(mutated)] = value
    place %= len(mutated)
    for one in (bytes(mutated), bytes(mutated[:place] + inserted + mutated[place:])):
        read = read_picture(one, form)
        assert read is None or isinstance(read, Oversized) or read.content


@given(st.binary(max_size=200), st.sampled_from(["PNG", "JPEG", "GIF", "WEBP"]))
def test_other_bytes_are_no_picture(content: bytes, form: str) -> None:
    assert read_picture(content, form) is None
