"""The boundary where plain text becomes part of something else: one function for each place where it may land.

Whoever hands on a text of an author does it here, as `escape.html(text)`. So the list of places is this file, and
tests switch each function off in turn and see that somebody would notice (docs/decisions/0019 has the table).
"""

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, LiteralString, TypeVar
from urllib.parse import quote

import yaml
from markupsafe import Markup
from markupsafe import escape as _escaped

if TYPE_CHECKING:
    from jinja2 import Environment

_Environment = TypeVar("_Environment", bound="Environment")

_FOLLOWED = re.compile(r"(?:https?://|mailto:|(?![a-z][a-z0-9+.-]*:|[/\\]{2}))[^\x00-\x20\\]*", re.IGNORECASE)
"""An address on the web, of a mail box, or inside the handbook. A browser passes over blanks and line breaks in an
address, and takes a backslash for a slash (WHATWG, URL, 4.4), so what holds one might lead elsewhere."""
_TEMPLATE = re.compile(r"\{(?=[{%#])")
"""How Jinja, Liquid and their relatives begin."""
_IN_SCRIPT = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What JSON allows and a script may trip over: an end tag, and two characters that end a line (ECMA-262 before 2019)."""


def templates(environment: _Environment) -> _Environment:
    """Return a template environment that escapes whatever its templates print, in texts and in attributes.

    What is HTML already has to say so, by `__html__` (markupsafe).
    """
    environment.autoescape = True
    return environment


def html(text: object) -> Markup:
    """Return a text as HTML, fit for the content of an element and for an attribute in quotes (WHATWG, HTML, 13.3)."""
    return _escaped(text)


def element(pattern: LiteralString, *values: object) -> Markup:
    """Return HTML whose `{}` are filled with escaped values; those that are HTML already stay as they are."""
    first, *pieces = _pieces(pattern)
    rest = "".join(f"{_escaped(value)}{piece}" for value, piece in zip(values, pieces, strict=True))
    return Markup(f"{first}{rest}")  # noqa: S704  (a pattern is a literal of ours)


@cache
def _pieces(pattern: str) -> list[str]:
    return pattern.split("{}")


def link(address: str) -> str:
    """Return an address that a reader may follow from a page, or an empty text: none that runs something."""
    return address if _FOLLOWED.fullmatch(address) else ""


def path(name: str) -> str:
    """Return the path of a file as part of an address (RFC 3986, 2.1)."""
    return quote(name)


def script(value: Any) -> str:
    """Return a value as an expression of a script (ECMA-404; WHATWG, HTML, 4.12.1.3)."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return "".join(_IN_SCRIPT.get(letter, letter) for letter in text) if not _IN_SCRIPT.keys().isdisjoint(text) else text


def front_matter(value: Any) -> str:
    """Return a value as YAML, for other site engines."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1000)


def literal(body: str) -> str:
    """Return the HTML of a page in which no other site engine finds a template of its own language."""
    return _TEMPLATE.sub("&#123;", body)
