"""Addresses in plain texts as links."""

import re

from markupsafe import Markup

from sopbook import escape

_ADDRESS = re.compile(
    r"(?P<web>https?://[A-Za-z0-9](?:[A-Za-z0-9._~:/?#\[\]@!$'()*+,;=%-]|&amp;)*)"
    r"|(?P<mail>(?<![A-Za-z0-9._%+:/@-])(?:mailto:)?[A-Za-z0-9][A-Za-z0-9._%+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?![A-Za-z0-9@-]|[.:/][A-Za-z0-9]))",
    re.IGNORECASE,
)
"""An address on the web or of a mail box, in HTML. It ends before the first sign that would have to be written as %XX (RFC 3986, 2)."""
_TAG = re.compile(r"(<[^>]*>)")
_CLOSED = {")": "(", "]": "["}


def with_links(html: Markup) -> Markup:
    """Return the HTML of a plain text, its addresses made links; what stands in tags stays as it is.

    Where a letter beyond ASCII or a slot follows at once, nobody can tell where the address ends, and it is no link.
    """
    if "@" not in html and "://" not in html:
        return html
    pieces = _TAG.split(str(html))
    for place in range(0, len(pieces), 2):
        is_cut = place + 1 < len(pieces) and not pieces[place + 1].startswith("</")
        begins = place == 0 or not pieces[place - 1].startswith("</")
        pieces[place] = _linked(pieces[place], is_cut=is_cut, is_whole=begins)
    return Markup("").join(Markup(piece) for piece in pieces)  # noqa: S704  (HTML before, and nothing but links added)


def _linked(html: str, *, is_cut: bool, is_whole: bool) -> str:
    made, last = "", 0
    for found in _ADDRESS.finditer(html):
        address = _ended(found[0])
        end = found.start() + len(address)
        goes_on = found["web"] and html[found.end() : found.end() + 1].isalnum()
        if goes_on or (is_cut and found.end() == len(html)) or (not is_whole and found.start() == 0):
            continue
        plain = Markup(address).unescape()  # noqa: S704  (unescaped at once)
        href = escape.link(plain if ":" in plain else f"mailto:{plain}")
        if href:
            made += html[last : found.start()] + str(escape.element('<a href="{}" rel="noopener noreferrer">{}</a>', href, plain))
            last = end
    return made + html[last:]


def _ended(address: str) -> str:
    """Return an address without the signs of the sentence around it: its full stop, and a bracket that it does not open."""
    while True:
        last = address[-1]
        if address.endswith("&amp;"):
            address = address[:-5]
        elif last in ".,;:!?'*" or (last in _CLOSED and address.count(last) > address.count(_CLOSED[last])):
            address = address[:-1]
        else:
            return address
