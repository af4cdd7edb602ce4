"""Our own files in Typst: the library, and the documents that put sheets and booklets together."""

from importlib import resources

OWN_FILES = (
    "library.typ", "words.typ", "fields.typ", "parts.typ", "figures.typ", "sheet.typ", "widths.typ", "charts.typ", "generic.typ", "document.typ",
    "book.typ", "booklet.typ", "volume.typ", "indexes.typ",
)


def own_file(name: str) -> str:
    """Return one of our own Typst files."""
    return (resources.files("sopbook.outputs.pdf") / "typst" / name).read_text("utf-8")
