"""What sheets depend on, as digests."""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib import metadata

from sopbook.kinds.kind import Kind
from sopbook.outputs.pdf.fonts import SheetFonts
from sopbook.outputs.pdf.fonts.own import fonts_digest
from sopbook.outputs.pdf.process import PROGRAM
from sopbook.outputs.pdf.typst_files import OWN_FILES, own_file


def template_key(kind: Kind, fonts: SheetFonts) -> str:
    """Return a digest of all that a kind's template depends on, but for the playbooks."""
    parts = [kind.print_template, json.dumps(kind.schema, sort_keys=True, default=str), repr(kind.labels), program(), fonts.digest]
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()


@cache
def program() -> str:
    """Return what stands for everything of ours that a sheet depends on: Typst, its files, the fonts."""
    digest = hashlib.sha256(metadata.version("typst").encode())
    for part in _parts():
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _parts() -> Iterator[bytes]:
    yield PROGRAM.read_bytes()
    yield from (own_file(name).encode() for name in OWN_FILES)
    yield fonts_digest().encode()
