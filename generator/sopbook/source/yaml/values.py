"""Values of a file without their places: fast, and only where nothing in the text is doubtful.

The builder decides what a file says and what is wrong with it. This reader takes only files about which the
builder has nothing to say, and gives the same values; of all others it keeps its hands off.
"""

import re
from typing import Any

import yaml

from sopbook.source.files import CONTROL
from sopbook.source.yaml.builder import DEEPEST
from sopbook.source.yaml.scalars import NotANumberError, scalar

_BREAKS = re.compile(r"[\u0085\u2028\u2029]")
"""libyaml ends a line here, YAML 1.2 does not."""
_INDENT = re.compile(r"(?:\A|[\r\n]) *[\t\u3000\u00a0]")
"""An indentation by other signs than spaces."""
_HASHTAG = re.compile(r"[ \t]#[^\s#]")
"""A comment that may have been meant as text: only a space behind the # makes it a comment for certain."""
_WIDE_SPACES = "\u3000\u00a0"


class DoubtfulError(Exception):
    """The builder may have something to say about the text, or nothing at all can be made of it."""


def read_values(text: str) -> dict[str, Any]:
    """Return the values of a text whose root is a mapping. Raises DoubtfulError where the builder has to look."""
    if CONTROL.search(text) or _BREAKS.search(text) or _INDENT.search(text) or "{{" in text or _has_hashtag(text):
        raise DoubtfulError
    parser = yaml.CSafeLoader(text)
    try:
        return _document(parser)
    except yaml.YAMLError as error:
        raise DoubtfulError from error
    finally:
        parser.dispose()


def _has_hashtag(text: str) -> bool:
    """Return whether a comment may be a hashtag: #! and #> (a source that `translate` quotes) on their own lines are none."""
    for match in _HASHTAG.finditer(text):
        line = max(text.rfind("\n", 0, match.start()), text.rfind("\r", 0, match.start())) + 1
        if match[0][2] not in "!>" or text[line : match.start()].strip():
            return True
    return False


def _document(parser: yaml.CSafeLoader) -> dict[str, Any]:
    parser.get_event()  # The start of the stream.
    if not isinstance(parser.get_event(), yaml.DocumentStartEvent):
        raise DoubtfulError
    root = _container(parser.get_event())
    if not isinstance(root, dict):
        raise DoubtfulError
    outer: list[Any] = []
    container: Any = root
    key: str | None = None
    while True:
        event = parser.get_event()
        if isinstance(event, yaml.CollectionEndEvent):
            if not outer:
                break
            container = outer.pop()
            continue
        is_leaf = isinstance(event, yaml.ScalarEvent)
        value = _scalar(event) if isinstance(event, yaml.ScalarEvent) else _container(event)
        if isinstance(container, list):
            container.append(value)
        elif key is None:
            key = _key(value, container)
            continue
        else:
            container[key] = value
            key = None
        if not is_leaf:
            outer.append(container)
            container = value
            if len(outer) >= DEEPEST:
                raise DoubtfulError
    parser.get_event()  # The end of the document.
    if not isinstance(parser.get_event(), yaml.StreamEndEvent):
        raise DoubtfulError
    return root


def _container(event: yaml.Event | None) -> dict[str, Any] | list[Any]:
    """Return an empty list or mapping for the event that opens it; an alias and all else is doubtful."""
    if not isinstance(event, yaml.CollectionStartEvent) or event.anchor or event.tag:
        raise DoubtfulError
    return {} if isinstance(event, yaml.MappingStartEvent) else []


def _scalar(event: yaml.ScalarEvent) -> Any:
    if event.anchor or event.tag:
        raise DoubtfulError
    text: str = event.value
    if event.style is None or event.style == "":
        try:
            return scalar(text)
        except NotANumberError as error:
            raise DoubtfulError from error
    if event.style == '"' and CONTROL.search(text):
        raise DoubtfulError  # A backslash code makes a control character.
    return text


def _key(value: Any, mapping: dict[str, Any]) -> str:
    """Return a key that is text, plain and new to its mapping."""
    if not isinstance(value, str) or value in mapping or value == "<<" or value[:1] in (*_WIDE_SPACES, "\0"):
        raise DoubtfulError
    return value
