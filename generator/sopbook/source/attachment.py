"""Files that go out with a message: which types are taken, and what a file holds."""

from dataclasses import dataclass, field

LARGEST_ATTACHMENT = 1_000_000
"""Bytes. WeCom takes more, but each edition carries its files, and phones keep them for use without a network."""

PICTURES = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP", "gif": "GIF"}
"""The format of a picture by a name's ending."""
PAPERS = ("pdf", "docx", "xlsx", "pptx")
"""The endings of other files. None of them runs anything in a browser, unlike SVG or HTML."""
ENDINGS = (*PICTURES, *PAPERS)

_BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF87a": "gif", b"GIF89a": "gif", b"%PDF-": "pdf",
}


@dataclass(frozen=True)
class Attachment:
    """A file of a branch's folder files/, read. `width` and `height` are pixels as shown, 0 for what is no picture."""

    branch: str
    path: str
    """Relative to files/ of the branch's folder, with forward slashes."""
    content: bytes = field(repr=False)
    """What is published: of a picture, without what the camera noted beside it."""
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


def ending_for(content: bytes) -> str:
    """Return the ending that a file's first bytes ask for, among those that they tell apart, or an empty text."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return next((name for begin, name in _BEGINNINGS.items() if content.startswith(begin)), "")
