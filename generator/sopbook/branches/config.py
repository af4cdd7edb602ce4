"""mkdocs.yml, as far as sopbook reads it. It is MkDocs' file: its anchors, tags and dates are MkDocs' business."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Pointer
from sopbook.source.files import read_source
from sopbook.source.text import Source
from sopbook.source.yaml.parser import parse

CONFIG = "mkdocs.yml"
_ALLOWED_HERE = ("YAML005", "YAML006", "YAML007", "YAML010", "YAML013", "YAML015")
"""What playbooks may not hold and mkdocs.yml may: anchors, tags, merge keys, keys that are no text, an empty file, any number."""
_TOO_DEEP = "YAML009"


@dataclass(frozen=True)
class Config:
    """The settings by name, and what is wrong with the file; of one that cannot be read, no settings."""

    value: Mapping[str, Any] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    source: Source = field(default=Source(CONFIG, ""), repr=False)
    places: Mapping[Pointer, tuple[int, int]] = field(default_factory=dict, repr=False)
    """Where each value stands in the text."""

    def diagnostic(self, pointer: Pointer, code: str, message: str, hint: str) -> Diagnostic:
        """Return a finding at a value, or at the beginning where the file does not write it."""
        return self.source.diagnostic(*self.places.get(pointer, (0, 0)), code, message, hint)


def read_config(root: Path) -> Config:
    """Return the settings of a workspace; without a mkdocs.yml, none.

    Reports the YAML codes, and WORK019 for what YAML itself allows and cannot be made a value of.
    """
    if not (root / CONFIG).exists():
        return Config()
    source, problems = read_source(root, CONFIG)
    if source is None or problems:
        return Config(diagnostics=tuple(replace(d, hint=say("Take out what MkDocs does not need.")) if d.code == "YAML011" else d for d in problems))
    loader = _Lenient(source.text)
    try:
        node = loader.get_single_node()
        value = loader.construct_document(node) if node is not None else {}
    except (yaml.YAMLError, RecursionError) as error:
        return Config(diagnostics=tuple(_unreadable(source, error)), source=source)
    if not isinstance(value, dict):
        return Config(diagnostics=(source.diagnostic(
            0, source.line_bounds(0)[1], "WORK019",
            say("mkdocs.yml holds no settings: each is a name, a colon and a value."),
            say("Begin with site_name: and the name of the handbook."),
        ),), source=source)
    return Config(value, (), source, _places(node))


def _unreadable(source: Source, error: Exception) -> list[Diagnostic]:
    """Return why a text cannot be read: in the words for playbooks where those know it."""
    if not isinstance(error, _ValueError):
        known = [d for d in parse(source)[1] if d.code not in _ALLOWED_HERE]
        if known:
            return [replace(d, hint=say("Flatten this part.") if d.code == _TOO_DEEP else d.hint) for d in known]
    mark = getattr(error, "problem_mark", None)
    start = mark.index if mark else 0
    message = (
        error.problem or "" if isinstance(error, _ValueError)
        else say("MkDocs cannot read on from here: {problem}.", problem=getattr(error, "problem", None) or say("it is nested too deep"))
    )
    _, end = source.line_bounds(start)
    return [source.diagnostic(start, end, "WORK019", message, say("Put the value in quotes, or correct it."))]


def _places(node: yaml.Node | None) -> dict[Pointer, tuple[int, int]]:
    """Return where the values of a document stand, those that an anchor repeats once."""
    places: dict[Pointer, tuple[int, int]] = {}
    seen: set[int] = set()
    waiting: list[tuple[Pointer, yaml.Node]] = [((), node)] if node is not None else []
    while waiting:
        pointer, one = waiting.pop()
        places[pointer] = (one.start_mark.index, one.end_mark.index)
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, yaml.MappingNode):
            waiting += [((*pointer, str(key.value)), value) for key, value in one.value]
        elif isinstance(one, yaml.SequenceNode):
            waiting += [((*pointer, index), value) for index, value in enumerate(one.value)]
    return places


class _ValueError(yaml.MarkedYAMLError):
    """A value that reads as a date or a number, and is none; the text is a whole sentence."""

    def __str__(self) -> str:
        return str(self.problem)


class _Lenient(yaml.SafeLoader):
    """Reads mkdocs.yml, whose tags (!ENV, !!python/name) mean nothing to us."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Return the value of a node. Raises _ValueError where it has none, at its place."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, OverflowError, TypeError) as error:
            what = say("date") if node.tag.endswith(":timestamp") else say("number") if node.tag.endswith((":int", ":float")) else say("value")
            written = node.value if isinstance(node.value, str) else say("This")
            raise _ValueError(problem=say("{written} reads as a {what}, and is none.", written=written, what=what), problem_mark=node.start_mark) from error


def _nothing(_loader: yaml.Loader, _suffix: str, _node: yaml.Node) -> None:
    """Return nothing, whatever a tag asks for."""


_Lenient.add_multi_constructor("", _nothing)
