"""A picture's bytes taken apart and put together again, without the parts that say where, when, by whom and with what.

Nothing is decoded, so the pixels stay as they are. Each function returns None where the parts do not add up to a whole file.
"""

import re
from collections.abc import Iterator
from zlib import crc32

from PIL import Image
from PIL.ExifTags import Base

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_DRAWN = frozenset({
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs",
    b"acTL", b"fcTL", b"fdAT",
})
"""Chunks that a browser draws by (Portable Network Graphics, third edition). Texts, times and Exif are not among them."""
_WEBP_DRAWN = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_NOTES = 0x08 | 0x04
"""Flags of VP8X that announce Exif and XMP (RFC 9649, 2.7)."""
_NEXT_MARKER = re.compile(rb"\xff(?![\x00\xff\xd0-\xd7])")
"""What ends a scan of JPEG: stuffed bytes and restarts belong to it (ITU-T T.81, B.1.1.2)."""
_JPEG_DRAWN = frozenset({*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF}) - {0xC8}
"""Segments that a picture is decoded by (ITU-T T.81, table B.1)."""
_JPEG_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""The application segments that colours and sizes depend on, by how they begin."""
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def published_parts(content: bytes, form: str, orientation: int) -> bytes | None:
    """Return a picture of a format without its metadata; only how it is to be turned is kept, as Exif, unless it is upright (1)."""
    take_apart = {"PNG": _png, "JPEG": _jpeg, "GIF": _gif, "WEBP": _webp}[form]
    try:
        return b"".join(take_apart(content, _exif(orientation)))
    except (IndexError, ValueError):
        return None


def _exif(orientation: int) -> bytes:
    """Return Exif that says nothing but the orientation, without the mark that JPEG has in front."""
    if orientation == 1:
        return b""
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    return exif.tobytes().removeprefix(b"Exif\0\0")


def _number(content: bytes, start: int, end: int, order: str) -> int:
    if end > len(content):
        raise ValueError("The file ends too early.")
    return int.from_bytes(content[start:end], "big" if order == "big" else "little")


def _whole(content: bytes, start: int, end: int) -> bytes:
    if end > len(content):
        raise ValueError("The file ends too early.")
    return content[start:end]


def _png(content: bytes, exif: bytes) -> Iterator[bytes]:
    yield _PNG_SIGNATURE
    place, name = len(_PNG_SIGNATURE), b""
    while name != b"IEND":
        end = place + 12 + _number(content, place, place + 4, "big")
        chunk = _whole(content, place, end)
        name = chunk[4:8]
        if name in _PNG_DRAWN:
            yield chunk
        if name == b"IHDR" and exif:
            yield _png_chunk(b"eXIf", exif)
        place = end


def _png_chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + name + data + crc32(name + data).to_bytes(4)


def _jpeg(content: bytes, exif: bytes) -> Iterator[bytes]:
    yield content[:2]
    place = 2
    is_exif_due = bool(exif)
    while True:
        while content[place : place + 2] == b"\xff\xff":  # Any number of fill bytes may stand before a marker.
            place += 1
        if content[place] != 0xFF:
            raise ValueError("A segment of a JPEG begins with FF.")
        marker = content[place + 1]
        if marker == 0xD9:
            yield b"\xff\xd9"
            return
        end = place + 2 + _number(content, place + 2, place + 4, "big")
        segment = _whole(content, place, end)
        if is_exif_due and marker != 0xE0:
            yield b"\xff\xe1" + (len(exif) + 8).to_bytes(2) + b"Exif\0\0" + exif
            is_exif_due = False
        if marker == 0xDA:
            scan = _NEXT_MARKER.search(content, end)
            if scan is None:
                raise ValueError("A scan of a JPEG has no end.")
            segment, end = content[place : scan.start()], scan.start()
        if _is_drawn(marker, segment):
            yield _without_preview(segment) if marker == 0xE0 else segment
        place = end


def _is_drawn(marker: int, segment: bytes) -> bool:
    return marker in _JPEG_DRAWN or (marker in _JPEG_KEPT and segment[4:].startswith(_JPEG_KEPT[marker]))


def _without_preview(segment: bytes) -> bytes:
    """Return a segment of JFIF without the small picture that may follow (ITU-T T.871, 10.1)."""
    return b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0"


def _webp(content: bytes, _exif: bytes) -> Iterator[bytes]:
    size = 8 + _number(content, 4, 8, "little")
    place, chunks = 12, list[bytes]()
    while place + 8 <= size:
        end = place + 8 + _number(content, place + 4, place + 8, "little")
        chunk = _whole(content, place, end)
        if chunk[:4] == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_NOTES]) + chunk[9:]
        if chunk[:4] in _WEBP_DRAWN:
            chunks.append(chunk + b"\0" * (len(chunk) % 2))
        place = end + len(chunk) % 2
    body = b"WEBP" + b"".join(chunks)
    yield b"RIFF" + len(body).to_bytes(4, "little") + body


def _gif(content: bytes, _exif: bytes) -> Iterator[bytes]:
    place = 13 + _colours(content[10])
    yield _whole(content, 0, place)
    while True:
        match content[place]:
            case 0x3B:
                yield b"\x3b"
                return
            case 0x21:
                end = _blocks_end(content, place + 2)
                if not (content[place + 1] == 0xFE or (content[place + 1] == 0xFF and content[place + 3 : place + 14] not in _GIF_LOOPS)):
                    yield content[place:end]
            case 0x2C:
                end = _blocks_end(content, place + 11 + _colours(content[place + 9]))
                yield content[place:end]
            case _:
                raise ValueError("A block of a GIF has no such beginning.")
        place = end


def _colours(flags: int) -> int:
    """Return how many bytes a table of colours has."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _blocks_end(content: bytes, place: int) -> int:
    """Return where a row of blocks ends, each of which begins with its length; the last one is empty."""
    while content[place]:
        place += 1 + content[place]
    return place + 1
