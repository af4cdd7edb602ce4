"""Papers that are handed out: whether a PDF or an Office file is whole, as far as that can be seen without opening it."""

import io
import zipfile
import zlib

_OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
"""The folder of each Office format (ECMA-376, part 2: a ZIP of parts)."""
_CONTENTS = "[Content_Types].xml"
_MOST_UNPACKED = 100_000_000
"""Bytes of all parts together; a real file of one megabyte has a few."""
_TAIL = 1024
"""Bytes at whose end a reader of PDF looks for its last lines (ISO 32000-1, annex H, note 18)."""


def is_whole_paper(content: bytes, ending: str) -> bool:
    """Return whether a file is what its ending says, from its first byte to its last."""
    return _is_whole_pdf(content) if ending == "pdf" else _is_whole_office_file(content, _OFFICE[ending])


def _is_whole_pdf(content: bytes) -> bool:
    tail = content[-_TAIL:]
    return content.startswith(b"%PDF-") and b"%%EOF" in tail and b"startxref" in tail


def _is_whole_office_file(content: bytes, folder: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            if _CONTENTS not in names or not any(name.startswith(folder) for name in names):
                return False
            # What the list of parts says is also the most that is unpacked of each.
            return sum(part.file_size for part in packed.infolist()) <= _MOST_UNPACKED and packed.testzip() is None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, NotImplementedError, OverflowError):
        return False
