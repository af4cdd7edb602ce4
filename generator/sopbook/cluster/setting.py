"""What a worker does: it sets the PDFs of a chunk with Typst, in a process of its own, and reads nothing of the machine that it is on."""

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

from sopbook.cluster.chunk import Common, orders_in
from sopbook.cluster.engine import Engine, engine
from sopbook.outputs.pdf.cache import digest_of
from sopbook.outputs.pdf.typesetter import (
    Order,
    TemplateFailedError,
    TypesetPdf,
    Typesetter,
)


class SetPdf(TypedDict):
    """A PDF as it comes back."""

    path: str
    pdf: bytes
    undrawn: tuple[str, ...]
    scale: float
    starts: Mapping[str, int]
    digest: str
    """A digest of all this, and of what it was made from."""


class Answer(TypedDict):
    """What comes back of a chunk."""

    engine: Engine
    """What the worker sets sheets with. Where it is not what was asked for, nothing is set."""
    pdfs: list[SetPdf]
    """Those on which no template failed; the others are left to whoever can say where it did."""


def common(templates: bytes, fonts: tuple[tuple[str, bytes], ...]) -> Common:
    """Return what all chunks of an edition need; as a task, so that it goes to each worker once, and comes again if that one is lost."""
    return Common(templates, fonts)


def set_chunk(given: Common, content: bytes, wanted_engine: Engine) -> Answer:
    """Return the PDFs of a chunk."""
    if engine() != wanted_engine:
        return {"engine": engine(), "pdfs": []}
    pdfs: list[SetPdf] = []
    with TemporaryDirectory(prefix="sopbook-fonts-", ignore_cleanup_errors=True) as folder:
        files = [Path(folder, name) for name, _ in given.fonts]
        for file, (_, font) in zip(files, given.fonts, strict=True):
            file.write_bytes(font)
        with Typesetter(json.loads(given.templates), files) as typesetter:
            for order in orders_in(content):
                try:
                    pdf = typesetter.pdf(Order(order["main"], order["given"], order["fitted"], order["numbered"]))
                except TemplateFailedError as error:
                    if error.stops:
                        break  # The next one could take three minutes as well.
                    continue
                pdfs.append(_told(order["path"], order["key"], pdf))
    return {"engine": engine(), "pdfs": pdfs}


def _told(path: str, key: str, pdf: TypesetPdf) -> SetPdf:
    return {"path": path, "pdf": pdf.content, "undrawn": pdf.undrawn, "scale": pdf.scale, "starts": dict(pdf.starts), "digest": digest_of(key, pdf)}
