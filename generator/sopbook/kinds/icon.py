"""Whether an SVG is a plain drawing, safe to stand inside a page."""

import re
from xml.etree import ElementTree

_SHAPES = {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "title", "desc", "defs"}
_ATTRIBUTES = {
    "viewBox", "width", "height", "x", "y", "x1",
    "y1", "x2", "y2", "cx", "cy", "r",
    "rx", "ry", "d", "points", "transform", "fill",
    "fill-rule", "clip-rule", "fill-opacity", "opacity", "stroke", "stroke-width",
    "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "stroke-opacity", "stroke-miterlimit", "id",
    "class", "role", "aria-hidden", "focusable", "preserveAspectRatio", "version",
}
_NAMESPACE = "{http://www.w3.org/2000/svg}"


def not_a_drawing(text: str) -> str:
    """Return the part of an SVG that may not be there, or an empty text for a plain drawing.

    Only shapes and their looks are let through: no script, style, link, event, entity or image.
    """
    begin = re.match(r"\s*<svg\b", text)
    if not begin or "<!" in text or "<?" in text:
        return text.strip()[:4] or "<"
    try:
        root = ElementTree.fromstring(text.strip())  # noqa: S314  (declarations are refused above)
    except ElementTree.ParseError:
        return "<svg"
    for element in root.iter():
        name = element.tag.removeprefix(_NAMESPACE)
        if name not in _SHAPES:
            return f"<{name}"
        for attribute, value in element.attrib.items():
            if attribute not in _ATTRIBUTES or "url(" in value.lower():
                return attribute.rpartition("}")[2]
    return ""
