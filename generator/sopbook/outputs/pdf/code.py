"""The square code that leads from paper to the live page."""

from functools import cache
from io import BytesIO

import segno


@cache
def square_code(address: str) -> str:
    """Return an address as a QR code: an SVG with a quiet zone, in black on white."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, nl=False)
    return out.getvalue().decode()
