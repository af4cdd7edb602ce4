"""Files that go out with a message: which sorts are taken, and how a picture's own bytes say its size."""

from dataclasses import dataclass, field

LARGEST_ATTACHMENT = 1_000_000
"""Bytes. WeCom takes more, but each edition carries its files, and phones keep them for use without a network."""

PICTURES = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "webp": "webp", "gif": "gif"}
"""The sort of picture by a name's ending."""
PAPERS = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "pptx": b"PK\x03\x04"}
"""What other files begin with, by a name's ending. None of them runs anything in a browser, unlike SVG or HTML."""
SORTS = (*PICTURES, *PAPERS)

_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True)
class Attachment:
    """A file of a branch's folder files/, read. `width` and `height` are pixels, 0 for what is no picture."""

    branch: str
    path: str
    """Relative to files/ of the branch's folder, with forward slashes."""
    content: bytes = field(repr=False)
    width: int = 0
    height: int = 0

    @property
    def name(self) -> str:
        """Return the file's name."""
        return self.path.rpartition("/")[2]

    @property
    def is_picture(self) -> bool:
        """Return whether a browser shows it as a picture."""
        return self.width > 0


def ending(name: str) -> str:
    """Return a name's ending in lower-case letters, without the dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def fits_ending(content: bytes, name: str) -> bool:
    """Return whether a file holds what its ending says, whole enough to know a picture's size."""
    sort = ending(name)
    return picture_size(content, PICTURES[sort]) is not None if sort in PICTURES else content.startswith(PAPERS[sort])


def picture_size(content: bytes, sort: str) -> tuple[int, int] | None:
    """Return a picture's width and height in pixels, or None where the bytes are no such picture.

    Each is where the format's own standard puts it: PNG in IHDR, GIF in the logical screen, JPEG in the start of
    frame, WebP (RFC 9649) in its first chunk.
    """
    size = {"png": _png, "gif": _gif, "jpeg": _jpeg, "webp": _webp}[sort](content)
    return size if size and min(size) > 0 else None


def _png(content: bytes) -> tuple[int, int] | None:
    if len(content) < 24 or not content.startswith(b"\x89PNG\r\n\x1a\n") or content[12:16] != b"IHDR":
        return None
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def _gif(content: bytes) -> tuple[int, int] | None:
    if len(content) < 10 or content[:6] not in (b"GIF87a", b"GIF89a"):
        return None
    return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")


def _jpeg(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(b"\xff\xd8\xff"):
        return None
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker in _START_OF_FRAME:
            return int.from_bytes(content[place + 7 : place + 9]), int.from_bytes(content[place + 5 : place + 7])
        place += 1 if marker == 0xFF else 2 + int.from_bytes(content[place + 2 : place + 4])
    return None


def _webp(content: bytes) -> tuple[int, int] | None:
    if len(content) < 30 or content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return None
    match content[12:16]:
        case b"VP8X":
            return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
        case b"VP8L" if content[20] == 0x2F:
            bits = int.from_bytes(content[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 " if content[23:26] == b"\x9d\x01\x2a":
            return int.from_bytes(content[26:28], "little") & 0x3FFF, int.from_bytes(content[28:30], "little") & 0x3FFF
    return None
