"""What MkDocs fills its settings from beside mkdocs.yml: the files that it inherits from, and variables of the environment."""

import os
from pathlib import Path

import yaml

from sopbook.branches.config import CONFIG


def inherited(root: Path) -> list[str]:
    """Return the files that mkdocs.yml inherits from, the nearest first, as paths from the root; MkDocs merges all of them."""
    found: list[str] = []
    name = _parent(root, CONFIG)
    while name and name not in found:
        found.append(name)
        name = _parent(root, name)
    return found


def variables(root: Path) -> dict[str, str | None]:
    """Return the variables that mkdocs.yml and the files it inherits from name with !ENV, and what the environment says of each."""
    names = {name for file in (CONFIG, *inherited(root)) for name in _named(_text(root, file))}
    return {name: os.environ.get(name) for name in sorted(names)}


def _parent(root: Path, name: str) -> str:
    """Return the file that a file with settings inherits from, or nothing; a file that cannot be read has none."""
    try:
        node = yaml.compose(_text(root, name))
    except (yaml.YAMLError, RecursionError):
        return ""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    written = next((str(value.value) for key, value in pairs if key.value == "INHERIT" and isinstance(value, yaml.ScalarNode)), "")
    return os.path.normpath(Path(name).parent / written) if written and "\0" not in written else ""


def _named(text: str) -> list[str]:
    """Return the texts inside all tags !ENV: variables, and perhaps a default, which does no harm."""
    names: list[str] = []
    inside = False
    try:
        for event in yaml.parse(text):
            tagged = getattr(event, "tag", None) == "!ENV"
            if isinstance(event, yaml.ScalarEvent) and (inside or tagged):
                names.append(event.value)
            elif isinstance(event, yaml.SequenceStartEvent | yaml.SequenceEndEvent):
                inside = tagged
    except yaml.YAMLError:
        return names
    return names


def _text(root: Path, name: str) -> str:
    try:
        return (root / name).read_text("utf-8") if (root / name).is_file() else ""  # A pipe would be waited for.
    except (OSError, ValueError):
        return ""
