"""A kind's print.typ: read, and kept to the library that stands beside it."""

import re

from sopbook.kinds.pack import Pack
from sopbook.source.diagnostics import Diagnostic, say

LIBRARY = "/library.typ"
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_BROUGHT_IN = re.compile(r"#?\b(?:import|include)\b\s*(?!:)[^\n;]*")
_ALLOWED = re.compile(rf'#?import\s+"{re.escape(LIBRARY)}"')


def read_print_template(pack: Pack, folder: str) -> tuple[str | None, list[Diagnostic]]:
    """Return the text of a kind's print.typ, or None where it has none, and what is wrong with it (TEMPLATE003).

    It may import the library only: a package would be fetched from the network, which no build does.
    """
    path = f"{folder}/print.typ"
    if not pack.has(path):
        return None, []
    source, diagnostics = pack.read(path)
    if source is None:
        return None, diagnostics
    code = _COMMENT.sub(lambda comment: " " * len(comment[0]), source.text)
    for found in _BROUGHT_IN.finditer(code):
        if not _ALLOWED.match(found[0]):
            diagnostics.append(source.diagnostic(
                found.start(), found.end(), "TEMPLATE003", say("print.typ imports something else than the library."),
                say('Only #import "{library}": * is possible; no other file and no package is at hand while printing.', library=LIBRARY),
            ))
    return source.text, diagnostics
